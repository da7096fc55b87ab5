import { expandedQuestions, OTHER, type QuestionKind } from '../model/survey.ts'
import { organisationNameKey, type StoredAnswer, type StoredResponse, type Survey } from '../surveys/index.ts'
import type { AskedQuestion } from './asked-questions.ts'

// A number, a day, a file's name and an order are counted. Nobody says anything in them that has a theme.
const saysNothing: readonly QuestionKind[] = ['ranking', 'number', 'date', 'postcode', 'file']

/** Keys that stand in no survey, under which something else than a comment is stored. */
export const keysWithoutComments: readonly string[] = [organisationNameKey]

/** Questions of some surveys whose answers hold text that is no comment. */
export interface QuestionsWithoutComments {
  readonly surveyIds: readonly string[]
  readonly questionKeys: readonly string[]
}

/**
 * Which answers with text are no comments: those to questions about a number, a date or a file, or with an order.
 *
 * @param surveys - every survey of a consultation, in every version: a key may be a number in one and words in another
 * @returns surveys with the keys of their questions, those with the same keys together; none where all text is comments
 */
export function questionsWithoutComments(surveys: readonly Survey[]): QuestionsWithoutComments[] {
  const found = new Map<string, { surveyIds: string[]; questionKeys: string[] }>()
  for (const { id, definition } of surveys) {
    const questionKeys = expandedQuestions([...definition.pages, ...definition.equality])
      .filter(({ kind }) => saysNothing.includes(kind))
      .map(({ key }) => key)
      .sort()
    if (questionKeys.length === 0) continue
    const same = found.get(questionKeys.join(' ')) ?? { surveyIds: [], questionKeys }
    same.surveyIds.push(id)
    found.set(questionKeys.join(' '), same)
  }
  return [...found.values()]
}

/**
 * Whether people can say something in their own words there.
 *
 * @param question - a question of the survey
 * @returns true for words of any length and for "other, please say"
 */
export function asksForWords({ section, kind, options }: AskedQuestion): boolean {
  if (section === 'equality') return false
  return kind === 'text' || kind === 'long-text' || options.some(({ value }) => value === OTHER)
}

type WrittenAnswer = Pick<StoredAnswer, 'responseId' | 'questionKey' | 'text'>

/**
 * What people wrote in their own words.
 *
 * @param responses - the responses that are read
 * @param answers - answers of these and others
 * @param surveys - every survey of the consultation
 * @returns each comment with its response, in the order of the responses
 */
export function commentsOf(
  responses: readonly Pick<StoredResponse, 'id' | 'surveyId'>[],
  answers: readonly WrittenAnswer[],
  surveys: readonly Survey[],
): { readonly responseId: string; readonly text: string }[] {
  const apart = new Map(
    questionsWithoutComments(surveys).flatMap(({ surveyIds, questionKeys }) =>
      surveyIds.map(id => [id, new Set(questionKeys)] as const),
    ),
  )
  const given = new Map<string, WrittenAnswer[]>()
  for (const answer of answers) {
    if (answer.text === null) continue
    const own = given.get(answer.responseId)
    if (own) own.push(answer)
    else given.set(answer.responseId, [answer])
  }
  return responses.flatMap(({ id, surveyId }) =>
    (given.get(id) ?? [])
      .filter(
        ({ questionKey }) =>
          apart.get(surveyId)?.has(questionKey) !== true && !keysWithoutComments.includes(questionKey),
      )
      .map(({ text }) => ({ responseId: id, text: text ?? '' })),
  )
}
