import { recordAction, type Actor } from '../../accounts/index.ts'
import { findConsultation, type Consultation } from '../../consultations/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import type { SurveyPlan } from '../../model/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { readPlan, storePlan } from '../survey-plan-repository.ts'

/** Makes the changed plan, or says that what it would change is not as it was shown; the same plan changes nothing. */
export type PlanEdit = (plan: SurveyPlan, version: number) => SurveyPlan | 'changed' | 'gone'

/** What came of an edit; `plan` is as it is now. */
export interface Edited {
  readonly outcome: 'saved' | 'changed' | 'gone'
  readonly plan: SurveyPlan
}

const mostAttempts = 5

/**
 * Whether somebody is reading a consultation over before it is published; its questions stand still until then.
 *
 * @param consultation - the consultation
 * @returns true until it is published or sent back
 */
export function isUnderReview({ publishedAt, preparation }: Consultation): boolean {
  return publishedAt === null && preparation === 'review'
}

/**
 * Refuses to change what somebody is reading over.
 *
 * @param consultation - the consultation
 * @throws {AppError} 409 while somebody reads it over before it is published
 */
export function refuseUnderReview(consultation: Consultation): void {
  if (!isUnderReview(consultation)) return
  throw new AppError(
    'under-review',
    409,
    'This consultation is being read over before it is published. Send it back from the review to change its questions.',
  )
}

/**
 * Changes the questions of a consultation. An edit is made on the questions as they are now, so that two people who
 * change different things at once both keep their changes; when somebody has changed the same thing, nothing is stored
 * and the person decides.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param by - who changes it
 * @param clock - the time
 * @param summary - what is done, in a sentence for the log
 * @param edit - makes the changed plan from the one that it is given, and may be called again
 * @returns whether it was saved, and the plan as it is now
 * @throws {AppError} 409 when others save so often that it cannot be stored, or it went to review meanwhile
 */
export async function editPlan(
  db: Db,
  consultationId: string,
  by: Actor,
  clock: Clock,
  summary: string,
  edit: PlanEdit,
): Promise<Edited> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const { plan, version } = await readPlan(db, consultationId)
    const changed = edit(plan, version)
    if (changed === 'changed' || changed === 'gone') return { outcome: changed, plan }
    if (changed === plan) return { outcome: 'saved', plan }
    const saved = await inTransaction(db, async tx => {
      const at = clock()
      // It may have gone to review since its page was opened.
      const consultation = await findConsultation(tx, consultationId)
      if (consultation) refuseUnderReview(consultation)
      const { name, accountId } = by
      if (!(await storePlan(tx, consultationId, changed, version, { at, by: name, accountId, summary })))
        return false
      await recordAction(tx, by, { action: 'survey.built', consultation: consultationId, summary, at })
      return true
    })
    if (saved) return { outcome: 'saved', plan: changed }
  }
  throw new AppError(
    'busy',
    409,
    'Others are changing these questions at this moment, so that yours could not be stored.',
  )
}
