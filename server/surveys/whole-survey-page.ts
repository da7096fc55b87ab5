import {
  optionsOf,
  questionsOf,
  type PageCondition,
  type SurveyDefinition,
  type SurveyPage,
} from '../model/survey.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { Said } from '../platform/said.ts'
import { answersOf, equalityKey, type Draft } from './draft.ts'
import { placeInWords } from './shown-answers-page.ts'
import { shownPage, type ShownPage } from './survey-page.ts'
import { wordsOf } from './survey-words.ts'

/** A page of questions as a part of one long form. */
export interface WholePage {
  readonly shown: ShownPage
  /** For whom it is, in a sentence; '' for everybody. */
  readonly onlyIf: string
  /** For the script, as JSON: what its fields don't tell of the page and its questions; '' for nothing. */
  readonly rule: string
  /** Lines that say what an earlier postcode told. */
  readonly place: readonly Said[]
}

/** A whole survey on one page. */
export interface WholePages {
  readonly pages: readonly WholePage[]
  readonly equality: readonly WholePage[]
}

function conditionsOf(page: SurveyPage): PageCondition[] {
  return [...(page.condition ? [page.condition] : []), ...(page.also ?? [])]
}

function inWords(pages: readonly SurveyPage[], condition: PageCondition, speaker: Speaker): string {
  const asked = questionsOf(pages).find(question => question.key === condition.questionKey)
  if (!asked) return ''
  const question = speaker.plain(asked.text)
  const answers = optionsOf(asked)
    .filter(option => condition.values.includes(option.value))
    .map(option => speaker.plain(option.text))
    .join(' / ')
  return condition.has === 'any of'
    ? speaker.plain('Only if you chose {{answers}} for “{{question}}”', { answers, question })
    : speaker.plain('Leave this out if you chose {{answers}} for “{{question}}”', { answers, question })
}

/** Questions whose fields are called as they are. */
const namedAsAsked = new Set(['one', 'several', 'agreement', 'text', 'long-text', 'postcode', 'number'])

// Most pages are always asked, are called as their first question, and nothing about their questions matters to the
// script: it finds in their fields what it needs, and the page is lighter by a good part of its weight.
function ruleOf(page: SurveyPage): string {
  const { key, condition, also, questions } = page
  const [first] = questions
  const told = {
    ...(first?.key === key && namedAsAsked.has(first.kind) ? {} : { key }),
    ...(condition ? { condition } : {}),
    ...(also ? { also } : {}),
    ...(questions.some(({ required, items }) => required || items !== undefined)
      ? {
          questions: questions.map(({ key, kind, required, items }) => ({
            key,
            kind,
            required,
            items: items?.map(({ value }) => ({ value })),
          })),
        }
      : {}),
  }
  return Object.keys(told).length === 0 ? '' : JSON.stringify(told)
}

/**
 * Shapes a whole survey for one page.
 *
 * @param definition - the survey
 * @param draft - what was saved of it page by page; null for an empty form
 * @param speaker - who speaks to the visitor
 * @returns its pages in order
 */
export function wholePages(
  definition: SurveyDefinition,
  draft: Draft | null,
  speaker: Speaker = english,
): WholePages {
  const answers = draft === null ? [] : answersOf(draft)
  const words = wordsOf(speaker, definition, answers)
  const shape =
    (pages: readonly SurveyPage[], keyOf: (page: SurveyPage) => string) =>
    (page: SurveyPage): WholePage => ({
      shown: shownPage(page, answers, { words }),
      onlyIf: conditionsOf(page)
        .map(condition => inWords(pages, condition, speaker))
        .filter(words => words !== '')
        .join('. '),
      rule: ruleOf(page),
      place: placeInWords(draft?.pages.get(keyOf(page))?.place ?? null, speaker),
    })
  return {
    pages: definition.pages.map(shape(definition.pages, page => page.key)),
    equality: definition.equality.map(shape(definition.equality, equalityKey)),
  }
}
