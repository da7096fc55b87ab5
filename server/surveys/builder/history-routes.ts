import type { Response } from 'express'
import { notFound } from '../../platform/errors.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { listPlanSteps, readPlanStep, type PlanStep } from '../survey-plan-repository.ts'
import {
  builderFrame,
  builderPath,
  changePages,
  readBuilding,
  sentField,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { undoAndRedo, wentBackTo } from './plan-history.ts'
import { markOfThing } from './plan-marks.ts'

/**
 * The builder's pages about what was changed, by whom, and for taking changes back.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderHistoryRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db } = needs
  const path = `${builderPath}/history`
  const stepsOf = (building: Building): Promise<PlanStep[]> => listPlanSteps(db, building.consultation.id)

  pages.get(path, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    const steps = await stepsOf(building)
    const kept = new Set([0, ...steps.map(step => step.version)])
    await showPage(response, 'builder/history', {
      title: 'Earlier versions',
      ...builderFrame(building),
      steps: steps.map(step => ({ ...step, canGoBack: kept.has(step.version - 1) })),
    })
  })

  const show = async (
    response: Response,
    building: Building,
    wanted: number,
    changedMeanwhile: boolean,
  ): Promise<void> => {
    const undone = (await stepsOf(building)).filter(step => step.version > wanted)
    // What is not known to be taken back is not taken back.
    if (undone.length !== building.version - wanted) throw notFound('That version is not kept any more.')
    await showPage(
      response,
      'builder/go-back',
      {
        title: undone.length === 1 ? 'Take this change back?' : 'Take these changes back?',
        ...builderFrame(building, [{ text: 'Earlier versions', href: `${building.at}/history` }]),
        undone,
        action: `${building.at}/history/${wanted}`,
        seen: String(building.version),
        changedMeanwhile,
      },
      changedMeanwhile ? 409 : 200,
    )
  }
  // The version that the questions shall be as in again.
  const wantedIn = (building: Building, version: string): number => {
    const wanted = /^\d{1,9}$/.test(version) ? Number(version) : building.version
    if (wanted >= building.version) throw notFound('There is no such earlier version.')
    return wanted
  }

  pages.get(`${path}/:version`, 'consult', async (request, response) => {
    const building = await readBuilding(needs, request)
    await show(response, building, wantedIn(building, pathParameter(request, 'version')), false)
  })

  changePages(pages, needs, `${path}/:version`, async ({ request, response, building, edit }) => {
    const wanted = wantedIn(building, pathParameter(request, 'version'))
    const before = await readPlanStep(db, building.consultation.id, wanted)
    if (before === null) throw notFound('That version is not kept any more.')
    const seen = sentField(request, 'seen')
    const pressed = undoAndRedo(await stepsOf(building))
    const press = sentField(request, 'press')
    const step = press === 'undo' ? pressed.undo : press === 'redo' ? pressed.redo : null
    const { outcome } = await edit(wentBackTo(wanted), (plan, version) => {
      // The second of two clicks finds everything as it was.
      if (markOfThing(plan) === markOfThing(before)) return plan
      return seen === String(version) ? before : 'changed'
    })
    if (outcome !== 'saved') return show(response, await readBuilding(needs, request), wanted, true)
    redirectWithNotice(
      response,
      building.at,
      step?.version === wanted
        ? `${press === 'undo' ? 'Undone' : 'Done again'}: ${step.summary}`
        : 'The questions are as they were. What you took back is still under “Earlier versions”',
    )
  })
}
