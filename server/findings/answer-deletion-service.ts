import { recordAction } from '../accounts/index.ts'
import {
  answersKept,
  findConsultation,
  holdConsultation,
  readAnswerDeletion,
  recordAnswerDeletion,
  type Consultation,
} from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { format } from '../platform/format.ts'
import type { Visitor } from '../platform/pages.ts'
import { discard, type Uploads } from '../platform/uploads.ts'
import {
  deleteBesideAnswers,
  deleteSomeResponses,
  filesOfNobodyElse,
  storedOfPeople,
} from './answer-deletion-repository.ts'

/** What deleting answers needs. */
export interface DeletionNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly uploads: Uploads
  /** For how many months answers are kept after the decision. */
  readonly answerMonths: number
}

const atOnce = 200

/**
 * Deletes the answers to a consultation for good, once the time for which the privacy notice says that they are kept is
 * over. It is written down first, so that what was begun is known; pressed again, it deletes what was left.
 *
 * @param needs - database, clock, uploads and months
 * @param visitor - who deletes them
 * @param consultation - the consultation
 * @returns `deleted`; `not-yet` when that day has not come or there is no decision, and nothing was touched
 */
export async function deleteAnswers(
  { db, clock, uploads, answerMonths }: DeletionNeeds,
  visitor: Visitor,
  consultation: Consultation,
): Promise<'deleted' | 'not-yet'> {
  const begun = await inTransaction(db, async tx => {
    await holdConsultation(tx, consultation.id)
    // Read again behind the lock: a new wording of the decision may have another day.
    const current = await findConsultation(tx, consultation.id)
    const now = clock()
    if (current === null || !(await answersKept(tx, current, { months: answerMonths, now })).over)
      return false
    const stored = await storedOfPeople(tx, consultation.id)
    // What was begun and could not be ended is the same deletion.
    const before = await readAnswerDeletion(tx, consultation.id)
    if (before === null) {
      await recordAnswerDeletion(tx, consultation.id, {
        at: now.toISOString(),
        by: visitor.name,
        responses: stored.responses,
      })
    }
    if (before !== null && stored.responses === 0) return true
    await recordAction(tx, visitor, {
      action: 'answers.deleted',
      consultation: consultation.id,
      summary: `Deleted the answers to “${consultation.name}” for good: ${format.count(stored.responses, 'response')}, ${format.count(stored.files, 'file')}`,
      at: now,
    })
    await deleteBesideAnswers(tx, consultation.id)
    return true
  })
  if (!begun) return 'not-yet'
  // Before the responses: they are what still tells of the files, should this be cut short.
  for (const sha256 of await filesOfNobodyElse(db, consultation.id)) await discard(uploads.path(sha256))
  let deleted: number
  do {
    deleted = await inTransaction(db, tx => deleteSomeResponses(tx, consultation.id, atOnce))
  } while (deleted > 0)
  return 'deleted'
}
