import {
  conditionsOf,
  districtSurvey,
  type PlannedDistrict,
  type PlannedPage,
  type PlanPart,
  type PlanProblem,
  type SurveyPlan,
} from '../../model/survey.ts'
import { conditionsInWords, kindName, readableText } from './builder-words.ts'

/** A page in the list of what is asked. */
export interface ListedPage {
  readonly id: string
  readonly heading: string
  /** Its place in the part, from 1. */
  readonly number: number
  readonly key: string
  /** How its question is answered, where that is its only one and its heading says it; '' otherwise. */
  readonly onlyKind: string
  /** What it asks: kinds of its questions with their words. */
  readonly asks: readonly { readonly text: string; readonly kind: string }[]
  readonly conditions: readonly string[]
  /** Names of the districts that are asked; null for all. */
  readonly only: readonly string[] | null
  readonly eachProposal: boolean
  readonly problems: readonly string[]
  readonly first: boolean
  readonly last: boolean
}

/** Pages under one heading. */
export interface ListedSection {
  /** '' for pages without one. */
  readonly heading: string
  readonly pages: readonly ListedPage[]
}

/**
 * Shapes a part of a plan as a list.
 *
 * @param plan - the plan
 * @param part - which part
 * @param districts - every district
 * @param problems - what is wrong with the plan
 * @returns pages in order, neighbours of the same section together
 */
export function listedSections(
  plan: SurveyPlan,
  part: PlanPart,
  districts: readonly PlannedDistrict[],
  problems: readonly PlanProblem[],
): ListedSection[] {
  const sections: { heading: string; pages: ListedPage[] }[] = []
  plan[part].forEach((page, at) => {
    const heading = page.section ?? ''
    const listed = listedPage(plan, page, districts, problems, { at, count: plan[part].length })
    const current = sections.at(-1)
    if (current?.heading === heading) current.pages.push(listed)
    else sections.push({ heading, pages: [listed] })
  })
  return sections
}

function listedPage(
  plan: SurveyPlan,
  page: PlannedPage,
  districts: readonly PlannedDistrict[],
  problems: readonly PlanProblem[],
  { at, count }: { readonly at: number; readonly count: number },
): ListedPage {
  const [first, ...further] = page.questions
  return {
    id: page.id,
    heading: readableText(page.title),
    number: at + 1,
    key: page.key,
    onlyKind: first?.text === page.title && further.length === 0 ? kindName(first.kind) : '',
    asks: page.questions.map(question => ({
      text: readableText(question.text),
      kind: kindName(question.kind),
    })),
    conditions: conditionsInWords(plan, page),
    only:
      page.districts === undefined
        ? null
        : page.districts.map(code => districts.find(district => district.code === code)?.name ?? code),
    eachProposal: page.block !== undefined,
    problems: problemsOf(problems, page.id, districts),
    first: at === 0,
    last: at === count - 1,
  }
}

/**
 * What is wrong with one page, in sentences.
 *
 * @param problems - what is wrong with the plan
 * @param pageId - the page; null for what is wrong with the whole
 * @param all - every district
 * @returns sentences, with the districts where it is not all of them
 */
export function problemsOf(
  problems: readonly PlanProblem[],
  pageId: string | null,
  all: readonly PlannedDistrict[],
): string[] {
  return [
    ...new Set(
      problems
        .filter(problem => problem.pageId === pageId)
        .map(({ message, districts }) =>
          districts.length === 0 || districts.length === all.length
            ? message
            : `${message} (${districts.join(', ')})`,
        ),
    ),
  ]
}

/** How long a district's survey is. */
export interface SurveyLength {
  readonly code: string
  readonly name: string
  readonly pages: number
  readonly questions: number
  /** Pages that only some people are asked. */
  readonly conditional: number
}

/**
 * How long each district's survey is.
 *
 * @param plan - the plan
 * @param districts - every district
 * @returns one for each, equality questions left out
 */
export function surveyLengths(plan: SurveyPlan, districts: readonly PlannedDistrict[]): SurveyLength[] {
  return districts.map(district => {
    const { pages } = districtSurvey(plan, district)
    return {
      code: district.code,
      name: district.name,
      pages: pages.length,
      questions: pages.reduce((sum, page) => sum + page.questions.length, 0),
      conditional: pages.filter(page => conditionsOf(page).length > 0).length,
    }
  })
}
