import { AppError } from '../../platform/errors.ts'
import { indexAreas } from '../area-index.ts'
import type { LookupPair } from '../carry-over.ts'
import type { Boundary, Position, Vintage } from '../county.ts'
import { readArea } from '../layouts/areas.ts'
import type { AreaRecord, NotNeeded, ShapesReading, TableReading } from '../layouts/layout.ts'
import { replaceLookup } from '../lookup-repository.ts'
import {
  addNeighbourhoods,
  districtBoundaries,
  listNeighbourhoods,
  nameDistricts,
  setBoundaries,
  setCentroids,
  storeDistricts,
  type NeighbourhoodRecord,
} from '../place-repository.ts'
import type { FoundShapes, FoundTable } from '../recognise-service.ts'
import type { ShapesPart } from '../../platform/tables/data-file.ts'
import type { CollectionHead } from '../../platform/tables/features.ts'
import { noNeighbourhoods, refuseGaps } from './figures.ts'
import {
  heardOf,
  isListComplete,
  newTally,
  partOf,
  recordsOf,
  refuse,
  refuseForeign,
  type Gathered,
  type ImportContext,
  type Tally,
} from './import.ts'

type TableOf<Content extends string> = Extract<Exclude<TableReading, NotNeeded>, { content: Content }>
type ShapesOf<Content extends string> = Extract<Exclude<ShapesReading, NotNeeded>, { content: Content }>

/**
 * Reads the boundaries of districts.
 *
 * @param context - the import
 * @param found - the shapes
 * @param reading - how to read them
 * @returns what was read
 * @throws {AppError} when no district is the county's
 */
export async function gatherDistricts(
  context: ImportContext,
  found: FoundShapes,
  reading: ShapesOf<'districts'>,
): Promise<Gathered> {
  const { county } = context
  const tally = newTally()
  const taken = new Map<string, AreaRecord>()
  for await (const { row, record } of areasOf(context, found, reading, tally)) {
    if (!county.districtCodes.includes(record.code)) tally.outside++
    else if (taken.has(record.code)) refuse(tally, row, `${record.code} is there twice; the first is used`)
    else {
      taken.set(record.code, record)
      tally.taken++
    }
  }
  refuseForeign(context, tally, 0)
  return {
    geography: 'districts',
    method: null,
    tally,
    store: (tx, datasetId) => storeDistricts(tx, county.id, [...taken.values()], datasetId),
  }
}

/**
 * Reads the boundaries of neighbourhoods, which also make the county's list of them where the file says their districts.
 *
 * @param context - the import
 * @param found - the shapes
 * @param reading - how to read them
 * @returns what was read
 * @throws {AppError} when they are of another county or vintage
 */
export async function gatherBoundaries(
  context: ImportContext,
  found: FoundShapes,
  reading: ShapesOf<'boundaries'>,
): Promise<Gathered> {
  const { county, db } = context
  refuseOtherVintage(context, reading.vintage, 'boundaries')
  const known = new Set((await listNeighbourhoods(db, county.id)).map(one => one.code))
  const districts = (await districtBoundaries(db, county.id)).flatMap(({ code, boundary }) =>
    boundary === null ? [] : [{ code, boundary }],
  )
  const guess = known.size === 0 && !reading.tellsDistricts
  if (guess && districts.length === 0) throw noNeighbourhoods(context)
  const within = indexAreas(districts)
  const complete = isListComplete(context)
  const tally = newTally()
  const taken = new Map<string, Boundary>()
  const added: NeighbourhoodRecord[] = []
  const districtNames = new Map<string, string>()
  let strangers = 0
  for await (const { row, record } of areasOf(context, found, reading, tally)) {
    const { code, name, boundary } = record
    const districtCode = guess ? within.at(middleOf(boundary)) : record.districtCode
    const ours = districtCode !== null && county.districtCodes.includes(districtCode)
    if (!known.has(code) && !ours) tally.outside++
    else if (taken.has(code)) refuse(tally, row, `${code} is there twice; the first is used`)
    else if (!known.has(code) && complete) {
      strangers++
      refuse(tally, row, `${code} is not among the county’s ${county.vintage} areas`)
    } else {
      if (!known.has(code) && districtCode !== null) added.push({ code, name, districtCode })
      if (ours && record.districtName !== null) districtNames.set(districtCode, record.districtName)
      taken.set(code, boundary)
      tally.taken++
    }
  }
  refuseForeign(context, tally, strangers)
  if (complete) refuseGaps(context, taken.size, known.size)
  return {
    geography: county.vintage,
    method: guess
      ? 'Each area was given to the district that its middle lies in, for the file does not say.'
      : null,
    tally,
    async store(tx, datasetId) {
      await addNeighbourhoods(tx, county.id, added, datasetId)
      await nameDistricts(tx, county.id, districtNames)
      await setBoundaries(tx, county.id, taken, datasetId)
    },
  }
}

