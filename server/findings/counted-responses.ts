import { expandedQuestions, pagesThatApply, type GivenAnswer } from '../model/survey.ts'
import type { TalliedResponse } from '../model/tally.ts'
import type { HelpedBy, StoredAnswer, StoredResponse, Survey } from '../surveys/index.ts'
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
 * @param answers - every answer
 * @param surveys - every survey of the consultation
 * @param book - its questions
 * @param closesAt - ISO UTC, the first moment at which the consultation is closed
 * @returns the responses that count, and how many do not
 */
export function countResponses(
  responses: readonly StoredResponse[],
  answers: Iterable<StoredAnswer>,
  surveys: readonly Survey[],
  book: QuestionBook,
  closesAt: string,
): CountedResponses {
  const given = new Map<string, GivenAnswer[]>()
  for (const answer of answers) {
    const own = given.get(answer.responseId)
    if (own) own.push(answer)
    else given.set(answer.responseId, [answer])
  }
  const definitions = new Map(surveys.map(survey => [survey.id, survey.definition]))
  const questions = new Map(book.questions.map(question => [question.key, question]))
  const counted: CountedResponse[] = []
  let [withdrawn, late] = [0, 0]
  for (const response of responses) {
    if (response.withdrawnAt !== null) withdrawn += 1
    else if (isLate(response, closesAt)) late += 1
    else {
      const definition = definitions.get(response.surveyId)
      if (!definition) continue
      const own = given.get(response.id) ?? []
      const choices: Record<string, readonly string[]> = {}
      const worded = new Set<string>()
      const orders: Record<string, readonly string[]> = {}
      const numbers: Record<string, number> = {}
      for (const page of pagesThatApply([...definition.pages, ...definition.equality], own)) {
        for (const question of expandedQuestions([page])) {
          const id = book.idOf(response.surveyId, question.key)
          if (id !== undefined) choices[id] = []
        }
      }
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
