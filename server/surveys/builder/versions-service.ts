import { recordAction, type Actor } from '../../accounts/index.ts'
import { logChange } from '../../consultations/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import {
  definitionProblems,
  planProblems,
  districtSurvey,
  type PlannedDistrict,
  type SurveyDefinition,
  type SurveyPlan,
} from '../../model/survey.ts'
import { mayPublish } from '../../model/consultation-stage.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { readPlan, type BuiltPlan } from '../survey-plan-repository.ts'
import { addSurvey, listSurveys, type Survey } from '../survey-repository.ts'
import { surveyDifferences, type SurveyDifference } from './differences.ts'

const ownQuestions =
  'You changed the questions last. Somebody else has to read them and have them asked, or the administrator.'

/** A district whose survey would change. */
export interface ChangedSurvey {
  readonly districtCode: string
  readonly districtName: string
  /** The version that is asked now. */
  readonly now: Survey
  readonly next: SurveyDefinition
  readonly differences: readonly SurveyDifference[]
  readonly problems: readonly string[]
}

/**
 * The districts in which the built questions differ from those that are asked.
 *
 * @param db - the database
 * @param consultationId - the consultation, published
 * @param plan - the built questions
 * @param districts - every district as published
 * @returns districts with a difference; empty when everything that was built is asked
 */
export async function changedSurveys(
  db: Db,
  consultationId: string,
  plan: SurveyPlan,
  districts: readonly PlannedDistrict[],
): Promise<ChangedSurvey[]> {
  const surveys = await listSurveys(db, consultationId)
  return districts.flatMap(district => {
    // The newest version stands first.
    const now = surveys.find(survey => survey.districtCode === district.code)
    if (!now) return []
    const next = districtSurvey(plan, district)
    const differences = surveyDifferences(now.definition, next)
    if (differences.length === 0) return []
    return [
      {
        districtCode: district.code,
        districtName: district.name,
        now,
        next,
        differences,
        problems: definitionProblems(next),
      },
    ]
  })
}

/**
 * Whether somebody may have changed questions asked: not whoever changed them last, but for the administrator.
 *
 * @param changed - the last change; null while nobody has changed them
 * @param by - who wants them asked
 * @param administrator - whether that is the administrator
 * @returns true also where it is not known who changed them last
 */
export function mayAskChanged(changed: BuiltPlan['changed'], by: Actor, administrator: boolean): boolean {
  const askedBy = changed?.accountId ?? null
  return (
    askedBy === null ||
    by.accountId === null ||
    mayPublish({ askedBy, publishedBy: by.accountId, administrator })
  )
}

/**
 * Publishes the built questions as the next version of each survey that they change. Answers keep the version that
 * they were given to, and a draft that was begun is finished on its own.
 *
 * @param db - the database
 * @param about - the consultation, its plan and its districts as published
 * @param by - who publishes them
 * @param clock - the time
 * @param how - why, in words that the public reads, and whether it is the administrator
 * @param how.reason - in words that the public reads
 * @param how.administrator - who may publish what they changed themselves
 * @returns how many surveys have a new version
 * @throws {AppError} 409 when nothing differs, 422 when a survey has a problem, 403 for the person who changed them last
 */
export async function publishChangedSurveys(
  db: Db,
  about: {
    readonly consultationId: string
    readonly plan: SurveyPlan
    readonly districts: readonly PlannedDistrict[]
  },
  by: Actor,
  clock: Clock,
  { reason, administrator = false }: { readonly reason: string; readonly administrator?: boolean },
): Promise<number> {
  const { consultationId, plan, districts } = about
  return inTransaction(db, async tx => {
    const { changed: last } = await readPlan(tx, consultationId)
    if (!mayAskChanged(last, by, administrator)) throw new AppError('own-questions', 403, ownQuestions)
    const changed = await changedSurveys(tx, consultationId, plan, districts)
    if (changed.length === 0) {
      throw new AppError('nothing-differs', 409, 'Nothing differs from the questions that are asked.')
    }
    const wrong = changed.find(survey => survey.problems.length > 0)
    if (wrong) throw new AppError('survey', 422, `${wrong.districtName}: ${wrong.problems[0] ?? ''}`)
    const [nowhere] = planProblems(plan, districts).filter(problem => problem.districts.length === 0)
    if (nowhere) throw new AppError('survey', 422, nowhere.message)
    const at = clock()
    for (const { districtCode, districtName, now, next } of changed) {
      const stored = await addSurvey(tx, { consultationId, districtCode, definition: next }, at)
      await logChange(tx, consultationId, {
        kind: 'survey',
        summary: `The questions for ${districtName} were changed: version ${stored.version} takes the place of version ${now.version}. Answers that were sent before stay valid.`,
        reason,
        at,
        beforeHash: now.hash,
        afterHash: stored.hash,
      })
    }
    await recordAction(tx, by, {
      action: 'survey.changed',
      consultation: consultationId,
      summary: `Published changed questions for ${changed.map(one => one.districtName).join(', ')}: ${reason}`,
      at,
    })
    return changed.length
  })
}
