import {
  conditionsOf,
  expandedQuestion,
  pipeableTexts,
  pipesIn,
  type PlannedPage,
  type PlannedQuestion,
  type PlanPart,
  type SurveyPlan,
} from '../../model/survey.ts'

/** A page of a plan, and where it stands. */
export interface FoundPage {
  readonly part: PlanPart
  readonly page: PlannedPage
}

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

/**
 * Puts a question on a page. Where the page's title was the question's words, it stays so; where the question has a new
 * key, the pages that depend on it or repeat its answer name it by that.
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
  const named = key === null || key === question.key ? plan : withKey(plan, pageId, key, question.key)
  return changePage(named, pageId, page => {
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

/** The plan with the question named by another key wherever it is asked for. */
function withKey(plan: SurveyPlan, pageId: string, from: string, to: string): SurveyPlan {
  const all = [...plan.pages, ...plan.equality]
  // A page of another district may ask under the same key: what depends on it goes on doing so.
  if (all.some(page => page.id !== pageId && page.questions.some(question => question.key === from)))
    return plan
  const keyOf = (key: string): string =>
    key === from || key.startsWith(`${from}--`) ? `${to}${key.slice(from.length)}` : key
  const fill = (text: string): string =>
    text.replace(
      /(\{\{\s*answer:\s*)([a-zA-Z0-9._-]+)/g,
      (_all, start: string, key: string) => start + keyOf(key),
    )
  const question = (one: PlannedQuestion): PlannedQuestion => ({
    ...one,
    text: fill(one.text),
    ...(one.hint === undefined ? {} : { hint: fill(one.hint) }),
    ...(one.easyText === undefined ? {} : { easyText: fill(one.easyText) }),
    ...(one.items === undefined
      ? {}
      : { items: one.items.map(item => ({ ...item, text: fill(item.text) })) }),
  })
  const page = (one: PlannedPage): PlannedPage => ({
    ...one,
    title: fill(one.title),
    ...(one.introduction === undefined ? {} : { introduction: fill(one.introduction) }),
    questions: one.questions.map(question),
    ...(one.condition === undefined
      ? {}
      : { condition: { ...one.condition, questionKey: keyOf(one.condition.questionKey) } }),
    ...(one.also === undefined
      ? {}
      : { also: one.also.map(also => ({ ...also, questionKey: keyOf(also.questionKey) })) }),
  })
  return { ...plan, pages: plan.pages.map(page), equality: plan.equality.map(page) }
}

/**
 * The pages that are asked depending on some questions, or repeat the answers to them.
 *
 * @param plan - the plan
 * @param questions - the questions
 * @param besides - id of a page that does not count
 * @returns in the order of the plan
 */
export function pagesThatNeed(
  plan: SurveyPlan,
  questions: readonly PlannedQuestion[],
  besides: string | null = null,
): PlannedPage[] {
  const keys = new Set(questions.flatMap(expandedQuestion).map(question => question.key))
  return [...plan.pages, ...plan.equality].filter(
    page =>
      page.id !== besides &&
      (conditionsOf(page).some(condition => keys.has(condition.questionKey)) ||
        pipeableTexts(page).some(text => pipesIn(text).some(pipe => keys.has(pipe.questionKey)))),
  )
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
 * @returns the changed plan: the others keep the shared page. The same when the district does not share it with others
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
  const asked = found.page.districts ?? all
  const others = asked.filter(code => code !== district)
  if (others.length === 0 || others.length === asked.length) return plan
  const own: PlannedPage = { ...found.page, id: newId, districts: [district] }
  const added = addPage(plan, found.part, own, pageId)
  return changePage(added, pageId, page => ({ ...page, districts: others }))
}
