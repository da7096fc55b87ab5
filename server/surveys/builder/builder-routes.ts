import type { Response } from 'express'
import { LONGEST_TEXTS, planProblems, type PlannedPage } from '../../model/survey.ts'
import { notFound } from '../../platform/errors.ts'
import { requiredText, readForm, type FieldError } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { z } from 'zod'
import { planAsJson } from '../plan-json.ts'
import { standardPlan } from '../standard-survey.ts'
import { listPlanSteps } from '../survey-plan-repository.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { filePermissionRoutes } from '../file-permission-routes.ts'
import { listedSections, problemsOf, surveyLengths } from './builder-page.ts'
import { named } from './builder-words.ts'
import { findPage } from './plan-edits.ts'
import { buttonToFocus, movePage } from './plan-order.ts'
import { undoAndRedo } from './plan-history.ts'
import { markOfThing } from './plan-marks.ts'
import { builderHistoryRoutes } from './history-routes.ts'
import { builderPageRoutes } from './page-routes.ts'
import { builderRemovalRoutes } from './removal-routes.ts'
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
  const showList = async (
    response: Response,
    building: Building,
    again: { errors?: readonly FieldError[]; typed?: object } = {},
    status = 422,
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
        seen: markOfThing(plan.title),
        ...undoAndRedo(await listPlanSteps(needs.db, building.consultation.id)),
        seenVersion: String(building.version),
        changed: building.changed,
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
        wholeProblems: problemsOf(problems, null, districts),
        problemCount: problems.length,
        lengths: surveyLengths(plan, districts),
        ...again,
      },
      again.errors === undefined ? 200 : status,
    )
  }

  pages.get(builderPath, 'consult', async (request, response) => {
    await showList(response, await readBuilding(needs, request))
  })

  changePages(pages, needs, `${builderPath}/title`, async ({ request, response, building, edit }) => {
    const form = readForm(
      z.object({ title: requiredText('Enter the title of the survey', LONGEST_TEXTS.title) }),
      request.body,
    )
    if (!form.ok) return showList(response, building, form)
    const { title } = form.value
    const { outcome, plan } = await edit('Changed the title of the survey', now => {
      if (now.title === title) return now
      return sentField(request, 'seen') === markOfThing(now.title) ? { ...now, title } : 'changed'
    })
    if (outcome !== 'saved') {
      const message = `Somebody else has changed the title to “${plan.title}” meanwhile. Save once more to keep yours`
      const errors = [{ field: 'title', message }]
      return showList(response, { ...building, plan }, { errors, typed: { title } }, 409)
    }
    redirectWithNotice(response, building.at, 'Title saved')
  })

  changePages(pages, needs, `${builderPath}/move`, async ({ request, response, building, edit }) => {
    const pageId = sentField(request, 'page')
    const direction = sentField(request, 'direction') === 'up' ? 'up' : 'down'
    const page = findPage(building.plan, pageId)?.page
    if (!page) throw notFound('There is no such page of questions. Somebody may have taken it out.')
    const { plan } = await edit(`Moved the page ${named(page.title)} ${direction}`, now =>
      movePage(now, pageId, direction),
    )
    const part = findPage(plan, pageId)?.part ?? 'pages'
    const places = plan[part].map(one => one.id)
    const focused = buttonToFocus(places, pageId, direction)
    response.redirect(303, `${building.at}#${focused}-${encodeURIComponent(pageId)}`)
  })

  const showStandard = async (
    response: Response,
    building: Building,
    errors: readonly FieldError[] = [],
    status = 422,
  ): Promise<void> =>
    showPage(
      response,
      'builder/standard',
      {
        title: 'Go back to the standard questions',
        ...builderFrame(building),
        equalityPages: building.plan.equality.length,
        surveyPages: building.plan.pages.length,
        seen: String(building.version),
        errors,
      },
      errors.length === 0 ? 200 : status,
    )
  pages.get(`${builderPath}/standard`, 'consult', async (request, response) => {
    await showStandard(response, await readBuilding(needs, request))
  })
  changePages(pages, needs, `${builderPath}/standard`, async ({ request, response, building, edit }) => {
    const what = restorable.find(one => one === sentField(request, 'what'))
    if (what === undefined) {
      return showStandard(response, building, [{ field: 'what', message: 'Choose which questions' }])
    }
    // Pages get ids of their own where the standard ones are taken by pages that were changed.
    const fresh = (all: readonly PlannedPage[]): PlannedPage[] => all.map(page => ({ ...page, id: newId() }))
    const summary =
      what === 'equality' ? 'Restored the standard equality questions' : 'Restored all standard questions'
    const { outcome } = await edit(summary, (plan, version) => {
      const standard = standardPlan()
      const restored = what === 'equality' ? { ...plan, equality: standard.equality } : standard
      // The second of two clicks finds them restored.
      if (planAsJson(restored) === planAsJson(plan)) return plan
      if (sentField(request, 'seen') !== String(version)) return 'changed'
      return what === 'equality'
        ? { ...plan, equality: fresh(standard.equality) }
        : { ...standard, pages: fresh(standard.pages), equality: fresh(standard.equality) }
    })
    if (outcome !== 'saved') {
      const message = 'The questions were changed since you opened this page. Look at them, then choose again'
      return showStandard(response, await readBuilding(needs, request), [{ field: 'what', message }], 409)
    }
    redirectWithNotice(response, building.at, `${summary}. You can take that back under “Earlier versions”`)
  })

  builderPageRoutes(pages, needs)
  builderRemovalRoutes(pages, needs)
  builderConditionRoutes(pages, needs)
  builderQuestionRoutes(pages, needs)
  builderFileRoutes(pages, needs)
  builderPreviewRoutes(pages, needs)
  builderVersionRoutes(pages, needs)
  filePermissionRoutes(pages, needs)
  builderHistoryRoutes(pages, needs)
}
