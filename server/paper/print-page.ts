import {
  conditionsOf,
  expandedQuestions,
  optionsOf,
  type ExpandedQuestion,
  type PageCondition,
  type SurveyDefinition,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { languageOf } from '../platform/languages.ts'
import { Said } from '../platform/said.ts'
import type { Speaker } from '../platform/speaker.ts'
import { wordsWithoutAnswers } from '../surveys/index.ts'
import { numberedQuestions } from './as-written.ts'

/** A question as it is printed. */
export interface PrintedQuestion {
  readonly number: number
  readonly text: Said
  readonly hint: Said | null
  /** How to answer: `Tick one box.` */
  readonly instruction: Said
  readonly boxes: readonly Said[]
  /** Room to write after a box for "Other". */
  readonly other: boolean
  /** Lines to write on. */
  readonly lines: number
}

/** Questions under one heading. */
export interface PrintedPart {
  /** null where the only question says the same. */
  readonly title: Said | null
  readonly paragraphs: readonly Said[]
  /** Who may leave the part out: a sentence for each condition. */
  readonly conditions: readonly Said[]
  readonly questions: readonly PrintedQuestion[]
}

/** A survey ready to print: the same questions, words and numbers as on the keying page. */
export interface PrintedSurvey {
  readonly parts: readonly PrintedPart[]
  readonly equality: readonly PrintedPart[]
}

/**
 * Shapes a survey for paper, in the language of the copies; what nobody translated stays English, tagged so.
 *
 * @param definition - the survey
 * @param speaker - knows the council's translations of the consultation
 * @returns its parts in order
 */
export function printedSurvey(definition: SurveyDefinition, speaker: Speaker): PrintedSurvey {
  // Paper cannot repeat an answer: the words for people without one stand there.
  const say = wordsWithoutAnswers(speaker)
  const numbers = new Map(
    numberedQuestions(definition).map(({ number, question }) => [question.key, number] as const),
  )
  const part = (page: SurveyPage): PrintedPart => ({
    title: page.questions.length === 1 && page.questions[0]?.text === page.title ? null : say(page.title),
    paragraphs: (page.introduction ?? '')
      .split(/\n{2,}/)
      .filter(paragraph => paragraph.trim() !== '')
      .map(paragraph => say(paragraph)),
    conditions: conditionsInWords(definition, page, numbers, speaker),
    questions: expandedQuestions([page]).map(question => {
      const options = optionsOf(question)
      // Paper says itself how many boxes to tick.
      const hint = (question.hint ?? '').replace(/\s*Choose all that apply\.\s*/, '').trim()
      return {
        number: numbers.get(question.key) ?? 0,
        text: questionInWords(question, speaker),
        hint: hint === '' ? null : say(hint),
        instruction: instructionFor(question, options.length > 0, speaker),
        boxes: options.map(option => say(option.text)),
        other: question.otherOption === true,
        lines: question.kind === 'long-text' ? 6 : options.length > 0 || question.kind === 'file' ? 0 : 1,
      }
    }),
  })
  const parts = (pages: readonly SurveyPage[]): PrintedPart[] => pages.map(part)
  return { parts: parts(definition.pages), equality: parts(definition.equality) }
}

/**
 * A question as it is printed: a statement of a list after what is asked of the whole list.
 *
 * @param question - the question, as it stands in the survey
 * @param speaker - who speaks
 * @returns its words
 */
export function questionInWords({ list, text }: ExpandedQuestion, speaker: Speaker): Said {
  const { language } = speaker
  const say = wordsWithoutAnswers(speaker)
  const own = say(text)
  if (list === undefined) return own
  const asked = say(list.text)
  return new Said(`${asked.text} ${own.text}`, language, `${asked.html} ${own.html}`)
}

function instructionFor({ kind, unit }: SurveyQuestion, hasBoxes: boolean, { say }: Speaker): Said {
  if (kind === 'ranking')
    return say('Write 1 in the box of the one that comes first, 2 in the next, and so on.')
  if (kind === 'several') return say('Tick all that apply.')
  if (hasBoxes) return say('Tick one box.')
  if (kind === 'postcode') return say('Write it in capital letters.')
  if (kind === 'number')
    return unit === undefined ? say('Write a number.') : say('Write a number: {{unit}}.', { unit: say(unit) })
  if (kind === 'date') return say('Write day, month and year.')
  if (kind === 'file') return say('Fasten it to this form.')
  if (kind === 'text') return say('Write here.')
  return say('Write here. If you need more room, use another sheet and write the number of this form on it.')
}

function conditionsInWords(
  definition: SurveyDefinition,
  page: SurveyPage,
  numbers: ReadonlyMap<string, number>,
  speaker: Speaker,
): Said[] {
  const { say } = speaker
  const all = expandedQuestions([...definition.pages, ...definition.equality])
  return conditionsOf(page).flatMap(({ questionKey, has, values }: PageCondition) => {
    const asked = all.find(question => question.key === questionKey)
    if (!asked) return []
    const named = optionsOf(asked)
      .filter(option => values.includes(option.value))
      .map(option => say('“{{answer}}”', { answer: say(option.text) }))
    const given = { answers: either(named, speaker), number: numbers.get(asked.key) ?? 0 }
    return [
      has === 'any of'
        ? say('Answer this only if you ticked {{answers}} in question {{number}}.', given)
        : say('Leave this out if you ticked {{answers}} in question {{number}}.', given),
    ]
  })
}

function either(answers: readonly Said[], { language }: Speaker): Said {
  const list = new Intl.ListFormat(languageOf(language)?.locale ?? 'en-GB', { type: 'disjunction' })
  return new Said(
    list.format(answers.map(({ text }) => text)),
    language,
    list.format(answers.map(({ html }) => html)),
  )
}
