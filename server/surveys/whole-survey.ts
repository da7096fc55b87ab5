import { pagesThatApply, type GivenAnswer, type SurveyDefinition, type SurveyPage } from '../model/survey.ts'
import type { FieldError, Typed } from '../platform/forms.ts'
import { typedFields } from '../platform/forms.ts'
import { readSurveyPage } from './survey-forms.ts'

/** Names of the fields that a whole survey carries beside its answers. */
export const wholeFields = {
  /** Id of the response, made before the first send. */
  response: 'response',
  /** The server's word on when it gave out the survey. */
  begun: 'begun',
  /** The answers waited on the device for a line; nobody may be there to put a postcode right. */
  waited: 'waited',
} as const

/** A whole survey as it arrived. */
export interface ReadWhole {
  readonly answers: readonly GivenAnswer[]
  readonly equality: readonly GivenAnswer[]
  /** To pages that are asked; those that do not apply may hold anything. */
  readonly errors: readonly FieldError[]
  /** To be looked up and forgotten; null when none was given. */
  readonly postcode: { readonly field: string; readonly typed: string } | null
  readonly typed: Typed
  /** null when it is not the id of a response as devices make them. */
  readonly responseId: string | null
  readonly stamp: string
  readonly waited: boolean
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const only = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

function readPages(
  pages: readonly SurveyPage[],
  body: unknown,
): Pick<ReadWhole, 'answers' | 'errors' | 'postcode'> {
  const read = pages.map(page => ({ page, ...readSurveyPage(page, body) }))
  const answers = read.flatMap(one => one.answers)
  const asked = new Set(pagesThatApply(pages, answers))
  const here = read.filter(one => asked.has(one.page))
  const withPostcode = here.find(one => one.postcode !== '')
  return {
    answers,
    // A file cannot come this way, so it cannot be missed.
    errors: here.flatMap(one =>
      one.errors.filter(
        error =>
          !one.page.questions.some(question => question.kind === 'file' && question.key === error.field),
      ),
    ),
    postcode: withPostcode
      ? {
          typed: withPostcode.postcode,
          field: withPostcode.page.questions.find(question => question.kind === 'postcode')?.key ?? '',
        }
      : null,
  }
}

/**
 * Reads a whole survey that was sent at once, by the same rules as page by page.
 *
 * @param definition - the survey
 * @param body - the parsed request body
 * @returns the answers, and what is wrong with them
 */
export function readWhole(definition: SurveyDefinition, body: unknown): ReadWhole {
  const typed = typedFields(body)
  const survey = readPages(definition.pages, body)
  const equality = readPages(definition.equality, body)
  const responseId = only(typed, wholeFields.response).toLowerCase()
  return {
    answers: survey.answers,
    equality: equality.answers,
    errors: [...survey.errors, ...equality.errors],
    postcode: survey.postcode,
    typed,
    responseId: uuid.test(responseId) ? responseId : null,
    stamp: only(typed, wholeFields.begun).slice(0, 200),
    waited: only(typed, wholeFields.waited) === 'yes',
  }
}
