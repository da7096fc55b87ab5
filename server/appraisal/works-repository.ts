import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { Works } from './appraisal.ts'

interface Row {
  description: string
  cost_low: number | null
  cost_high: number | null
  cost_basis: string | null
  recorded_at: string
  recorded_by: string
}

function worksFrom(row: Row): Works {
  return {
    description: row.description,
    costLow: row.cost_low,
    costHigh: row.cost_high,
    costBasis: row.cost_basis,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }
}

/**
 * Proposed works, of every site that has some.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by site id
 */
export async function listWorks(db: Db, countyId: string): Promise<Map<string, Works>> {
  const rows = await db
    .selectFrom('works')
    .innerJoin('site', 'site.id', 'works.site_id')
    .selectAll('works')
    .where('county_id', '=', countyId)
    .where('replaced_at', 'is', null)
    .execute()
  return new Map(rows.map(row => [row.site_id, worksFrom(row)]))
}

/**
 * Works proposed for one site.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param siteId - the site
 * @returns the works in force; null when there are none
 */
export async function findWorks(db: Db, countyId: string, siteId: string): Promise<Works | null> {
  return (await listWorks(db, countyId)).get(siteId) ?? null
}

/**
 * Records the works proposed for a site, or that there are none; those before stay as history.
 *
 * @param tx - a transaction
 * @param siteId - the site
 * @param works - the works; null for none
 * @param seen - when the works that these replace were recorded; null where there were none
 * @param by - who records it, and the moment
 * @returns false when somebody has recorded others in the meantime: then nothing was changed
 */
export async function recordWorks(
  tx: Db,
  siteId: string,
  works: Pick<Works, 'description' | 'costLow' | 'costHigh' | 'costBasis'> | null,
  seen: string | null,
  by: { readonly name: string; readonly at: Date },
): Promise<boolean> {
  const now = by.at.toISOString()
  if (seen !== null) {
    const { numUpdatedRows } = await tx
      .updateTable('works')
      .set({ replaced_at: now })
      .where('site_id', '=', siteId)
      .where('recorded_at', '=', seen)
      .where('replaced_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
  }
  if (works === null) return true
  // One set of works is in force at a time: whoever comes second inserts nothing.
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('works')
    .values({
      id: newId(),
      site_id: siteId,
      description: works.description,
      cost_low: works.costLow,
      cost_high: works.costHigh,
      cost_basis: works.costBasis,
      recorded_at: now,
      recorded_by: by.name,
      replaced_at: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * Works that were proposed for a site and then replaced or taken back.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns newest first, each with the moment at which it was replaced
 */
export async function worksHistory(
  db: Db,
  siteId: string,
): Promise<(Works & { readonly replacedAt: string | null })[]> {
  const rows = await db
    .selectFrom('works')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('replaced_at', 'is not', null)
    .orderBy('recorded_at', 'desc')
    .execute()
  return rows.map(row => ({ ...worksFrom(row), replacedAt: row.replaced_at }))
}
