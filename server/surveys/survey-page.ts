import {
  RESPONSE_BANDS,
  isEmpty,
  optionsOf,
  pagesThatApply,
  OTHER,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { answersOf, type Draft, type RespondentPlace } from './draft.ts'
import { writeInName } from './survey-forms.ts'

/** A question, ready to be shown as a part of a form. */
export interface ShownQuestion {
  readonly key: string
  readonly shown: 'radios' | 'checkboxes' | 'input' | 'textarea' | 'postcode'
  readonly question: string
  readonly hint: string
  readonly choices: readonly { readonly value: string; readonly text: string; readonly exclusive: boolean }[]
  readonly chosen: readonly string[]
  readonly written: string
  /** Name of the field in which "Other" is written; null where it is not offered. */
  readonly writeIn: string | null
}

const shownAs = {
  one: 'radios',
  agreement: 'radios',
  several: 'checkboxes',
  'agreement-list': 'input',
  ranking: 'input',
  number: 'input',
  date: 'input',
  file: 'input',
  text: 'input',
  'long-text': 'textarea',
  postcode: 'postcode',
} as const

function shownQuestion(question: SurveyQuestion, answer: GivenAnswer | undefined): ShownQuestion {
  return {
    key: question.key,
    shown: shownAs[question.kind],
    question: question.text,
    hint: question.hint ?? '',
    choices: optionsOf(question).map(option => ({
      value: option.value,
      text: option.text,
      exclusive: option.exclusive === true,
    })),
    chosen: answer?.choices ?? [],
    written: answer?.text ?? '',
    writeIn:
      optionsOf(question).some(option => option.value === OTHER) && question.otherOption === true
        ? writeInName(question)
        : null,
  }
}

/** A page of questions, ready to be shown. */
export interface ShownPage {
  readonly key: string
  readonly heading: string
  readonly introduction: readonly string[]
  readonly questions: readonly ShownQuestion[]
  /** The one question is the heading. */
  readonly questionIsHeading: boolean
  /** People can write freely here, so it says whom to call when a child is at risk. */
  readonly freeText: boolean
}

/**
 * Shapes a page of questions.
 *
 * @param page - the page
 * @param answers - what was answered so far
 * @returns what the template shows
 */
export function shownPage(page: SurveyPage, answers: readonly GivenAnswer[]): ShownPage {
  const [only] = page.questions
  return {
    key: page.key,
    heading: page.title,
    introduction: (page.introduction ?? '').split(/\n\s*\n/).filter(text => text.trim() !== ''),
    questions: page.questions.map(question =>
      shownQuestion(
        question,
        answers.find(answer => answer.questionKey === question.key),
      ),
    ),
    questionIsHeading:
      page.questions.length === 1 && page.introduction === undefined && only?.text === page.title,
    freeText: page.questions.some(question => question.kind === 'long-text'),
  }
}

/** One answered question in a list. */
export interface ShownAnswer {
  readonly question: string
  /** One under another; empty for no answer. */
  readonly lines: readonly string[]
  /** The page on which it can be changed. */
  readonly pageKey: string
}

/**
 * A place in words, as far as it is kept.
 *
 * @param place - neighbourhood and distance band
 * @returns lines; empty when nothing is known
 */
export function placeInWords(place: RespondentPlace | null): string[] {
  if (place === null || (place.neighbourhoodCode === null && place.distanceBand === null)) return []
  const band = RESPONSE_BANDS.find(one => one.value === place.distanceBand)
  return [
    'Postcode found, and not kept',
    ...(band
      ? [`Nearest centre today: ${band.text.toLowerCase()}${band.value === 'no-way-there' ? '' : ' away'}`]
      : []),
  ]
}

/**
 * What was answered, for checking before it is sent.
 *
 * @param definition - the survey
 * @param draft - the draft
 * @returns every question that is asked, with its answer
 */
export function shownAnswers(definition: SurveyDefinition, draft: Draft): ShownAnswer[] {
  const answers = answersOf(draft)
  return pagesThatApply(definition.pages, answers).flatMap(page =>
    page.questions.map(question => ({
      // "Why do you say that?" is clear only under the proposal that it is about.
      question: question.proposalId === undefined ? question.text : `${page.title}: ${question.text}`,
      pageKey: page.key,
      lines:
        question.kind === 'postcode'
          ? placeInWords(draft.pages.get(page.key)?.place ?? null)
          : answerLines(
              question,
              answers.find(answer => answer.questionKey === question.key),
            ),
    })),
  )
}

function answerLines(question: SurveyQuestion, answer: GivenAnswer | undefined): string[] {
  if (!answer || isEmpty(answer)) return []
  const options = optionsOf(question)
  const lines = answer.choices.map(choice => options.find(option => option.value === choice)?.text ?? choice)
  const written = answer.text === null ? [] : answer.text.split('\n')
  if (lines.at(-1) === 'Other' && written.length === 1)
    return [...lines.slice(0, -1), `Other: ${written[0] ?? ''}`]
  return [...lines, ...written]
}

/**
 * Questions that must be answered and are not.
 *
 * @param definition - the survey
 * @param draft - the draft
 * @returns the first page with such a question; null when all is answered
 */
export function firstUnanswered(definition: SurveyDefinition, draft: Draft): SurveyPage | null {
  const answers = answersOf(draft)
  return (
    pagesThatApply(definition.pages, answers).find(page =>
      page.questions.some(
        question =>
          question.required &&
          !answers.some(answer => answer.questionKey === question.key && !isEmpty(answer)),
      ),
    ) ?? null
  )
}

/**
 * Where somebody goes on who comes back.
 *
 * @param definition - the survey
 * @param draft - the draft
 * @returns key of the first page that was not saved yet, or `check`
 */
export function nextUnsaved(definition: SurveyDefinition, draft: Draft): string {
  const asked = pagesThatApply(definition.pages, answersOf(draft))
  return asked.find(page => !draft.pages.has(page.key))?.key ?? 'check'
}
