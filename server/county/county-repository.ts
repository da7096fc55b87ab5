import { z } from 'zod'
import { inTransaction, type Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { vintages, type County, type CountyDescription } from './county.ts'

const codes = z.array(z.string())
const knownVintage = z.enum(vintages)

interface Row {
  id: string
  code: string | null
  name: string
  vintage: string
  district_codes: string
  demonstration: number
  active: number
}

function countyFrom(row: Row): County {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    vintage: knownVintage.parse(row.vintage),
    districtCodes: codes.parse(JSON.parse(row.district_codes)),
    demonstration: row.demonstration === 1,
    active: row.active === 1,
  }
}

/**
 * The county that people work on now.
 *
 * @param db - the database
 * @returns the active county; null until one was loaded
 */
export async function currentCounty(db: Db): Promise<County | null> {
  const row = await db.selectFrom('county').selectAll().where('active', '=', 1).executeTakeFirst()
  return row ? countyFrom(row) : null
}

/**
 * The active county, for pages that cannot exist without one.
 *
 * @param db - the database
 * @returns the active county
 * @throws {AppError} no-county, 404, when none was loaded yet; staff are then told what comes first
 */
export async function requireCounty(db: Db): Promise<County> {
  const county = await currentCounty(db)
  if (!county)
    throw new AppError('no-county', 404, 'No county has been loaded yet. Load its published files first.')
  return county
}

/**
 * Every county in this database.
 *
 * @param db - the database
 * @returns by name, then by the order in which they came
 */
export async function listCounties(db: Db): Promise<County[]> {
  const rows = await db.selectFrom('county').selectAll().orderBy('name').orderBy('created_at').execute()
  return rows.map(countyFrom)
}

/**
 * One county.
 *
 * @param db - the database
 * @param countyId - its id
 * @returns the county; null when there is none
 */
export async function findCounty(db: Db, countyId: string): Promise<County | null> {
  const row = await db.selectFrom('county').selectAll().where('id', '=', countyId).executeTakeFirst()
  return row ? countyFrom(row) : null
}

/**
 * Adds a county, not yet active.
 *
 * @param db - the database
 * @param county - what makes it
 * @param now - ISO UTC
 * @returns the county as stored
 */
export async function addCounty(db: Db, county: CountyDescription, now: string): Promise<County> {
  const id = newId()
  await db
    .insertInto('county')
    .values({ id, ...described(county), active: 0, created_at: now })
    .execute()
  return { ...county, id, active: false }
}

/**
 * Changes what makes a county; its figures stay as they are.
 *
 * @param db - the database
 * @param countyId - its id
 * @param county - what makes it now
 */
export async function changeCounty(db: Db, countyId: string, county: CountyDescription): Promise<void> {
  await db.updateTable('county').set(described(county)).where('id', '=', countyId).execute()
}

/**
 * Makes a county the one that people work on; the others stay as they are.
 *
 * @param db - the database
 * @param countyId - its id
 */
export async function activateCounty(db: Db, countyId: string): Promise<void> {
  await inTransaction(db, async tx => {
    await tx.updateTable('county').set({ active: 0 }).where('id', '!=', countyId).execute()
    await tx.updateTable('county').set({ active: 1 }).where('id', '=', countyId).execute()
  })
}

function described(county: CountyDescription): Omit<Row, 'id' | 'active'> {
  return {
    code: county.code,
    name: county.name,
    vintage: county.vintage,
    district_codes: JSON.stringify(county.districtCodes),
    demonstration: county.demonstration ? 1 : 0,
  }
}
