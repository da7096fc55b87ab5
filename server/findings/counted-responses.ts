import { conditionsOf, expandedQuestions, pagesThatApply, type GivenAnswer } from '../model/survey.ts'
import type { TalliedResponse } from '../model/tally.ts'
import type { HelpedBy, StoredResponse, Survey } from '../surveys/index.ts'
import { countedAnswer } from './counted-answer.ts'
import type { QuestionBook } from './asked-questions.ts'

/** A response that counts, by the questions' keys in the findings. */
export interface CountedResponse extends TalliedResponse {
  readonly id: string
  readonly neighbourhoodCode: string | null
  readonly distanceBand: string | null
  /** Questions that were answered in words. */
  readonly worded: ReadonlySet<string>
  /** By question that was answered with an order: what was ranked, from first to last. */
  readonly orders: Readonly<Record<string, readonly string[]>>
  /** By question that was answered with a number. */
  readonly numbers: Readonly<Record<string, number>>
  /** Who helped: as it was said online; staff, where a paper form or a telephone call says that somebody did. */
  readonly helpedBy: HelpedBy | null
  /** true for an organisation's official response, false for that of one of its people, null where nothing was said. */
  readonly official: boolean | null
}

/** One response's answer to one question. */
interface ResponseAnswer extends GivenAnswer {
  readonly responseId: string
}

type AnswersOf = (responseId: string) => readonly GivenAnswer[]

/** What counts, and what does not. */
export interface CountedResponses {
  readonly counted: readonly CountedResponse[]
  readonly withdrawn: number
  /** Paper forms that came in after the last day. */
  readonly late: number
}

/**
 * Whether a response came in after the consultation had closed, and so is kept and read but not counted.
 *
 * @param response - the response
 * @param closesAt - ISO UTC, the first moment at which the consultation is closed
 * @returns true for paper received after the last day; answers sent online within the grace count
 */
export function isLate(
  response: Pick<StoredResponse, 'receivedAt' | 'withinGrace'>,
  closesAt: string,
): boolean {
  return !response.withinGrace && Date.parse(response.receivedAt) >= Date.parse(closesAt)
}

/**
 * Who helped to answer.
 *
 * @param response - the response
 * @returns null where nobody did, or nobody said who; on paper the box is ticked by the council's own staff
 */
export function helperOf({
  about,
  channel,
  helped,
}: Pick<StoredResponse, 'about' | 'channel' | 'helped'>): HelpedBy | null {
  return about?.helpedBy ?? (helped && channel !== 'online' ? 'staff' : null)
}

/**
 * Reduces stored responses to what is counted. A question counts as asked when its page applied to the answers given
 * before, or when it was answered all the same, as happens on paper.
 *
 * @param responses - every response to the consultation
 * @param answers - every answer, or what gives those of one response
 * @param surveys - every survey of the consultation
 * @param book - its questions
 * @param closesAt - ISO UTC, the first moment at which the consultation is closed
 * @returns the responses that count, and how many do not
 */
export function countResponses(
  responses: readonly StoredResponse[],
  answers: Iterable<ResponseAnswer> | AnswersOf,
  surveys: readonly Survey[],
  book: QuestionBook,
  closesAt: string,
): CountedResponses {
  const answersOf = typeof answers === 'function' ? answers : byResponse(answers)
  const asking = new Map(surveys.map(survey => [survey.id, askedBy(survey, book)]))
  const questions = new Map(book.questions.map(question => [question.key, question]))
  const counted: CountedResponse[] = []
  let [withdrawn, late] = [0, 0]
  for (const response of responses) {
    if (response.withdrawnAt !== null) withdrawn += 1
    else if (isLate(response, closesAt)) late += 1
    else {
      const asked = asking.get(response.surveyId)
      if (!asked) continue
      const own = answersOf(response.id)
      const choices: Record<string, readonly string[]> = { ...asked(own) }
      const worded = new Set<string>()
      const orders: Record<string, readonly string[]> = {}
      const numbers: Record<string, number> = {}
      for (const answer of own) {
        const id = book.idOf(response.surveyId, answer.questionKey)
        if (id === undefined) continue
        const question = questions.get(id)
        const counts = question ? countedAnswer(question, answer) : { choices: answer.choices }
        choices[id] = counts.choices
        if (counts.order !== undefined) orders[id] = counts.order
        if (counts.number !== undefined) numbers[id] = counts.number
        if (answer.text !== null) worded.add(id)
      }
      counted.push({
        id: response.id,
        channel: response.channel,
        districtCode: response.districtCode,
        neighbourhoodCode: response.neighbourhoodCode,
        distanceBand: response.distanceBand,
        choices,
        worded,
        orders,
        numbers,
        helpedBy: helperOf(response),
        official: response.about?.official ?? null,
      })
    }
  }
  return { counted, withdrawn, late }
}

function byResponse(answers: Iterable<ResponseAnswer>): AnswersOf {
  const given = new Map<string, ResponseAnswer[]>()
  for (const answer of answers) {
    const own = given.get(answer.responseId)
    if (own) own.push(answer)
    else given.set(answer.responseId, [answer])
  }
  return responseId => given.get(responseId) ?? []
}

const noChoice: readonly string[] = []

/**
 * The questions that a survey asks, by their keys in the findings and each without a choice, given what was answered.
 * Which pages apply follows from which conditions the answers would meet, and most people meet the same.
 */
function askedBy(
  { id, definition }: Survey,
  book: QuestionBook,
): (own: readonly GivenAnswer[]) => Readonly<Record<string, readonly string[]>> {
  const pages = [...definition.pages, ...definition.equality]
  const conditions = pages.flatMap(conditionsOf)
  const before = new Map<string, Record<string, readonly string[]>>()
  return own => {
    let way = ''
    for (const { questionKey, values } of conditions) {
      const chosen = own.find(answer => answer.questionKey === questionKey)?.choices ?? []
      way += chosen.some(choice => values.includes(choice)) ? '1' : '0'
    }
    const known = before.get(way)
    if (known !== undefined) return known
    const keys = expandedQuestions(pagesThatApply(pages, own)).flatMap(({ key }) => book.idOf(id, key) ?? [])
    const asked = Object.fromEntries(keys.map(key => [key, noChoice]))
    before.set(way, asked)
    return asked
  }
}
