import type { Db } from '../db/index.ts'
import { isErasedAddress, isSealed } from './letter-seal.ts'

/** How far a letter is. */
export type LetterState = 'waiting' | 'sent' | 'given-up'

/** A letter as staff see it in the outbox: without its text, its address masked. */
export interface OutboxLine {
  readonly id: string
  readonly purpose: string
  readonly maskedTo: string
  readonly subject: string
  readonly state: LetterState
  readonly queuedAt: string
  /** When it is tried next; only of use while it waits. */
  readonly nextAt: string
  readonly attempts: number
  readonly endedAt: string | null
  readonly problem: string | null
}

/**
 * Hides whose address it is, leaving enough to tell two apart.
 *
 * @param address - an address
 * @returns such as `k…@example.org`; words where it was erased
 */
export function maskAddress(address: string): string {
  if (isErasedAddress(address)) return 'Erased when it was sent'
  const at = address.lastIndexOf('@')
  return `${String.fromCodePoint(address.codePointAt(0) ?? 0)}…${address.slice(at)}`
}

/**
 * The outbox, newest first.
 *
 * @param db - the database
 * @param page - page number from 1; 50 letters each
 * @returns the page's letters, and how many there are in each state
 */
export async function listLetters(
  db: Db,
  page: number,
): Promise<{ letters: OutboxLine[]; counts: Record<LetterState, number> }> {
  const rows = await db
    .selectFrom('letter')
    .select([
      'id',
      'purpose',
      'recipient',
      'subject',
      'state',
      'queued_at',
      'next_at',
      'attempts',
      'ended_at',
    ])
    .select('problem')
    .orderBy('queued_at', 'desc')
    .orderBy('id')
    .limit(50)
    .offset((page - 1) * 50)
    .execute()
  const counted = await db
    .selectFrom('letter')
    .select(of => ['state', of.fn.countAll<number>().as('letters')])
    .groupBy('state')
    .execute()
  const counts = { waiting: 0, sent: 0, 'given-up': 0 }
  for (const { state, letters } of counted) counts[state as LetterState] = letters
  return {
    counts,
    letters: rows.map(row => ({
      id: row.id,
      purpose: row.purpose,
      maskedTo: maskAddress(row.recipient),
      subject: row.subject,
      state: row.state as LetterState,
      queuedAt: row.queued_at,
      nextAt: row.next_at,
      attempts: row.attempts,
      endedAt: row.ended_at,
      problem: row.problem,
    })),
  }
}

/**
 * A letter with its text, for an administrator who tries the product out without a mail server.
 *
 * @param db - the database
 * @param id - the letter
 * @returns the letter (its text is null once it was sent, and while it is sealed); null when there is none
 */
export async function readLetter(
  db: Db,
  id: string,
): Promise<(Omit<OutboxLine, 'maskedTo'> & { to: string; text: string | null; sealed: boolean }) | null> {
  const row = await db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const sealed = row.body_text !== null && isSealed(row.body_text)
  return {
    id: row.id,
    purpose: row.purpose,
    to: row.recipient,
    subject: row.subject,
    text: sealed ? null : row.body_text,
    sealed,
    state: row.state as LetterState,
    queuedAt: row.queued_at,
    nextAt: row.next_at,
    attempts: row.attempts,
    endedAt: row.ended_at,
    problem: row.problem,
  }
}
