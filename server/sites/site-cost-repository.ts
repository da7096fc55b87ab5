import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { costLines, type YearlyCost } from './site.ts'

const costLine = z.enum(costLines)

/** A yearly cost of one site of several. */
export interface SiteYearlyCost extends YearlyCost {
  readonly siteId: string
}

/**
 * A cost as its row tells it.
 *
 * @param row - the row
 * @returns the cost
 */
export function costFrom(row: {
  line: string
  pounds_per_year: number
  financial_year: string
  note: string | null
}): YearlyCost {
  return {
    line: costLine.parse(row.line),
    poundsPerYear: row.pounds_per_year,
    financialYear: row.financial_year,
    note: row.note,
  }
}

/**
 * What a site cost, year by year.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns newest financial year first; a line that is absent is not known
 */
export async function readCosts(db: Db, siteId: string): Promise<YearlyCost[]> {
  const rows = await db
    .selectFrom('site_cost')
    .select(['line', 'pounds_per_year', 'financial_year', 'note'])
    .where('site_id', '=', siteId)
    .orderBy('financial_year', 'desc')
    .execute()
  return rows.map(costFrom)
}

/**
 * What each line of each site cost in the newest financial year that is known of it.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns at most one record for each site and line; a line that is absent is not known, never 0
 */
export async function listSiteCosts(db: Db, countyId: string): Promise<SiteYearlyCost[]> {
  const rows = await db
    .selectFrom('site_cost')
    .innerJoin('site', 'site.id', 'site_cost.site_id')
    .select(['site_id', 'line', 'pounds_per_year', 'financial_year', 'site_cost.note'])
    .where('county_id', '=', countyId)
    .orderBy('site_id')
    .orderBy('financial_year', 'desc')
    .execute()
  const newest = new Map<string, SiteYearlyCost>()
  for (const row of rows) {
    const key = `${row.site_id} ${row.line}`
    if (newest.has(key)) continue
    newest.set(key, { siteId: row.site_id, ...costFrom(row) })
  }
  return [...newest.values()]
}

/**
 * Puts these costs in the place of what a site's lines cost in one financial year; other years stay.
 *
 * @param tx - a transaction that holds the site
 * @param siteId - the site
 * @param financialYear - `2026-27`
 * @param costs - the lines that are known
 */
export async function writeCosts(
  tx: Db,
  siteId: string,
  financialYear: string,
  costs: readonly Pick<YearlyCost, 'line' | 'poundsPerYear' | 'note'>[],
): Promise<void> {
  await tx
    .deleteFrom('site_cost')
    .where('site_id', '=', siteId)
    .where('financial_year', '=', financialYear)
    .execute()
  if (costs.length === 0) return
  await tx
    .insertInto('site_cost')
    .values(
      costs.map(cost => ({
        id: newId(),
        site_id: siteId,
        line: cost.line,
        pounds_per_year: cost.poundsPerYear,
        financial_year: financialYear,
        note: cost.note,
      })),
    )
    .execute()
}
