import type { Db } from '../db/index.ts'
import type { Postcode } from './county.ts'
import { inChunks } from './in-chunks.ts'
import { normalisePostcode } from '../model/postcode.ts'

interface Row {
  postcode: string
  lon: number
  lat: number
  district_code: string
  neighbourhood_code: string | null
}

const columns = ['postcode', 'lon', 'lat', 'district_code', 'neighbourhood_code'] as const

function postcodeFrom(row: Row): Postcode {
  return {
    postcode: row.postcode,
    position: [row.lon, row.lat],
    districtCode: row.district_code,
    neighbourhoodCode: row.neighbourhood_code,
  }
}

/**
 * Looks up a postcode as a person typed it.
 *
 * @param db - the database
 * @param countyId - the county
 * @param typed - in any case, with or without spaces
 * @returns the postcode; null when it is not one, or is not a live postcode of this county
 */
export async function findPostcode(db: Db, countyId: string, typed: string): Promise<Postcode | null> {
  const postcode = normalisePostcode(typed)
  if (postcode === null) return null
  const row = await db
    .selectFrom('postcode')
    .select(columns)
    .where('county_id', '=', countyId)
    .where('postcode', '=', postcode)
    .executeTakeFirst()
  return row ? postcodeFrom(row) : null
}

/**
 * The name of the neighbourhood that a postcode lies in.
 *
 * @param db - the database
 * @param countyId - the county
 * @param code - its code
 * @returns such as `Fen Edge 003B`; '' when there is none
 */
export async function nameOfNeighbourhood(db: Db, countyId: string, code: string): Promise<string> {
  const row = await db
    .selectFrom('neighbourhood')
    .select('name')
    .where('county_id', '=', countyId)
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.name ?? ''
}

/**
 * Every live postcode of the county.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns in alphabetical order
 */
export async function listPostcodes(db: Db, countyId: string): Promise<Postcode[]> {
  const rows = await db
    .selectFrom('postcode')
    .select(columns)
    .where('county_id', '=', countyId)
    .orderBy('postcode')
    .execute()
  return rows.map(postcodeFrom)
}

/**
 * How many live postcodes the county has.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the count; 0 when none were loaded
 */
export async function countPostcodes(db: Db, countyId: string): Promise<number> {
  const { count } = await db
    .selectFrom('postcode')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('county_id', '=', countyId)
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Live postcodes within a box, for finding the one nearest to a place.
 *
 * @param db - the database
 * @param countyId - the county
 * @param box - west, south, east and north edges in degrees
 * @returns in no particular order
 */
export async function postcodesWithin(
  db: Db,
  countyId: string,
  box: readonly [west: number, south: number, east: number, north: number],
): Promise<Postcode[]> {
  const [west, south, east, north] = box
  const rows = await db
    .selectFrom('postcode')
    .select(columns)
    .where('county_id', '=', countyId)
    .where('lon', '>=', west)
    .where('lon', '<=', east)
    .where('lat', '>=', south)
    .where('lat', '<=', north)
    .execute()
  return rows.map(postcodeFrom)
}

/**
 * Puts these postcodes in the place of all that the county had.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param postcodes - live postcodes of this county only, each once
 * @param datasetId - the import that they came with
 */
export async function replacePostcodes(
  db: Db,
  countyId: string,
  postcodes: readonly Postcode[],
  datasetId: string,
): Promise<void> {
  await db.deleteFrom('postcode').where('county_id', '=', countyId).execute()
  for (const some of inChunks(postcodes)) {
    await db
      .insertInto('postcode')
      .values(
        some.map(one => ({
          county_id: countyId,
          postcode: one.postcode,
          lon: one.position[0],
          lat: one.position[1],
          district_code: one.districtCode,
          neighbourhood_code: one.neighbourhoodCode,
          dataset_id: datasetId,
        })),
      )
      .execute()
  }
}

/**
 * Forgets every postcode of a county that changes its districts or its vintage.
 *
 * @param db - a transaction
 * @param countyId - the county
 */
export async function forgetPostcodes(db: Db, countyId: string): Promise<void> {
  await db.deleteFrom('postcode').where('county_id', '=', countyId).execute()
}
