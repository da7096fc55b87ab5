import { recordAction, type Actor } from '../accounts/index.ts'
import {
  draftRecord,
  findConsultation,
  readinessOf,
  storePublication,
  type Consultation,
  type ConsultationRecord,
  type Readiness,
} from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { definitionProblems, type SurveyDefinition } from '../model/survey.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { standardSurvey } from './standard-survey.ts'
import { addSurvey } from './survey-repository.ts'

/** The survey of one district, as it would be published. */
export interface DraftSurvey {
  readonly districtCode: string
  readonly districtName: string
  readonly definition: SurveyDefinition
}

/**
 * The surveys of a consultation: the standard questions with each district's own proposals and centres.
 *
 * @param record - what is published
 * @returns one for each district
 */
export function draftSurveys(record: ConsultationRecord): DraftSurvey[] {
  return record.districts.map(district => ({
    districtCode: district.code,
    districtName: district.name,
    definition: standardSurvey(district, district.proposals, {
      centres: record.places
        .filter(place => place.existing && place.districtCode === district.code)
        .map(place => ({ id: place.siteId, name: place.name })),
    }),
  }))
}

/** What would be published, and whether it can be. */
export interface Prepared {
  readonly consultation: Consultation
  readonly record: ConsultationRecord
  readonly surveys: readonly DraftSurvey[]
  readonly readiness: Readiness
}

/**
 * Puts together what would be published of a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns record, surveys, and what is missing; null when there is no such consultation
 */
export async function preparePublication(db: Db, consultationId: string): Promise<Prepared | null> {
  const consultation = await findConsultation(db, consultationId)
  if (consultation === null) return null
  const record = await draftRecord(db, consultation)
  const surveys = draftSurveys(record)
  const { missing, doubts } = readinessOf(consultation, record)
  const wrong = surveys.flatMap(survey =>
    definitionProblems(survey.definition).map(problem => `${survey.districtName}: ${problem}`),
  )
  return { consultation, record, surveys, readiness: { missing: [...missing, ...wrong], doubts } }
}

/**
 * Publishes a consultation with its surveys: its texts and questions are frozen under hashes.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param by - who publishes it
 * @param clock - the time
 * @returns the hash of what was published
 * @throws {AppError} 422 when something is missing, 409 when it is published already
 */
export async function publishConsultation(
  db: Db,
  consultationId: string,
  by: Actor,
  clock: Clock,
): Promise<string> {
  return inTransaction(db, async tx => {
    const prepared = await preparePublication(tx, consultationId)
    if (prepared === null) throw notFound('There is no such consultation.')
    const { consultation, record, surveys, readiness } = prepared
    if (readiness.missing.length > 0) {
      throw new AppError(
        'cannot-publish',
        422,
        `This consultation cannot be published yet. ${readiness.missing.join(' ')}`,
      )
    }
    const hash = await storePublication(tx, consultationId, record, clock())
    if (hash === null) throw new AppError('published-already', 409, 'This consultation is published already.')
    for (const { districtCode, definition } of surveys) {
      await addSurvey(tx, { consultationId, districtCode, definition }, clock())
    }
    await recordAction(tx, by, {
      action: 'consultation.published',
      subject: consultationId,
      summary: `Published the consultation ${consultation.name} with the hash ${hash}`,
      at: clock(),
    })
    return hash
  })
}
