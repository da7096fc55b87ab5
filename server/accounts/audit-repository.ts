import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** One thing that somebody did. */
export interface AuditEntry {
  readonly id: string
  readonly at: string
  readonly accountName: string
  readonly action: string
  readonly subject: string | null
  readonly summary: string
}

/** Who acts: an account, or the command line. */
export interface Actor {
  readonly accountId: string | null
  readonly name: string
}

/**
 * Writes down what somebody did; in the same transaction as the change where there is one.
 *
 * @param db - the database, or a transaction
 * @param actor - who did it
 * @param entry - `action` as `site.changed`, the subject's id, a sentence without personal data; `at` for tests
 */
export async function recordAction(
  db: Db,
  actor: Actor,
  entry: { action: string; subject?: string; summary: string; at?: Date },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: newId(),
      at: (entry.at ?? new Date()).toISOString(),
      account_id: actor.accountId,
      account_name: actor.name,
      action: entry.action,
      subject: entry.subject ?? null,
      summary: entry.summary.slice(0, 500),
    })
    .execute()
}

/**
 * What was done, newest first.
 *
 * @param db - the database
 * @param page - page number from 1; 100 entries each
 * @returns the page's entries and how many there are in all
 */
export async function listActions(db: Db, page: number): Promise<{ entries: AuditEntry[]; total: number }> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(100)
    .offset((page - 1) * 100)
    .execute()
  const { total } = await db
    .selectFrom('audit')
    .select(of => of.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const entries = rows.map(row => ({
    id: row.id,
    at: row.at,
    accountName: row.account_name,
    action: row.action,
    subject: row.subject,
    summary: row.summary,
  }))
  return { entries, total }
}
