import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import {
  variantKinds,
  type ConsultationDocument,
  type DocumentVariant,
  type KeptFile,
  type VariantKind,
} from './consultation.ts'
import { documentChanges } from './document-about-repository.ts'

/** What a version holds: a text, a file or both, or a link. */
export interface VariantContent {
  readonly body: string | null
  readonly link: string | null
  readonly file: KeptFile | null
}

/** What stands for a document before its versions. */
export type DocumentAbout = Pick<ConsultationDocument, 'districtCode' | 'title' | 'description'>

interface VariantRow {
  id: string
  document_id: string
  kind: string
  language: string
  version: number
  body: string | null
  link: string | null
  sha256: string | null
  original_name: string | null
  media_type: string | null
  bytes: number | null
  hash: string
  reason: string
  added_at: string
  superseded_at: string | null
}

/**
 * The hash by which a version is known: of the file, where there is a file alone, so that anybody can compare it with
 * the file that they have; otherwise of text, file and link together.
 *
 * @param content - what the version holds
 * @returns SHA-256 as 64 hexadecimal characters
 */
export function contentHash(content: VariantContent): string {
  const { body, link, file } = content
  if (file !== null && body === null && link === null) return file.sha256
  return createHash('sha256')
    .update(JSON.stringify([body, file?.sha256 ?? null, link]))
    .digest('hex')
}

/**
 * A form by its name in a column.
 *
 * @param kind - the column
 * @returns the form; the full document for a name that is not known
 */
export function variantKindOf(kind: string): VariantKind {
  return variantKinds.find(known => known === kind) ?? 'full'
}

function variantFrom(row: VariantRow): DocumentVariant {
  const { sha256, original_name, media_type, bytes } = row
  const file =
    sha256 === null || original_name === null || media_type === null || bytes === null
      ? null
      : { sha256, originalName: original_name, mediaType: media_type, bytes }
  return {
    id: row.id,
    documentId: row.document_id,
    kind: variantKindOf(row.kind),
    language: row.language,
    version: row.version,
    body: row.body,
    link: row.link,
    file,
    hash: row.hash,
    reason: row.reason,
    addedAt: row.added_at,
    supersededAt: row.superseded_at,
  }
}

/**
 * Versions in the order in which they are offered: by form, English first, then by language, the newest first.
 *
 * @param a - one version
 * @param b - another
 * @returns below 0 when the first comes first
 */
export function inOrder(
  a: Pick<DocumentVariant, 'kind' | 'language' | 'version'>,
  b: Pick<DocumentVariant, 'kind' | 'language' | 'version'>,
): number {
  const language = (of: string): string => (of === 'en' ? '' : of)
  return (
    variantKinds.indexOf(a.kind) - variantKinds.indexOf(b.kind) ||
    language(a.language).localeCompare(language(b.language), 'en') ||
    b.version - a.version
  )
}

/**
 * The documents of a consultation with every version; two statements.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns in order
 */
export async function listDocuments(db: Db, consultationId: string): Promise<ConsultationDocument[]> {
  const rows = await db
    .selectFrom('consultation_document')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const variants = await db
    .selectFrom('document_variant')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .execute()
  return rows.map(row => ({
    id: row.id,
    districtCode: row.district_code,
    title: row.title,
    description: row.description,
    addedAt: row.added_at,
    changes: documentChanges(row.changes),
    variants: variants
      .filter(variant => variant.document_id === row.id)
      .map(variantFrom)
      .sort(inOrder),
  }))
}

/**
 * One document with every version; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param documentId - the document
 * @returns the document; null when the consultation has none of that id
 */
export async function findDocument(
  db: Db,
  consultationId: string,
  documentId: string,
): Promise<ConsultationDocument | null> {
  const rows = await db
    .selectFrom('consultation_document')
    .leftJoin('document_variant', 'document_variant.document_id', 'consultation_document.id')
    .selectAll('document_variant')
    .select([
      'consultation_document.id as own_id',
      'consultation_document.district_code',
      'consultation_document.title',
      'consultation_document.description',
      'consultation_document.added_at as first_at',
      'consultation_document.changes',
    ])
    .where('consultation_document.consultation_id', '=', consultationId)
    .where('consultation_document.id', '=', documentId)
    .execute()
  const [first] = rows
  if (!first) return null
  return {
    id: first.own_id,
    districtCode: first.district_code,
    title: first.title,
    description: first.description,
    addedAt: first.first_at,
    changes: documentChanges(first.changes),
    variants: rows.flatMap(row => (row.id === null ? [] : [variantFrom(row as VariantRow)])).sort(inOrder),
  }
}

