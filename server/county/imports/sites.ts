import { z } from 'zod'
import { format } from '../../platform/format.ts'
import { AppError } from '../../platform/errors.ts'
import type { Position } from '../county.ts'
import type { NotNeeded, SiteRecord, TableReading } from '../layouts/layout.ts'
import { readLookup } from '../lookup-repository.ts'
import { prepareLocator, type Locator } from '../location-service.ts'
import { listNeighbourhoods } from '../place-repository.ts'
import { countPostcodes, findPostcode } from '../postcode-repository.ts'
import type { PublishedSite } from '../published-site.ts'
import type { FoundTable } from '../recognise-service.ts'
import { readSetting } from '../setting-repository.ts'
import { newTally, recordsOf, refuse, refuseForeign, type Gathered, type ImportContext } from './import.ts'

type SitesReading = Extract<Exclude<TableReading, NotNeeded>, { content: 'sites' }>

/** Sites this far beyond the county are kept until a council says otherwise: families walk and drive across boundaries. */
export const keepBeyondMetres = 5_000

/**
 * Reads places. The district is the file's own; else that of the postcode; else the one that the position tells. Places just over the boundary are
 * kept and marked.
 *
 * @param context - the import
 * @param found - the table
 * @param reading - how to read it
 * @returns what was read
 * @throws {AppError} when no place is in or near the county, or when it is not known yet where the county lies
 */
export async function gatherSites(
  context: ImportContext,
  found: FoundTable,
  reading: SitesReading,
): Promise<Gathered> {
  const { db, county } = context
  const locator = await prepareLocator(db, county.id)
  const keep = await readSetting(db, county.id, 'keepBeyondMetres', z.number(), keepBeyondMetres)
  const placeFor = await preparePlacing(context, locator, keep)
  // The council's own list is the truth about its centres; the national register runs late.
  const listed =
    reading.kind === 'schools' && context.current.some(dataset => dataset.kind === 'childrens-centres')
  const tally = newTally()
  const taken = new Map<string, PublishedSite>()
  let beyond = 0
  let left = 0
  for await (const { row, record } of recordsOf(context, found, reading.read, tally)) {
    if (listed && (record.kind === 'centre' || record.kind === 'linked-site')) {
      left++
      continue
    }
    const position = record.position ?? (await positionOfPostcode(context, record.postcode))
    if (position === null) {
      refuse(tally, row, `${record.name} has no position, and its postcode is not one of the county’s`)
      continue
    }
    const place = await placeFor(record, position)
    if (place === null) tally.outside++
    else if (taken.has(record.reference))
      refuse(tally, row, `${record.name} is there twice; the first is used`)
    else {
      taken.set(record.reference, siteFrom(record, place, position))
      tally.taken++
      if (place.beyondCounty) beyond++
    }
  }
  if (tally.taken === 0 && !(await isCountyOnTheMap(context, locator))) {
    throw new AppError(
      'no-boundaries',
      422,
      `It is not known yet where ${county.name} lies, so places cannot be sorted. Load its boundaries or postcodes first.`,
    )
  }
  refuseForeign(context, tally, 0)
  const closed = [...tally.passed.values()].reduce((sum, count) => sum + count, 0)
  const parts = [
    ...(beyond > 0
      ? [
          `${beyond} ${beyond === 1 ? 'stands' : 'stand'} beyond the county, within ${keep.toLocaleString('en-GB')} metres.`,
        ]
      : []),
    ...(closed > 0
      ? [
          `${closed} that ${closed === 1 ? 'is closed or not yet open was' : 'are closed or not yet open were'} left out.`,
        ]
      : []),
    ...(left > 0
      ? [
          `${format.count(left, 'children’s centre was', 'children’s centres were')} left out, for the council’s own list tells which there are.`,
        ]
      : []),
  ]
  return {
    geography: 'places',
    method: parts.length === 0 ? null : parts.join(' '),
    tally,
    async store(tx, datasetId) {
      await context.storeSites(tx, county.id, datasetId, [...taken.values()])
    },
  }
}

function siteFrom(
  { neighbourhoodCodes: _, ...record }: SiteRecord,
  place: Place,
  position: Position,
): PublishedSite {
  return { ...record, ...place, position }
}

type Place = Pick<PublishedSite, 'districtCode' | 'neighbourhoodCode' | 'beyondCounty'>

/** Tells where in the county a place lies; null when it is too far beyond. */
type Placing = (record: SiteRecord, position: Position) => Promise<Place | null>

/**
 * The file's own word counts first, then the place's postcode; only then do boundaries, which are generalised, tell.
 */
async function preparePlacing(
  { db, county }: ImportContext,
  locator: Locator,
  keep: number,
): Promise<Placing> {
  const districts = new Map(
    (await listNeighbourhoods(db, county.id)).map(one => [one.code, one.districtCode]),
  )
  const pairs = await readLookup(db, county.id)
  const inOther = new Map(
    pairs.map(pair =>
      county.vintage === 'LSOA 2011' ? [pair.code2021, pair.code2011] : [pair.code2011, pair.code2021],
    ),
  )
  const districtOf = async (record: SiteRecord, position: Position): Promise<string | null> => {
    if (record.districtCode !== null) {
      return county.districtCodes.includes(record.districtCode) ? record.districtCode : null
    }
    for (const code of record.neighbourhoodCodes) {
      const told = districts.get(code) ?? districts.get(inOther.get(code) ?? '')
      if (told !== undefined) return told
    }
    // With the lookup every neighbourhood of the county is known in both vintages: another one is another county's.
    if (record.neighbourhoodCodes.length > 0 && pairs.length > 0) return null
    const postcode = record.postcode === null ? null : await findPostcode(db, county.id, record.postcode)
    return postcode?.districtCode ?? locator.districtAt(position)
  }
  return async (record, position) => {
    const districtCode = await districtOf(record, position)
    if (districtCode !== null) {
      const told = record.neighbourhoodCodes.find(code => districts.has(code))
      const neighbourhoodCode = told ?? (await locator.neighbourhoodAt(position))
      return { districtCode, neighbourhoodCode, beyondCounty: false }
    }
    return locator.metresBeyond(position, keep) === null
      ? null
      : { districtCode: null, neighbourhoodCode: null, beyondCounty: true }
  }
}

async function positionOfPostcode(
  { db, county }: ImportContext,
  postcode: string | null,
): Promise<Position | null> {
  return postcode === null ? null : ((await findPostcode(db, county.id, postcode))?.position ?? null)
}

async function isCountyOnTheMap({ db, county }: ImportContext, locator: Locator): Promise<boolean> {
  return locator.hasBoundaries || (await countPostcodes(db, county.id)) > 0
}
