import type { Db, Schema } from '../db/index.ts'
import type { DistanceBand } from '../model/survey.ts'
import type { AboutResponse, Channel, HelpedBy } from './response-payload.ts'

/** Which part of the survey an answer belongs to. */
export type Section = 'survey' | 'equality'

/** A stored response without its answers. */
export interface StoredResponse {
  readonly id: string
  readonly surveyId: string
  readonly districtCode: string
  readonly channel: Channel
  readonly reference: string
  readonly receivedAt: string
  readonly submittedAt: string
  readonly withinGrace: boolean
  readonly language: string
  readonly helped: boolean
  readonly neighbourhoodCode: string | null
  readonly distanceBand: DistanceBand | null
  readonly withdrawnAt: string | null
  /** Who answered, as far as they said. */
  readonly about?: AboutResponse
}

/** One response's answer to one question. */
export interface StoredAnswer {
  /** Id of the row that holds the text, where there is one: what a comment's themes are tied to. */
  readonly textId: string | null
  readonly responseId: string
  readonly section: Section
  readonly questionKey: string
  readonly choices: readonly string[]
  readonly text: string | null
}

/** One row of the table of answers. */
export type AnswerRow = Schema['answer']

interface ResponseRow {
  id: string
  survey_id: string
  district_code: string
  channel: string
  reference: string
  received_at: string
  submitted_at: string
  within_grace: number
  language: string
  helped: number
  neighbourhood_code: string | null
  distance_band: string | null
  withdrawn_at: string | null
  helped_by?: string | null | undefined
  official?: number | null | undefined
  members?: number | null | undefined
  also_answered?: number | null | undefined
}

function responseFrom(row: ResponseRow): StoredResponse {
  return {
    id: row.id,
    surveyId: row.survey_id,
    districtCode: row.district_code,
    channel: row.channel as Channel,
    reference: row.reference,
    receivedAt: row.received_at,
    submittedAt: row.submitted_at,
    withinGrace: row.within_grace === 1,
    language: row.language,
    helped: row.helped === 1,
    neighbourhoodCode: row.neighbourhood_code,
    distanceBand: row.distance_band as DistanceBand | null,
    withdrawnAt: row.withdrawn_at,
    about: {
      helpedBy: (row.helped_by ?? null) as HelpedBy | null,
      official: row.official == null ? null : row.official === 1,
      members: row.members ?? null,
      alsoAnswered: row.also_answered ?? null,
    },
  }
}

/**
 * The responses to a consultation, withdrawn ones included.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns in the order in which they were received
 */
export async function listResponses(db: Db, consultationId: string): Promise<StoredResponse[]> {
  const rows = await db
    .selectFrom('response')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.map(responseFrom)
}

/**
 * One response without its answers.
 *
 * @param db - the database
 * @param responseId - the response
 * @returns the response, withdrawn or not; null when there is none
 */
export async function readResponse(db: Db, responseId: string): Promise<StoredResponse | null> {
  const row = await db.selectFrom('response').selectAll().where('id', '=', responseId).executeTakeFirst()
  return row ? responseFrom(row) : null
}

/**
 * One response by the reference on its receipt.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param reference - such as `K7QM-4TRX-9B`
 * @returns the response, withdrawn or not; null when there is none
 */
export async function findResponse(
  db: Db,
  consultationId: string,
  reference: string,
): Promise<StoredResponse | null> {
  const row = await db
    .selectFrom('response')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row ? responseFrom(row) : null
}

/** Which answers are wanted; what is absent does not narrow. */
export interface AnswerFilter {
  readonly questionKeys?: readonly string[]
  readonly districtCode?: string
  readonly section?: Section
  readonly responseId?: string
}

/**
 * The answers to a consultation in tidy form, one for each response and question that has one, one after another.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param filter - which answers are wanted
 * @yields {StoredAnswer} answers, those of one response together
 */
export async function* streamAnswers(
  db: Db,
  consultationId: string,
  filter: AnswerFilter = {},
): AsyncGenerator<StoredAnswer> {
  if (filter.questionKeys?.length === 0) return
  for await (const [after, upTo] of responseBatches(db, consultationId)) {
    yield* answersFrom(await answerRowsOf(db, consultationId, filter, after, upTo))
  }
}

/**
 * The responses of a consultation in batches, for reading what hangs on them: a thousand fit in memory whatever the size
 * of the consultation, and others have their turn between two.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns for each batch the id before its first response, and its last one's
 */
export async function* responseBatches(
  db: Db,
  consultationId: string,
): AsyncGenerator<readonly [after: string, upTo: string]> {
  let after = ''
  for (;;) {
    const upTo = await endOfBatch(db, consultationId, after)
    if (upTo === null) return
    yield [after, upTo]
    after = upTo
  }
}

async function endOfBatch(db: Db, consultationId: string, after: string): Promise<string | null> {
  const ids = await db
    .selectFrom('response')
    .select('id')
    .where('consultation_id', '=', consultationId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(1000)
    .execute()
  return ids.at(-1)?.id ?? null
}

function answerRowsOf(
  db: Db,
  consultationId: string,
  filter: AnswerFilter,
  after: string,
  upTo: string,
): Promise<AnswerRow[]> {
  let query = db
    .selectFrom('answer')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .selectAll('answer')
    .where('response.consultation_id', '=', consultationId)
    .where('response.id', '>', after)
    .where('response.id', '<=', upTo)
    .orderBy('answer.response_id')
    .orderBy('answer.section', 'desc')
    .orderBy('answer.question_key')
    .orderBy('answer.position')
  if (filter.districtCode !== undefined)
    query = query.where('response.district_code', '=', filter.districtCode)
  if (filter.responseId !== undefined) query = query.where('response.id', '=', filter.responseId)
  if (filter.questionKeys) query = query.where('answer.question_key', 'in', filter.questionKeys)
  if (filter.section) query = query.where('answer.section', '=', filter.section)
  return query.execute()
}

function* answersFrom(rows: readonly AnswerRow[]): Generator<StoredAnswer> {
  let from = 0
  while (from < rows.length) {
    const first = rows[from]
    if (!first) return
    let to = from + 1
    while (
      rows[to]?.response_id === first.response_id &&
      rows[to]?.section === first.section &&
      rows[to]?.question_key === first.question_key
    )
      to += 1
    const own = rows.slice(from, to)
    const written = own.find(row => row.text !== null)
    yield {
      textId: written?.id ?? null,
      responseId: first.response_id,
      section: first.section as Section,
      questionKey: first.question_key,
      choices: own.flatMap(row => row.choice ?? []),
      text: written?.text ?? null,
    }
    from = to
  }
}

/**
 * The same as `streamAnswers`, all at once.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param filter - which answers are wanted
 * @returns the answers, those of one response together
 */
export async function listAnswers(
  db: Db,
  consultationId: string,
  filter: AnswerFilter = {},
): Promise<StoredAnswer[]> {
  const answers: StoredAnswer[] = []
  for await (const answer of streamAnswers(db, consultationId, filter)) answers.push(answer)
  return answers
}
