import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError, notFound } from '../../platform/errors.ts'
import { readForm, requiredText, type FieldError, type Typed } from '../../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages, type Visitor } from '../../platform/pages.ts'
import {
  builderFrame,
  builderPath,
  readBuilding,
  type BuilderNeeds,
  type Building,
} from './building-routes.ts'
import { markOfThing } from './plan-marks.ts'
import {
  changedSurveys,
  mayAskChanged,
  publishChangedSurveys,
  type ChangedSurvey,
} from './versions-service.ts'

const form = z.object({
  reason: requiredText('Say why the questions are changed: the public reads it', 1000),
  seen: z.string(),
})

/** Districts whose surveys change alike. */
interface ChangedAlike extends Pick<ChangedSurvey, 'differences' | 'problems'> {
  /** Their names. */
  readonly districts: readonly string[]
  /** The version that is asked now. */
  readonly version: number
}

/** What is the same for several districts is shown once. */
function groupedChanges(changed: readonly ChangedSurvey[]): ChangedAlike[] {
  const groups = new Map<string, ChangedAlike>()
  for (const { districtName, now, differences, problems } of changed) {
    const mark = markOfThing({ version: now.version, differences, problems })
    const districts = [...(groups.get(mark)?.districts ?? []), districtName]
    groups.set(mark, { districts, version: now.version, differences, problems })
  }
  // What cannot be published stands first.
  return [...groups.values()].sort((a, b) => b.problems.length - a.problems.length)
}

/**
 * The builder's page for asking changed questions after a consultation was published.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function builderVersionRoutes(pages: Pages, needs: BuilderNeeds): void {
  const { db, clock } = needs
  const path = `${builderPath}/versions`
  const published = async (request: Request): Promise<Building> => {
    const building = await readBuilding(needs, request)
    if (building.consultation.publishedAt === null) {
      throw notFound('This consultation is not published yet: its questions are published with it.')
    }
    return building
  }
  const isClosed = ({ consultation }: Building): boolean =>
    consultation.closesAt !== null && clock().getTime() >= Date.parse(consultation.closesAt)
  const show = async (
    response: Response,
    building: Building,
    visitor: Visitor,
    again: { readonly errors: readonly FieldError[]; readonly typed: Typed } | null = null,
  ): Promise<void> => {
    const changed = await changedSurveys(db, building.consultation.id, building.plan, building.districts)
    await showPage(
      response,
      'builder/versions',
      {
        title: 'Ask the changed questions',
        ...builderFrame(building),
        closed: isClosed(building),
        mayAsk: mayAskChanged(building.changed, visitor, visitor.may('administer')),
        groups: groupedChanges(changed),
        seen: markOfThing(changed.map(one => one.next)),
        ...(again ?? {}),
      },
      again === null ? 200 : 422,
    )
  }

  pages.get(path, 'consult', async (request, response, visitor) => {
    await show(response, await published(request), visitor)
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const building = await published(request)
    const read = readForm(form, request.body)
    if (!read.ok) return show(response, building, visitor, read)
    const refuse = (message: string): Promise<void> =>
      show(response, building, visitor, {
        errors: [{ field: 'reason', message }],
        typed: { reason: read.value.reason },
      })
    if (isClosed(building))
      return refuse('The consultation has closed: its questions can no longer be changed')
    const changed = await changedSurveys(db, building.consultation.id, building.plan, building.districts)
    if (read.value.seen !== markOfThing(changed.map(one => one.next))) {
      return refuse('Somebody has changed the questions since you opened this page. Look at them again')
    }
    try {
      const { plan, districts, consultation } = building
      const count = await publishChangedSurveys(
        db,
        { consultationId: consultation.id, plan, districts },
        visitor,
        clock,
        { reason: read.value.reason, administrator: visitor.may('administer') },
      )
      redirectWithNotice(
        response,
        building.at,
        `${count === 1 ? 'One survey has' : `${count} surveys have`} a new version`,
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return refuse(error.message)
    }
  })
}
