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
import type { Typed } from '../../platform/forms.ts'
import { pathParameter, showPage } from '../../platform/pages.ts'
import { plannedDistricts } from '../planned-districts.ts'
import { readPlan, type BuiltPlan } from '../survey-plan-repository.ts'

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
  }
}

/**
 * The same, for changing it.
 *
 * @param needs - database and clock
 * @param request - the request
 * @returns the consultation with its plan and districts
 * @throws {AppError} 409 while somebody reads it over before it is published
 */
export async function readToChange(needs: BuilderNeeds, request: Request): Promise<Building> {
  const building = await readBuilding(needs, request)
  const { publishedAt, preparation } = building.consultation
  if (publishedAt === null && preparation === 'review') {
    throw new AppError(
      'under-review',
      409,
      'This consultation is being read over before it is published. Send it back from the review to change its questions.',
    )
  }
  return building
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
  const again = Object.entries(conflict.again).flatMap(([name, value]) =>
    name === '_csrf'
      ? []
      : (typeof value === 'string' ? [value] : value).map(one => ({ field: name, typed: one })),
  )
  await showPage(
    response,
    'builder/conflict',
    { title: `Somebody else has changed ${conflict.what}`, ...builderFrame(building), conflict, again },
    409,
  )
}