/**
 * Adds a document at the end, without a version yet.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param document - title, description and district
 * @param at - the moment
 * @returns its id
 */
export async function addDocument(
  db: Db,
  consultationId: string,
  document: DocumentAbout,
  at: Date,
): Promise<string> {
  const id = newId()
  const last = await db
    .selectFrom('consultation_document')
    .select(of => of.fn.max<number | null>('position').as('position'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  await db
    .insertInto('consultation_document')
    .values({
      id,
      consultation_id: consultationId,
      district_code: document.districtCode,
      position: (last?.position ?? -1) + 1,
      title: document.title,
      description: document.description,
      added_at: at.toISOString(),
    })
    .execute()
  return id
}

/** A version to be added. */
export interface NewVariant extends VariantContent {
  readonly documentId: string
  readonly kind: VariantKind
  readonly language: string
  /** Why it takes an earlier one's place; '' for the first. */
  readonly reason: string
}

/** A version that was added, and what it took the place of. */
export interface AddedVariant {
  readonly id: string
  readonly version: number
  readonly hash: string
  /** Hash of the one before; null when there was none. */
  readonly beforeHash: string | null
}

/**
 * Adds a version of a document. One in the same form and language is superseded: it stays, with the date. Before
 * publication nobody has seen it, so that it is replaced.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param variant - form, language, content and reason
 * @param at - the moment
 * @returns what was added; null when the consultation has no such document
 */
export async function addVariant(
  db: Db,
  consultationId: string,
  variant: NewVariant,
  at: Date,
): Promise<AddedVariant | null> {
  const document = await db
    .selectFrom('consultation_document')
    .innerJoin('consultation', 'consultation.id', 'consultation_document.consultation_id')
    .select('consultation.published_at')
    .where('consultation_document.id', '=', variant.documentId)
    .where('consultation_document.consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (!document) return null
  const before = await db
    .selectFrom('document_variant')
    .select(['id', 'hash', 'version'])
    .where('document_id', '=', variant.documentId)
    .where('kind', '=', variant.kind)
    .where('language', '=', variant.language)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
  if (before && document.published_at === null) {
    await db.deleteFrom('document_variant').where('id', '=', before.id).execute()
  } else if (before) {
    await db
      .updateTable('document_variant')
      .set({ superseded_at: at.toISOString() })
      .where('id', '=', before.id)
      .execute()
  }
  const superseded = before !== undefined && document.published_at !== null
  const id = newId()
  const version = superseded ? before.version + 1 : 1
  const hash = contentHash(variant)
  await db
    .insertInto('document_variant')
    .values({
      id,
      document_id: variant.documentId,
      consultation_id: consultationId,
      kind: variant.kind,
      language: variant.language,
      version,
      body: variant.body,
      link: variant.link,
      sha256: variant.file?.sha256 ?? null,
      original_name: variant.file?.originalName ?? null,
      media_type: variant.file?.mediaType ?? null,
      bytes: variant.file?.bytes ?? null,
      hash,
      reason: superseded ? variant.reason : '',
      added_at: at.toISOString(),
      superseded_at: null,
    })
    .execute()
  return { id, version, hash, beforeHash: superseded ? before.hash : null }
}

/**
 * Takes a document out, while the consultation is not published.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param documentId - the document
 * @returns false when there is none, or it is published
 */
export async function removeDocument(db: Db, consultationId: string, documentId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('consultation_document')
    .where('consultation_id', 'in', unpublished(db, consultationId))
    .where('id', '=', documentId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

/**
 * Takes one version of a document out, while the consultation is not published.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param variantId - the version
 * @returns false when there is none, or it is published
 */
export async function removeVariant(db: Db, consultationId: string, variantId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('document_variant')
    .where('consultation_id', 'in', unpublished(db, consultationId))
    .where('id', '=', variantId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

function unpublished(db: Db, consultationId: string) {
  return db
    .selectFrom('consultation')
    .select('id')
    .where('id', '=', consultationId)
    .where('published_at', 'is', null)
}
