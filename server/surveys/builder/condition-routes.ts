import type { Request, Response } from 'express'
import { conditionsOf, type PageCondition, type PlannedPage } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import type { FieldError, Typed } from '../../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { readConditionForm } from './builder-forms.ts'
import { askedBefore, named, readableText, type AskedBefore } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { changePage, findPage } from './plan-edits.ts'
import { markOfThing } from './plan-marks.ts'

const taken = 'There is no such page of questions. Somebody may have taken it out.'

/**
 * The builder's pages about who is asked a page: first the earlier question, then its answers.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderConditionRoutes(pages: Pages, needs: BuilderNeeds): void {
  const path = `${builderPath}/pages/:page/condition`
  const known = (building: Building, request: Request): { page: PlannedPage; before: AskedBefore[] } => {
    const found = findPage(building.plan, pathParameter(request, 'page'))
    if (!found) throw notFound(taken)
    // The district's own centres can be named too, in a page for that district.
    const before = askedBefore(building.plan[found.part], found.page.id).map(question =>
      question.centres
        ? {
            ...question,
            options: [
              ...building.districts.flatMap(({ centres }) =>
                centres.map(({ id, name }) => ({ value: id, text: name })),
              ),
              ...question.options,
            ],
          }
        : question,
    )
    return { page: found.page, before }
  }
  const show = async (
    response: Response,
    building: Building,
    { page, before }: { page: PlannedPage; before: readonly AskedBefore[] },
    question: AskedBefore | null,
    again: { readonly errors: readonly FieldError[]; readonly typed: Typed } | null = null,
  ): Promise<void> =>
    showPage(
      response,
      'builder/condition',
      {
        title: 'Who is asked this page?',
        ...builderFrame(building, [
          { text: readableText(page.title), href: `${building.at}/pages/${page.id}` },
        ]),
        page,
        pageTitle: readableText(page.title),
        question,
        before: before.map(one => ({ value: one.key, text: one.text })),
        action: `${building.at}/pages/${page.id}/condition`,
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )

  pages.get(path, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const found = known(building, request)
    const asked = queryText(request, 'question')
    const question = found.before.find(one => one.key === asked) ?? null
    const errors = { errors: [{ field: 'question', message: 'Choose an earlier question' }], typed: {} }
    const missing = question === null && (asked !== '' || queryText(request, 'next') !== '')
    await show(response, building, found, question, missing ? errors : null)
  })

  changePages(pages, needs, path, async ({ request, response, building, edit }) => {
    const found = known(building, request)
    const key = sentField(request, 'question')
    const question = found.before.find(one => one.key === key)
    if (!question) {
      return show(response, building, found, null, {
        errors: [{ field: 'question', message: 'Choose an earlier question' }],
        typed: {},
      })
    }
    const form = readConditionForm(request.body, question)
    if (!form.ok) return show(response, building, found, question, form)
    const added = markOfThing(form.value)
    const { outcome } = await edit(`Changed who is asked the page ${named(found.page.title)}`, plan => {
      const there = findPage(plan, found.page.id)?.page
      if (!there) return 'gone'
      const conditions = conditionsOf(there)
      return conditions.some(one => markOfThing(one) === added)
        ? plan
        : changePage(plan, there.id, page => withConditions(page, [...conditions, form.value]))
    })
    if (outcome === 'gone') throw notFound(taken)
    redirectWithNotice(response, `${building.at}/pages/${found.page.id}`, 'Condition added')
  })

  changePages(pages, needs, `${path}/remove`, async ({ request, response, building, edit }) => {
    const { page } = known(building, request)
    // Named by what it says: in the meantime, another may stand in its place.
    const mark = sentField(request, 'condition')
    await edit(`Changed who is asked the page ${named(page.title)}`, plan => {
      const conditions = conditionsOf(findPage(plan, page.id)?.page ?? page)
      const kept = conditions.filter(one => markOfThing(one) !== mark)
      return kept.length === conditions.length
        ? plan
        : changePage(plan, page.id, now => withConditions(now, kept))
    })
    redirectWithNotice(response, `${building.at}/pages/${page.id}`, 'Condition taken out')
  })
}

/** A page with these conditions and no others. */
function withConditions(page: PlannedPage, [condition, ...also]: readonly PageCondition[]): PlannedPage {
  const { id, key, title, introduction, section, block, districts, questions } = page
  return {
    id,
    key,
    title,
    ...(introduction === undefined ? {} : { introduction }),
    ...(section === undefined ? {} : { section }),
    ...(block === undefined ? {} : { block }),
    ...(districts === undefined ? {} : { districts }),
    questions,
    ...(condition === undefined ? {} : { condition }),
    ...(also.length === 0 ? {} : { also }),
  }
}
