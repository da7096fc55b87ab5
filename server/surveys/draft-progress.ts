import {
  isEmpty,
  optionsOf,
  questionsAsked,
  type SurveyDefinition,
  type SurveyPage,
  type SurveyQuestion,
} from '../model/survey.ts'
import { answersOf, askedOf, type Draft } from './draft.ts'

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
    askedOf(draft, definition).find(page => questionsAsked(page).some(question => missing(page, question))) ??
    null
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
  return askedOf(draft, definition).find(page => !draft.pages.has(page.key))?.key ?? 'check'
}
