import { isPostcode } from '../model/postcode.ts'
import {
  checkAnswer,
  cleanText,
  expandedQuestions,
  problemInEnglish,
  readRanking,
  type AnswerProblem,
  type GivenAnswer,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { fieldError, joinDates, typedFields, type FieldError, type Typed } from '../platform/forms.ts'

/** What came of reading a page of questions. */
export interface ReadPage {
  /** One for each question of the page, empty ones too; a postcode is not among them, and a file has none yet. */
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
 * The name of the field in which an option of a ranking is given its place.
 *
 * @param question - the ranking
 * @param value - the option's value
 * @returns the name
 */
export function placeName(question: SurveyQuestion, value: string): string {
  return `${question.key}--${value}`
}

/** One question as it was answered, with what is wrong. */
interface ReadAnswer {
  readonly answer: GivenAnswer
  readonly reason: AnswerProblem | null
}

function readAnswer(question: SurveyQuestion, typed: Typed, body: unknown): ReadAnswer {
  const given = valuesOf(typed, question.key)
  const first = given[0] ?? ''
  switch (question.kind) {
    case 'ranking': {
      const places = readRanking(question, value => valuesOf(typed, placeName(question, value))[0] ?? '')
      const checked = checkAnswer(question, places.choices, '')
      return { answer: checked.answer, reason: places.reason ?? checked.reason }
    }
    case 'date': {
      const joined = joinDates(body ?? {}, question.key)[question.key]
      return checkAnswer(question, [], typeof joined === 'string' ? joined : '')
    }
    case 'file':
      // Sent by a form of its own; whether it is missing is seen from the draft.
      return { answer: { questionKey: question.key, choices: [], text: null }, reason: null }
    case 'text':
    case 'long-text':
    case 'number':
      return checkAnswer(question, [], first)
    default: {
      const written = valuesOf(typed, writeInName(question))[0] ?? ''
      const chosen = given.filter(value => value !== '')
      return checkAnswer(question, chosen, written)
    }
  }
}

/**
 * Reads a page of questions as it was sent.
 *
 * @param page - the page
 * @param body - the parsed request body
 * @returns the answers (each statement of a list by itself; of a file, none), and what is wrong with them
 */
export function readSurveyPage(page: SurveyPage, body: unknown): ReadPage {
  const typed = cleanTyped(typedFields(body))
  const answers: GivenAnswer[] = []
  const errors: FieldError[] = []
  let postcode = ''
  for (const question of expandedQuestions([page])) {
    if (question.kind === 'postcode') {
      postcode = (valuesOf(typed, question.key)[0] ?? '').slice(0, 50).trim()
      if (postcode !== '' && !isPostcode(postcode)) {
        const error = question.required
          ? fieldError(question.key, 'Enter a full postcode, like CB1 2AB', {})
          : fieldError(question.key, 'Enter a full postcode, like CB1 2AB, or leave it empty', {})
        errors.push(error)
      }
      continue
    }
    const { answer, reason } = readAnswer(question, typed, body)
    answers.push(answer)
    if (reason !== null) errors.push(errorOf(question.key, reason))
  }
  return { answers, errors, postcode, forgetPlace: valuesOf(typed, 'forget-place').includes('yes'), typed }
}

/**
 * What was typed, without controls that hide or reorder text, to be put back into the form.
 *
 * @param typed - text by field name
 * @returns the same, cleaned
 */
export function cleanTyped(typed: Typed): Typed {
  return Object.fromEntries(
    Object.entries(typed).map(([name, given]) => [
      name,
      typeof given === 'string' ? cleanText(given) : given.map(cleanText),
    ]),
  )
}

/**
 * A mistake in an answer, to be said in the visitor's language.
 *
 * @param field - the question's key
 * @param problem - what is wrong
 * @returns the mistake
 */
export function errorOf(field: string, problem: AnswerProblem): FieldError {
  return { field, message: problemInEnglish(problem), ...problem }
}
