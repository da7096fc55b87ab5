import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { costFrom } from './site-cost-repository.ts'
import { listSiteHours, type SiteHours } from './site-hours-repository.ts'
import { roomUses, type OpeningHours, type PartnerService, type Room, type YearlyCost } from './site.ts'

const roomUse = z.enum(roomUses).nullable()

function roomFrom(row: { name: string; area_square_metres: number | null; uses: string | null }): Room {
  return { name: row.name, areaSquareMetres: row.area_square_metres, use: roomUse.parse(row.uses) }
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
