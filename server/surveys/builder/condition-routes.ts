import type { Request, Response } from 'express'
import { conditionsOf, type PageCondition, type PlannedPage } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import type { FieldError, Typed } from '../../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { readConditionForm } from './builder-forms.ts'
import { editPlan } from './builder-service.ts'
import { askedBefore, conditionsInWords, type AskedBefore } from './builder-words.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  readToChange,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { changePage, findPage, markOfThing } from './plan-edits.ts'

/**
 * The builder's pages about who is asked a page: first the earlier question, then its answers.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderConditionRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const path = `${builderPath}/pages/:page/condition`
  const known = (building: Building, request: Request): { page: PlannedPage; before: AskedBefore[] } => {
    const found = findPage(building.plan, pathParameter(request, 'page'))
    if (!found) throw notFound('There is no such page of questions. Somebody may have taken it out.')
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
        ...builderFrame(building, [{ text: page.title, href: `${building.at}/pages/${page.id}` }]),
        page,
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

  pages.post(path, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const found = known(building, request)
    const key = (request.body as Record<string, unknown>)['question']
    const question = found.before.find(one => one.key === key)
    if (!question) {
      return show(response, building, found, null, {
        errors: [{ field: 'question', message: 'Choose an earlier question' }],
        typed: {},
      })
    }
    const form = readConditionForm(request.body, question)
    if (!form.ok) return show(response, building, found, question, form)
    await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Changed who is asked the page ${found.page.key}`,
      plan =>
        changePage(plan, found.page.id, page => withConditions(page, [...conditionsOf(page), form.value])),
    )
    redirectWithNotice(response, `${building.at}/pages/${found.page.id}`, 'Condition added')
  })

  pages.post(`${path}/remove`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const { page } = known(building, request)
    const at = Number((request.body as Record<string, unknown>)['at'])
    const said = conditionsInWords(building.plan, page)[at]
    const mark = markOfThing(conditionsOf(page)[at] ?? null)
    if (said === undefined) throw notFound('There is no such condition.')
    await editPlan(
      db,
      building.consultation.id,
      visitor,
      clock,
      `Changed who is asked the page ${page.key}`,
      plan =>
        changePage(plan, page.id, now =>
          withConditions(
            now,
            conditionsOf(now).filter(one => markOfThing(one) !== mark),
          ),
        ),
    )
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
