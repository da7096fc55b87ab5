import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { Barrier, NewBarrier } from './barrier.ts'

const position = z.tuple([z.number(), z.number()])
const course = z.array(z.array(position))
const gaps = z.array(z.object({ name: z.string(), position }))

/**
 * The lines that a county's families cannot cross.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns by name
 */
export async function listBarriers(db: Db, countyId: string): Promise<Barrier[]> {
  const rows = await db
    .selectFrom('barrier')
    .selectAll()
    .where('county_id', '=', countyId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    reason: row.reason,
    course: course.parse(JSON.parse(row.course)),
    gaps: gaps.parse(JSON.parse(row.gaps)),
    travelFileId: row.travel_file_id,
    addedAt: row.added_at,
    addedBy: row.added_by,
  }))
}

/**
 * Adds a barrier.
 *
 * @param db - the database
 * @param countyId - the county
 * @param barrier - its name, reason, course and gaps
 * @param added - who and when, and the file that it came with
 * @returns its id
 */
export async function addBarrier(
  db: Db,
  countyId: string,
  barrier: NewBarrier,
  added: { readonly by: string; readonly at: string; readonly travelFileId?: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('barrier')
    .values({
      id,
      county_id: countyId,
      ...columnsOf(barrier),
      travel_file_id: added.travelFileId ?? null,
      added_at: added.at,
      added_by: added.by,
      removed_at: null,
    })
    .execute()
  return id
}

/**
 * Changes a barrier.
 *
 * @param db - the database
 * @param countyId - the county
 * @param id - the barrier
 * @param barrier - what it is from now on
 */
export async function changeBarrier(
  db: Db,
  countyId: string,
  id: string,
  barrier: NewBarrier,
): Promise<void> {
  await db
    .updateTable('barrier')
    .set(columnsOf(barrier))
    .where('county_id', '=', countyId)
    .where('id', '=', id)
    .execute()
}

/**
 * Takes barriers away: one of them, or all that came with a file.
 *
 * @param db - the database
 * @param countyId - the county
 * @param which - the barrier's id, or the file's
 * @param at - ISO UTC
 */
export async function removeBarriers(
  db: Db,
  countyId: string,
  which: { readonly id: string } | { readonly travelFileId: string },
  at: string,
): Promise<void> {
  const all = db
    .updateTable('barrier')
    .set({ removed_at: at })
    .where('county_id', '=', countyId)
    .where('removed_at', 'is', null)
  await (
    'id' in which ? all.where('id', '=', which.id) : all.where('travel_file_id', '=', which.travelFileId)
  ).execute()
}

function columnsOf({ name, reason, course: pieces, gaps: openings }: NewBarrier): {
  name: string
  reason: string
  course: string
  gaps: string
} {
  return { name, reason, course: JSON.stringify(pieces), gaps: JSON.stringify(openings) }
}
