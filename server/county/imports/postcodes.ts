import { format } from '../../platform/format.ts'
import { indexAreas } from '../area-index.ts'
import { carryOver } from '../carry-over.ts'
import { vintages, type Position, type Postcode } from '../county.ts'
import type { NotNeeded, PostcodeRecord, TableReading } from '../layouts/layout.ts'
import { readLookup } from '../lookup-repository.ts'
import { listNeighbourhoods, neighbourhoodBoundaries } from '../place-repository.ts'
import { replacePostcodes } from '../postcode-repository.ts'
import type { FoundTable } from '../recognise-service.ts'
import { newTally, recordsOf, refuse, refuseForeign, type Gathered, type ImportContext } from './import.ts'

type PostcodesReading = Extract<Exclude<TableReading, NotNeeded>, { content: 'postcodes' }>

/** A postcode this far outside its district's boundary, which is generalised, still belongs to the nearest area. */
const edgeMetres = 250

/**
 * Reads live postcodes. The neighbourhood is the file's own in the county's vintage; else that of an area that is the
 * same in both vintages; else the area of the postcode's district that it lies in, or nearly does.
 *
 * @param context - the import
 * @param parts - the table, or the tables of several postcode areas
 * @returns what was read
 * @throws {AppError} when no postcode is the county's
 */
export async function gatherPostcodes(
  context: ImportContext,
  parts: readonly { readonly found: FoundTable; readonly reading: PostcodesReading }[],
): Promise<Gathered> {
  const { county } = context
  const neighbourhoods = await prepareNeighbourhoods(context)
  const tally = newTally()
  const taken = new Map<string, Postcode>()
  let byPosition = 0
  let unknown = 0
  for (const { found, reading } of parts) {
    for await (const { row, record } of recordsOf(context, found, reading.read, tally)) {
      const told = neighbourhoods.told(record)
      const districtCode = county.districtCodes.includes(record.districtCode)
        ? record.districtCode
        : (neighbourhoods.districtOf(told) ?? null)
      if (districtCode === null) tally.outside++
      else if (taken.has(record.postcode))
        refuse(tally, row, `${record.postcode} is there twice; the first is used`)
      else {
        const neighbourhoodCode = told ?? neighbourhoods.around(record.position, districtCode)
        if (neighbourhoodCode === null) unknown++
        else if (told === null) byPosition++
        taken.set(record.postcode, {
          postcode: record.postcode,
          position: record.position,
          districtCode,
          neighbourhoodCode,
        })
        tally.taken++
      }
    }
  }
  refuseForeign(context, tally, 0)
  const ended = [...tally.passed.values()].reduce((sum, count) => sum + count, 0)
  const parted = [
    ...(ended > 0
      ? [
          `${format.count(ended, 'postcode that is no longer in use was', 'postcodes that are no longer in use were')} left out.`,
        ]
      : []),
    ...(byPosition > 0
      ? [
          `The neighbourhood of ${format.count(byPosition, 'postcode was found from its', 'postcodes was found from their')} position, which can be wrong at an edge.`,
        ]
      : []),
    ...(unknown > 0 ? [`The neighbourhood of ${format.count(unknown, 'postcode')} is not known.`] : []),
  ]
  return {
    geography: 'postcodes',
    method: parted.length === 0 ? null : parted.join(' '),
    tally,
    store: (tx, datasetId) => replacePostcodes(tx, county.id, [...taken.values()], datasetId),
  }
}

interface Neighbourhoods {
  /** The neighbourhood that the file tells, on the county's list; null when it tells none. */
  told(record: PostcodeRecord): string | null
  districtOf(code: string | null): string | undefined
  /** The neighbourhood of a district that a place lies in, or nearly does. */
  around(position: Position, districtCode: string): string | null
}

async function prepareNeighbourhoods({ db, county }: ImportContext): Promise<Neighbourhoods> {
  const districts = new Map(
    (await listNeighbourhoods(db, county.id)).map(one => [one.code, one.districtCode]),
  )
  const bounded = (await neighbourhoodBoundaries(db, county.id)).flatMap(({ code, boundary }) =>
    boundary === null ? [] : [{ code, boundary }],
  )
  const areas = indexAreas(bounded)
  const pairs = await readLookup(db, county.id)
  const carry = carryOver(pairs, county.vintage, () => null)
  const other = vintages.find(vintage => vintage !== county.vintage) ?? county.vintage
  const inOther = new Map<string, string>()
  for (const code of districts.keys()) {
    const same = carry(code, 'class', source => source).value
    if (typeof same === 'string') inOther.set(same, code)
  }
  return {
    told({ neighbourhoods }) {
      const own = neighbourhoods[county.vintage]
      if (own !== undefined && districts.has(own)) return own
      return inOther.get(neighbourhoods[other] ?? '') ?? null
    },
    districtOf: code => (code === null ? undefined : districts.get(code)),
    around(position, districtCode) {
      const among = (code: string): boolean => districts.get(code) === districtCode
      return areas.at(position, among) ?? areas.nearest(position, edgeMetres, among)?.code ?? null
    },
  }
}
