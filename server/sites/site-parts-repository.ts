import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import {
  costLines,
  filePurposes,
  roomUses,
  seasons,
  type OpeningHours,
  type PartnerService,
  type Room,
  type Site,
  type SiteFile,
  type YearlyCost,
} from './site.ts'

const season = z.enum(seasons)
const roomUse = z.enum(roomUses).nullable()
const costLine = z.enum(costLines)
const purpose = z.enum(filePurposes)

/** Opening hours of one site of several. */
export interface SiteHours extends OpeningHours {
  readonly siteId: string
}

/** A yearly cost of one site of several. */
export interface SiteYearlyCost extends YearlyCost {
  readonly siteId: string
}

/** How a site is open over the year. */
export type OpeningYear = Pick<Site, 'weeksClosed' | 'hoursPublished'>

function hoursFrom(row: { season: string; weekday: number; opens: string; closes: string }): OpeningHours {
  return { season: season.parse(row.season), weekday: row.weekday, opens: row.opens, closes: row.closes }
}

function roomFrom(row: { name: string; area_square_metres: number | null; uses: string | null }): Room {
  return { name: row.name, areaSquareMetres: row.area_square_metres, use: roomUse.parse(row.uses) }
}

function costFrom(row: {
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

/**
 * The rooms of a site.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns in the order given; empty when nothing is known
 */
export async function readRooms(db: Db, siteId: string): Promise<Room[]> {
  const rows = await db
    .selectFrom('site_room')
    .select(['name', 'area_square_metres', 'uses'])
    .where('site_id', '=', siteId)
    .orderBy('position')
    .execute()
  return rows.map(roomFrom)
}

/**
 * Puts these rooms in the place of a site's rooms.
 *
 * @param tx - a transaction that holds the site
 * @param siteId - the site
 * @param rooms - all of its rooms
 */
export async function writeRooms(tx: Db, siteId: string, rooms: readonly Room[]): Promise<void> {
  await tx.deleteFrom('site_room').where('site_id', '=', siteId).execute()
  if (rooms.length === 0) return
  await tx
    .insertInto('site_room')
    .values(
      rooms.map((room, position) => ({
        id: newId(),
        site_id: siteId,
        position,
        name: room.name,
        area_square_metres: room.areaSquareMetres,
        uses: room.use,
      })),
    )
    .execute()
}

/**
 * What partners offer at a site.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns in the order given; empty when nothing is known
 */
export async function readServices(db: Db, siteId: string): Promise<PartnerService[]> {
  return db
    .selectFrom('site_service')
    .select(['service', 'partner', 'weekday', 'note'])
    .where('site_id', '=', siteId)
    .orderBy('position')
    .execute()
}

/**
 * Puts these services in the place of a site's services.
 *
 * @param tx - a transaction that holds the site
 * @param siteId - the site
 * @param services - all that partners offer there
 */
export async function writeServices(
  tx: Db,
  siteId: string,
  services: readonly PartnerService[],
): Promise<void> {
  await tx.deleteFrom('site_service').where('site_id', '=', siteId).execute()
  if (services.length === 0) return
  await tx
    .insertInto('site_service')
    .values(
      services.map((one, position) => ({
        id: newId(),
        site_id: siteId,
        position,
        partner: one.partner,
        service: one.service,
        weekday: one.weekday,
        note: one.note,
      })),
    )
    .execute()
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

/** Rooms, services and costs of every site of a county, by site; a site that is absent has none known. */
export interface CountyParts {
  readonly hours: ReadonlyMap<string, readonly OpeningHours[]>
  readonly rooms: ReadonlyMap<string, readonly Room[]>
  readonly services: ReadonlyMap<string, readonly PartnerService[]>
  readonly costs: ReadonlyMap<string, readonly YearlyCost[]>
}

/**
 * Hours, rooms, services and costs of every site, in four queries.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns each by site id
 */
export async function listSiteParts(db: Db, countyId: string): Promise<CountyParts> {
  const rooms = await db
    .selectFrom('site_room')
    .innerJoin('site', 'site.id', 'site_room.site_id')
    .select(['site_id', 'site_room.name', 'area_square_metres', 'uses'])
    .where('county_id', '=', countyId)
    .orderBy('site_room.position')
    .execute()
  const services = await db
    .selectFrom('site_service')
    .innerJoin('site', 'site.id', 'site_service.site_id')
    .select(['site_id', 'service', 'partner', 'weekday', 'site_service.note'])
    .where('county_id', '=', countyId)
    .orderBy('site_service.position')
    .execute()
  const costs = await db
    .selectFrom('site_cost')
    .innerJoin('site', 'site.id', 'site_cost.site_id')
    .select(['site_id', 'line', 'pounds_per_year', 'financial_year', 'site_cost.note'])
    .where('county_id', '=', countyId)
    .orderBy('financial_year', 'desc')
    .execute()
  return {
    hours: bySite(await listSiteHours(db, countyId), one => [one.siteId, withoutSite(one)]),
    rooms: bySite(rooms, row => [row.site_id, roomFrom(row)]),
    services: bySite(services, ({ site_id, ...service }) => [site_id, service]),
    costs: bySite(costs, row => [row.site_id, costFrom(row)]),
  }
}

function withoutSite({ season, weekday, opens, closes }: SiteHours): OpeningHours {
  return { season, weekday, opens, closes }
}

function bySite<Row, Part>(rows: readonly Row[], part: (row: Row) => [string, Part]): Map<string, Part[]> {
  const found = new Map<string, Part[]>()
  for (const row of rows) {
    const [siteId, one] = part(row)
    const list = found.get(siteId)
    if (list) list.push(one)
    else found.set(siteId, [one])
  }
  return found
}

/**
 * Photos, floor plans and evidence of a site.
 *
 * @param db - the database
 * @param siteId - the site
 * @returns in the order sent, without those taken away
 */
export async function readFiles(db: Db, siteId: string): Promise<SiteFile[]> {
  const rows = await db
    .selectFrom('site_file')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('removed_at', 'is', null)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    siteId: row.site_id,
    purpose: purpose.parse(row.purpose),
    sha256: row.sha256,
    originalName: row.original_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    caption: row.caption,
    uploadedAt: row.uploaded_at,
    uploadedBy: row.uploaded_by,
  }))
}
