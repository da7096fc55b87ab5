import type { Db } from '../db/index.ts'
import { cleanText } from '../model/survey.ts'
import { newId } from '../platform/ids.ts'

/** What kind of change the public is told of. */
export const changeKinds = [
  'published',
  'texts',
  'dates',
  'survey',
  'translation',
  'document',
  'faq',
  'session',
  'contact',
  'governance',
  'findings',
  'decision',
  'next',
  'correction',
] as const

/** One of the kinds. */
export type ChangeKind = (typeof changeKinds)[number]

/** A change as the public is told of it. */
export interface LoggedChange {
  readonly id: string
  readonly kind: ChangeKind
  /** A whole sentence. */
  readonly summary: string
  /** Why, in the council's words; '' when none was needed. */
  readonly reason: string
  /** ISO UTC */
  readonly at: string
  /** SHA-256 of what was superseded; null where nothing was. */
  readonly beforeHash: string | null
  /** SHA-256 of what is in force since. */
  readonly afterHash: string | null
}

/** A change to be told. */
export interface ChangeToLog {
  readonly kind: ChangeKind
  readonly summary: string
  readonly reason?: string
  readonly at: Date
  readonly beforeHash?: string | null
  readonly afterHash?: string | null
}

/**
 * Writes a change into the public log of a consultation, in the transaction of the change. Before publication there is
 * no public to tell, so that nothing is written.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param change - its kind, a whole sentence that the public reads, the reason in plain words, the moment and the hashes of what was and what is
 * @returns true when it was written; false while the consultation is not published
 */
export async function logChange(tx: Db, consultationId: string, change: ChangeToLog): Promise<boolean> {
  const published = await tx
    .selectFrom('consultation')
    .select('id')
    .where('id', '=', consultationId)
    .where('published_at', 'is not', null)
    .executeTakeFirst()
  if (!published) return false
  const last = await tx
    .selectFrom('consultation_change')
    .select(of => of.fn.max<number | null>('position').as('position'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  await tx
    .insertInto('consultation_change')
    .values({
      id: newId(),
      consultation_id: consultationId,
      kind: change.kind,
      summary: cleanText(change.summary),
      reason: cleanText(change.reason ?? ''),
      at: change.at.toISOString(),
      position: (last?.position ?? 0) + 1,
      before_hash: change.beforeHash ?? null,
      after_hash: change.afterHash ?? null,
    })
    .execute()
  return true
}

/**
 * The public log of a consultation; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns newest first
 */
export async function listChanges(db: Db, consultationId: string): Promise<LoggedChange[]> {
  const rows = await db
    .selectFrom('consultation_change')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .execute()
  return rows.map(row => ({
    id: row.id,
    kind: changeKinds.find(kind => kind === row.kind) ?? 'correction',
    summary: row.summary,
    reason: row.reason,
    at: row.at,
    beforeHash: row.before_hash,
    afterHash: row.after_hash,
  }))
}
