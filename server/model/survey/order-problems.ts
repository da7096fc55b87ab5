import { conditionsOf } from './conditions.ts'
import type { PageCondition, SurveyPage, SurveyQuestion } from './definition.ts'
import { LARGEST_SURVEY } from './limits.ts'
import { PIPED_KINDS, pipeableTexts, pipesIn } from './piping.ts'
import { ofPage, type SurveyProblem } from './problem.ts'
import { expandedQuestions, optionsOf } from './questions.ts'
import { unreachablePages } from './reach.ts'

/**
 * What is wrong with conditions and piping: both look back at earlier questions, and only those of the same part.
 *
 * @param pages - pages of the part, in order
 * @param elsewhere - pages of the part before it, on which these cannot depend
 * @returns problems, each with its page
 */
export function orderProblems(
  pages: readonly SurveyPage[],
  elsewhere: readonly SurveyPage[],
): SurveyProblem[] {
  const problems: SurveyProblem[] = []
  const unsound = new Set<string>()
  const before = new Map<string, SurveyQuestion>()
  const placeOf = new Map<string, SurveyPage>()
  for (const page of pages) for (const { key } of expandedQuestions([page])) placeOf.set(key, page)
  const elsewhereKeys = new Set(expandedQuestions(elsewhere).map(question => question.key))
  for (const page of pages) {
    const conditions = conditionsOf(page)
    const messages = conditions.flatMap(condition =>
      elsewhereKeys.has(condition.questionKey) && !placeOf.has(condition.questionKey)
        ? [`The page “${page.title}” is about equality and cannot depend on the answers to the consultation.`]
        : conditionProblems(page, condition, before, placeOf),
    )
    if (conditions.length > LARGEST_SURVEY.conditions) {
      messages.push(`The page “${page.title}” has more than ${LARGEST_SURVEY.conditions} conditions.`)
    }
    if (messages.length > 0) unsound.add(page.key)
    for (const text of pipeableTexts(page)) messages.push(...pipeProblems(page, text, before))
    problems.push(...[...new Set(messages)].map(message => ofPage(page, message)))
    for (const question of expandedQuestions([page])) before.set(question.key, question)
  }
  for (const { pageKey, certain } of unreachablePages(pages)) {
    const page = pages.find(one => one.key === pageKey)
    // A page that has a wrong condition has been named already.
    if (!page || unsound.has(pageKey)) continue
    // Where its own conditions could hold, those of the pages that they are about are in the way.
    const decisive = conditionsOf(page).flatMap(one => placeOf.get(one.questionKey) ?? [])
    const further = [...new Set(decisive)].filter(one => conditionsOf(one).length > 0)
    const look =
      further.length === 0
        ? ''
        : ` Look also at who is asked ${further.map(one => `“${one.title}”`).join(' and ')}, on whose answers it depends.`
    problems.push(
      ofPage(
        page,
        certain
          ? `Nobody can reach the page “${page.title}”: its conditions never hold together.${look}`
          : `Whether anybody can reach the page “${page.title}” cannot be checked: it depends on too many answers at once.`,
      ),
    )
  }
  return problems
}

function conditionProblems(
  page: SurveyPage,
  { questionKey, values }: PageCondition,
  before: ReadonlyMap<string, SurveyQuestion>,
  placeOf: ReadonlyMap<string, SurveyPage>,
): string[] {
  const asked = before.get(questionKey)
  if (!asked) {
    const there = placeOf.get(questionKey)
    if (there === page) return [`The page “${page.title}” depends on its own question “${questionKey}”.`]
    if (there && conditionsOf(there).some(one => placeOf.get(one.questionKey) === page)) {
      return [
        `The pages “${page.title}” and “${there.title}” depend on each other: neither could ever be asked first.`,
      ]
    }
    return [`The page “${page.title}” depends on a question that is not asked before it.`]
  }
  if (asked.kind !== 'one' && asked.kind !== 'several' && asked.kind !== 'agreement') {
    return [`The page “${page.title}” depends on “${asked.text}”, which has no answers to choose from.`]
  }
  if (values.length === 0) return [`The page “${page.title}” depends on no answer of “${asked.text}”.`]
  return values.every(value => optionsOf(asked).some(option => option.value === value))
    ? []
    : [`The page “${page.title}” depends on an answer that “${asked.text}” does not offer.`]
}

function pipeProblems(page: SurveyPage, text: string, before: ReadonlyMap<string, SurveyQuestion>): string[] {
  const marks = pipesIn(text)
  const braces = text.split('{{').length - 1
  const other =
    braces > marks.length || text.split('}}').length - 1 > marks.length
      ? [`A text of the page “${page.title}” has double braces that mean nothing: “${text.slice(0, 80)}”.`]
      : []
  const wrong = marks.flatMap(({ questionKey, otherwise }) => {
    const asked = before.get(questionKey)
    if (!asked) {
      return [
        `The page “${page.title}” repeats the answer to “${questionKey}”, which is not asked before it.`,
      ]
    }
    if (!PIPED_KINDS.includes(asked.kind)) {
      return [
        `The page “${page.title}” repeats the answer to “${asked.text}”, which people write in their own words.`,
      ]
    }
    if (otherwise === null) {
      return [
        `The page “${page.title}” repeats the answer to “${asked.text}”: say what stands there without an answer, as in {{answer:${questionKey}|your answer}}.`,
      ]
    }
    return []
  })
  return [...other, ...wrong]
}
