import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { readCosts } from './site-cost-repository.ts'
import { readFiles } from './site-file-repository.ts'
import { readHours } from './site-hours-repository.ts'
import { readRooms, readServices } from './site-parts-repository.ts'
import { isCentre, positionSources, providerKinds, siteKinds, type Site, type SiteProfile } from './site.ts'

const kind = z.enum(siteKinds)
const providerKind = z.enum(providerKinds).nullable()
const positionSource = z.enum(positionSources).nullable()

/** Who changes something, and when. */
export interface ChangedBy {
  /** null for a command. */
  readonly name: string | null
  readonly at: Date
}

/** What people change about a site itself. */
export type SiteDetails = Omit<
  Site,
  | 'id'
  | 'isExistingCentre'
  | 'datasetId'
  | 'updatedAt'
  | 'updatedBy'
  | 'version'
  | 'weeksClosed'
  | 'hoursPublished'
>

const columns = [
  'id',
  'reference',
  'name',
  'kind',
  'provider_kind',
  'provider_name',
  'address',
  'postcode',
  'lon',
  'lat',
  'position_source',
  'district_code',
  'neighbourhood_code',
  'beyond_county',
  'lease_ends_on',
  'contract_ends_on',
  'phone',
  'note',
  'weeks_closed',
  'hours_published',
  'dataset_id',
  'updated_at',
  'updated_by',
  'version',
] as const

interface Row {
  id: string
  reference: string
  name: string
  kind: string
  provider_kind: string | null
  provider_name: string | null
  address: string | null
  postcode: string | null
  lon: number | null
  lat: number | null
  position_source: string | null
  district_code: string | null
  neighbourhood_code: string | null
  beyond_county: number
  lease_ends_on: string | null
  contract_ends_on: string | null
  phone: string | null
  note: string | null
  weeks_closed: number | null
  hours_published: number | null
  dataset_id: string | null
  updated_at: string
  updated_by: string | null
  version: number
}

function siteFrom(row: Row): Site {
  const ofKind = kind.parse(row.kind)
  return {
    id: row.id,
    reference: row.reference,
    name: row.name,
    kind: ofKind,
    providerKind: providerKind.parse(row.provider_kind),
    providerName: row.provider_name,
    address: row.address,
    postcode: row.postcode,
    position: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
    positionSource: positionSource.parse(row.position_source),
    districtCode: row.district_code,
    neighbourhoodCode: row.neighbourhood_code,
    beyondCounty: row.beyond_county === 1,
    leaseEndsOn: row.lease_ends_on,
    contractEndsOn: row.contract_ends_on,
    phone: row.phone,
    note: row.note,
    weeksClosed: row.weeks_closed,
    hoursPublished: row.hours_published === null ? null : row.hours_published === 1,
    isExistingCentre: isCentre(ofKind),
    datasetId: row.dataset_id,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    version: row.version,
  }
}

/**
 * The columns that a site's details fill.
 *
 * @param details - the details
 * @returns values by column
 */
export function detailColumns(
  details: SiteDetails,
): Omit<
  Row,
  'id' | 'dataset_id' | 'updated_at' | 'updated_by' | 'version' | 'weeks_closed' | 'hours_published'
> {
  return {
    reference: details.reference,
    name: details.name,
    kind: details.kind,
    provider_kind: details.providerKind,
    provider_name: details.providerName,
    address: details.address,
    postcode: details.postcode,
    lon: details.position?.[0] ?? null,
    lat: details.position?.[1] ?? null,
    position_source: details.positionSource,
    district_code: details.districtCode,
    neighbourhood_code: details.neighbourhoodCode,
    beyond_county: details.beyondCounty ? 1 : 0,
    lease_ends_on: details.leaseEndsOn,
    contract_ends_on: details.contractEndsOn,
    phone: details.phone,
    note: details.note,
  }
}

/**
 * The register: every site of the county and those kept just beyond it.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by name, then by reference
 */
export async function listSites(db: Db, countyId: string): Promise<Site[]> {
  const rows = await db
    .selectFrom('site')
    .select(columns)
    .where('county_id', '=', countyId)
    .orderBy('name')
    .orderBy('reference')
    .execute()
  return rows.map(siteFrom)
}

/**
 * One site, without its rooms, hours and the rest.
 *
 * @param db - the database
 * @param countyId - the county
 * @param siteId - its id
 * @returns the site; null when the county has none with that id
 */
