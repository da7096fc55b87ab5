import type { Db } from '../db/index.ts'
import type { Schema } from '../db/schema.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { isMailAddress } from '../platform/mail-address.ts'
import type { Letter } from '../platform/mail.ts'
import type { LetterSeal } from './letter-seal.ts'

/** A letter to put into the outbox. */
export interface NewLetter {
  /** One address. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string | null
  /** What kind of letter it is, in a few words that staff read: `Confirm a subscription`. */
  readonly purpose: string
  readonly at: Date
  /** Address that ends a subscription at one press (RFC 8058). */
  readonly unsubscribeUrl?: string
  /** Names what must be sent once only, however often it is queued. */
  readonly once?: string
  /** What the letter belongs to, such as a subscription's id: when that ends, `eraseLettersAbout` erases it too. */
  readonly about?: string
  /**
   * For a letter with answers, or with what opens them: nobody reads it here, its moments are whole hours, and its
   * address is erased when it is sent.
   */
  readonly seal?: LetterSeal
}

/** A letter that a process has taken to send. */
export interface TakenLetter extends Letter {
  readonly purpose: string
  /** How often it was tried before. */
  readonly attempts: number
}

const control = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Most letters in an hour for one address: nobody is flooded through our forms. */
const mostInAnHour = 10

function refuseForgery(letter: NewLetter): void {
  if (!isMailAddress(letter.to))
    throw new AppError('bad-address', 422, 'Enter an email address, like name@example.com.')
  if (letter.subject.length > 300 || control.test(letter.subject))
    throw new AppError('bad-subject', 422, 'A letter’s subject must be one line of 300 characters or fewer.')
  if (letter.unsubscribeUrl !== undefined && /[\s\p{C}<>]/u.test(letter.unsubscribeUrl))
    throw new RangeError('An address that ends a subscription has no spaces and no line breaks.')
}

/**
 * The hour of a moment: finer moments would tell which answers a letter with answers belongs to.
 *
 * @param at - a moment
 * @returns the beginning of its hour
 */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
}

function rowOf(letter: NewLetter): Schema['letter'] {
  const id = newId()
  const { seal } = letter
  const at = (seal === undefined ? letter.at : hourOf(letter.at)).toISOString()
  const sealed = (text: string): string => (seal === undefined ? text : seal.seal(id, text))
  return {
    id,
    purpose: letter.purpose,
    recipient: letter.to,
    subject: letter.subject,
    body_text: sealed(letter.text),
    body_html: letter.html == null ? null : sealed(letter.html),
    unsubscribe_url: letter.unsubscribeUrl ?? null,
    once: letter.once ?? null,
    about: letter.about ?? null,
    state: 'waiting',
    queued_at: at,
    next_at: at,
    attempts: 0,
    sender: null,
    sender_until: null,
    ended_at: null,
    problem: null,
  }
}

/**
 * Puts a letter into the outbox, in the caller's transaction: it is sent if, and only if, that is kept.
 *
 * @param tx - the caller's transaction, or the database
 * @param letter - the letter; `once` makes a second one with the same name be left out
 * @returns true when it was queued; false when one with the same `once` was queued before, or when the address was
 *   sent ten letters within the hour (letters with `once` are not counted so)
 * @throws {AppError} when the address is not one plain address, or the subject could begin another header
 */
export async function queueMail(tx: Db, letter: NewLetter): Promise<boolean> {
  refuseForgery(letter)
  if (letter.once === undefined) {
    const anHourAgo = new Date(letter.at.getTime() - 3_600_000).toISOString()
    const { queued } = await tx
      .selectFrom('letter')
      .select(of => of.fn.countAll<number>().as('queued'))
      // However somebody writes an address, the letters come to one person.
      .where(of =>
        of.or([
          of('recipient', '=', letter.to),
          of(of.fn('lower', ['recipient']), '=', letter.to.toLowerCase()),
          ...(letter.seal === undefined ? [] : [of('recipient', '=', letter.seal.person(letter.to))]),
        ]),
      )
      .where('queued_at', '>', anHourAgo)
      .where('once', 'is', null)
      .executeTakeFirstOrThrow()
    if (queued >= mostInAnHour) return false
  }
  const added = await tx
    .insertInto('letter')
    .values(rowOf(letter))
    .onConflict(same => same.column('once').doNothing())
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows) === 1
}

