import type { Db } from '../db/index.ts'
import type {
  Boundary,
  District,
  DistrictBoundary,
  Neighbourhood,
  NeighbourhoodBoundary,
  Position,
} from './county.ts'
import { inChunks } from './in-chunks.ts'

/**
 * The county's districts.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by name
 */
export async function listDistricts(db: Db, countyId: string): Promise<District[]> {
  return db
    .selectFrom('district')
    .select(['code', 'name'])
    .where('county_id', '=', countyId)
    .orderBy('name')
    .orderBy('code')
    .execute()
}

/**
 * The county's districts with their boundaries.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by name
 */
export async function districtBoundaries(db: Db, countyId: string): Promise<DistrictBoundary[]> {
  const rows = await db
    .selectFrom('district')
    .select(['code', 'name', 'boundary'])
    .where('county_id', '=', countyId)
    .orderBy('name')
    .orderBy('code')
    .execute()
  return rows.map(row => ({ code: row.code, name: row.name, boundary: boundaryFrom(row.boundary) }))
}

/**
 * The county's neighbourhoods.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by code
 */
export async function listNeighbourhoods(db: Db, countyId: string): Promise<Neighbourhood[]> {
  const rows = await db
    .selectFrom('neighbourhood')
    .select(['code', 'name', 'district_code', 'centroid_lon', 'centroid_lat'])
    .where('county_id', '=', countyId)
    .orderBy('code')
    .execute()
  return rows.map(row => ({
    code: row.code,
    name: row.name,
    districtCode: row.district_code,
    centroid:
      row.centroid_lon === null || row.centroid_lat === null ? null : [row.centroid_lon, row.centroid_lat],
  }))
}

/**
 * The county's neighbourhoods with their boundaries.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by code
 */
export async function neighbourhoodBoundaries(db: Db, countyId: string): Promise<NeighbourhoodBoundary[]> {
  const rows = await db
    .selectFrom('neighbourhood')
    .select(['code', 'name', 'district_code', 'boundary'])
    .where('county_id', '=', countyId)
    .orderBy('code')
    .execute()
  return rows.map(row => ({
    code: row.code,
    name: row.name,
    districtCode: row.district_code,
    boundary: boundaryFrom(row.boundary),
  }))
}

/** A district as a boundary file tells it. */
export interface DistrictRecord extends District {
  readonly boundary: Boundary | null
}

/**
 * Stores districts; one that is there already gets the new name, and the new boundary if there is one.
 *
 * @param db - the database
 * @param countyId - the county
 * @param districts - districts of this county only
 * @param datasetId - the import that they came with; null when only their codes are known
 */
export async function storeDistricts(
  db: Db,
  countyId: string,
  districts: readonly DistrictRecord[],
  datasetId: string | null,
): Promise<void> {
  for (const district of districts) {
    const boundary = district.boundary === null ? null : JSON.stringify(district.boundary)
    await db
      .insertInto('district')
      .values({
        county_id: countyId,
        code: district.code,
        name: district.name,
        boundary,
        dataset_id: datasetId,
      })
      .onConflict(conflict =>
        conflict.columns(['county_id', 'code']).doUpdateSet({
          name: district.name,
          dataset_id: datasetId,
          ...(boundary === null ? {} : { boundary }),
        }),
      )
      .execute()
  }
}

/**
 * Names districts whose name is not known yet; a name that is known stays.
 *
 * @param db - the database
 * @param countyId - the county
 * @param names - name by district code
 */
export async function nameDistricts(
  db: Db,
  countyId: string,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [code, name] of names) {
    await db
      .insertInto('district')
      .values({ county_id: countyId, code, name, boundary: null, dataset_id: null })
      .onConflict(conflict => conflict.columns(['county_id', 'code']).doNothing())
      .execute()
    await db
      .updateTable('district')
      .set({ name })
      .where('county_id', '=', countyId)
      .where('code', '=', code)
      .where('name', '=', code)
      .execute()
  }
}

/** A neighbourhood as a file names it. */
export interface NeighbourhoodRecord {
  readonly code: string
  readonly name: string
  readonly districtCode: string
}

/**
 * Adds neighbourhoods; those that are there already stay as they are.
 *
 * @param db - the database
 * @param countyId - the county
 * @param neighbourhoods - neighbourhoods of this county only
 * @param datasetId - the import that told them
 */
export async function addNeighbourhoods(
  db: Db,
  countyId: string,
  neighbourhoods: readonly NeighbourhoodRecord[],
  datasetId: string,
): Promise<void> {
  const rows = neighbourhoods.map(one => ({
    county_id: countyId,
    code: one.code,
    name: one.name,
    district_code: one.districtCode,
    dataset_id: datasetId,
    centroid_lon: null,
    centroid_lat: null,
    boundary: null,
    centroid_dataset_id: null,
    boundary_dataset_id: null,
  }))
  for (const some of inChunks(rows)) {
    await db
      .insertInto('neighbourhood')
      .values(some)
      .onConflict(conflict => conflict.columns(['county_id', 'code']).doNothing())
      .execute()
  }
}

/**
 * Sets the boundaries of neighbourhoods; every other neighbourhood of the county is left without one.
 *
 * @param db - the database
 * @param countyId - the county
 * @param boundaries - boundary by neighbourhood code
 * @param datasetId - the import that they came with
 */
export async function setBoundaries(
  db: Db,
  countyId: string,
  boundaries: ReadonlyMap<string, Boundary>,
  datasetId: string,
): Promise<void> {
  await db
    .updateTable('neighbourhood')
    .set({ boundary: null, boundary_dataset_id: null })
    .where('county_id', '=', countyId)
    .execute()
  for (const [code, boundary] of boundaries) {
    await db
      .updateTable('neighbourhood')
      .set({ boundary: JSON.stringify(boundary), boundary_dataset_id: datasetId })
      .where('county_id', '=', countyId)
      .where('code', '=', code)
      .execute()
  }
}

/**
 * Sets where the people of neighbourhoods live on average; every other neighbourhood is left without.
 *
 * @param db - the database
 * @param countyId - the county
 * @param centroids - position by neighbourhood code
 * @param datasetId - the import that they came with
 */
export async function setCentroids(
  db: Db,
  countyId: string,
  centroids: ReadonlyMap<string, Position>,
  datasetId: string,
): Promise<void> {
  await db
    .updateTable('neighbourhood')
    .set({ centroid_lon: null, centroid_lat: null, centroid_dataset_id: null })
    .where('county_id', '=', countyId)
    .execute()
  for (const [code, [lon, lat]] of centroids) {
    await db
      .updateTable('neighbourhood')
      .set({ centroid_lon: lon, centroid_lat: lat, centroid_dataset_id: datasetId })
      .where('county_id', '=', countyId)
      .where('code', '=', code)
      .execute()
  }
}

/**
 * Forgets districts and neighbourhoods, for a county that changes its districts or its vintage.
 *
 * @param db - the database
 * @param countyId - the county
 */
export async function forgetPlaces(db: Db, countyId: string): Promise<void> {
  await db.deleteFrom('neighbourhood').where('county_id', '=', countyId).execute()
  await db.deleteFrom('district').where('county_id', '=', countyId).execute()
}

function boundaryFrom(json: string | null): Boundary | null {
  // Written by setBoundaries and storeDistricts from checked geometry, and large: not checked again on each reading.
  return json === null ? null : (JSON.parse(json) as Boundary)
}
