import type { Request } from 'express'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { Uploads } from '../platform/uploads.ts'
import type { Consultation } from './consultation.ts'

/** What the staff's pages need. */
export interface ManageNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly uploads: Uploads
}

/** Reads the consultation that an address names, of the county that people work on. */
export type FindManaged = (request: Request) => Promise<Consultation>

/** The list of consultations, in the way back. */
export const consultationsCrumb = { text: 'Consultations', href: '/manage/consultations' }

/**
 * The way back from a page about a consultation.
 *
 * @param consultation - the consultation
 * @returns breadcrumbs
 */
export function crumbsOf(consultation: Consultation): { text: string; href: string }[] {
  return [consultationsCrumb, { text: consultation.name, href: `/manage/consultations/${consultation.id}` }]
}

/**
 * Goes on only while a consultation's texts may be changed.
 *
 * @param consultation - the consultation
 * @returns the same
 * @throws {AppError} 409 when it is published
 */
export function unpublished(consultation: Consultation): Consultation {
  if (consultation.publishedAt !== null) throw publishedAlready()
  return consultation
}

/**
 * The answer to a change of what is published.
 *
 * @returns an error to throw
 */
export function publishedAlready(): AppError {
  return new AppError(
    'published',
    409,
    'This consultation is published, so its texts, dates and proposals can no longer be changed.',
  )
}
