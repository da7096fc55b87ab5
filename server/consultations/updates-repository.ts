import type { Db } from '../db/index.ts'
import type { ConsultationDocument, DocumentVariant, DropInSession } from './consultation.ts'
import { inOrder, variantKindOf } from './document-repository.ts'
import { faqChanges } from './faq-repository.ts'
import { sessionChanges } from './session-repository.ts'

/** A version of a document that is in force, without its text. */
export interface ListedVariant extends Pick<DocumentVariant, 'id' | 'kind' | 'language' | 'link'> {
  readonly hasText: boolean
  readonly file: { readonly mediaType: string; readonly bytes: number } | null
}

/** A document without its texts and without earlier versions. */
export interface ListedDocument extends Omit<ConsultationDocument, 'variants' | 'changes'> {
  readonly variants: readonly ListedVariant[]
}

/** A question with its answer, without how it stood before. */
export interface ListedFaq {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly addedAt: string
  readonly changedAt: string | null
  /** What was changed last; null when nothing was. */
  readonly changeNote: string | null
}

/** A drop-in session in a list. */
export type ListedSession = Omit<DropInSession, 'siteId' | 'postcode' | 'position' | 'sequence' | 'changedAt'>

/** What may still grow after publication. */
export interface Updates {
  readonly documents: readonly ListedDocument[]
  readonly faqs: readonly ListedFaq[]
  readonly sessions: readonly ListedSession[]
}

/**
 * Documents, questions and drop-in sessions of a consultation; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns all three, each in order
 */
export async function readUpdates(db: Db, consultationId: string): Promise<Updates> {
  const rows = await db
    .selectFrom('consultation_document')
    .select(of => [
      of.cast<string>(of.val('document'), 'text').as('kind'),
      'id',
      'position',
      of.cast<string | null>(of.ref('district_code'), 'text').as('about'),
      'title',
      'description as text',
      'added_at as first_at',
      of.cast<string | null>(of.val(null), 'text').as('second_at'),
      of.cast<string | null>(of.val(null), 'text').as('third'),
      of.cast<string | null>(of.val(null), 'text').as('fourth'),
      of.cast<string | null>(of.val(null), 'text').as('fifth'),
      of.cast<string | null>(of.val(null), 'text').as('sixth'),
      of.cast<number | null>(of.val(null), 'integer').as('bytes'),
    ])
    .where('consultation_id', '=', consultationId)
    .unionAll(
      db
        .selectFrom('document_variant')
        .select(of => [
          of.cast<string>(of.val('variant'), 'text').as('kind'),
          'id',
          of.cast<number>(of.val(0), 'integer').as('position'),
          of.cast<string | null>(of.ref('document_id'), 'text').as('about'),
          'document_variant.kind as title',
          'language as text',
          'added_at as first_at',
          of.cast<string | null>(of.val(null), 'text').as('second_at'),
          'media_type as third',
          of
            .cast<string | null>(of.case().when('body', 'is', null).then('').else('text').end(), 'text')
            .as('fourth'),
          'link as fifth',
          of.cast<string | null>(of.val(null), 'text').as('sixth'),
          'bytes',
        ])
        .where('consultation_id', '=', consultationId)
        .where('superseded_at', 'is', null),
    )
    .unionAll(
      db
        .selectFrom('faq')
        .select(of => [
          of.cast<string>(of.val('faq'), 'text').as('kind'),
          'id',
          'position',
          of.cast<string | null>(of.val(null), 'text').as('about'),
          'question as title',
          'answer as text',
          'added_at as first_at',
          'changed_at as second_at',
          of.cast<string | null>(of.ref('changes'), 'text').as('third'),
          of.cast<string | null>(of.val(null), 'text').as('fourth'),
          of.cast<string | null>(of.val(null), 'text').as('fifth'),
          of.cast<string | null>(of.val(null), 'text').as('sixth'),
          of.cast<number | null>(of.val(null), 'integer').as('bytes'),
        ])
        .where('consultation_id', '=', consultationId),
    )
    .unionAll(
      db
        .selectFrom('drop_in_session')
        .select(of => [
          of.cast<string>(of.val('session'), 'text').as('kind'),
          'id',
          of.cast<number>(of.val(0), 'integer').as('position'),
          'district_code as about',
          'venue as title',
          'address as text',
          'starts_at as first_at',
          'ends_at as second_at',
          'access as third',
          'languages as fourth',
          'cancelled_at as fifth',
          of.cast<string | null>(of.ref('changes'), 'text').as('sixth'),
          of.cast<number | null>(of.val(null), 'integer').as('bytes'),
        ])
        .where('consultation_id', '=', consultationId),
    )
    .execute()
  rows.sort((a, b) => a.position - b.position || compare(a.first_at, b.first_at) || compare(a.id, b.id))
  const of = (kind: string): typeof rows => rows.filter(row => row.kind === kind)
  const variants = of('variant').map(row => ({
    documentId: row.about,
    listed: {
      id: row.id,
      kind: variantKindOf(row.title),
      language: row.text,
      version: 1,
      hasText: row.fourth === 'text',
      link: row.fifth,
      file: row.third === null || row.bytes === null ? null : { mediaType: row.third, bytes: row.bytes },
    },
  }))
  return {
    documents: of('document').map(row => ({
      id: row.id,
      districtCode: row.about,
      title: row.title,
      description: row.text,
      addedAt: row.first_at,
      variants: variants
        .filter(({ documentId }) => documentId === row.id)
        .map(({ listed }) => listed)
        .sort(inOrder),
    })),
    faqs: of('faq').map(row => ({
      id: row.id,
      question: row.title,
      answer: row.text,
      addedAt: row.first_at,
      changedAt: row.second_at,
      changeNote: faqChanges(row.third ?? '[]')[0]?.note ?? null,
    })),
    sessions: of('session').map(row => ({
      id: row.id,
      districtCode: row.about,
      startsAt: row.first_at,
      endsAt: row.second_at ?? row.first_at,
      venue: row.title,
      address: row.text,
      access: row.third ?? '',
      languages: row.fourth ?? '',
      cancelledAt: row.fifth,
      changes: sessionChanges(row.sixth ?? '[]'),
    })),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
