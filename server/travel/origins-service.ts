import { listDatasets, listNeighbourhoods, listPostcodes, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { originSetOf, type Origin, type OriginSet } from './origins.ts'

/** The last sets that were made, by the imports that they came from: making one reads every postcode. */
const made = new Map<string, OriginSet>()

/**
 * Where the county's families set out today: every live postcode of the county. A neighbourhood without a postcode is
 * represented by the middle of its people, so that no family is missing.
 *
 * @param db - the database
 * @param county - the county
 * @returns postcodes in alphabetical order, then neighbourhoods without one by code; the same object while no file of
 * the county changes
 */
export async function currentOrigins(db: Db, county: County): Promise<OriginSet> {
  const imports = (await listDatasets(db, county.id)).map(dataset => dataset.id).sort()
  const key = [county.id, county.vintage, ...county.districtCodes, ...imports].join(' ')
  const known = imports.length > 0 ? made.get(key) : undefined
  if (known) return known
  const postcodes = await listPostcodes(db, county.id)
  const represented = new Set(postcodes.map(one => one.neighbourhoodCode))
  const others = (await listNeighbourhoods(db, county.id)).filter(one => !represented.has(one.code))
  const origins: Origin[] = [
    ...postcodes.map(one => ({
      code: one.postcode,
      neighbourhood: one.neighbourhoodCode,
      position: one.position,
    })),
    ...others.map(one => ({ code: one.code, neighbourhood: one.code, position: one.centroid })),
  ]
  const set = originSetOf(postcodes.length > 0 ? 'postcodes' : 'neighbourhoods', origins)
  made.set(key, set)
  for (const oldest of made.keys()) {
    if (made.size <= 4) break
    made.delete(oldest)
  }
  return set
}