/**
 * Reads population-weighted centroids.
 *
 * @param context - the import
 * @param found - the table
 * @param reading - how to read it
 * @returns what was read
 * @throws {AppError} when they are of another county or vintage
 */
export async function gatherCentroids(
  context: ImportContext,
  found: FoundTable,
  reading: TableOf<'centroids'>,
): Promise<Gathered> {
  const { county, db } = context
  refuseOtherVintage(context, reading.vintage, 'centroids')
  const known = new Set((await listNeighbourhoods(db, county.id)).map(one => one.code))
  if (known.size === 0) throw noNeighbourhoods(context)
  const tally = newTally()
  const taken = new Map<string, Position>()
  for await (const { row, record } of recordsOf(context, found, reading.read, tally)) {
    if (!known.has(record.code)) tally.outside++
    else if (taken.has(record.code)) refuse(tally, row, `${record.code} is there twice; the first is used`)
    else {
      taken.set(record.code, record.position)
      tally.taken++
    }
  }
  refuseForeign(context, tally, 0)
  refuseGaps(context, taken.size, known.size)
  return {
    geography: county.vintage,
    method: null,
    tally,
    store: (tx, datasetId) => setCentroids(tx, county.id, taken, datasetId),
  }
}

/**
 * Reads the lookup between neighbourhoods of 2011 and of 2021, which also makes the county's list of them.
 *
 * @param context - the import
 * @param found - the table
 * @param reading - how to read it
 * @returns what was read
 * @throws {AppError} when it is of another county
 */
export async function gatherLookup(
  context: ImportContext,
  found: FoundTable,
  reading: TableOf<'lookup'>,
): Promise<Gathered> {
  const { county, db } = context
  const neighbourhoods = await listNeighbourhoods(db, county.id)
  const known = new Set(neighbourhoods.map(one => one.code))
  const tally = newTally()
  const pairs = new Map<string, LookupPair>()
  const added = new Map<string, NeighbourhoodRecord>()
  const districtNames = new Map<string, string>()
  for await (const { row, record } of recordsOf(context, found, reading.read, tally)) {
    const code = county.vintage === 'LSOA 2011' ? record.code2011 : record.code2021
    const name = county.vintage === 'LSOA 2011' ? record.name2011 : record.name2021
    const { code2011, code2021, change, districtCode } = record
    const ours = districtCode !== null && county.districtCodes.includes(districtCode)
    if (!known.has(code) && !ours) tally.outside++
    else if (pairs.has(`${code2011} ${code2021}`))
      refuse(tally, row, `${code2011} and ${code2021} are there twice`)
    else {
      if (!known.has(code) && ours) added.set(code, { code, name: name ?? code, districtCode })
      if (ours && record.districtName !== null) districtNames.set(districtCode, record.districtName)
      pairs.set(`${code2011} ${code2021}`, { code2011, code2021, change })
      tally.taken++
    }
  }
  const complete = isListComplete(context)
  if (complete && added.size > 0) refuseForeign(context, tally, added.size)
  refuseForeign(context, tally, 0)
  return {
    geography: 'LSOA 2011 and LSOA 2021',
    method: null,
    tally,
    async store(tx, datasetId) {
      await addNeighbourhoods(tx, county.id, [...added.values()], datasetId)
      await nameDistricts(tx, county.id, districtNames)
      await replaceLookup(tx, county.id, [...pairs.values()], datasetId)
    },
  }
}

function refuseOtherVintage(context: ImportContext, vintage: Vintage, what: string): void {
  const { county } = context
  if (vintage === county.vintage) return
  throw new AppError(
    'other-vintage',
    422,
    `These are ${what} of ${vintage} areas; ${county.name} stands on ${county.vintage} areas. Load those, or change the ` +
      'county’s vintage.',
  )
}

async function* areasOf(
  context: ImportContext,
  found: FoundShapes,
  reading: ShapesOf<'districts'> | ShapesOf<'boundaries'>,
  tally: Tally,
): AsyncGenerator<{ readonly row: number; readonly record: AreaRecord }> {
  const part = partOf(context, found) as ShapesPart
  let head: CollectionHead = { coordinateSystem: null }
  let row = 0
  const shapes = part.shapes(
    said => {
      head = said
    },
    heardOf(context, part.bytes),
  )
  for await (const shape of shapes) {
    row++
    const read = readArea(shape, reading.fields, head)
    if (read && 'record' in read) yield { row, record: read.record }
    else if (read && 'refused' in read) refuse(tally, row, read.refused)
  }
}

/** The mean of the corners of the longest ring: inside of any area that is not bent around another. */
function middleOf(boundary: Boundary): Position {
  const rings =
    boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.map(part => part[0] ?? [])
  const longest = rings.reduce((most, ring) => (ring.length > most.length ? ring : most), [])
  const sum = longest.reduce<[number, number]>(([x, y], [lon = 0, lat = 0]) => [x + lon, y + lat], [0, 0])
  return [sum[0] / longest.length, sum[1] / longest.length]
}
