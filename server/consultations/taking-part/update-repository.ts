import type { Db } from '../../db/index.ts'
import { newId } from '../../platform/ids.ts'

/** News of a consultation. */
export interface ConsultationUpdate {
  readonly id: string
  readonly title: string
  /** Paragraphs divided by empty lines. */
  readonly body: string
  /** ISO UTC */
  readonly writtenAt: string
  /** ISO UTC; null for a draft. */
  readonly publishedAt: string | null
  /** To how many subscribers it was sent; null for a draft. */
  readonly letters: number | null
}

interface Row {
  id: string
  title: string
  body: string
  written_at: string
  published_at: string | null
  letters: number | null
}

const updateFrom = (row: Row): ConsultationUpdate => ({
  id: row.id,
  title: row.title,
  body: row.body,
  writtenAt: row.written_at,
  publishedAt: row.published_at,
  letters: row.letters,
})

/**
 * News of a consultation that the public can read; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the newest hundred, newest first
 */
export async function publishedUpdates(db: Db, consultationId: string): Promise<ConsultationUpdate[]> {
  const rows = await db
    .selectFrom('bulletin')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(updateFrom)
}

/**
 * Drafts and published news, for staff.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns drafts first, then newest first
 */
export async function listUpdates(db: Db, consultationId: string): Promise<ConsultationUpdate[]> {
  const rows = await db
    .selectFrom('bulletin')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .execute()
  const when = (row: Row): string => row.published_at ?? '9999'
  return rows.sort((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0)).map(updateFrom)
}

/**
 * One piece of news.
 *
 * @param db - the database
 * @param consultationId - the consultation that it belongs to
 * @param id - its id
 * @returns the update; null when the consultation has none such
 */
export async function findUpdate(
  db: Db,
  consultationId: string,
  id: string,
): Promise<ConsultationUpdate | null> {
  const row = await db
    .selectFrom('bulletin')
    .selectAll()
    .where('id', '=', id)
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  return row ? updateFrom(row) : null
}

/**
 * Keeps a draft.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param text - title and text
 * @param at - now
 * @returns its id
 */
export async function addUpdate(
  tx: Db,
  consultationId: string,
  { title, body }: { title: string; body: string },
  at: Date,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('bulletin')
    .values({
      id,
      consultation_id: consultationId,
      title,
      body,
      written_at: at.toISOString(),
      published_at: null,
      letters: null,
    })
    .execute()
  return id
}

/**
 * Changes a draft.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation that it belongs to
 * @param update - its id, and how it shall read
 * @returns false when it is published, or there is none
 */
export async function changeUpdate(
  tx: Db,
  consultationId: string,
  { id, title, body }: { id: string; title: string; body: string },
): Promise<boolean> {
  const changed = await tx
    .updateTable('bulletin')
    .set({ title, body })
    .where('id', '=', id)
    .where('consultation_id', '=', consultationId)
    .where('published_at', 'is', null)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) === 1
}

/**
 * Throws a draft away.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation that it belongs to
 * @param id - its id
 * @returns false when it is published, or there is none
 */
export async function removeUpdate(tx: Db, consultationId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('bulletin')
    .where('id', '=', id)
    .where('consultation_id', '=', consultationId)
    .where('published_at', 'is', null)
    .executeTakeFirst()
  return Number(gone.numDeletedRows) === 1
}

/**
 * Makes a draft public; only the first of two who try at once does.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation that it belongs to
 * @param id - its id
 * @param at - now
 * @returns the update as it is public now; null when it was public before, or there is none
 */
export async function markPublished(
  tx: Db,
  consultationId: string,
  id: string,
  at: Date,
): Promise<ConsultationUpdate | null> {
  const row = await tx
    .updateTable('bulletin')
    .set({ published_at: at.toISOString() })
    .where('id', '=', id)
    .where('consultation_id', '=', consultationId)
    .where('published_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? updateFrom(row) : null
}

/**
 * Writes down to how many an update was sent.
 *
 * @param tx - the transaction in which it was published
 * @param id - its id
 * @param letters - how many letters were queued
 */
export async function countLetters(tx: Db, id: string, letters: number): Promise<void> {
  await tx.updateTable('bulletin').set({ letters }).where('id', '=', id).execute()
}
