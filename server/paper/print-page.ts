import {
  conditionsOf,
  expandedQuestions,
  optionsOf,
  unansweredPage,
  type PageCondition,
  type SurveyDefinition,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { numberedQuestions } from './as-written.ts'

/** A question as it is printed. */
export interface PrintedQuestion {
  readonly number: number
  readonly text: string
  readonly hint: string | null
  /** How to answer: `Tick one box.` */
  readonly instruction: string
  readonly boxes: readonly string[]
  /** Room to write after a box for "Other". */
  readonly other: boolean
  /** Lines to write on. */
  readonly lines: number
}

/** Questions under one heading. */
export interface PrintedPart {
  /** null where the only question says the same. */
  readonly title: string | null
  readonly paragraphs: readonly string[]
  /** Who may leave the part out. */
  readonly condition: string | null
  readonly questions: readonly PrintedQuestion[]
}

/** A survey ready to print: the same questions, words and numbers as on the keying page. */
export interface PrintedSurvey {
  readonly parts: readonly PrintedPart[]
  readonly equality: readonly PrintedPart[]
}

/**
 * Shapes a survey for paper.
 *
 * @param definition - the survey
 * @returns its parts in order
 */
export function printedSurvey(definition: SurveyDefinition): PrintedSurvey {
  const numbers = new Map(
    numberedQuestions(definition).map(({ number, question }) => [question.key, number] as const),
  )
  const part = (page: SurveyPage): PrintedPart => ({
    title: page.questions.length === 1 && page.questions[0]?.text === page.title ? null : page.title,
    paragraphs: (page.introduction ?? '').split(/\n{2,}/).filter(paragraph => paragraph.trim() !== ''),
    condition: conditionInWords(definition, page, numbers),
    questions: expandedQuestions([page]).map(question => {
      const options = optionsOf(question)
      return {
        number: numbers.get(question.key) ?? 0,
        text: question.list === undefined ? question.text : `${question.list.text} ${question.text}`,
        // Paper says itself how many boxes to tick.
        hint: (question.hint ?? '').replace(/\s*Choose all that apply\.\s*/, '').trim() || null,
        instruction: instructionFor(question, options.length > 0),
        boxes: options.map(option => option.text),
        other: question.otherOption === true,
        lines: question.kind === 'long-text' ? 6 : options.length > 0 || question.kind === 'file' ? 0 : 1,
      }
    }),
  })
  // Paper cannot repeat an answer: the words for people without one stand there.
  const parts = (pages: readonly SurveyPage[]): PrintedPart[] => pages.map(page => part(unansweredPage(page)))
  return { parts: parts(definition.pages), equality: parts(definition.equality) }
}

function instructionFor({ kind, unit }: SurveyQuestion, hasBoxes: boolean): string {
  if (kind === 'ranking') return 'Write 1 in the box of the one that comes first, 2 in the next, and so on.'
  if (kind === 'several') return 'Tick all that apply.'
  if (hasBoxes) return 'Tick one box.'
  if (kind === 'postcode') return 'Write it in capital letters.'
  if (kind === 'number') return unit === undefined ? 'Write a number.' : `Write a number: ${unit}.`
  if (kind === 'date') return 'Write day, month and year.'
  if (kind === 'file') return 'Fasten it to this form.'
  if (kind === 'text') return 'Write here.'
  return 'Write here. If you need more room, use another sheet and write the number of this form on it.'
}

function conditionInWords(
  definition: SurveyDefinition,
  page: SurveyPage,
  numbers: ReadonlyMap<string, number>,
): string | null {
  const all = expandedQuestions([...definition.pages, ...definition.equality])
  const sentences = conditionsOf(page).flatMap(({ questionKey, has, values }: PageCondition) => {
    const asked = all.find(question => question.key === questionKey)
    if (!asked) return []
    const named = optionsOf(asked)
      .filter(option => values.includes(option.value))
      .map(option => `“${option.text}”`)
    const ticked = `you ticked ${named.join(' or ')} in question ${numbers.get(asked.key) ?? 0}`
    return [has === 'any of' ? `Answer this only if ${ticked}.` : `Leave this out if ${ticked}.`]
  })
  return sentences.length === 0 ? null : sentences.join(' ')
}
