import type { Request, Response } from 'express'
import {
  crumbsOf,
  draftRecord,
  findConsultation,
  readRecord,
  type Consultation,
} from '../../consultations/index.ts'
import { requireCounty } from '../../county/index.ts'
import type { Db } from '../../db/index.ts'
import type { PlannedDistrict } from '../../model/survey.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, notFound } from '../../platform/errors.ts'
import { typedFields, type FieldError, type Typed } from '../../platform/forms.ts'
import { pathParameter, showPage, type Pages, type Visitor } from '../../platform/pages.ts'
import { plannedDistricts } from '../planned-districts.ts'
import { readFilePermission } from '../file-permission-repository.ts'
import { readPlan, type BuiltPlan } from '../survey-plan-repository.ts'
import { editPlan, isUnderReview, refuseUnderReview, type Edited, type PlanEdit } from './builder-service.ts'

/** What the builder's pages need. */
export interface BuilderNeeds {
  readonly db: Db
  readonly clock: Clock
}

/** Where the questions of a consultation are built. */
export const builderPath = '/manage/consultations/:id/builder'

/** Whose questions are built. */
export interface Building extends BuiltPlan {
  readonly consultation: Consultation
  readonly county: { readonly name: string; readonly demonstration: boolean }
  /** Address of the builder. */
  readonly at: string
  readonly districts: readonly PlannedDistrict[]
  /** Questions may ask for a file. */
  readonly filesAllowed: boolean
}

/** A form that is shown again with its mistakes and what was typed; null when it is shown for the first time. */
export type Again = { readonly errors: readonly FieldError[]; readonly typed: Typed } | null

/** A change that somebody sends. */
export interface Change {
  readonly request: Request
  readonly response: Response
  readonly building: Building
  /**
   * Makes it, on the questions as they are by now.
   *
   * @param summary - what is done, in a sentence for the log
   * @param edit - makes the changed plan
   * @returns what came of it
   */
  readonly edit: (summary: string, edit: PlanEdit) => Promise<Edited>
  readonly visitor: Visitor
}

/**
 * Reads whose questions a request is about.
 *
 * @param needs - database and clock
 * @param request - the request
 * @returns the consultation with its plan and districts, as they are published or would be
 * @throws {AppError} not-found when there is no such consultation in the county
 */
export async function readBuilding({ db }: BuilderNeeds, request: Request): Promise<Building> {
  const county = await requireCounty(db)
  const consultation = await findConsultation(db, pathParameter(request, 'id'))
  if (consultation?.countyId !== county.id) throw notFound('There is no such consultation.')
  const record =
    consultation.recordHash === null
      ? await draftRecord(db, consultation)
      : await readRecord(db, consultation.recordHash)
  return {
    ...(await readPlan(db, consultation.id)),
    consultation,
    county,
    at: `/manage/consultations/${consultation.id}/builder`,
    districts: plannedDistricts(record),
    filesAllowed: (await readFilePermission(db, consultation.id)) !== null,
  }
}

/**
 * Registers a page that changes the questions. Where they cannot be changed at this moment, nothing that was typed is
 * lost: it is shown, and can be sent once more. Where somebody else has taken out what it is about, it is shown to be
 * copied.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param path - the page's path
 * @param handler - makes the change
 * @param options - what else the page receives
 */
export function changePages(
  pages: Pages,
  needs: BuilderNeeds,
  path: string,
  handler: (change: Change) => unknown,
  options?: Parameters<Pages['post']>[3],
): void {
  pages.post(
    path,
    'consult',
    async (request, response, visitor) => {
      const building = await readBuilding(needs, request)
      const { db, clock } = needs
      const { id } = building.consultation
      try {
        refuseUnderReview(building.consultation)
        await handler({
          request,
          response,
          building,
          visitor,
          edit: (summary, edit) => editPlan(db, id, visitor, clock, summary, edit),
        })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const isGone = error.code === 'not-found'
        if (!isGone && !['under-review', 'busy', 'files-forbidden'].includes(error.code)) throw error
        await showPage(
          response,
          'builder/not-now',
          {
            title: isGone ? 'It is not there any more' : 'Nothing was changed yet',
            ...builderFrame(building),
            sentence: error.message,
            action: request.path,
            again: fieldsAgain(typedFields(request.body)),
            canRepeat: !isGone && !request.is('multipart/form-data'),
          },
          error.status,
        )
      }
    },
    options,
  )
}

/**
 * One short field of a form, such as an id or a mark.
 *
 * @param request - the request
 * @param name - the field
 * @returns what it says, at most 200 characters; '' when it is missing
 */
export function sentField(request: Request, name: string): string {
  const value = (request.body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

/**
 * What every page of the builder is given.
 *
 * @param building - whose questions they are
 * @param trail - pages between the builder and this one
 * @returns locals of the template
 */
export function builderFrame(
  building: Building,
  trail: readonly { readonly text: string; readonly href: string }[] = [],
): Record<string, unknown> {
  return {
    at: building.at,
    consultation: building.consultation,
    underReview: isUnderReview(building.consultation),
    breadcrumbs: [...crumbsOf(building.consultation), { text: 'Questions', href: building.at }, ...trail],
  }
}

/** Something that two people changed at once, as each of them left it. */
export interface Conflict {
  /** What it is: `this page`, `this question`. */
  readonly what: string
  /** Where what was typed can be sent again. */
  readonly action: string
  /** What was typed, to be sent again, with the mark of what is there now. */
  readonly again: Typed
  readonly rows: readonly { readonly label: string; readonly yours: string; readonly theirs: string }[]
  /** Somebody has taken it out; what was typed can be added anew. */
  readonly gone: boolean
  readonly back: string
}

/**
 * Shows what two people did to the same thing, and lets the second one choose. Nothing was stored, nothing is lost.
 *
 * @param response - the answer
 * @param building - whose questions they are
 * @param conflict - both
 */
export async function showConflict(
  response: Response,
  building: Building,
  conflict: Conflict,
): Promise<void> {
  await showPage(
    response,
    'builder/conflict',
    {
      title: `Somebody else has changed ${conflict.what}`,
      ...builderFrame(building),
      conflict,
      again: fieldsAgain(conflict.again),
    },
    409,
  )
}

function fieldsAgain(fields: Typed): { field: string; typed: string }[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    name === '_csrf'
      ? []
      : (typeof value === 'string' ? [value] : value).map(one => ({ field: name, typed: one })),
  )
}
