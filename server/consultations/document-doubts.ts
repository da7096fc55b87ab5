import { stateAt } from '../model/opening-state.ts'
import {
  openingTimes,
  type Consultation,
  type ConsultationDocument,
  type VariantKind,
} from './consultation.ts'

/** Forms for people who cannot use the others: published late, they leave those people less time. */
const neededForms: readonly VariantKind[] = ['easy-read', 'large-print', 'bsl', 'audio', 'translation']

/**
 * What should be looked at again before documents are published.
 *
 * @param documents - the documents with the versions in force
 * @returns sentences for staff; empty when there is nothing
 */
export function documentDoubts(documents: readonly ConsultationDocument[]): string[] {
  const inForce = documents.map(({ title, variants }) => ({
    title,
    variants: variants.filter(({ supersededAt }) => supersededAt === null),
  }))
  const has = (kind: VariantKind): boolean =>
    inForce.some(({ variants }) => variants.some(variant => variant.kind === kind))
  const doubts: string[] = []
  if (documents.length > 0 && !has('easy-read')) {
    doubts.push(
      'No document is in easy read. Published after opening, it would leave people who need it less time than others.',
    )
  }
  for (const { title, variants } of inForce) {
    if (variants.length === 0) doubts.push(`“${title}” has nothing to read yet.`)
    else if (variants.every(({ body }) => body === null)) {
      doubts.push(
        `“${title}” has no text on a page: files are hard to read on a phone and with a screen reader.`,
      )
    }
    if (variants.some(({ kind, body }) => (kind === 'bsl' || kind === 'audio') && body === null)) {
      doubts.push(`“${title}” has a video or a recording without the words that are spoken.`)
    }
  }
  return doubts
}

/**
 * Whether a form comes too late for the people who need it.
 *
 * @param consultation - its dates
 * @param kind - the form that is added
 * @param language - its language
 * @param now - the server's moment
 * @returns true when the consultation takes answers already, or no longer
 */
export function comesLate(
  consultation: Consultation,
  kind: VariantKind,
  language: string,
  now: Date,
): boolean {
  if (consultation.publishedAt === null) return false
  if (!neededForms.includes(kind) && language === 'en') return false
  const times = openingTimes(consultation)
  return times !== null && stateAt(times, now.getTime()) !== 'before'
}
