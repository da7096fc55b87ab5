import { optionsOf, questionsOf, type SurveyDefinition, type SurveyPage } from '../model/survey.ts'
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
    questions: page.questions.map(question => {
      const options = optionsOf(question)
      return {
        number: numbers.get(question.key) ?? 0,
        text: question.text,
        // Paper says itself how many boxes to tick.
        hint: (question.hint ?? '').replace(/\s*Choose all that apply\.\s*/, '').trim() || null,
        instruction:
          question.kind === 'several'
            ? 'Tick all that apply.'
            : options.length > 0
              ? 'Tick one box.'
              : question.kind === 'postcode'
                ? 'Write it in capital letters.'
                : question.kind === 'text'
                  ? 'Write here.'
                  : 'Write here. If you need more room, use another sheet and write the number of this form on it.',
        boxes: options.map(option => option.text),
        other: question.otherOption === true,
        lines:
          question.kind === 'long-text'
            ? 6
            : question.kind === 'text' || question.kind === 'postcode'
              ? 1
              : 0,
      }
    }),
  })
  return { parts: definition.pages.map(part), equality: definition.equality.map(part) }
}

function conditionInWords(
  definition: SurveyDefinition,
  { condition }: SurveyPage,
  numbers: ReadonlyMap<string, number>,
): string | null {
  if (!condition) return null
  const asked = questionsOf([...definition.pages, ...definition.equality]).find(
    question => question.key === condition.questionKey,
  )
  if (!asked) return null
  const named = optionsOf(asked)
    .filter(option => condition.values.includes(option.value))
    .map(option => `“${option.text}”`)
  const ticked = `you ticked ${named.join(' or ')} in question ${numbers.get(asked.key) ?? 0}`
  return condition.has === 'any of' ? `Answer this only if ${ticked}.` : `Leave this out if ${ticked}.`
}
