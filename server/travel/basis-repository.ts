import { z } from 'zod'
import { inTransaction, type Db } from '../db/index.ts'
import { basisHash, travelModes, type JourneyBasis, type NewBasis } from './basis.ts'

const modes = z.enum(travelModes)
const units = z.enum(['seconds', 'metres'])
const columns = ['hash', 'mode', 'unit', 'method', 'created_at', 'retired_at'] as const

interface Row {
  hash: string
  mode: string
  unit: string
  method: string
  created_at: string
  retired_at: string | null
}

function basisFrom(row: Row): JourneyBasis {
  return {
    hash: row.hash,
    mode: modes.parse(row.mode),
    unit: units.parse(row.unit),
    method: row.method,
    current: row.retired_at === null,
    createdAt: row.created_at,
  }
}

/**
 * What a county's journeys are measured on today.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns one for each mode at most, walking with a buggy first; empty when no roads, timetable, matrix or barriers
 * are loaded
 */
export async function listJourneyBases(db: Db, countyId: string): Promise<JourneyBasis[]> {
  const rows = await db
    .selectFrom('journey_basis')
    .select(columns)
    .where('county_id', '=', countyId)
    .where('retired_at', 'is', null)
    .execute()
  return rows.map(basisFrom).sort((a, b) => travelModes.indexOf(a.mode) - travelModes.indexOf(b.mode))
}

/**
 * One basis, whether it is of today or of something published long ago.
 *
 * @param db - the database
 * @param hash - of the basis
 * @returns the basis; null when there is none with this hash
 */
export async function findJourneyBasis(db: Db, hash: string): Promise<JourneyBasis | null> {
  const rows = await db.selectFrom('journey_basis').select(columns).where('hash', '=', hash).execute()
  const [row] = rows.sort((a, b) => (a.retired_at ?? '').localeCompare(b.retired_at ?? ''))
  return row ? basisFrom(row) : null
}

/**
 * All that the journeys of a basis depend on.
 *
 * @param db - the database
 * @param hash - of the basis
 * @returns plain data as it was hashed; null when there is none with this hash
 */
export async function readBasisDocument(db: Db, hash: string): Promise<Record<string, unknown> | null> {
  const row = await db
    .selectFrom('journey_basis')
    .select('document')
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ? z.record(z.string(), z.unknown()).parse(JSON.parse(row.document)) : null
}

/**
 * Makes these the county's bases: new ones are added, those that came back are taken up again, and the others are
 * retired but stay for what was published with them.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param bases - what the county's files and settings give today, one for each mode at most
 * @param at - ISO UTC
 */
export async function settleBases(
  db: Db,
  countyId: string,
  bases: readonly NewBasis[],
  at: string,
): Promise<void> {
  const hashes = bases.map(basisHash)
  await inTransaction(db, async tx => {
    const current = tx
      .updateTable('journey_basis')
      .set({ retired_at: at })
      .where('county_id', '=', countyId)
      .where('retired_at', 'is', null)
    await (hashes.length === 0 ? current : current.where('hash', 'not in', hashes)).execute()
    for (const [index, basis] of bases.entries()) {
      await tx
        .insertInto('journey_basis')
        .values({
          county_id: countyId,
          hash: hashes[index] ?? '',
          mode: basis.mode,
          unit: basis.unit,
          method: basis.method,
          document: JSON.stringify(basis.document),
          created_at: at,
          retired_at: null,
        })
        .onConflict(conflict => conflict.columns(['hash', 'county_id']).doUpdateSet({ retired_at: null }))
        .execute()
    }
  })
}
