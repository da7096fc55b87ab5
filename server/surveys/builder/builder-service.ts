import { recordAction, type Actor } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import type { SurveyPlan } from '../../model/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { readPlan, storePlan } from '../survey-plan-repository.ts'

/** Makes the changed plan, or says that what it would change is not as it was shown. */
export type PlanEdit = (plan: SurveyPlan) => SurveyPlan | 'changed' | 'gone'

/** What came of an edit; `plan` is as it is now. */
export interface Edited {
  readonly outcome: 'saved' | 'changed' | 'gone'
  readonly plan: SurveyPlan
}

const mostAttempts = 5

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
 * @throws {AppError} 409 when others save so often that it cannot be stored
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
    const changed = edit(plan)
    if (changed === 'changed' || changed === 'gone') return { outcome: changed, plan }
    const saved = await inTransaction(db, async tx => {
      const at = clock()
      if (!(await storePlan(tx, consultationId, changed, version, { at, by: by.name }))) return false
      await recordAction(tx, by, { action: 'survey.built', subject: consultationId, summary, at })
      return true
    })
    if (saved) return { outcome: 'saved', plan: changed }
  }
  throw new AppError(
    'busy',
    409,
    'Others are changing these questions at this moment. Go back and save once more: what you typed is still there.',
  )
}
