import { stateAt } from '../model/opening-state.ts'
import type { FieldError } from '../platform/forms.ts'
import {
  openingTimes,
  type Consultation,
  type ConsultationDocument,
  type DocumentVariant,
  type VariantKind,
} from './consultation.ts'
import type { VariantForm } from './document-forms.ts'

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

/**
 * What is wrong with a version of a document beside its fields one by one.
 *
 * @param form - the version as it was typed
 * @param hasFile - whether a file came with it
 * @param document - the document as it stands
 * @param published - whether the public reads it
 * @returns the mistakes, each at its field; empty when there are none
 */
export function variantMistakes(
  form: VariantForm,
  hasFile: boolean,
  document: ConsultationDocument,
  published: boolean,
): FieldError[] {
  const mistakes: FieldError[] = []
  const { kind, language, body, link, reason, replaces } = form
  const before = inForceOf(document, { kind, language })
  if (!hasFile && body === '' && link === '') {
    mistakes.push({
      field: 'body',
      message: 'Write the text, choose a file, or give the address of a video',
    })
  }
  if (link !== '' && kind !== 'bsl' && kind !== 'audio') {
    mistakes.push({ field: 'link', message: 'Only a video or a recording may be on another website' })
  }
  if (replaces !== (before?.id ?? '')) {
    mistakes.push({
      field: 'replaces',
      message:
        before === undefined
          ? 'There is none in this form and language to take the place of. Choose “Nothing”'
          : 'There is one in this form and language already. Choose the one that it takes the place of',
    })
  }
  if (before !== undefined && published && reason === '') {
    mistakes.push({ field: 'reason', message: 'Say why a newer version is needed: the public is told' })
  }
  return mistakes
}

/** What is said to somebody whose version another person's came before. */
export const addedMeanwhile: FieldError = {
  field: 'replaces',
  message:
    'Somebody else has just added one in this form and language. Look at theirs above. What you typed is still here: choose the one that it takes the place of, and the file again, if there is one',
}

/**
 * The version in force in a form and language.
 *
 * @param document - the document with its versions
 * @param wanted - form and language
 * @returns the version; undefined when there is none
 */
export function inForceOf(
  document: Pick<ConsultationDocument, 'variants'>,
  wanted: Pick<VariantForm, 'kind' | 'language'>,
): DocumentVariant | undefined {
  return document.variants.find(
    ({ supersededAt, kind, language }) =>
      supersededAt === null && kind === wanted.kind && language === wanted.language,
  )
}
