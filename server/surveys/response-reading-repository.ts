import { sql } from 'kysely'
import type { Db, Schema } from '../db/index.ts'
import type { DistanceBand } from '../model/survey.ts'
import { choicesFrom, inOrderOfQuestions, type Section } from './response-choices.ts'
import type { AboutResponse, Channel, HelpedBy } from './response-payload.ts'

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

/** One row of the table of answers in words. */
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
    yield* answersFrom(await partsOf(db, consultationId, filter, after, upTo), filter)
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

/** Words of one answer, or all that a response chose. */
interface Part {
  readonly responseId: string
  readonly textId: string | null
  readonly section: string | null
  readonly questionKey: string | null
  readonly text: string | null
  readonly choices: string | null | undefined
}

const nothing = sql<string | null>`cast(null as text)`

// In one statement, so that what arrives or is corrected meanwhile is seen as a whole or not at all.
function partsOf(
  db: Db,
  consultationId: string,
  filter: AnswerFilter,
  after: string,
  upTo: string,
): Promise<Part[]> {
  let chosen = db
    .selectFrom('response')
    .select(['response.id as responseId', nothing.as('textId'), nothing.as('section')])
    .select([nothing.as('questionKey'), nothing.as('text'), 'response.choices'])
    .where('response.consultation_id', '=', consultationId)
    .where('response.id', '>', after)
    .where('response.id', '<=', upTo)
  let written = db
    .selectFrom('answer')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .select(['answer.response_id as responseId', 'answer.id as textId', 'answer.section'])
    .select(['answer.question_key as questionKey', 'answer.text', nothing.as('choices')])
    .where('response.consultation_id', '=', consultationId)
    .where('response.id', '>', after)
    .where('response.id', '<=', upTo)
  const { districtCode, responseId, questionKeys, section } = filter
  if (districtCode !== undefined) {
    chosen = chosen.where('response.district_code', '=', districtCode)
    written = written.where('response.district_code', '=', districtCode)
  }
  if (responseId !== undefined) {
    chosen = chosen.where('response.id', '=', responseId)
    written = written.where('response.id', '=', responseId)
  }
  if (questionKeys) written = written.where('answer.question_key', 'in', questionKeys)
  if (section) written = written.where('answer.section', '=', section)
  return chosen.unionAll(written).orderBy('responseId').execute()
}

function* answersFrom(parts: readonly Part[], filter: AnswerFilter): Generator<StoredAnswer> {
  const keys = filter.questionKeys === undefined ? null : new Set(filter.questionKeys)
  for (let from = 0; from < parts.length;) {
    const responseId = parts[from]?.responseId ?? ''
    let to = from + 1
    while (parts[to]?.responseId === responseId) to += 1
    yield* answersOfOne(responseId, parts.slice(from, to), filter.section, keys)
    from = to
  }
}

/** The survey's answers before those to equality questions, each in the order of their keys. */
function answersOfOne(
  responseId: string,
  parts: readonly Part[],
  only: Section | undefined,
  keys: ReadonlySet<string> | null,
): StoredAnswer[] {
  const answers = new Map<string, StoredAnswer>()
  for (const { choices } of parts) {
    for (const { section, questionKey, choices: chosen } of choicesFrom(choices ?? null)) {
      if ((only !== undefined && section !== only) || keys?.has(questionKey) === false) continue
      const answer = { textId: null, responseId, section, questionKey, choices: chosen, text: null }
      answers.set(`${section} ${questionKey}`, answer)
    }
  }
  for (const { textId, text, section, questionKey } of parts) {
    if (questionKey === null || text === null) continue
    const own = { responseId, section: section as Section, questionKey }
    const chosen = answers.get(`${own.section} ${questionKey}`)
    if (chosen === undefined || chosen.text === null)
      answers.set(`${own.section} ${questionKey}`, { ...own, textId, choices: chosen?.choices ?? [], text })
  }
  return [...answers.values()].sort(inOrderOfQuestions)
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
