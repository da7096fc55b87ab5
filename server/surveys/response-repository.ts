import type { CompiledQuery } from 'kysely'
import { inTransaction, insertNewRows, insertRows, type Db } from '../db/index.ts'
import type { GivenAnswer } from '../model/survey.ts'
import { notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { payloadHash, payloadOf, referenceOf, type NewResponse } from './response-payload.ts'
import { choicesAsText, withEqualityChoices, type Section } from './response-choices.ts'
import type { AnswerRow } from './response-reading-repository.ts'

/** What became of a response that was sent. */
export interface Receipt {
  readonly reference: string
  /** `differs`: the id is known with other contents; the first stays, this one is kept aside for a person to look at. */
  readonly outcome: 'stored' | 'already stored' | 'differs'
}

/** Ids of rows that are stored now. They begin with the response's id, so that all its rows lie side by side on the disk. */
function answerIds(responseId: string): () => string {
  const now = newId().slice(-12)
  let number = 0
  return () => `${responseId}.${now}.${number++}`
}

function answerRows(responseId: string, section: Section, answers: readonly GivenAnswer[]): AnswerRow[] {
  const nextId = answerIds(responseId)
  const rows: AnswerRow[] = []
  for (const { questionKey, text } of answers) {
    if (text === null || text === '') continue
    rows.push({ id: nextId(), response_id: responseId, section, question_key: questionKey, text })
  }
  return rows
}

interface Prepared {
  readonly response: NewResponse
  readonly payload: string
  readonly hash: string
  /** Unless somebody else has it. */
  readonly reference: string
}

/**
 * Stores a response once, whatever happens on the way: the same id with the same contents again gets the same receipt;
 * with other contents it is kept aside and changes nothing.
 *
 * @param db - the database, or a transaction
 * @param response - the response, under the id that was made before it was first sent
 * @returns the receipt, after everything is on the disk
 * @throws {AppError} not-found when there is no such survey
 */
export async function storeResponse(db: Db, response: NewResponse): Promise<Receipt> {
  const [receipt] = await inTransaction(db, tx => storeResponses(tx, [response]))
  return receipt as Receipt
}

/**
 * Stores responses that arrive together, each once, in a handful of statements for all.
 *
 * @param tx - a transaction
 * @param responses - the responses; the same id may come twice
 * @param along - statements that are asked with it, of which nothing depends on what becomes of the responses
 * @returns their receipts, in the same order
 * @throws {AppError} not-found when there is no such survey
 */
export async function storeResponses(
  tx: Db,
  responses: readonly NewResponse[],
  along: readonly CompiledQuery[] = [],
): Promise<Receipt[]> {
  const prepared = responses.map(response => {
    const payload = payloadOf(response)
    const reference = referenceOf(response.responseId, 0)
    return { response, payload, hash: payloadHash(payload), reference }
  })
  const surveys = await surveysOf(tx, responses)
  const first = new Map<string, Prepared>()
  for (const one of prepared) {
    if (!first.has(one.response.responseId)) first.set(one.response.responseId, one)
  }
  const stored = await insertResponses(tx, surveys, [...first.values()], 0, along)
  const receipts: Receipt[] = []
  for (const one of prepared) {
    const { responseId } = one.response
    const isNew = stored.has(responseId) && first.get(responseId) === one
    receipts.push(
      isNew ? { reference: one.reference, outcome: 'stored' } : await storeWhatIsThere(tx, surveys, one),
    )
  }
  return receipts
}

interface SurveyPlace {
  readonly consultation_id: string
  readonly district_code: string
}

type Surveys = ReadonlyMap<string, SurveyPlace | undefined>

// A survey is never changed and belongs to one district for ever; should it be gone, no response can refer to it.
const placesBefore = new Map<string, SurveyPlace>()
const mostPlaces = 1000

async function surveysOf(tx: Db, responses: readonly NewResponse[]): Promise<Surveys> {
  const ids = [...new Set(responses.map(response => response.surveyId))]
  const unknown = ids.filter(id => !placesBefore.has(id))
  if (unknown.length > 0) {
    const rows = await tx
      .selectFrom('survey')
      .select(['id', 'consultation_id', 'district_code'])
      .where('id', 'in', unknown)
      .execute()
    if (rows.length < unknown.length) throw notFound('There is no such survey.')
    for (const row of rows) placesBefore.set(row.id, row)
  }
  const places = new Map(ids.map(id => [id, placesBefore.get(id)] as const))
  if (placesBefore.size > mostPlaces) placesBefore.clear()
  return places
}

/** Inserts those whose id and reference are free, with their answers; gives the ids of those. */
async function insertResponses(
  tx: Db,
  surveys: Surveys,
  prepared: readonly Prepared[],
  attempt: number,
  along: readonly CompiledQuery[] = [],
): Promise<ReadonlySet<string>> {
  const rows = prepared.map(({ response, hash, reference }) => ({
    id: response.responseId,
    survey_id: response.surveyId,
    consultation_id: surveys.get(response.surveyId)?.consultation_id ?? '',
    district_code: surveys.get(response.surveyId)?.district_code ?? '',
    channel: response.channel,
    reference: attempt === 0 ? reference : referenceOf(response.responseId, attempt),
    received_at: response.receivedAt,
    submitted_at: response.submittedAt,
    within_grace: response.withinGrace ? 1 : 0,
    language: response.language,
    helped: response.helped ? 1 : 0,
    neighbourhood_code: response.neighbourhoodCode,
    distance_band: response.distanceBand,
    payload_hash: hash,
    as_written: response.asWritten === undefined ? null : JSON.stringify(response.asWritten),
    withdrawn_at: null,
    helped_by: response.about?.helpedBy ?? null,
    official: response.about?.official == null ? null : response.about.official ? 1 : 0,
    members: response.about?.members ?? null,
    also_answered: response.about?.alsoAnswered ?? null,
    choices: choicesAsText(response.answers, response.equality),
  }))
  const words = prepared.flatMap(({ response }) => [
    ...answerRows(response.responseId, 'survey', response.answers),
    ...answerRows(response.responseId, 'equality', response.equality),
  ])
  return insertNewRows(tx, 'response', rows, {
    owned: { table: 'answer', owner: 'response_id', rows: words },
    along,
  })
}

/** A response whose id is there already, or whose reference somebody else has. */
async function storeWhatIsThere(tx: Db, surveys: Surveys, one: Prepared): Promise<Receipt> {
  const { responseId } = one.response
  for (let attempt = 1; attempt < 5; attempt += 1) {
    const first = await tx
      .selectFrom('response')
      .select(['reference', 'payload_hash'])
      .where('id', '=', responseId)
      .executeTakeFirst()
    if (first) {
      if (first.payload_hash === one.hash) return { reference: first.reference, outcome: 'already stored' }
      await keepAside(tx, one.response, one.payload, one.hash)
      return { reference: first.reference, outcome: 'differs' }
    }
    // Nobody has this id, so somebody else has its reference: the next one is tried.
    const stored = await insertResponses(tx, surveys, [one], attempt)
    if (stored.has(responseId)) return { reference: referenceOf(responseId, attempt), outcome: 'stored' }
  }
  throw new Error('No free reference was found for a response.')
}

async function keepAside(db: Db, response: NewResponse, payload: string, hash: string): Promise<void> {
  await db
    .insertInto('response_aside')
    .values({
      id: newId(),
      response_id: response.responseId,
      survey_id: response.surveyId,
      payload,
      payload_hash: hash,
      received_at: response.submittedAt,
      reviewed_at: null,
    })
    .onConflict(conflict => conflict.columns(['response_id', 'payload_hash']).doNothing())
    .execute()
}

/**
 * Attaches equality answers to a response that is stored already; answers to the same questions given before are
 * replaced, all others stay.
 *
 * @param db - the database, or a transaction
 * @param responseId - the response
 * @param answers - answers to equality questions; an empty one takes the answer back
 * @throws {AppError} not-found when there is no such response
 */
export async function addEqualityAnswers(
  db: Db,
  responseId: string,
  answers: readonly GivenAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  await inTransaction(db, async tx => {
    // Written as it is, so that another page of the same response waits until this one is over.
    const held = await tx
      .updateTable('response')
      .set(response => ({ choices: response.ref('choices') }))
      .where('id', '=', responseId)
      .returning('choices')
      .executeTakeFirst()
    if (held === undefined) throw notFound()
    const choices = withEqualityChoices(held.choices ?? null, answers)
    if (choices !== held.choices)
      await tx.updateTable('response').set({ choices }).where('id', '=', responseId).execute()
    await tx
      .deleteFrom('answer')
      .where('response_id', '=', responseId)
      .where('section', '=', 'equality')
      .where(
        'question_key',
        'in',
        answers.map(answer => answer.questionKey),
      )
      .execute()
    await insertRows(tx, 'answer', answerRows(responseId, 'equality', answers))
  })
}

/**
 * Withdraws a response: it stays stored, and is left out of every count from now on.
 *
 * @param db - the database
 * @param responseId - the response
 * @param at - the moment
 * @returns false when it was withdrawn before
 */
export async function withdrawResponse(db: Db, responseId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('response')
    .set({ withdrawn_at: at.toISOString() })
    .where('id', '=', responseId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}
