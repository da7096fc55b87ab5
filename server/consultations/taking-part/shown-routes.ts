import type { Request } from 'express'
import { requireCounty } from '../../county/index.ts'
import type { Db } from '../../db/index.ts'
import type { Clock } from '../../platform/clock.ts'
import { notFound } from '../../platform/errors.ts'
import { pathParameter } from '../../platform/pages.ts'
import { findConsultation } from '../consultation-repository.ts'
import type { Consultation } from '../consultation.ts'
import type { FindManaged } from '../managed-routes.ts'
import { findPublicConsultation, type PublicConsultation } from '../publication-repository.ts'

/** What the pages for taking part need. */
export interface TakingPartNeeds {
  readonly db: Db
  readonly clock: Clock
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string
  /** The council's name from the settings; '' when the county's is used. */
  readonly councilName: string
  /** Signs what a person takes away, such as the link that withdraws a signature. */
  readonly secret: string
}

/**
 * The published consultation that an address names.
 *
 * @param db - the database
 * @param request - a request whose path has `:slug`
 * @returns the consultation
 * @throws {AppError} 404 when there is none
 */
export async function publicOne(db: Db, request: Request): Promise<PublicConsultation> {
  const consultation = await findPublicConsultation(db, pathParameter(request, 'slug'))
  if (consultation === null) throw notFound('There is no such consultation.')
  return consultation
}

/**
 * What surrounds a public page of a consultation.
 *
 * @param consultation - the consultation
 * @param councilName - from the settings; '' when the county's is used
 * @param between - pages between the consultation's and this one
 * @returns locals of the template
 */
export function publicFrame(
  consultation: PublicConsultation,
  councilName: string,
  between: readonly { readonly text: string; readonly href: string }[] = [],
): Record<string, unknown> {
  return {
    layout: 'public',
    councilName: councilName || consultation.county.name,
    demonstration: consultation.county.demonstration,
    breadcrumbs: [
      { text: 'Consultations', href: '/' },
      { text: consultation.name, href: `/consultations/${consultation.slug}` },
      ...between,
    ],
  }
}

/**
 * Reads the consultation that a staff address names, of the county that people work on.
 *
 * @param db - the database
 * @returns the reader
 */
export function managedIn(db: Db): FindManaged {
  return async (request): Promise<Consultation> => {
    const county = await requireCounty(db)
    const consultation = await findConsultation(db, pathParameter(request, 'id'))
    if (consultation?.countyId !== county.id) throw notFound('There is no such consultation.')
    return consultation
  }
}
