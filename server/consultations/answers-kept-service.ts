import type { Db } from '../db/index.ts'
import { answersKeptUntil } from '../model/answers-kept.ts'
import { londonDate } from '../platform/clock.ts'
import { readAnswerDeletion, type AnswerDeletion } from './answer-deletion-repository.ts'
import type { Consultation } from './consultation.ts'
import { readDecisions, type DecisionRecord } from './decision-repository.ts'

/** For how long the answers to a consultation are kept, as the privacy notice says. */
export interface AnswersKept {
  /** First day on which they may be deleted, `YYYY-MM-DD`; null while there is no decision. */
  readonly until: string | null
  /** That day has come. */
  readonly over: boolean
  /** null while they were not deleted. */
  readonly deletion: AnswerDeletion | null
}

/**
 * For how long the answers to a consultation are kept, and whether they were deleted.
 *
 * @param db - the database, or a transaction
 * @param consultation - the consultation
 * @param at - months for which answers are kept after the decision, the moment, and the decisions where they were read already
 * @returns the day, whether it has come, and the deletion
 */
export async function answersKept(
  db: Db,
  consultation: Consultation,
  at: { readonly months: number; readonly now: Date; readonly decisions?: DecisionRecord },
): Promise<AnswersKept> {
  const { decisions } = at.decisions ?? (await readDecisions(db, consultation.id))
  const day = (iso: string | null): string | null => (iso === null ? null : londonDate(new Date(iso)))
  const until = answersKeptUntil(
    {
      decidedOn: decisions.find(one => one.replacedAt === null)?.decidedOn ?? null,
      enteredOn: day(consultation.decisionRecordedAt),
      closesOn: day(consultation.closesAt),
    },
    at.months,
  )
  return {
    until,
    over: until !== null && londonDate(at.now) >= until,
    deletion: await readAnswerDeletion(db, consultation.id),
  }
}
