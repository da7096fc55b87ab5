import { prepareLocator, type Position } from '../county/index.ts'
import type { Db } from '../db/index.ts'

/** Where a position lies. */
export interface Located {
  /** null beyond the county, or where nothing tells. */
  readonly districtCode: string | null
  readonly neighbourhoodCode: string | null
  readonly beyondCounty: boolean
}

/**
 * Prepares to tell where sites lie.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns tells a position's district and neighbourhood; where the county has no boundaries yet, it counts as inside
 */
export async function siteLocator(
  db: Db,
  countyId: string,
): Promise<(position: Position) => Promise<Located>> {
  const locator = await prepareLocator(db, countyId)
  return async position => {
    const districtCode = await locator.districtAt(position)
    return {
      districtCode,
      neighbourhoodCode: await locator.neighbourhoodAt(position),
      beyondCounty:
        districtCode === null && locator.hasBoundaries && locator.metresBeyond(position, 0) === null,
    }
  }
}
