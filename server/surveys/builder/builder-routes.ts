import type { Response } from 'express'
import { planProblems, type PlannedPage } from '../../model/survey.ts'
import { requiredText, readForm, type FieldError } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { z } from 'zod'
import { standardEquality, standardPlan } from '../standard-survey.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  readToChange,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { listedSections, problemsOf, surveyLengths } from './builder-page.ts'
import { editPlan } from './builder-service.ts'
import { movePage, type Direction } from './plan-edits.ts'
import { builderPageRoutes } from './page-routes.ts'
import { builderConditionRoutes } from './condition-routes.ts'
import { builderQuestionRoutes } from './question-routes.ts'
import { builderFileRoutes } from './file-routes.ts'
import { builderPreviewRoutes } from './preview-routes.ts'
import { builderVersionRoutes } from './version-routes.ts'

const restorable = ['equality', 'everything'] as const

/**
 * The staff's pages for building the questions of a consultation.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const showList = async (
    response: Response,
    building: Building,
    again: { errors?: readonly FieldError[]; typed?: object } = {},
  ): Promise<void> => {
    const { plan, districts } = building
    const problems = planProblems(plan, districts)
    await showPage(
      response,
      'builder/list',
      {
        title: 'Questions',
        ...builderFrame(building),
        surveyTitle: plan.title,
        changed: building.changed,
        published: building.consultation.publishedAt !== null,
        parts: [
          {
            key: 'pages',
            heading: 'The survey',
            sections: listedSections(plan, 'pages', districts, problems),
          },
          {
            key: 'equality',
            heading: 'Equality questions, after sending',
            sections: listedSections(plan, 'equality', districts, problems),
          },
        ],
        wholeProblems: problemsOf(problems, null),
        problemCount: problems.length,
        lengths: surveyLengths(plan, districts),
        ...again,
      },
      again.errors === undefined ? 200 : 422,
    )
  }

  pages.get(builderPath, 'consult', async (request, response) => {
    await showList(response, await readBuilding(needs, request))
  })

  pages.post(`${builderPath}/title`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const form = readForm(
      z.object({ title: requiredText('Enter the title of the survey', 300) }),
      request.body,
    )
    if (!form.ok) return showList(response, building, form)
    const { title } = form.value
    await editPlan(db, building.consultation.id, visitor, clock, 'Changed the title of the survey', plan => ({
      ...plan,
      title,
    }))
    redirectWithNotice(response, building.at, 'Title saved')
  })

  pages.post(`${builderPath}/move`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const body = request.body as Record<string, unknown>
    const pageId = typeof body['page'] === 'string' ? body['page'].slice(0, 100) : ''
    const direction: Direction = body['direction'] === 'up' ? 'up' : 'down'
    await editPlan(db, building.consultation.id, visitor, clock, 'Moved a page of the survey', plan =>
      movePage(plan, pageId, direction),
    )
    response.redirect(303, `${building.at}#page-${encodeURIComponent(pageId)}`)
  })

  pages.get(`${builderPath}/standard`, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    await showPage(response, 'builder/standard', {
      title: 'Go back to the standard questions',
      ...builderFrame(building),
      equalityPages: building.plan.equality.length,
      surveyPages: building.plan.pages.length,
    })
  })
  pages.post(`${builderPath}/standard`, 'consult', async (request, response, visitor) => {
    const building = await readToChange(needs, request)
    const what = restorable.find(one => one === (request.body as Record<string, unknown>)['what'])
    if (what === undefined) {
      await showPage(
        response,
        'builder/standard',
        {
          title: 'Go back to the standard questions',
          ...builderFrame(building),
          equalityPages: building.plan.equality.length,
          surveyPages: building.plan.pages.length,
          errors: [{ field: 'what', message: 'Choose which questions' }],
        },
        422,
      )
      return
    }
    // Pages get ids of their own where the standard ones are taken by pages that were changed.
    const fresh = (all: readonly PlannedPage[]): PlannedPage[] => all.map(page => ({ ...page, id: newId() }))
    const summary =
      what === 'equality' ? 'Restored the standard equality questions' : 'Restored all standard questions'
    await editPlan(db, building.consultation.id, visitor, clock, summary, plan => {
      const standard = standardPlan()
      const equality = fresh(standardEquality())
      return what === 'equality'
        ? { ...plan, equality }
        : { title: standard.title, pages: fresh(standard.pages), equality }
    })
    redirectWithNotice(response, building.at, summary)
  })

  builderPageRoutes(pages, needs)
  builderConditionRoutes(pages, needs)
  builderQuestionRoutes(pages, needs)
  builderFileRoutes(pages, needs)
  builderPreviewRoutes(pages, needs)
  builderVersionRoutes(pages, needs)
}
