import { recordAction, type Actor } from '../accounts/index.ts'
import {
  checklistOf,
  claimPublication,
  draftRecord,
  findConsultation,
  logChange,
  publicationContents,
  readinessOf,
  storePublication,
  writeContents,
  type Checklist,
  type Consultation,
  type ConsultationRecord,
  type PublishedEntry,
  type Readiness,
  type ToMend,
} from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { mayPublish } from '../model/consultation-stage.ts'
import {
  districtSurvey,
  planProblems,
  type PlanProblem,
  type SurveyDefinition,
  type SurveyPlan,
} from '../model/survey.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { publicFigures } from '../scenarios/index.ts'
import { asksForFiles, filesAreForbidden, readFilePermission } from './file-permission-repository.ts'
import { plannedDistricts } from './planned-districts.ts'
import { readPlan } from './survey-plan-repository.ts'
import { addSurvey, type Survey } from './survey-repository.ts'

/** The survey of one district, as it would be published. */
export interface DraftSurvey {
  readonly districtCode: string
  readonly districtName: string
  readonly definition: SurveyDefinition
}

/**
 * The surveys of a consultation: its planned questions with each district's own proposals and centres.
 *
 * @param record - what is published
 * @param plan - the questions as they were built
 * @returns one for each district
 */
export function draftSurveys(record: ConsultationRecord, plan: SurveyPlan): DraftSurvey[] {
  return plannedDistricts(record).map(district => ({
    districtCode: district.code,
    districtName: district.name,
    definition: districtSurvey(plan, district),
  }))
}

function surveyProblem(
  consultationId: string,
  plan: SurveyPlan,
  { message, districts, pageId, questionKey }: PlanProblem,
  all: number,
): ToMend {
  const builder = `/manage/consultations/${consultationId}/builder`
  const where = districts.length === 0 || districts.length === all ? '' : `${districts.join(', ')}: `
  const page = [...plan.pages, ...plan.equality].find(({ id }) => id === pageId)
  if (page === undefined) return { sentence: where + message, href: builder }
  // A statement of a list has no page of its own.
  const question = page.questions.some(({ key }) => key === questionKey)
    ? `/questions/${questionKey ?? ''}`
    : ''
  return { sentence: where + message, href: `${builder}/pages/${page.id}${question}` }
}

async function planToMend(
  db: Db,
  consultationId: string,
  record: ConsultationRecord,
  plan: SurveyPlan,
): Promise<ToMend[]> {
  const problems = planProblems(plan, plannedDistricts(record)).map(problem =>
    surveyProblem(consultationId, plan, problem, record.districts.length),
  )
  if (asksForFiles(plan.pages, plan.equality) && (await readFilePermission(db, consultationId)) === null)
    problems.push({
      sentence: filesAreForbidden,
      href: `/manage/consultations/${consultationId}/builder/files`,
    })
  return problems
}

/**
 * What stands in the way of publishing a consultation's questions.
 *
 * @param db - the database
 * @param consultation - the consultation, which is not published yet
 * @returns each thing, with the page on which it is put right
 */
export async function questionsToMend(db: Db, consultation: Consultation): Promise<ToMend[]> {
  const { plan } = await readPlan(db, consultation.id)
  return planToMend(db, consultation.id, await draftRecord(db, consultation), plan)
}

/** What would be published, and whether it can be. */
export interface Prepared {
  readonly consultation: Consultation
  readonly record: ConsultationRecord
  readonly surveys: readonly DraftSurvey[]
  readonly readiness: Readiness
  /** What is wrong with the questions, and the page on which each is put right. */
  readonly problems: readonly ToMend[]
  readonly checklist: Checklist
  /** The hash of everything that somebody has read before publishing, surveys too. */
  readonly mark: string
}

/**
 * Puts together what would be published of a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns record, surveys, checklist, and what is missing; null when there is no such consultation
 */
export async function preparePublication(db: Db, consultationId: string): Promise<Prepared | null> {
  const consultation = await findConsultation(db, consultationId)
  if (consultation === null) return null
  const record = await draftRecord(db, consultation)
  const { plan } = await readPlan(db, consultationId)
  const surveys = draftSurveys(record, plan)
  const problems = await planToMend(db, consultationId, record, plan)
  const checklist = await checklistOf(db, consultation, record)
  const contents = await publicationContents(db, consultationId, record, checklist.answered)
  const dates = [consultation.opensAt, consultation.closesAt, String(consultation.graceMinutes)].join(' ')
  return {
    consultation,
    record,
    surveys,
    readiness: readinessOf(consultation, record),
    problems,
    checklist,
    mark: writeContents([
      ...contents,
      ...surveys.map(survey => ({
        kind: 'survey' as const,
        title: JSON.stringify(survey.definition),
        sha256: dates,
      })),
    ]).hash,
  }
}

