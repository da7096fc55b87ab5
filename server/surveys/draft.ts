import { createHash } from 'node:crypto'
import {
  answersThatCount,
  pagesThatApply,
  type DistanceBand,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
} from '../model/survey.ts'

/** How long unfinished answers are kept. */
export const draftDays = 7

/** Where a respondent lives, as far as it is kept. */
export interface RespondentPlace {
  readonly neighbourhoodCode: string | null
  readonly distanceBand: DistanceBand | null
}

/** What was saved of one page. */
export interface SavedPage {
  readonly answers: readonly GivenAnswer[]
  /** From the postcode, where the page asks for one and it was found; the postcode itself is kept nowhere. */
  readonly place: RespondentPlace | null
}

/** Answers on their way. */
export interface Draft {
  readonly id: string
  readonly surveyId: string
  /** Under which the response will be stored. */
  readonly responseId: string
  readonly begunAt: string
  readonly expiresAt: string
  readonly sentAt: string | null
  /** null until it was sent. */
  readonly reference: string | null
  /** Saved pages by their key; those of the equality questions begin with `equality/`. */
  readonly pages: ReadonlyMap<string, SavedPage>
}

/** Nothing saved yet; never stored. */
export const emptyDraft: Draft = {
  id: '',
  surveyId: '',
  responseId: '',
  begunAt: '',
  expiresAt: '',
  sentAt: null,
  reference: null,
  pages: new Map(),
}

/**
 * Everything that was answered so far.
 *
 * @param draft - the draft
 * @returns answers in the order of their pages' keys
 */
export function answersOf(draft: Draft): GivenAnswer[] {
  return [...draft.pages.values()].flatMap(page => page.answers)
}

/**
 * Where the respondent lives, as far as a page that is still asked told it.
 *
 * @param draft - the draft
 * @param definition - its survey
 * @returns nulls where no postcode was given
 */
export function placeOf(draft: Draft, definition: SurveyDefinition): RespondentPlace {
  const asked = pagesThatApply(definition.pages, answersOf(draft))
  const found = asked.map(page => draft.pages.get(page.key)?.place ?? null).find(place => place !== null)
  return found ?? { neighbourhoodCode: null, distanceBand: null }
}

/**
 * What would be sent now.
 *
 * @param draft - the draft
 * @param definition - its survey
 * @returns the answers to questions that are asked
 */
export function answersToSend(draft: Draft, definition: SurveyDefinition): GivenAnswer[] {
  return answersThatCount(definition.pages, answersOf(draft))
}

/**
 * A mark of what would be sent, so that a page shows whether it is still that.
 *
 * @param draft - the draft
 * @param definition - its survey
 * @returns 32 hexadecimal characters
 */
export function markOf(draft: Draft, definition: SurveyDefinition): string {
  const sent = [answersToSend(draft, definition), placeOf(draft, definition)]
  return createHash('sha256').update(JSON.stringify(sent)).digest('hex').slice(0, 32)
}

/**
 * The key under which a draft keeps a page of equality questions.
 *
 * @param page - the page
 * @returns the key
 */
export function equalityKey(page: SurveyPage): string {
  return `equality/${page.key}`
}

/** The pages before and after one, among those that are asked. */
export interface Neighbours {
  /** From 1. */
  readonly number: number
  readonly count: number
  readonly before: SurveyPage | null
  readonly after: SurveyPage | null
}

/**
 * The pages before and after one.
 *
 * @param pages - pages of a survey, in order
 * @param answers - what was answered so far
 * @param key - the page
 * @returns its neighbours; null when the page is not asked
 */
export function neighboursOf(
  pages: readonly SurveyPage[],
  answers: readonly GivenAnswer[],
  key: string,
): Neighbours | null {
  const asked = pagesThatApply(pages, answers)
  const at = asked.findIndex(page => page.key === key)
  if (at < 0) return null
  return { number: at + 1, count: asked.length, before: asked[at - 1] ?? null, after: asked[at + 1] ?? null }
}
