import { z } from 'zod'
import { recordAction, type Actor } from '../accounts/index.ts'
import { findConsultation, importTexts, type ImportedTexts } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { DISTANCE_BANDS, type GivenAnswer } from '../model/survey.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { listSites } from '../sites/index.ts'
import { publishConsultation } from './publication-service.ts'
import { storeResponse } from './response-repository.ts'
import { listSurveys } from './survey-repository.ts'

/**
 * Makes a consultation out of a file, with its surveys, and publishes it. Dates in the file are days counted from the
 * one on which it is loaded; sites are named by their reference.
 *
 * @param db - the database
 * @param countyId - the county
 * @param file - what the file holds
 * @param by - who loads it
 * @param now - the moment from which days are counted
 * @param options - the published scenario that it is about; without it, the county's newest published one
 * @returns its id
 * @throws {AppError} 422 when the file is not a consultation, or something is missing before it can be published
 */
export async function importConsultation(
  db: Db,
  countyId: string,
  file: unknown,
  by: Actor,
  now: Date,
  options: { readonly scenarioId?: string } = {},
): Promise<string> {
  return inTransaction(db, async tx => {
    const { consultationId, publishedAt }: ImportedTexts = await importTexts(tx, countyId, file, now, options)
    await publishConsultation(tx, consultationId, by, () => publishedAt)
    await recordAction(tx, by, {
      action: 'consultation.imported',
      subject: consultationId,
      summary: 'Loaded a consultation from a file',
      at: now,
    })
    return consultationId
  })
}

const answer = z.object({
  questionKey: z.string(),
  choices: z.array(z.string()).default([]),
  text: z.string().nullable().default(null),
})

const importedResponse = z.object({
  responseId: z.string().optional(),
  districtCode: z.string(),
  channel: z.enum(['online', 'paper', 'phone']),
  /** ISO UTC. */
  receivedAt: z.string(),
  submittedAt: z.string().optional(),
  withinGrace: z.boolean().default(false),
  language: z.string().default('en'),
  helped: z.boolean().default(false),
  neighbourhoodCode: z.string().nullable().default(null),
  distanceBand: z
    .enum(DISTANCE_BANDS.map(band => band.value))
    .nullable()
    .default(null),
  answers: z.array(answer),
  equality: z.array(answer).default([]),
})

/** One response as a file holds it. Centres may be named by their reference. */
export type ImportedResponse = z.input<typeof importedResponse>

/**
 * Stores responses from a file in one transaction: all of them, or none.
 *
 * @param db - the database
 * @param consultationId - the consultation, published
 * @param responses - the responses
 * @returns how many were stored
 * @throws {AppError} 422 when one of them is not a response, or is about a district without a survey
 */
export async function importResponses(
  db: Db,
  consultationId: string,
  responses: Iterable<ImportedResponse> | AsyncIterable<ImportedResponse>,
): Promise<number> {
  return inTransaction(db, async tx => {
    const surveys = await listSurveys(tx, consultationId)
    const idOf = await siteIds(tx, consultationId)
    let count = 0
    for await (const given of responses) {
      const read = importedResponse.safeParse(given)
      const where = `Response ${count + 1}`
      if (!read.success)
        throw new AppError('not-a-response', 422, `${where} cannot be read: ${read.error.message}`)
      const { districtCode, ...response } = read.data
      const survey = surveys.find(one => one.districtCode === districtCode)
      if (!survey)
        throw new AppError('no-survey', 422, `${where} is about ${districtCode}, which has no survey.`)
      await storeResponse(tx, {
        ...response,
        responseId: response.responseId ?? newId(),
        submittedAt: response.submittedAt ?? response.receivedAt,
        surveyId: survey.id,
        answers: response.answers.map(one => withIds(one, idOf)),
      })
      count += 1
    }
    return count
  })
}

function withIds(given: GivenAnswer, idOf: ReadonlyMap<string, string>): GivenAnswer {
  return { ...given, choices: given.choices.map(choice => idOf.get(choice) ?? choice) }
}

async function siteIds(db: Db, consultationId: string): Promise<Map<string, string>> {
  const consultation = await findConsultation(db, consultationId)
  if (consultation === null) throw notFound('There is no such consultation.')
  return new Map((await listSites(db, consultation.countyId)).map(site => [site.reference, site.id]))
}
