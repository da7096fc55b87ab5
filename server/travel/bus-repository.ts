import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { siteKey } from './column-repository.ts'
import type { Position } from '../county/index.ts'
import type { BusesAtSite } from './timetable/buses-at-site.ts'

const seconds = z.number().nullable()
const calls = z.object({
  first: seconds,
  last: seconds,
  count: z.number(),
  perHour: z.array(z.number()),
  routes: z.array(
    z.object({
      name: z.string(),
      headsign: z.string(),
      operator: z.string(),
      first: z.number(),
      last: z.number(),
      count: z.number(),
    }),
  ),
})
const kept: z.ZodType<BusesAtSite> = z.object({
  date: z.string(),
  stops: z.number(),
  arriving: calls,
  leaving: calls,
})

/**
 * Keeps the buses of a site's day.
 *
 * @param db - the database
 * @param basisHash - of journeys by public transport
 * @param site - the site's position
 * @param buses - what calls near it; what is kept already stays
 */
export async function storeSiteBuses(
  db: Db,
  basisHash: string,
  site: Position,
  buses: BusesAtSite,
): Promise<void> {
  await db
    .insertInto('site_buses')
    .values({ basis_hash: basisHash, site_key: siteKey(site), document: JSON.stringify(buses) })
    .onConflict(conflict => conflict.columns(['basis_hash', 'site_key']).doNothing())
    .execute()
}

/**
 * The buses of a site's day.
 *
 * @param db - the database
 * @param basisHash - of journeys by public transport
 * @param site - the site's position
 * @returns what calls near it; null when it was not worked out
 */
export async function readSiteBuses(db: Db, basisHash: string, site: Position): Promise<BusesAtSite | null> {
  const row = await db
    .selectFrom('site_buses')
    .select('document')
    .where('basis_hash', '=', basisHash)
    .where('site_key', '=', siteKey(site))
    .executeTakeFirst()
  return row ? kept.parse(JSON.parse(row.document)) : null
}
