import type { County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { listSites, type Site } from '../sites/index.ts'
import { siteKey, workedOutSites } from './column-repository.ts'

/** A site of the register whose position is known. */
export interface PlacedSite extends Site {
  readonly position: NonNullable<Site['position']>
}

/**
 * The sites to which journeys are worked out.
 *
 * @param db - the database
 * @param county - the county
 * @returns every site of the register whose position is known, those beyond the county too
 */
export async function placedSites(db: Db, county: County): Promise<PlacedSite[]> {
  return (await listSites(db, county.id)).filter((site): site is PlacedSite => site.position !== null)
}

/**
 * Sites whose journeys are not worked out yet. Of sites in one place, the first stands for all.
 *
 * @param db - the database
 * @param basisHash - what journeys are worked out from
 * @param originsHash - where families set out
 * @param sites - the sites to which journeys are wanted
 * @returns those that are missing, in their order
 */
export async function missingSites(
  db: Db,
  basisHash: string,
  originsHash: string,
  sites: readonly PlacedSite[],
): Promise<PlacedSite[]> {
  const done = new Set((await workedOutSites(db, basisHash, originsHash)).keys())
  return sites.filter(site => {
    const key = siteKey(site.position)
    if (done.has(key)) return false
    done.add(key)
    return true
  })
}
