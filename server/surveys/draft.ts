import { createHash } from 'node:crypto'
import {
  answersTo,
  isEmpty,
  pagesThatApply,
  type DistanceBand,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
} from '../model/survey.ts'
import { withRanks, type SentAnswer } from './response-payload.ts'

/** Where a respondent lives, as far as it is kept. */
export interface RespondentPlace {
  readonly neighbourhoodCode: string | null
  readonly distanceBand: DistanceBand | null
}

/** The same, as the respondent is told it. */
export interface NamedPlace extends RespondentPlace {
  /** The neighbourhood's name; absent where it was not looked up. Not part of the response. */
  readonly neighbourhoodName?: string
}

/** What was saved of one page. */
export interface SavedPage {
  readonly answers: readonly GivenAnswer[]
  /** From the postcode, where the page asks for one and it was found; the postcode itself is kept nowhere. */
  readonly place: NamedPlace | null
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
  /** What another device or tab saved of a page, kept until sending so that the person can choose; by the page's key. */
  readonly asides: ReadonlyMap<string, readonly AsidePage[]>
  /** Each page's text in the database, sealed: unchanged for as long as nobody else saved it. */
  readonly stored: ReadonlyMap<string, string>
  /** The same texts in one, as the database gave them. */
  readonly asRead: string
  /** Opens and seals the pages; null for a draft that was begun before pages were sealed. */
  readonly key: Buffer | null
}

/** Another version of a page. */
export interface AsidePage {
  /** Under which the draft keeps it. */
  readonly asideKey: string
  readonly page: SavedPage
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
  asides: new Map(),
  stored: new Map(),
  asRead: '',
  key: null,
}

interface Told {
  readonly answers: readonly GivenAnswer[]
  readonly surveys: Map<SurveyDefinition, ToSend>
}

interface ToSend {
  readonly asked: readonly SurveyPage[]
  readonly place: RespondentPlace
  readonly answers: readonly SentAnswer[]
}

// Pages that were read never change, and are asked for the same several times before a request is answered. The answer
// is kept with them: what a WeakMap held would stay in memory until V8 next looks through all of it.
const told = Symbol('told')

function toldBy(pages: Draft['pages'] & { [told]?: Told }): Told {
  const known: Told | undefined = pages[told]
  if (known !== undefined) return known
  const made = { answers: [...pages.values()].flatMap(page => page.answers), surveys: new Map() }
  pages[told] = made
  return made
}

function toSend({ pages }: Pick<Draft, 'pages'>, definition: SurveyDefinition): ToSend {
  const { answers, surveys } = toldBy(pages)
  const known = surveys.get(definition)
  if (known !== undefined) return known
  const asked = pagesThatApply(definition.pages, answers)
  const found = asked.map(page => pages.get(page.key)?.place ?? null).find(place => place !== null)
  const made: ToSend = {
    asked,
    place: {
      neighbourhoodCode: found?.neighbourhoodCode ?? null,
      distanceBand: found?.distanceBand ?? null,
    },
    answers: withRanks(asked, answersTo(asked, answers)),
  }
  surveys.set(definition, made)
  return made
}

/**
 * Everything that was answered so far.
 *
 * @param draft - the draft; its pages are not changed afterwards
 * @returns answers in the order of their pages' keys
 */
export function answersOf(draft: Pick<Draft, 'pages'>): readonly GivenAnswer[] {
  return toldBy(draft.pages).answers
}

/**
 * The pages of questions that are asked, as far as they were answered.
 *
 * @param draft - the draft; its pages are not changed afterwards
 * @param definition - its survey
 * @returns the pages, in order
 */
export function askedOf(draft: Pick<Draft, 'pages'>, definition: SurveyDefinition): readonly SurveyPage[] {
  return toSend(draft, definition).asked
}

/**
 * Where the respondent lives, as far as a page that is still asked told it.
 *
 * @param draft - the draft
 * @param definition - its survey
 * @returns nulls where no postcode was given
 */
export function placeOf(draft: Pick<Draft, 'pages'>, definition: SurveyDefinition): RespondentPlace {
  return toSend(draft, definition).place
}

/**
 * What would be sent now.
 *
 * @param draft - the draft
 * @param definition - its survey
 * @returns the answers to questions that are asked
 */
export function answersToSend(
  draft: Pick<Draft, 'pages'>,
  definition: SurveyDefinition,
): readonly SentAnswer[] {
  return toSend(draft, definition).answers
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

const asidePrefix = 'aside/'

/**
 * A key under which a draft keeps another version of a page.
 *
 * @param pageKey - the page
 * @param id - tells versions apart
 * @returns the key
 */
export function asideKey(pageKey: string, id: string): string {
  return `${asidePrefix}${pageKey}/${id}`
}

/**
 * The page that a key of another version is about.
 *
 * @param key - a key under which a draft keeps a page
 * @returns the page's key; null when it is no other version
 */
export function pageOfAside(key: string): string | null {
  return key.startsWith(asidePrefix) ? (key.split('/')[1] ?? null) : null
}

/**
 * Whether a saved page says nothing.
 *
 * @param page - the page, or none
 * @returns true when nothing on it was answered
 */
export function saysNothing(page: SavedPage | undefined): boolean {
  return page === undefined || (page.place === null && page.answers.every(isEmpty))
}

function contentOf(page: SavedPage): string {
  const answers = page.answers.filter(answer => !isEmpty(answer))
  return JSON.stringify([
    answers.map(({ questionKey, choices, text }) => [questionKey, choices, text]).sort(),
    page.place === null ? null : [page.place.neighbourhoodCode, page.place.distanceBand],
  ])
}

/**
 * A mark of what is saved of a page, so that a form tells which answers it was shown with.
 *
 * @param page - the page; undefined when nothing was saved
 * @returns 16 hexadecimal characters; the same for the same answers, `none` for none
 */
export function pageMark(page: SavedPage | undefined): string {
  if (page === undefined || saysNothing(page)) return 'none'
  return createHash('sha256').update(contentOf(page)).digest('hex').slice(0, 16)
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
