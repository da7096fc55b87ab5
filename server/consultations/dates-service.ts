import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { datesProblem, type DatesProblem } from '../model/consultation-stage.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { logChange } from './change-repository.ts'
import { openingTimes } from './consultation.ts'
import { changePublished, findConsultation } from './consultation-repository.ts'
import { momentInWords } from './opening-words-page.ts'
import { consultationStage } from './progress.ts'

/** What came of changing dates: null when they were changed, otherwise why not. */
export type DatesOutcome = DatesProblem | 'changed-meanwhile' | null

/** New dates of a published consultation; what is left out stays. */
export interface NewDates {
  /** ISO UTC */
  readonly opensAt?: string
  /** ISO UTC; null for the moment of the change itself. */
  readonly closesAt: string | null
  /** In plain words; the public reads it. */
  readonly reason: string
}

/**
 * Extends a published consultation, closes it early or opens it again. The survey takes answers by the new dates from
 * this moment on; the public log says what was before, and why.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param seen - its version when somebody read its dates
 * @param dates - the new ones, with a reason
 * @param by - who changes them
 * @param clock - the time
 * @returns null when they were changed, otherwise why not
 */
export async function changeDates(
  db: Db,
  consultationId: string,
  seen: number,
  dates: NewDates,
  by: Actor,
  clock: Clock,
): Promise<DatesOutcome> {
  return inTransaction(db, async tx => {
    const now = clock()
    const consultation = await findConsultation(tx, consultationId)
    if (consultation === null) throw notFound('There is no such consultation.')
    if (consultation.version !== seen) return 'changed-meanwhile'
    const before = openingTimes(consultation)
    const { opensAt: wasOpening, closesAt: wasClosing } = consultation
    if (before === null || wasOpening === null || wasClosing === null) return 'not-now'
    const opensAt = dates.opensAt ?? wasOpening
    const closesAt = dates.closesAt ?? now.toISOString()
    const stage = consultationStage(consultation, now)
    const problem = datesProblem(
      before,
      { opensAtMs: Date.parse(opensAt), closesAtMs: Date.parse(closesAt) },
      stage,
      now.getTime(),
    )
    if (problem !== null) return problem
    if (!(await changePublished(tx, consultationId, seen, { opensAt, closesAt }, now)))
      return 'changed-meanwhile'
    const summary = datesInWords(
      { opensAt: wasOpening, closesAt: wasClosing },
      { opensAt, closesAt },
      stage.stage === 'closed',
    )
    await logChange(tx, consultationId, { kind: 'dates', summary, reason: dates.reason, at: now })
    await recordAction(tx, by, {
      action: 'consultation.dates-changed',
      consultation: consultationId,
      summary: `${summary} (${consultation.name})`,
      at: now,
    })
    return null
  })
}

interface Dates {
  readonly opensAt: string
  readonly closesAt: string
}

/**
 * A change of dates in sentences for the public log.
 *
 * @param before - the dates as they were
 * @param after - the dates as they are
 * @param again - it had closed, and is open again
 * @returns such as `It now closes at …. Before, it was to close at ….`
 */
export function datesInWords(before: Dates, after: Dates, again: boolean): string {
  const [opens, closes] = [momentInWords(after.opensAt), momentInWords(after.closesAt)]
  const [opened, closed] = [momentInWords(before.opensAt), momentInWords(before.closesAt)]
  if (again) return `It is open again, until ${closes}. It had closed at ${closed}.`
  const opening =
    after.opensAt === before.opensAt ? '' : `It opens at ${opens}. Before, it was to open at ${opened}.`
  if (after.closesAt === before.closesAt) return opening
  const sooner = after.closesAt < before.closesAt
  const closing = sooner
    ? `It closes earlier, at ${closes}. Before, it was to close at ${closed}.`
    : `It stays open longer, until ${closes}. Before, it was to close at ${closed}.`
  return [opening, closing].filter(Boolean).join(' ')
}
