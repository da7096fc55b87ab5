import { z } from 'zod'
import { recordAction, type Actor } from '../accounts/index.ts'
import {
  findConsultation,
  importRecord,
  importTexts,
  relativeDate,
  type ImportedTexts,
} from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { RESPONSE_BANDS, type GivenAnswer } from '../model/survey.ts'
import { londonTime } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { listSites } from '../sites/index.ts'
import { helpers } from './about-response.ts'
import { publishCorrection } from './correction-service.ts'
import { addPagesFromFile } from './builder/added-pages-service.ts'
import { publishConsultation } from './publication-service.ts'
import { withRanks } from './response-payload.ts'
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
 * @param options - the published scenario that it is about; without it, the county's newest published one. `questions` are pages to add to the standard survey
 * @returns its id
 * @throws {AppError} 422 when the file is not a consultation, or something is missing before it can be published
 */
export async function importConsultation(
  db: Db,
  countyId: string,
  file: unknown,
  by: Actor,
  now: Date,
  options: { readonly scenarioId?: string; readonly questions?: unknown } = {},
): Promise<string> {
  return inTransaction(db, async tx => {
    const { consultationId, publishedAt }: ImportedTexts = await importTexts(tx, countyId, file, now, options)
    const given = (file as { record?: unknown } | null)?.record
    const record = await importRecord(tx, consultationId, given, by, now, publishedAt)
    if (options.questions !== undefined) {
      await addPagesFromFile(tx, consultationId, options.questions, by, publishedAt)
    }
    await publishConsultation(tx, consultationId, by, () => publishedAt)
    const correctedAt = await record.correct(tx)
    if (correctedAt !== null) await publishCorrection(tx, consultationId, by, () => correctedAt)
    await record.afterwards(tx)
    await recordAction(tx, by, {
      action: 'consultation.imported',
      consultation: consultationId,
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

const received = z.union([
  /** A moment. */
  z.object({ receivedAt: z.iso.datetime() }),
  /** A London time on a day counted from the one on which the file is loaded. */
  z.object({
    received: z.object({
      day: z.int(),
      weekday: z.int().min(1).max(7).optional(),
      time: z.string().regex(/^\d{2}:\d{2}$/),
    }),
  }),
])

const aboutResponse = z.object({
  responseId: z.string().optional(),
  districtCode: z.string(),
  channel: z.enum(['online', 'paper', 'phone']),
  submittedAt: z.string().optional(),
  withinGrace: z.boolean().default(false),
  language: z.string().default('en'),
  helped: z.boolean().default(false),
  neighbourhoodCode: z.string().nullable().default(null),
  distanceBand: z
    .enum(RESPONSE_BANDS.map(band => band.value))
    .nullable()
    .default(null),
  answers: z.array(answer),
  equality: z.array(answer).default([]),
  /** Who answered, where they said it. */
  about: z
    .object({
      helpedBy: z.enum(helpers.map(helper => helper.value)).nullable(),
      official: z.boolean().nullable(),
      members: z.int().min(0).nullable(),
      alsoAnswered: z.int().min(0).nullable(),
    })
    .optional(),
})

const importedResponse = z.intersection(aboutResponse, received)

/** One response as a file holds it. Centres may be named by their reference; `proposal-2` is the district's second. */
export type ImportedResponse = z.input<typeof importedResponse>

/**
 * Stores responses from a file in one transaction: all of them, or none.
 *
 * @param db - the database
 * @param consultationId - the consultation, published
 * @param responses - the responses
 * @param now - the moment from which days are counted, where the file counts them
 * @returns how many were stored
 * @throws {AppError} 422 when one of them is not a response, or is about a district without a survey
 */
export async function importResponses(
  db: Db,
  consultationId: string,
  responses: Iterable<ImportedResponse> | AsyncIterable<ImportedResponse>,
  now: Date = new Date(),
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
      const { districtCode, about, ...response } = read.data
      const survey = surveys.find(one => one.districtCode === districtCode)
      if (!survey)
        throw new AppError('no-survey', 422, `${where} is about ${districtCode}, which has no survey.`)
      const receivedAt = 'receivedAt' in response ? response.receivedAt : momentOf(now, response.received)
      await storeResponse(tx, {
        ...response,
        ...(about === undefined ? {} : { about }),
        receivedAt,
        responseId: response.responseId ?? newId(),
        submittedAt: response.submittedAt ?? receivedAt,
        surveyId: survey.id,
        answers: withRanks(
          survey.definition.pages,
          response.answers.map(one => withIds(one, idOf)),
        ),
      })
      count += 1
    }
    return count
  })
}

function momentOf(
  now: Date,
  { time, ...when }: { day: number; weekday?: number | undefined; time: string },
): string {
  return londonTime(relativeDate(now, when), time)
}

function withIds(given: GivenAnswer, idOf: ReadonlyMap<string, string>): GivenAnswer {
  return { ...given, choices: given.choices.map(choice => idOf.get(choice) ?? choice) }
}

async function siteIds(db: Db, consultationId: string): Promise<Map<string, string>> {
  const consultation = await findConsultation(db, consultationId)
  if (consultation === null) throw notFound('There is no such consultation.')
  return new Map((await listSites(db, consultation.countyId)).map(site => [site.reference, site.id]))
}
