import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { travelFileKinds, type TravelFile, type TravelFileKind } from './travel-file.ts'

const knownKind = z.enum(travelFileKinds)
const facts = z.record(z.string(), z.union([z.string(), z.number()]))

/**
 * The files that a county's journeys are worked out from.
 *
 * @param db - the database
 * @param countyId - the county
 * @param which - `current` for those in use, `all` for the replaced ones too
 * @returns newest first
 */
export async function listTravelFiles(
  db: Db,
  countyId: string,
  which: 'current' | 'all' = 'current',
): Promise<TravelFile[]> {
  const all = db.selectFrom('travel_file').selectAll().where('county_id', '=', countyId)
  const chosen = which === 'all' ? all : all.where('replaced_at', 'is', null)
  const rows = await chosen.orderBy('added_at', 'desc').orderBy('id').execute()
  return rows.map(row => ({
    id: row.id,
    kind: knownKind.parse(row.kind),
    fileName: row.file_name,
    sha256: row.sha256,
    bytes: row.bytes,
    publisher: row.publisher,
    licence: row.licence,
    period: row.period,
    facts: facts.parse(JSON.parse(row.facts)),
    addedAt: row.added_at,
    addedBy: row.added_by,
    replacedAt: row.replaced_at,
  }))
}

/**
 * Records a file in the place of the one of its kind before; that stays for what was published with it.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param file - the file; its bytes are kept already
 * @returns its id
 */
export async function storeTravelFile(
  db: Db,
  countyId: string,
  file: Omit<TravelFile, 'id' | 'replacedAt'>,
): Promise<string> {
  await replaceTravelFiles(db, countyId, file.kind, file.addedAt)
  const id = newId()
  await db
    .insertInto('travel_file')
    .values({
      id,
      county_id: countyId,
      kind: file.kind,
      file_name: file.fileName,
      sha256: file.sha256,
      bytes: file.bytes,
      publisher: file.publisher,
      licence: file.licence,
      period: file.period,
      facts: JSON.stringify(file.facts),
      added_at: file.addedAt,
      added_by: file.addedBy,
      replaced_at: null,
    })
    .execute()
  return id
}

/**
 * Takes the file of a kind out of use; it stays on record.
 *
 * @param db - the database
 * @param countyId - the county
 * @param kind - which file
 * @param at - ISO UTC
 */
export async function replaceTravelFiles(
  db: Db,
  countyId: string,
  kind: TravelFileKind,
  at: string,
): Promise<void> {
  await db
    .updateTable('travel_file')
    .set({ replaced_at: at })
    .where('county_id', '=', countyId)
    .where('kind', '=', kind)
    .where('replaced_at', 'is', null)
    .execute()
}
