import type { Request, Response } from 'express'
import type { SurveyPlan } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { kindName, named, readableText } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { findPage, pagesThatNeed, removePage, removeQuestion } from './plan-edits.ts'
import { markOfThing } from './plan-marks.ts'

/** A page or a question that somebody wants to take out, as it is now. */
interface Removable {
  readonly title: string
  readonly words: string
  /** What goes with it. */
  readonly lines: readonly string[]
  /** Titles of the pages that are asked depending on it, or repeat its answer. */
  readonly needed: readonly string[]
  readonly mark: string
  /** Where it is edited, and where to go once it is gone. */
  readonly back: string
  readonly afterwards: string
  readonly summary: string
  readonly without: (plan: SurveyPlan) => SurveyPlan
}

type FindRemovable = (plan: SurveyPlan, request: Request, at: string) => Removable | null

const pageToRemove: FindRemovable = (plan, request, at) => {
  const page = findPage(plan, pathParameter(request, 'page'))?.page
  if (!page) return null
  return {
    title: 'Take this page out?',
    words: page.title,
    lines: page.questions.map(question => `${question.text} (${kindName(question.kind).toLowerCase()})`),
    needed: pagesThatNeed(plan, page.questions, page.id).map(one => one.title),
    mark: markOfThing(page),
    back: `${at}/pages/${page.id}`,
    afterwards: at,
    summary: `Took out the page ${named(page.title)}`,
    without: now => removePage(now, page.id),
  }
}

const questionToRemove: FindRemovable = (plan, request, at) => {
  const page = findPage(plan, pathParameter(request, 'page'))?.page
  const question = page?.questions.find(one => one.key === pathParameter(request, 'question'))
  if (!page || !question) return null
  return {
    title: 'Take this question out?',
    words: question.text,
    lines: (question.options ?? question.items ?? []).map(option => option.text),
    needed: pagesThatNeed(plan, [question]).map(one => one.title),
    mark: markOfThing(question),
    back: `${at}/pages/${page.id}/questions/${question.key}`,
    afterwards: `${at}/pages/${page.id}`,
    summary: `Took out the question ${named(question.text)}`,
    without: now => removeQuestion(now, page.id, question.key),
  }
}

/**
 * The builder's pages for taking out a page or a question: first what goes with it, then the change.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderRemovalRoutes(pages: Pages, needs: BuilderNeeds): void {
  const show = async (
    response: Response,
    building: Building,
    found: Removable,
    changedMeanwhile: boolean,
  ): Promise<void> =>
    showPage(
      response,
      'builder/remove',
      {
        title: found.title,
        ...builderFrame(building, [{ text: readableText(found.words), href: found.back }]),
        what: readableText(found.words),
        lines: found.lines.map(readableText),
        needed: found.needed.map(readableText),
        action: `${found.back}/remove`,
        back: found.back,
        seen: found.mark,
        changedMeanwhile,
      },
      changedMeanwhile ? 409 : 200,
    )

  for (const [path, find] of [
    [`${builderPath}/pages/:page/remove`, pageToRemove],
    [`${builderPath}/pages/:page/questions/:question/remove`, questionToRemove],
  ] as const) {
    pages.get(path, 'consult', async (request, response) => {
      const building = await readBuilding(needs, request)
      const found = find(building.plan, request, building.at)
      if (!found) throw notFound('It is not there any more. Somebody may have taken it out already.')
      await show(response, building, found, false)
    })
    changePages(pages, needs, path, async ({ request, response, building, edit }) => {
      const there = find(building.plan, request, building.at)
      // Taken out by somebody else, or by the first of two clicks: it is as was wished.
      if (!there) {
        redirectWithNotice(response, building.at, 'It is taken out')
        return
      }
      const seen = sentField(request, 'seen')
      const { outcome, plan } = await edit(there.summary, now => {
        const found = find(now, request, building.at)
        if (!found) return 'gone'
        return found.mark === seen ? found.without(now) : 'changed'
      })
      if (outcome === 'changed') {
        return show(response, building, find(plan, request, building.at) ?? there, true)
      }
      redirectWithNotice(
        response,
        there.afterwards,
        `“${readableText(there.words)}” is taken out. You can take that back under “Earlier versions”`,
      )
    })
  }
}
