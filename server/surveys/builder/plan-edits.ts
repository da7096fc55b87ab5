import { createHash } from 'node:crypto'
import type { PlannedPage, PlannedQuestion, PlanPart, SurveyPlan } from '../../model/survey.ts'

/** A page of a plan, and where it stands. */
export interface FoundPage {
  readonly part: PlanPart
  readonly page: PlannedPage
}

/** Up is towards the beginning. */
export type Direction = 'up' | 'down'

/**
 * Finds a page.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @returns the page and its part; null when it is not in the plan
 */
export function findPage(plan: SurveyPlan, pageId: string): FoundPage | null {
  for (const part of ['pages', 'equality'] as const) {
    const page = plan[part].find(one => one.id === pageId)
    if (page) return { part, page }
  }
  return null
}

/**
 * Adds a page.
 *
 * @param plan - the plan
 * @param part - where it goes
 * @param page - the page
 * @param after - id of the page that it follows; at the end without one, or when that one is gone
 * @returns the changed plan
 */
export function addPage(
  plan: SurveyPlan,
  part: PlanPart,
  page: PlannedPage,
  after: string | null,
): SurveyPlan {
  const at = plan[part].findIndex(one => one.id === after)
  const pages = [...plan[part]]
  pages.splice(at < 0 ? pages.length : at + 1, 0, page)
  return { ...plan, [part]: pages }
}

/**
 * Changes a page.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @param change - makes the page as it shall be
 * @returns the changed plan; the same when the page is not in it
 */
export function changePage(
  plan: SurveyPlan,
  pageId: string,
  change: (page: PlannedPage) => PlannedPage,
): SurveyPlan {
  const changed = (pages: readonly PlannedPage[]): PlannedPage[] =>
    pages.map(page => (page.id === pageId ? change(page) : page))
  return { ...plan, pages: changed(plan.pages), equality: changed(plan.equality) }
}

/**
 * Takes a page out.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @returns the changed plan
 */
export function removePage(plan: SurveyPlan, pageId: string): SurveyPlan {
  const kept = (pages: readonly PlannedPage[]): PlannedPage[] => pages.filter(page => page.id !== pageId)
  return { ...plan, pages: kept(plan.pages), equality: kept(plan.equality) }
}

function moved<Item>(all: readonly Item[], at: number, direction: Direction): Item[] {
  const to = direction === 'up' ? at - 1 : at + 1
  const items = [...all]
  const [one, other] = [items[at], items[to]]
  if (one === undefined || other === undefined) return items
  items[at] = other
  items[to] = one
  return items
}

/**
 * Moves a page by one place within its part.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @param direction - where to
 * @returns the changed plan; at the edge it stays as it is
 */
export function movePage(plan: SurveyPlan, pageId: string, direction: Direction): SurveyPlan {
  const found = findPage(plan, pageId)
  if (!found) return plan
  const all = plan[found.part]
  return { ...plan, [found.part]: moved(all, all.indexOf(found.page), direction) }
}

/**
 * Moves a question by one place on its page.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @param key - the question
 * @param direction - where to
 * @returns the changed plan
 */
export function moveQuestion(
  plan: SurveyPlan,
  pageId: string,
  key: string,
  direction: Direction,
): SurveyPlan {
  return changePage(plan, pageId, page => ({
    ...page,
    questions: moved(
      page.questions,
      page.questions.findIndex(question => question.key === key),
      direction,
    ),
  }))
}

/**
 * Puts a question on a page. Where the page's title was the question's words, it stays so.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @param key - the question whose place it takes; null for a new one, which goes to the end
 * @param question - the question
 * @returns the changed plan
 */
export function putQuestion(
  plan: SurveyPlan,
  pageId: string,
  key: string | null,
  question: PlannedQuestion,
): SurveyPlan {
  return changePage(plan, pageId, page => {
    const before = page.questions.find(one => one.key === key)
    const onlyHeading = page.questions.length === 1 && before?.text === page.title
    return {
      ...page,
      title: onlyHeading ? question.text : page.title,
      questions:
        before === undefined
          ? [...page.questions, question]
          : page.questions.map(one => (one === before ? question : one)),
    }
  })
}

/**
 * Takes a question off a page.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @param key - the question
 * @returns the changed plan
 */
export function removeQuestion(plan: SurveyPlan, pageId: string, key: string): SurveyPlan {
  return changePage(plan, pageId, page => ({
    ...page,
    questions: page.questions.filter(question => question.key !== key),
  }))
}

/**
 * Makes a page of one district's own out of one that it shares with others.
 *
 * @param plan - the plan
 * @param pageId - the shared page
 * @param district - code of the district
 * @param all - codes of every district
 * @param newId - id of the district's own page
 * @returns the changed plan: the others keep the shared page
 */
export function pageForDistrict(
  plan: SurveyPlan,
  pageId: string,
  district: string,
  all: readonly string[],
  newId: string,
): SurveyPlan {
  const found = findPage(plan, pageId)
  if (!found) return plan
  const others = (found.page.districts ?? all).filter(code => code !== district)
  const own: PlannedPage = { ...found.page, id: newId, districts: [district] }
  const added = addPage(plan, found.part, own, pageId)
  return others.length === 0
    ? removePage(added, pageId)
    : changePage(added, pageId, page => ({ ...page, districts: others }))
}

/**
 * A mark of something in a plan, by which a form knows whether it is still as it was shown.
 *
 * @param thing - a page, a question or a text
 * @returns 16 hexadecimal characters
 */
export function markOfThing(thing: unknown): string {
  return createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 16)
}

/**
 * A mark of a page's own texts and conditions, without its questions, which are edited by themselves.
 *
 * @param page - the page
 * @returns the mark
 */
export function markOfPage(page: PlannedPage): string {
  return markOfThing({ ...page, questions: [] })
}
