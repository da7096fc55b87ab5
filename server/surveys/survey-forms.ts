import { checkAnswer, type GivenAnswer, type SurveyPage, type SurveyQuestion } from '../model/survey.ts'
import { isPostcode } from '../model/postcode.ts'
import type { FieldError, Typed } from '../platform/forms.ts'
import { typedFields } from '../platform/forms.ts'

/** What came of reading a page of questions. */
export interface ReadPage {
  /** One for each question of the page, empty ones too; a postcode is not among them. */
  readonly answers: readonly GivenAnswer[]
  readonly errors: readonly FieldError[]
  /** A postcode as it was typed, to be looked up and forgotten; '' for none. */
  readonly postcode: string
  /** The respondent takes back the place that was found earlier. */
  readonly forgetPlace: boolean
  readonly typed: Typed
}

/**
 * The name of the field in which "Other" is written.
 *
 * @param question - the question
 * @returns the name
 */
export function writeInName(question: SurveyQuestion): string {
  return `${question.key}--other`
}

function valuesOf(typed: Typed, name: string): string[] {
  const value = typed[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/**
 * Reads a page of questions as it was sent.
 *
 * @param page - the page
 * @param body - the parsed request body
 * @returns the answers, and what is wrong with them
 */
export function readSurveyPage(page: SurveyPage, body: unknown): ReadPage {
  const typed = typedFields(body)
  const answers: GivenAnswer[] = []
  const errors: FieldError[] = []
  let postcode = ''
  for (const question of page.questions) {
    const given = valuesOf(typed, question.key)
    if (question.kind === 'postcode') {
      postcode = (given[0] ?? '').slice(0, 50).trim()
      if (postcode !== '' && !isPostcode(postcode)) {
        errors.push({
          field: question.key,
          message: 'Enter a full postcode, like CB1 2AB, or leave it empty',
        })
      }
      continue
    }
    const writes = question.kind === 'text' || question.kind === 'long-text'
    const { answer, problem } = checkAnswer(
      question,
      writes ? [] : given.filter(value => value !== ''),
      writes ? (given[0] ?? '') : (valuesOf(typed, writeInName(question))[0] ?? ''),
    )
    answers.push(answer)
    if (problem !== null) errors.push({ field: question.key, message: problem })
  }
  return { answers, errors, postcode, forgetPlace: valuesOf(typed, 'forget-place').includes('yes'), typed }
}
