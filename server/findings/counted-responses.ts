import { pagesThatApply, type GivenAnswer } from '../model/survey.ts'
import type { TalliedResponse } from '../model/tally.ts'
import type { StoredAnswer, StoredResponse, Survey } from '../surveys/index.ts'
import type { QuestionBook } from './asked-questions.ts'

/** A response that counts, by the questions' keys in the findings. */
export interface CountedResponse extends TalliedResponse {
  readonly id: string
  readonly neighbourhoodCode: string | null
  readonly distanceBand: string | null
  /** Questions that were answered in words. */
  readonly worded: ReadonlySet<string>
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
      for (const page of pagesThatApply([...definition.pages, ...definition.equality], own)) {
        for (const question of page.questions) {
          const id = book.idOf(response.surveyId, question.key)
          if (id !== undefined) choices[id] = []
        }
      }
      for (const answer of own) {
        const id = book.idOf(response.surveyId, answer.questionKey)
        if (id === undefined) continue
        choices[id] = answer.choices
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
      })
    }
  }
  return { counted, withdrawn, late }
}
