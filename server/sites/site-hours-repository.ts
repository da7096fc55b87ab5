import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { seasons, type OpeningHours, type Site } from './site.ts'

const season = z.enum(seasons)

/** Opening hours of one site of several. */
export interface SiteHours extends OpeningHours {
  readonly siteId: string
}

/** How a site is open over the year. */
export type OpeningYear = Pick<Site, 'weeksClosed' | 'hoursPublished'>

function hoursFrom(row: { season: string; weekday: number; opens: string; closes: string }): OpeningHours {
  return { season: season.parse(row.season), weekday: row.weekday, opens: row.opens, closes: row.closes }
}

/**
 * When a site is open.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns by season, day and hour; empty when nothing is known
 */
export async function readHours(db: Db, siteId: string): Promise<OpeningHours[]> {
  const rows = await db
    .selectFrom('site_hours')
    .select(['season', 'weekday', 'opens', 'closes'])
    .where('site_id', '=', siteId)
    .orderBy('season')
    .orderBy('weekday')
    .orderBy('opens')
    .execute()
  return rows.map(hoursFrom)
}

/**
 * When every site of the county is open.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by site, season, day and hour; a site that is absent has no hours known
 */
export async function listSiteHours(db: Db, countyId: string): Promise<SiteHours[]> {
  const rows = await db
    .selectFrom('site_hours')
    .innerJoin('site', 'site.id', 'site_hours.site_id')
    .select(['site_id', 'season', 'weekday', 'opens', 'closes'])
    .where('county_id', '=', countyId)
    .orderBy('site_id')
    .orderBy('season')
    .orderBy('weekday')
    .orderBy('opens')
    .execute()
  return rows.map(row => ({ siteId: row.site_id, ...hoursFrom(row) }))
}

/**
 * Puts these hours in the place of a site's hours.
 *
 * @param tx - a transaction that holds the site
 * @param siteId - the site
 * @param hours - all of its hours
 */
export async function writeHours(tx: Db, siteId: string, hours: readonly OpeningHours[]): Promise<void> {
  await tx.deleteFrom('site_hours').where('site_id', '=', siteId).execute()
  if (hours.length === 0) return
  await tx
    .insertInto('site_hours')
    .values(
      hours.map(one => ({
        id: newId(),
        site_id: siteId,
        season: one.season,
        weekday: one.weekday,
        opens: one.opens,
        closes: one.closes,
      })),
    )
    .execute()
}

/**
 * Writes in how many weeks of the year a site is closed, and whether its hours are published.
 *
 * @param tx - a transaction that holds the site
 * @param siteId - the site
 * @param year - null where not known
 */
export async function writeOpeningYear(tx: Db, siteId: string, year: OpeningYear): Promise<void> {
  await tx
    .updateTable('site')
    .set({
      weeks_closed: year.weeksClosed,
      hours_published: year.hoursPublished === null ? null : year.hoursPublished ? 1 : 0,
    })
    .where('id', '=', siteId)
    .execute()
}
