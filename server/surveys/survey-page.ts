import {
  AGREEMENT_OPTIONS,
  expandedQuestion,
  optionsOf,
  OTHER,
  type GivenAnswer,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import type { Said } from '../platform/said.ts'
import { pictureFor, pictureSvg } from './easy-pictures.ts'
import { placeName, writeInName } from './survey-forms.ts'
import { asTheyStand, type SurveyWords } from './survey-words.ts'

/** One of the answers that a question offers, as it is shown. */
export interface ShownChoice {
  readonly value: string
  readonly text: Said
  readonly exclusive: boolean
}

/** A question, ready to be shown as a part of a form. */
export interface ShownQuestion {
  readonly key: string
  readonly shown:
    | 'radios'
    | 'checkboxes'
    | 'input'
    | 'textarea'
    | 'postcode'
    | 'agreement-list'
    | 'ranking'
    | 'number'
    | 'date'
    | 'file'
  readonly question: Said
  /** '' for none. */
  readonly hint: Said | ''
  /** What is offered; of an `agreement-list`, for each statement. */
  readonly choices: readonly ShownChoice[]
  readonly chosen: readonly string[]
  readonly written: string
  /** Name of the field in which "Other" is written; null where it is not offered. */
  readonly writeIn: string | null
  /** Statements of an `agreement-list`, each a question of its own. */
  readonly statements: readonly { readonly name: string; readonly text: Said; readonly chosen: string }[]
  /** Options of a `ranking`, with the place that each was given; '' for none. */
  readonly places: readonly { readonly name: string; readonly text: Said; readonly place: string }[]
  /** What a `number` counts; '' for nothing. */
  readonly unit: Said | ''
  readonly decimals: boolean
  readonly required: boolean
  /** The picture beside it in the easy read survey; '' for none. */
  readonly svg: string
}

const shownAs = {
  one: 'radios',
  agreement: 'radios',
  several: 'checkboxes',
  'agreement-list': 'agreement-list',
  ranking: 'ranking',
  number: 'number',
  date: 'date',
  file: 'file',
  text: 'input',
  'long-text': 'textarea',
  postcode: 'postcode',
} as const

function shownQuestion(
  question: SurveyQuestion,
  answers: readonly GivenAnswer[],
  { words, easy }: HowShown,
): ShownQuestion {
  const answer = answers.find(one => one.questionKey === question.key)
  const options = question.kind === 'agreement-list' ? AGREEMENT_OPTIONS : optionsOf(question)
  return {
    key: question.key,
    shown: shownAs[question.kind],
    question: words(easy === true ? (question.easyText ?? question.text) : question.text),
    hint: question.hint === undefined || question.hint === '' ? '' : words(question.hint),
    choices: options.map(option => ({
      value: option.value,
      text: words(option.text),
      exclusive: option.exclusive === true,
    })),
    chosen: answer?.choices ?? [],
    written: answer?.text ?? '',
    writeIn:
      options.some(option => option.value === OTHER) && question.otherOption === true
        ? writeInName(question)
        : null,
    statements:
      question.kind === 'agreement-list'
        ? expandedQuestion(question).map(one => ({
            name: one.key,
            text: words(one.text),
            chosen: answers.find(given => given.questionKey === one.key)?.choices[0] ?? '',
          }))
        : [],
    places:
      question.kind === 'ranking'
        ? options.map(option => {
            const place = answer?.choices.indexOf(option.value) ?? -1
            return {
              name: placeName(question, option.value),
              text: words(option.text),
              place: place < 0 ? '' : String(place + 1),
            }
          })
        : [],
    unit: question.unit === undefined || question.unit === '' ? '' : words(question.unit),
    decimals: (question.decimals ?? 0) > 0,
    required: question.required,
    svg: easy === true ? pictureSvg(pictureFor(question)) : '',
  }
}

/** A page of questions, ready to be shown. */
export interface ShownPage {
  readonly key: string
  readonly heading: Said
  /** What this page and its neighbours are about; '' for nothing. */
  readonly section: Said | ''
  readonly introduction: readonly Said[]
  readonly questions: readonly ShownQuestion[]
  /** The one question is the heading. */
  readonly questionIsHeading: boolean
  /** People can write freely here, so it says whom to call when a child is at risk. */
  readonly freeText: boolean
  /** The one question that is shown, in the easy read survey; '' for all. */
  readonly part: string
}

/** How a page is shown. */
export interface HowShown {
  readonly words: SurveyWords
  /** With easy words and pictures. */
  readonly easy?: boolean
  /** Only the question with this key; every one without it. */
  readonly part?: string
}

/**
 * Shapes a page of questions.
 *
 * @param page - the page
 * @param answers - what was answered so far
 * @param how - who says it, and in which view; in English as it stands without it
 * @returns what the template shows
 */
export function shownPage(
  page: SurveyPage,
  answers: readonly GivenAnswer[],
  how: HowShown = { words: asTheyStand },
): ShownPage {
  const part = page.questions.find(question => question.key === how.part)
  const questions = part === undefined ? page.questions : [part]
  const isFirst = part === undefined || part === page.questions[0]
  const introduction = isFirst ? (page.introduction ?? '') : ''
  const [only] = questions
  const sameWords = how.easy === true || only?.text === page.title
  return {
    key: page.key,
    heading: how.words(page.title),
    section: page.section === undefined || page.section === '' ? '' : how.words(page.section),
    introduction: introduction
      .split(/\n\s*\n/)
      .filter(text => text.trim() !== '')
      .map(text => how.words(text)),
    questions: questions.map(question => shownQuestion(question, answers, how)),
    questionIsHeading: questions.length === 1 && introduction === '' && sameWords,
    freeText: questions.some(question => question.kind === 'long-text'),
    part: part?.key ?? '',
  }
}
