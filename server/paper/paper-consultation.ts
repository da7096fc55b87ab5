import {
  listConsultationDistricts,
  listConsultations,
  listSessions,
  type Consultation,
  type DropInSession,
} from '../consultations/index.ts'
import { currentCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { listSurveys, type Survey } from '../surveys/index.ts'

/** A published consultation: its dates are set. */
export interface PublishedConsultation extends Consultation {
  readonly opensAt: string
  readonly closesAt: string
}

/** A district with the survey that its forms carry. */
export interface PaperDistrict {
  readonly code: string
  readonly slug: string
  readonly name: string
  readonly survey: Survey
}

/** What paper needs to know of a consultation. */
export interface PaperConsultation {
  readonly consultation: PublishedConsultation
  readonly districts: readonly PaperDistrict[]
  readonly sessions: readonly DropInSession[]
}

/**
 * The county's published consultations.
 *
 * @param db - the database
 * @returns the one that closes last first; none where no county is loaded
 */
export async function publishedConsultations(db: Db): Promise<PublishedConsultation[]> {
  const county = await currentCounty(db)
  if (county === null) return []
  return (await listConsultations(db, county.id)).filter(isPublished)
}

/**
 * One published consultation with its districts, their newest surveys and the drop-in sessions.
 *
 * @param db - the database
 * @param slug - its part of the address
 * @returns the consultation
 * @throws {AppError} not-found
 */
export async function readPaperConsultation(db: Db, slug: string): Promise<PaperConsultation> {
  const consultation = (await publishedConsultations(db)).find(one => one.slug === slug)
  if (!consultation) throw notFound('There is no such consultation, or it has not been published yet.')
  const [districts, surveys, sessions] = await Promise.all([
    listConsultationDistricts(db, consultation.id),
    listSurveys(db, consultation.id),
    listSessions(db, consultation.id),
  ])
  return {
    consultation,
    // Nobody takes forms to a session that was cancelled.
    sessions: sessions.filter(({ cancelledAt }) => cancelledAt === null),
    districts: districts.flatMap(({ code, slug: districtSlug, name }) => {
      // Newest version first, so that is the one found.
      const survey = surveys.find(one => one.districtCode === code)
      return survey ? [{ code, slug: districtSlug, name, survey }] : []
    }),
  }
}

function isPublished(consultation: Consultation): consultation is PublishedConsultation {
  return consultation.publishedAt !== null && consultation.opensAt !== null && consultation.closesAt !== null
}