/**
 * Puts many letters into the outbox, in the caller's transaction; each has a name in `once`, so that none is sent twice.
 *
 * @param tx - the caller's transaction
 * @param letters - the letters
 * @throws {AppError} as `queueMail`; then none is queued
 */
export async function queueLetters(
  tx: Db,
  letters: readonly (NewLetter & { readonly once: string })[],
): Promise<void> {
  letters.forEach(refuseForgery)
  for (let first = 0; first < letters.length; first += 400)
    await tx
      .insertInto('letter')
      .values(letters.slice(first, first + 400).map(rowOf))
      .onConflict(same => same.column('once').doNothing())
      .execute()
}

/**
 * Takes the letter that has waited longest, for one process alone, until a moment; one whose process ended is taken
 * again after that.
 *
 * @param db - the database
 * @param sender - the process that takes it
 * @param at - now
 * @param until - until when it is this process's
 * @returns the letter; null when none is due
 */
export async function takeLetter(db: Db, sender: string, at: Date, until: Date): Promise<TakenLetter | null> {
  const now = at.toISOString()
  for (;;) {
    const due = await db
      .selectFrom('letter')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('next_at', '<=', now)
      .where(where => where.or([where('sender_until', 'is', null), where('sender_until', '<=', now)]))
      .orderBy('next_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (due === undefined) return null
    const taken = await db
      .updateTable('letter')
      .set({ sender, sender_until: until.toISOString() })
      .where('id', '=', due.id)
      .where('state', '=', 'waiting')
      .where(where => where('sender_until', due.sender_until === null ? 'is' : '=', due.sender_until))
      .executeTakeFirst()
    // Another process may have been quicker: then there may be one more to take.
    if (Number(taken.numUpdatedRows) === 1)
      return {
        id: due.id,
        purpose: due.purpose,
        to: due.recipient,
        subject: due.subject,
        text: due.body_text ?? '',
        html: due.body_html,
        unsubscribeUrl: due.unsubscribe_url,
        attempts: due.attempts,
      }
  }
}

/** How a process's try with a letter ended. */
export type TryEnd =
  /** `person` stands in the place of the address from then on; without it the address stays. */
  | { readonly state: 'sent'; readonly person?: string }
  | { readonly state: 'given-up'; readonly problem: string }
  | { readonly state: 'waiting'; readonly problem: string; readonly nextAt: Date }

/**
 * Writes down how a try ended, if the letter is still this process's. Of a letter that was sent the text is erased.
 *
 * @param db - the database
 * @param id - the letter
 * @param sender - the process that took it
 * @param end - how it ended
 * @param at - now
 */
export async function endTry(db: Db, id: string, sender: string, end: TryEnd, at: Date): Promise<void> {
  await db
    .updateTable('letter')
    .set(change => ({
      state: end.state,
      attempts: change('attempts', '+', 1),
      sender: null,
      sender_until: null,
      problem: end.state === 'sent' ? null : end.problem,
      ...(end.state === 'waiting' ? { next_at: end.nextAt.toISOString() } : { ended_at: at.toISOString() }),
      ...(end.state === 'sent' ? { body_text: null, body_html: null, unsubscribe_url: null } : {}),
      ...(end.state === 'sent' && end.person !== undefined ? { recipient: end.person } : {}),
    }))
    .where('id', '=', id)
    .where('sender', '=', sender)
    .where('state', '=', 'waiting')
    .execute()
}

/**
 * Puts a letter that was given up, or that waits for its next try, back in the queue for now.
 *
 * @param db - the database
 * @param id - the letter
 * @param at - now
 * @returns false when there is no such letter, or it was sent
 */
export async function tryAgain(db: Db, id: string, at: Date): Promise<boolean> {
  const changed = await db
    .updateTable('letter')
    .set({ state: 'waiting', next_at: at.toISOString(), attempts: 0, ended_at: null })
    .where('id', '=', id)
    .where('state', '!=', 'sent')
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) === 1
}