/** How somebody publishes. */
export interface Publishing {
  /** The administrator may publish what they asked to have read over themselves. */
  readonly administrator?: boolean
  /** The mark of what they read; it is refused when that has changed meanwhile. */
  readonly mark?: string
}

/**
 * Publishes a consultation with its surveys: its texts and questions are frozen under hashes. A person publishes after
 * a review that another person asked for, with every point of the checklist answered; what the product loads from a
 * file was read over elsewhere.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param by - who publishes it
 * @param clock - the time
 * @param how - whether they are the administrator, and what they read
 * @returns the hash of what was published
 * @throws {AppError} 422 when something is missing, 403 for the person who asked for the review, 409 when it is published already, not under review or changed meanwhile
 */
export async function publishConsultation(
  db: Db,
  consultationId: string,
  by: Actor,
  clock: Clock,
  how: Publishing = {},
): Promise<string> {
  return inTransaction(db, async tx => {
    const claimed = await claimPublication(tx, consultationId)
    const prepared = await preparePublication(tx, consultationId)
    if (prepared === null) throw notFound('There is no such consultation.')
    if (!claimed) throw new AppError('published-already', 409, 'This consultation is published already.')
    const { consultation, record, surveys, checklist } = prepared
    const inTheWay = [...prepared.readiness.missing, ...prepared.problems.map(({ sentence }) => sentence)]
    if (by.accountId !== null) refuseUnreviewed(prepared, by, how)
    if (inTheWay.length > 0) {
      throw new AppError(
        'cannot-publish',
        422,
        `This consultation cannot be published yet. ${inTheWay.join(' ')}`,
      )
    }
    const at = clock()
    const entries: PublishedEntry[] = []
    for (const { districtCode, districtName, definition } of surveys) {
      entries.push(
        surveyEntry(districtName, await addSurvey(tx, { consultationId, districtCode, definition }, at)),
      )
    }
    const contents = [
      ...(await publicationContents(tx, consultationId, record, checklist.answered, at)),
      ...entries,
    ]
    const hash = await storePublication(tx, consultationId, record, at, {
      reason: '',
      publishedBy: by.name,
      contents,
      checklist: checklist.answered,
    })
    if (hash === null) throw new AppError('published-already', 409, 'This consultation is published already.')
    // Made now, so that nobody who looks at a place waits for them.
    if (record.scenario !== null) await publicFigures(tx, record.scenario, clock)
    await logChange(tx, consultationId, {
      kind: 'published',
      summary: 'The consultation was published.',
      at,
      afterHash: writeContents(contents).hash,
    })
    const alone = by.accountId !== null && consultation.review?.accountId === by.accountId
    await recordAction(tx, by, {
      action: 'consultation.published',
      consultation: consultationId,
      summary: `Published the consultation ${consultation.name} with the hash ${hash}${alone ? ', as the administrator, after asking for the review themselves' : ''}`,
      at,
    })
    return hash
  })
}

/**
 * A survey in the list of what is published together.
 *
 * @param districtName - whose survey it is
 * @param survey - as it was stored
 * @returns its entry
 */
export function surveyEntry(districtName: string, survey: Survey): PublishedEntry {
  return { kind: 'survey', title: `${districtName}, version ${survey.version}`, sha256: survey.hash }
}

function refuseUnreviewed(
  { consultation, checklist, mark }: Prepared,
  by: Actor,
  { administrator = false, mark: seen }: Publishing,
): void {
  if (consultation.preparation !== 'review') {
    throw new AppError(
      'not-reviewed',
      409,
      'Ask for a review first: it is published after somebody else has read it.',
    )
  }
  const askedBy = consultation.review?.accountId ?? null
  if (!mayPublish({ askedBy, publishedBy: by.accountId, administrator })) {
    throw new AppError(
      'own-review',
      403,
      'You asked for this review. Somebody else has to publish it, or the administrator.',
    )
  }
  if (checklist.open.length > 0) {
    throw new AppError('unanswered', 422, `Not answered yet: ${checklist.open.join('; ')}.`)
  }
  if (seen !== undefined && seen !== mark) {
    throw new AppError(
      'changed-meanwhile',
      409,
      'Something was changed since you opened this page. Look at it again, then publish.',
    )
  }
}
