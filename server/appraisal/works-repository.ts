import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { Works } from './appraisal.ts'

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
  return new Map(
    rows.map(row => [
      row.site_id,
      {
        description: row.description,
        costLow: row.cost_low,
        costHigh: row.cost_high,
        costBasis: row.cost_basis,
        recordedAt: row.recorded_at,
        recordedBy: row.recorded_by,
      },
    ]),
  )
}

/**
 * Records the works proposed for a site, or that there are none; those before stay as history.
 *
 * @param tx - a transaction
 * @param siteId - the site
 * @param works - the works; null for none
 * @param by - who records it, and the moment
 */
export async function recordWorks(
  tx: Db,
  siteId: string,
  works: Pick<Works, 'description' | 'costLow' | 'costHigh' | 'costBasis'> | null,
  by: { readonly name: string; readonly at: Date },
): Promise<void> {
  const now = by.at.toISOString()
  await tx
    .updateTable('works')
    .set({ replaced_at: now })
    .where('site_id', '=', siteId)
    .where('replaced_at', 'is', null)
    .execute()
  if (works === null) return
  await tx
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
    .execute()
}
