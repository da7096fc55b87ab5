import type { Request } from 'express'
import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { pathParameter } from '../platform/pages.ts'
import type { FieldError } from '../platform/forms.ts'
import type { Uploads } from '../platform/uploads.ts'
import type { Consultation } from './consultation.ts'
import { findConsultation } from './consultation-repository.ts'

/** What the staff's pages need. */
export interface ManageNeeds {
  readonly db: Db
  readonly clock: Clock
  readonly uploads: Uploads
}

/** Reads the consultation that an address names, of the county that people work on. */
export type FindManaged = (request: Request) => Promise<Consultation>

/**
 * Reads the consultation that an address names, of the county that people work on.
 *
 * @param db - the database
 * @returns a function of the request; it throws 404 for a consultation of another county, and for none
 */
export function managedIn(db: Db): FindManaged {
  return async request => {
    const county = await requireCounty(db)
    const consultation = await findConsultation(db, pathParameter(request, 'id'))
    if (consultation?.countyId !== county.id) throw notFound('There is no such consultation.')
    return consultation
  }
}

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
 * @throws {AppError} 409 when it is published, or being read over
 */
export function unpublished(consultation: Consultation): Consultation {
  if (consultation.publishedAt !== null) throw publishedAlready()
  if (consultation.preparation === 'review') {
    throw new AppError(
      'under-review',
      409,
      'This consultation is being read over before it is published. Send it back from the review to change it.',
    )
  }
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
    'This consultation is published, so this can no longer be changed here. Correct what is published from the consultation’s page.',
  )
}

/**
 * What is said to somebody who sends a form that somebody else made old.
 *
 * @param field - where the mistake is shown
 * @param what - what was changed
 * @returns the mistake
 */
export function changedMeanwhile(field: string, what = 'this consultation'): FieldError {
  return {
    field,
    message: `Somebody else has changed ${what} since you opened this page. What you typed is still here: send it again to keep it, or reload the page to see theirs`,
  }
}

/**
 * The answer to taking something out a second time: by a double click, or after somebody else.
 *
 * @param what - what is gone, as the sentence begins: “This question”
 * @returns an error to throw, so that nothing is recorded of a thing that was not there
 */
export function goneAlready(what: string): AppError {
  return new AppError(
    'gone-already',
    410,
    `${what} is gone already: somebody else has taken it out, or the button was pressed twice. Nothing more has to be done.`,
  )
}
