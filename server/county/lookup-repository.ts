import type { Db } from '../db/index.ts'
import type { LookupPair } from './carry-over.ts'
import { inChunks } from './in-chunks.ts'

/**
 * How the county's neighbourhoods of 2011 became those of 2021.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns every pair of areas that overlap; none when the lookup was not loaded
 */
export async function readLookup(db: Db, countyId: string): Promise<LookupPair[]> {
  return db
    .selectFrom('neighbourhood_lookup')
    .select(['code_2011 as code2011', 'code_2021 as code2021', 'change'])
    .where('county_id', '=', countyId)
    .orderBy('code_2011')
    .orderBy('code_2021')
    .execute()
}

/**
 * Puts this lookup in the place of the one that the county had.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param pairs - each pair once
 * @param datasetId - the import that they came with
 */
export async function replaceLookup(
  db: Db,
  countyId: string,
  pairs: readonly LookupPair[],
  datasetId: string,
): Promise<void> {
  await db.deleteFrom('neighbourhood_lookup').where('county_id', '=', countyId).execute()
  for (const some of inChunks(pairs)) {
    await db
      .insertInto('neighbourhood_lookup')
      .values(
        some.map(pair => ({
          county_id: countyId,
          code_2011: pair.code2011,
          code_2021: pair.code2021,
          change: pair.change,
          dataset_id: datasetId,
        })),
      )
      .execute()
  }
}

/**
 * Forgets the lookup of a county that changes its districts or its vintage.
 *
 * @param db - a transaction
 * @param countyId - the county
 */
export async function forgetLookup(db: Db, countyId: string): Promise<void> {
  await db.deleteFrom('neighbourhood_lookup').where('county_id', '=', countyId).execute()
}
