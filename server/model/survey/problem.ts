import type { SurveyPage } from './definition.ts'

/** Something that is wrong with a survey, and where. */
export interface SurveyProblem {
  readonly message: string
  readonly pageKey: string | null
  readonly questionKey: string | null
}

/**
 * A problem of the survey as a whole.
 *
 * @param message - what is wrong, in a sentence
 * @returns the problem
 */
export const whole = (message: string): SurveyProblem => ({ message, pageKey: null, questionKey: null })

/**
 * A problem of one page.
 *
 * @param page - the page
 * @param message - what is wrong, in a sentence
 * @returns the problem
 */
export const ofPage = (page: SurveyPage, message: string): SurveyProblem => ({
  message,
  pageKey: page.key,
  questionKey: null,
})
