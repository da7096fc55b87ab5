import type { GivenAnswer, PageCondition, SurveyPage } from './definition.ts'
import { questionsAsked } from './questions.ts'

/**
 * Everything that must hold for a page to be asked.
 *
 * @param page - the page
 * @returns its conditions; none where everybody is asked
 */
export function conditionsOf(page: SurveyPage): readonly PageCondition[] {
  return page.condition === undefined ? (page.also ?? []) : [page.condition, ...(page.also ?? [])]
}

/**
 * Whether a page is asked.
 *
 * @param page - the page
 * @param answers - what was answered so far
 * @returns false when one of its conditions is not met; a question that was not answered has none of any values
 */
export function pageApplies(page: SurveyPage, answers: readonly GivenAnswer[]): boolean {
  return conditionsOf(page).every(condition => {
    const chosen = answers.find(answer => answer.questionKey === condition.questionKey)?.choices ?? []
    const met = chosen.some(choice => condition.values.includes(choice))
    return condition.has === 'any of' ? met : !met
  })
}

/**
 * The pages that are asked, given what was answered so far. A page that depends on one that is not asked itself is
 * judged as if that one had no answer.
 *
 * @param pages - pages of a survey, in order
 * @param answers - what was answered so far
 * @returns the pages that apply, in order
 */
export function pagesThatApply(pages: readonly SurveyPage[], answers: readonly GivenAnswer[]): SurveyPage[] {
  const given = byQuestion(answers)
  const known: GivenAnswer[] = []
  const asked: SurveyPage[] = []
  for (const page of pages) {
    if (!pageApplies(page, known)) continue
    asked.push(page)
    for (const question of questionsAsked(page)) known.push(...(given.get(question.key) ?? []))
  }
  return asked
}

function byQuestion(answers: readonly GivenAnswer[]): ReadonlyMap<string, readonly GivenAnswer[]> {
  const found = new Map<string, GivenAnswer[]>()
  for (const answer of answers) {
    const same = found.get(answer.questionKey)
    if (same === undefined) found.set(answer.questionKey, [answer])
    else same.push(answer)
  }
  return found
}

/**
 * Keeps the answers to questions that are asked, in the order of the survey, and drops empty ones. What was answered
 * on a page that a changed earlier answer took away is kept by its draft, and is not among these.
 *
 * @param pages - pages of a survey
 * @param answers - what was answered, in any order
 * @returns what counts
 */
export function answersThatCount(
  pages: readonly SurveyPage[],
  answers: readonly GivenAnswer[],
): GivenAnswer[] {
  return answersTo(pagesThatApply(pages, answers), answers)
}

/**
 * The answers to the questions of some pages, in their order, without empty ones.
 *
 * @param asked - the pages that are asked
 * @param answers - what was answered, in any order
 * @returns the first answer to each question that says something
 */
export function answersTo(asked: readonly SurveyPage[], answers: readonly GivenAnswer[]): GivenAnswer[] {
  const given = new Map<string, GivenAnswer>()
  for (const answer of answers) {
    if (!given.has(answer.questionKey) && !isEmpty(answer)) given.set(answer.questionKey, answer)
  }
  return asked.flatMap(page => questionsAsked(page).flatMap(question => given.get(question.key) ?? []))
}

/**
 * Whether an answer says nothing.
 *
 * @param answer - the answer
 * @returns true without a choice and without text
 */
export function isEmpty(answer: GivenAnswer): boolean {
  return answer.choices.length === 0 && (answer.text === null || answer.text === '')
}
