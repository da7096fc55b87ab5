import type { Request, Response } from 'express'
import { conditionsOf, planProblems, type PlannedPage, type PlanPart } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import { typedFields } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { readPageForm } from './builder-forms.ts'
import { problemsOf } from './builder-page.ts'
import { answersToRepeat, conditionsInWords, kindName, named, readableText } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  showConflict,
  type Again,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { pageConflict } from './conflict-page.ts'
import { addPage, changePage, findPage, pageForDistrict } from './plan-edits.ts'
import { markOfPage, markOfThing } from './plan-marks.ts'
import { buttonToFocus, moveQuestion, placePage } from './plan-order.ts'

const taken = 'There is no such page of questions. Somebody may have taken it out.'

/**
 * The builder's pages about one page of a survey.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderPageRoutes(pages: Pages, needs: BuilderNeeds): void {
  const newPath = `${builderPath}/new-page`
  const onePath = `${builderPath}/pages/:page`
  const codesOf = (building: Building): string[] => building.districts.map(district => district.code)
  const foundIn = (building: Building, request: Request): { page: PlannedPage; part: PlanPart } => {
    const found = findPage(building.plan, pathParameter(request, 'page'))
    if (!found) throw notFound(taken)
    return found
  }
  const keysBeside = (building: Building, pageId: string | null): string[] =>
    [...building.plan.pages, ...building.plan.equality]
      .filter(page => page.id !== pageId)
      .map(page => page.key)

  const showNew = async (
    response: Response,
    building: Building,
    { part, after, made }: { part: PlanPart; after: string; made: string },
    again: Again = null,
  ): Promise<void> =>
    showPage(
      response,
      'builder/new-page',
      {
        title: part === 'pages' ? 'Add a page of questions' : 'Add a page of equality questions',
        ...builderFrame(building),
        part,
        after,
        made,
        districts: building.districts,
        repeatable: answersToRepeat(building.plan[part], null),
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  const partOf = (text: string): PlanPart => (text === 'equality' ? 'equality' : 'pages')

  pages.get(newPath, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const part = partOf(queryText(request, 'part'))
    await showNew(response, building, { part, after: queryText(request, 'after'), made: newId() })
  })
  changePages(pages, needs, newPath, async ({ request, response, building, edit }) => {
    const about = {
      part: partOf(sentField(request, 'part')),
      after: sentField(request, 'after'),
      made: sentField(request, 'made'),
    }
    const first = about.made === '' ? null : findPage(building.plan, about.made)
    const form = readPageForm(request.body, codesOf(building), keysBeside(building, first?.page.id ?? null))
    if (!form.ok) return showNew(response, building, about, form)
    const page: PlannedPage = { id: about.made || newId(), ...form.value, questions: [] }
    let id = page.id
    await edit(`Added the page ${named(page.title)}`, plan => {
      const there = findPage(plan, page.id)?.page
      // The second of two clicks adds nothing; the form gone back to and changed adds another page.
      if (there && markOfThing({ ...there, questions: [] }) === markOfThing(page)) return plan
      id = there ? newId() : page.id
      return addPage(plan, about.part, { ...page, id }, about.after === '' ? null : about.after)
    })
    redirectWithNotice(response, `${building.at}/pages/${id}`, 'Page added. Now add its questions')
  })

  const showOne = async (
    request: Request,
    response: Response,
    building: Building,
    again: Again = null,
  ): Promise<void> => {
    const { page, part } = foundIn(building, request)
    const all = building.plan[part]
    const problems = planProblems(building.plan, building.districts)
    await showPage(
      response,
      'builder/page',
      {
        title: readableText(page.title),
        ...builderFrame(building),
        page,
        part,
        seen: markOfPage(page),
        place: all.indexOf(page) + 1,
        count: all.length,
        beside: all
          .filter(one => one !== page)
          .map(one => ({ value: one.id, text: `After “${readableText(one.title)}”` })),
        after: all[all.indexOf(page) - 1]?.id ?? '',
        districts: building.districts,
        sharedBy: building.districts.filter(({ code }) => page.districts?.includes(code) ?? true),
        conditions: conditionsInWords(building.plan, page).map((words, at) => ({
          words,
          mark: markOfThing(conditionsOf(page)[at]),
        })),
        repeatable: answersToRepeat(building.plan[part], page.id),
        problems: problemsOf(problems, page.id, building.districts),
        questions: page.questions.map((question, at) => ({
          key: question.key,
          words: readableText(question.text),
          kindName: kindName(question.kind),
          required: question.required,
          first: at === 0,
          last: at === page.questions.length - 1,
        })),
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  }
  pages.get(onePath, 'consult', async (request, response) => {
    await showOne(request, response, await readBuilding(needs, request))
  })

  changePages(pages, needs, onePath, async ({ request, response, building, edit }) => {
    const pageId = pathParameter(request, 'page')
    const form = readPageForm(request.body, codesOf(building), keysBeside(building, pageId))
    const there = findPage(building.plan, pageId)
    if (!form.ok && there !== null) return showOne(request, response, building, form)
    if (!form.ok) throw notFound(taken)
    const seen = sentField(request, 'seen')
    const { outcome, plan } = await edit(`Changed the page ${named(form.value.title)}`, now => {
      const found = findPage(now, pageId)
      if (!found) return 'gone'
      const { id, questions, condition, also } = found.page
      const changed: PlannedPage = {
        id,
        ...form.value,
        questions,
        ...(condition === undefined ? {} : { condition }),
        ...(also === undefined ? {} : { also }),
      }
      if (markOfPage(found.page) !== seen)
        return markOfPage(found.page) === markOfPage(changed) ? now : 'changed'
      return changePage(now, pageId, () => changed)
    })
    if (outcome !== 'saved') {
      const theirs = findPage(plan, pageId)?.page ?? null
      const action = theirs === null ? `${building.at}/new-page` : `${building.at}/pages/${pageId}`
      return showConflict(response, building, {
        what: 'this page',
        action,
        again: { ...typedFields(request.body), seen: theirs === null ? '' : markOfPage(theirs) },
        rows: pageConflict(form.value, theirs, building.districts),
        gone: theirs === null,
        back: theirs === null ? building.at : action,
      })
    }
    redirectWithNotice(response, `${building.at}/pages/${pageId}`, 'Page saved')
  })

  changePages(pages, needs, `${onePath}/move`, async ({ request, response, building, edit }) => {
    const { page } = foundIn(building, request)
    const direction = sentField(request, 'direction') === 'up' ? 'up' : 'down'
    const key = sentField(request, 'question')
    const { plan } = await edit(`Moved a question of the page ${named(page.title)}`, now =>
      moveQuestion(now, page.id, key, direction),
    )
    const places = (findPage(plan, page.id)?.page.questions ?? []).map(one => one.key)
    const focused = buttonToFocus(places, key, direction)
    response.redirect(303, `${building.at}/pages/${page.id}#${focused}-${encodeURIComponent(key)}`)
  })

  changePages(pages, needs, `${onePath}/place`, async ({ request, response, building, edit }) => {
    const { page, part } = foundIn(building, request)
    const after = sentField(request, 'after')
    const { plan } = await edit(`Moved the page ${named(page.title)}`, now =>
      placePage(now, page.id, after === '' ? null : after),
    )
    const place = plan[part].findIndex(one => one.id === page.id) + 1
    redirectWithNotice(
      response,
      `${building.at}/pages/${page.id}`,
      `This is page ${place} of ${plan[part].length} now`,
    )
  })

  changePages(pages, needs, `${onePath}/for-district`, async ({ request, response, building, edit }) => {
    const { page } = foundIn(building, request)
    const district = building.districts.find(one => one.code === sentField(request, 'district'))
    if (!district) throw notFound('There is no such district.')
    const id = newId()
    const { outcome, plan } = await edit(`Gave ${district.name} its own page ${named(page.title)}`, now =>
      findPage(now, page.id) === null
        ? 'gone'
        : pageForDistrict(now, page.id, district.code, codesOf(building), id),
    )
    if (outcome === 'gone') throw notFound(taken)
    // The second of two clicks finds what the first one made.
    const own = [...plan.pages, ...plan.equality].find(
      one => one.key === page.key && one.districts?.length === 1 && one.districts[0] === district.code,
    )
    redirectWithNotice(
      response,
      own ? `${building.at}/pages/${own.id}` : building.at,
      own
        ? `This is the page of ${district.name} alone. The other districts keep theirs`
        : `${district.name} is not asked this page`,
    )
  })
}
