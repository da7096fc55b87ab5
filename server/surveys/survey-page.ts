import {
  AGREEMENT_OPTIONS,
  expandedQuestion,
  expandedQuestions,
  isEmpty,
  optionsOf,
  OTHER,
  pagesThatApply,
  RESPONSE_BANDS,
  type ExpandedQuestion,
  type GivenAnswer,
  type SurveyDefinition,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { answersOf, type Draft, type RespondentPlace } from './draft.ts'
import { pictureFor, pictureSvg } from './easy-pictures.ts'
import { placeName, writeInName } from './survey-forms.ts'
import { asTheyStand, wordsOf, type SurveyWords } from './survey-words.ts'

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

/** One answered question in a list. */
export interface ShownAnswer {
  readonly question: Said
  /** One under another; empty for no answer. */
  readonly lines: readonly (Said | string)[]
  /** The page on which it can be changed. */
  readonly pageKey: string
}

/**
 * A place in words, as far as it is kept.
 *
 * @param place - neighbourhood and distance band
 * @param speaker - who speaks to the visitor
 * @param neighbourhood - the neighbourhood's name, where it is known
 * @returns lines; empty when nothing is known
 */
export function placeInWords(
  place: RespondentPlace | null,
  speaker: Speaker = english,
  neighbourhood = '',
): Said[] {
  if (place === null || (place.neighbourhoodCode === null && place.distanceBand === null)) return []
  const band = RESPONSE_BANDS.find(one => one.value === place.distanceBand)
  return [
    speaker.say('Postcode found, and not kept'),
    ...(neighbourhood === '' ? [] : [speaker.say('Neighbourhood: {{name}}', { name: neighbourhood })]),
    ...(band === undefined
      ? []
      : [
          band.value === 'no-way-there'
            ? speaker.say('Nearest centre today: no way to get there')
            : speaker.say('Nearest centre today: {{band}} away', {
                band: speaker.plain(band.text).toLowerCase(),
              }),
        ]),
  ]
}

/**
 * What was answered, for checking before it is sent.
 *
 * @param definition - the survey
 * @param draft - the draft
 * @param speaker - who speaks to the visitor
 * @returns every question that is asked, with its answer
 */
export function shownAnswers(
  definition: SurveyDefinition,
  draft: Pick<Draft, 'pages'>,
  speaker: Speaker = english,
): ShownAnswer[] {
  const answers = answersOf(draft)
  const words = wordsOf(speaker, definition, answers)
  return pagesThatApply(definition.pages, answers).flatMap(page =>
    shownAnswersOfPage(page, answers, draft.pages.get(page.key)?.place ?? null, { words, speaker }),
  )
}

/**
 * What was answered on one page.
 *
 * @param page - the page
 * @param answers - what was answered
 * @param place - where the respondent lives, as far as it is kept
 * @param how - who says it
 * @returns every question of the page, each statement of a list by itself
 */
export function shownAnswersOfPage(
  page: SurveyPage,
  answers: readonly GivenAnswer[],
  place: RespondentPlace | null,
  { words, speaker }: { readonly words: SurveyWords; readonly speaker: Speaker },
): ShownAnswer[] {
  return expandedQuestions([page]).map(question => ({
    question: titleOf(page, question, words),
    pageKey: page.key,
    lines:
      question.kind === 'postcode'
        ? placeInWords(place, speaker)
        : answerLines(
            question,
            answers.find(answer => answer.questionKey === question.key),
            { words, speaker },
          ),
  }))
}

// "Why do you say that?" is clear only under the proposal that it is about, and a statement under its list.
function titleOf(page: SurveyPage, question: ExpandedQuestion, words: SurveyWords): Said {
  const about = question.list?.text ?? (question.proposalId === undefined ? null : page.title)
  const asked = words(question.text)
  if (about === null) return asked
  const under = words(about)
  return new Said(`${under.text}: ${asked.text}`, asked.language, `${under.html}: ${asked.html}`)
}

function answerLines(
  question: SurveyQuestion,
  answer: GivenAnswer | undefined,
  { words, speaker }: { readonly words: SurveyWords; readonly speaker: Speaker },
): (Said | string)[] {
  if (!answer || isEmpty(answer)) return []
  const options = optionsOf(question)
  const texts = answer.choices.map(choice => {
    const option = options.find(one => one.value === choice)
    return option === undefined ? choice : words(option.text)
  })
  if (question.kind === 'ranking')
    return texts.map((text, at) =>
      speaker.say('{{place}}. {{answer}}', { place: at + 1, answer: String(text) }),
    )
  const written = answer.text ?? ''
  if (question.kind === 'date') return [speaker.format.date(written)]
  if (question.kind === 'number' && question.unit !== undefined && question.unit !== '')
    return [speaker.say('{{number}} {{unit}}', { number: written, unit: words(question.unit).text })]
  const lines = written === '' ? [] : written.split('\n')
  if (answer.choices.includes(OTHER) && lines.length === 1) {
    const other = speaker.say('Other: {{written}}', { written })
    return texts.map((text, at) => (answer.choices[at] === OTHER ? other : text))
  }
  return [...texts, ...lines]
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
  const missing = (page: SurveyPage, question: SurveyQuestion): boolean => {
    if (!question.required) return false
    if (question.kind === 'postcode') return (draft.pages.get(page.key)?.place ?? null) === null
    const answer = answers.find(one => one.questionKey === question.key)
    if (answer === undefined || isEmpty(answer)) return true
    return question.kind === 'ranking' && answer.choices.length < optionsOf(question).length
  }
  return (
    pagesThatApply(definition.pages, answers).find(page =>
      expandedQuestions([page]).some(question => missing(page, question)),
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
export function nextUnsaved(definition: SurveyDefinition, draft: Pick<Draft, 'pages'>): string {
  const asked = pagesThatApply(definition.pages, answersOf(draft))
  return asked.find(page => !draft.pages.has(page.key))?.key ?? 'check'
}