export async function findSite(db: Db, countyId: string, siteId: string): Promise<Site | null> {
  const row = await db
    .selectFrom('site')
    .select(columns)
    .where('county_id', '=', countyId)
    .where('id', '=', siteId)
    .executeTakeFirst()
  return row ? siteFrom(row) : null
}

/**
 * One site with all that is recorded about it.
 *
 * @param db - the database
 * @param countyId - the county
 * @param siteId - its id
 * @returns the site's profile; null when the county has none with that id
 */
export async function readSite(db: Db, countyId: string, siteId: string): Promise<SiteProfile | null> {
  const site = await findSite(db, countyId, siteId)
  if (site === null) return null
  return {
    ...site,
    hours: await readHours(db, siteId),
    rooms: await readRooms(db, siteId),
    services: await readServices(db, siteId),
    costs: await readCosts(db, siteId),
    files: await readFiles(db, siteId),
  }
}

/**
 * Adds a site that the council tells of.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param details - the site; its reference is not in the register yet
 * @param by - who adds it (null for a command), and the moment
 * @returns the new site's id
 * @throws {AppError} reference-taken when somebody has just added a site with this reference
 */
export async function addSite(
  db: Db,
  countyId: string,
  details: SiteDetails,
  by: ChangedBy,
): Promise<string> {
  const id = newId()
  const now = by.at.toISOString()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('site')
    .values({
      id,
      county_id: countyId,
      ...detailColumns(details),
      weeks_closed: null,
      hours_published: null,
      published: null,
      dataset_id: null,
      created_at: now,
      updated_at: now,
      updated_by: by.name,
      version: 1,
    })
    .onConflict(conflict => conflict.columns(['county_id', 'reference']).doNothing())
    .executeTakeFirst()
  if ((numInsertedOrUpdatedRows ?? 0n) > 0n) return id
  throw referenceTaken(details.reference)
}

function referenceTaken(reference: string): AppError {
  return new AppError(
    'reference-taken',
    409,
    `Somebody has just given a site the reference ${reference}. Look at it in the register first.`,
  )
}

/**
 * Begins a change of a site: its row is held until the transaction ends, so that of two people at once the second
 * reads what the first wrote.
 *
 * @param tx - a transaction
 * @param countyId - the county
 * @param siteId - its id
 * @param by - who changes it (null for a command), and the moment
 * @returns the site as it stood before; null when there is none
 */
export async function holdSite(
  tx: Db,
  countyId: string,
  siteId: string,
  by: ChangedBy,
): Promise<{ readonly before: Site } | null> {
  // The version is counted first and everything else written after reading: on PostgreSQL the row is locked from here.
  await tx
    .updateTable('site')
    .set(set => ({ version: set('version', '+', 1) }))
    .where('county_id', '=', countyId)
    .where('id', '=', siteId)
    .execute()
  const before = await findSite(tx, countyId, siteId)
  if (before === null) return null
  await tx
    .updateTable('site')
    .set({ updated_at: by.at.toISOString(), updated_by: by.name })
    .where('id', '=', siteId)
    .execute()
  return { before }
}

/**
 * Writes a site's details.
 *
 * @param tx - a transaction that holds the site
 * @param siteId - its id
 * @param details - the details
 * @throws {AppError} reference-taken when somebody has just given another site this reference
 */
export async function writeDetails(tx: Db, siteId: string, details: SiteDetails): Promise<void> {
  const taken = await tx
    .selectFrom('site as other')
    .innerJoin('site as own', 'own.county_id', 'other.county_id')
    .select('other.id')
    .where('own.id', '=', siteId)
    .where('other.id', '!=', siteId)
    .where('other.reference', '=', details.reference)
    .executeTakeFirst()
  if (taken !== undefined) throw referenceTaken(details.reference)
  await tx.updateTable('site').set(detailColumns(details)).where('id', '=', siteId).execute()
}

/**
 * Which site has a reference.
 *
 * @param db - the database
 * @param countyId - the county
 * @param reference - the reference
 * @returns the site's id; null when none has it
 */
export async function siteWithReference(db: Db, countyId: string, reference: string): Promise<string | null> {
  const row = await db
    .selectFrom('site')
    .select('id')
    .where('county_id', '=', countyId)
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row?.id ?? null
}
