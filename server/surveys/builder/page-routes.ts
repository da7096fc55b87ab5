import type { Request, Response } from 'express'
import { planProblems, type PlannedPage, type PlanPart } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import { typedFields, type FieldError, type Typed } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { readPageForm, type TypedPage } from './builder-forms.ts'
import { problemsOf } from './builder-page.ts'
import { editPlan } from './builder-service.ts'
import { conditionsInWords, kindName } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  readToChange,
  showConflict,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import {
  addPage,
  changePage,
  findPage,
  markOfPage,
  markOfThing,
  moveQuestion,
  pageForDistrict,
  removePage,
} from './plan-edits.ts'

type Again = { readonly errors: readonly FieldError[]; readonly typed: Typed } | null

const field = (request: Request, name: string): string => {
  const value = (request.body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

/**
 * The builder's pages about one page of a survey.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderPageRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const onePath = `${builderPath}/pages/:page`
  const codesOf = (building: Building): string[] => building.districts.map(district => district.code)
  const foundIn = (building: Building, request: Request): { page: PlannedPage; part: PlanPart } => {
    const found = findPage(building.plan, pathParameter(request, 'page'))
    if (!found) throw notFound('There is no such page of questions. Somebody may have taken it out.')
    return found
  }

  const showNew = async (
    response: Response,
    building: Building,
    part: PlanPart,
    after: string,
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
        districts: building.districts,
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  const partOf = (text: string): PlanPart => (text === 'equality' ? 'equality' : 'pages')

  pages.get(`${builderPath}/new-page`, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    await showNew(response, building, partOf(queryText(request, 'part')), queryText(request, 'after'))
  })
  pages.post(`${builderPath}/new-page`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const part = partOf(field(request, 'part'))
    const after = field(request, 'after')
    const taken = [...building.plan.pages, ...building.plan.equality].map(page => page.key)
    const form = readPageForm(request.body, codesOf(building), taken)
    if (!form.ok) return showNew(response, building, part, after, form)
    const id = newId()
    const page: PlannedPage = { id, ...form.value, questions: [] }
    await editPlan(db, building.consultation.id, visitor, clock, `Added the page ${page.key}`, plan =>
      addPage(plan, part, page, after === '' ? null : after),
    )
    redirectWithNotice(response, `${building.at}/pages/${id}`, 'Page added. Now add its questions')
  })

  const showOne = async (
    request: Request,
    response: Response,
    building: Building,
    again: Again = null,
  ): Promise<void> => {
    const { page, part } = foundIn(building, request)
    const problems = planProblems(building.plan, building.districts)
    await showPage(
      response,
      'builder/page',
      {
        title: page.title,
        ...builderFrame(building),
        page,
        part,
        seen: markOfPage(page),
        districts: building.districts,
        conditions: conditionsInWords(building.plan, page),
        problems: problemsOf(problems, page.id),
        questions: page.questions.map((question, at) => ({
          key: question.key,
          words: question.text,
          kindName: kindName(question.kind),
          required: question.required,
          first: at === 0,
          last: at === page.questions.length - 1,
        })),
        shared: page.districts === undefined || page.districts.length > 1,
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  }
  pages.get(onePath, 'consult', async (request, response) => {
    await showOne(request, response, await readBuilding(needs, request))
  })

  const rowsOf = (
    building: Building,
    yours: TypedPage,
    theirs: TypedPage | null,
  ): { label: string; yours: string; theirs: string }[] => {
    const names = (page: TypedPage | null): string =>
      page === null
        ? ''
        : page.districts === undefined
          ? 'All districts'
          : page.districts
              .map(code => building.districts.find(one => one.code === code)?.name ?? code)
              .join(', ')
    const row = (
      label: string,
      of: (page: TypedPage) => string,
    ): { label: string; yours: string; theirs: string } => ({
      label,
      yours: of(yours),
      theirs: theirs === null ? '' : of(theirs),
    })
    return [
      row('Title', page => page.title),
      row('Key', page => page.key),
      row('Introduction', page => page.introduction ?? ''),
      row('Section', page => page.section ?? ''),
      row('About each proposal', page => (page.block === undefined ? 'No' : 'Yes')),
      row('Districts', names),
    ]
  }

  pages.post(onePath, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const pageId = pathParameter(request, 'page')
    const others = [...building.plan.pages, ...building.plan.equality].filter(page => page.id !== pageId)
    const form = readPageForm(
      request.body,
      codesOf(building),
      others.map(page => page.key),
    )
    const there = findPage(building.plan, pageId)
    if (!form.ok && there !== null) return showOne(request, response, building, form)
    if (!form.ok) throw notFound('There is no such page of questions. Somebody has taken it out.')
    const seen = field(request, 'seen')
    const { outcome, plan } = await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Changed the page ${form.value.key}`,
      now => {
        const found = findPage(now, pageId)
        if (!found) return 'gone'
        if (markOfPage(found.page) !== seen) return 'changed'
        const { id, questions, condition, also } = found.page
        return changePage(now, pageId, () => ({
          id,
          ...form.value,
          questions,
          ...(condition === undefined ? {} : { condition }),
          ...(also === undefined ? {} : { also }),
        }))
      },
    )
    if (outcome !== 'saved') {
      const theirs = findPage(plan, pageId)?.page ?? null
      return showConflict(response, building, {
        what: 'this page',
        action: outcome === 'gone' ? `${building.at}/new-page` : `${building.at}/pages/${pageId}`,
        again: { ...typedFields(request.body), seen: theirs === null ? '' : markOfPage(theirs) },
        rows: rowsOf(building, form.value, theirs),
        gone: outcome === 'gone',
        back: outcome === 'gone' ? building.at : `${building.at}/pages/${pageId}`,
      })
    }
    redirectWithNotice(response, `${building.at}/pages/${pageId}`, 'Page saved')
  })

  pages.post(`${onePath}/move`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const { page } = foundIn(building, request)
    const direction = field(request, 'direction') === 'up' ? 'up' : 'down'
    await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Moved a question of the page ${page.key}`,
      plan => moveQuestion(plan, page.id, field(request, 'question'), direction),
    )
    response.redirect(303, `${building.at}/pages/${page.id}#questions`)
  })

  const showRemoval = async (
    response: Response,
    building: Building,
    page: PlannedPage,
    changed: boolean,
  ): Promise<void> =>
    showPage(
      response,
      'builder/remove',
      {
        title: 'Take this page out?',
        ...builderFrame(building, [{ text: page.title, href: `${building.at}/pages/${page.id}` }]),
        what: page.title,
        lines: page.questions.map(question => question.text),
        action: `${building.at}/pages/${page.id}/remove`,
        back: `${building.at}/pages/${page.id}`,
        seen: markOfThing(page),
        changedMeanwhile: changed,
      },
      changed ? 409 : 200,
    )
  pages.get(`${onePath}/remove`, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    await showRemoval(response, building, foundIn(building, request).page, false)
  })
  pages.post(`${onePath}/remove`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const { page } = foundIn(building, request)
    const seen = field(request, 'seen')
    const { outcome, plan } = await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Took out the page ${page.key}`,
      now => {
        const found = findPage(now, page.id)
        if (!found) return 'gone'
        return markOfThing(found.page) === seen ? removePage(now, page.id) : 'changed'
      },
    )
    if (outcome === 'changed')
      return showRemoval(response, building, findPage(plan, page.id)?.page ?? page, true)
    redirectWithNotice(response, building.at, `“${page.title}” is taken out`)
  })

  pages.post(`${onePath}/for-district`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const { page } = foundIn(building, request)
    const district = building.districts.find(one => one.code === field(request, 'district'))
    if (!district) throw notFound('There is no such district.')
    const id = newId()
    await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Gave ${district.name} its own page ${page.key}`,
      plan => pageForDistrict(plan, page.id, district.code, codesOf(building), id),
    )
    redirectWithNotice(
      response,
      `${building.at}/pages/${id}`,
      `This is the page of ${district.name} alone. The other districts keep theirs`,
    )
  })
}
