import type { PublishedConsultation } from '../paper/index.ts'
import { publishedConsultations } from '../paper/index.ts'
import { readAnswerDeletion } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import type { FindingsDistrict } from './asked-questions.ts'

/** A published consultation whose findings staff look at. */
export interface FindingsConsultation extends PublishedConsultation {
  /** When the answers were deleted, because the time for which they are kept was over; null while they are here. */
  readonly answersDeletedAt: string | null
}

/**
 * A published consultation by its part of the address.
 *
 * @param db - the database
 * @param slug - its part of the address
 * @returns the consultation
 * @throws {AppError} not-found
 */
export async function consultationOf(db: Db, slug: string): Promise<FindingsConsultation> {
  const consultation = (await publishedConsultations(db)).find(one => one.slug === slug)
  if (!consultation) throw notFound('There is no such consultation, or it has not been published yet.')
  return { ...consultation, answersDeletedAt: (await readAnswerDeletion(db, consultation.id))?.at ?? null }
}

/** Links between the pages of one consultation's findings. */
export interface FindingsTab {
  readonly label: string
  readonly href: string
  readonly current: boolean
}

/**
 * What every staff page of findings shows around its own.
 *
 * @param consultation - the consultation
 * @param districts - its districts; none where the page does not lead to them
 * @param here - the page's own address
 * @returns breadcrumbs and tabs
 */
export function findingsFrame(
  consultation: PublishedConsultation,
  districts: readonly FindingsDistrict[],
  here: string,
): {
  consultation: PublishedConsultation
  breadcrumbs: { text: string; href: string }[]
  tabs: FindingsTab[]
} {
  const at = `/findings/${consultation.slug}`
  const places: [string, string][] = [
    ['All districts', at],
    ...districts.map(({ slug, name }): [string, string] => [name, `${at}/districts/${slug}`]),
    ['Groups of people', `${at}/groups`],
    ['Who answered', `${at}/who`],
    ['Comments', `${at}/comments`],
    ['Themes', `${at}/themes`],
    ['Safeguarding', `${at}/flags`],
    ['Duplicates', `${at}/duplicates`],
    ['Signs', `${at}/signals`],
    ['Publish', `${at}/publish`],
  ]
  return {
    consultation,
    breadcrumbs: [{ text: 'Findings', href: '/findings' }],
    tabs: places.map(([label, href]) => ({ label, href, current: href === here })),
  }
}
