import type { SurveyPlan } from '../../model/survey.ts'
import { changePage, findPage } from './plan-edits.ts'

/** Up is towards the beginning. */
export type Direction = 'up' | 'down'

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
 * Puts a page right after another of its part.
 *
 * @param plan - the plan
 * @param pageId - the page
 * @param after - id of the page that it shall follow; null for the beginning
 * @returns the changed plan; the same when one of the two is not there
 */
export function placePage(plan: SurveyPlan, pageId: string, after: string | null): SurveyPlan {
  const found = findPage(plan, pageId)
  if (!found || after === pageId) return plan
  const others = plan[found.part].filter(page => page !== found.page)
  const at = others.findIndex(page => page.id === after)
  if (after !== null && at < 0) return plan
  return { ...plan, [found.part]: [...others.slice(0, at + 1), found.page, ...others.slice(at + 1)] }
}

/**
 * The button on which somebody stands who has moved something by one place: the same once more, so that it can be
 * pressed again, or the other one at the edge, where the same is not there.
 *
 * @param places - ids in their order by now
 * @param id - what was moved
 * @param direction - where to
 * @returns which of its two buttons
 */
export function buttonToFocus(places: readonly string[], id: string, direction: Direction): Direction {
  if (direction === 'up') return places[0] === id ? 'down' : 'up'
  return places.at(-1) === id ? 'up' : 'down'
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
