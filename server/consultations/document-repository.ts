import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { ConsultationDocument } from './consultation.ts'

interface Row {
  id: string
  district_code: string | null
  title: string
  description: string
  body: string | null
  sha256: string | null
  original_name: string | null
  media_type: string | null
  bytes: number | null
  added_at: string
}

/**
 * A document from its row.
 *
 * @param row - the row
 * @returns the document
 */
export function documentFrom(row: Row): ConsultationDocument {
  const { sha256, original_name, media_type, bytes } = row
  return {
    id: row.id,
    districtCode: row.district_code,
    title: row.title,
    description: row.description,
    body: row.body,
    file:
      sha256 === null || original_name === null || media_type === null || bytes === null
        ? null
        : { sha256, originalName: original_name, mediaType: media_type, bytes },
    addedAt: row.added_at,
  }
}

/**
 * The documents of a consultation.
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
  return rows.map(documentFrom)
}

/**
 * One document of a consultation that the public can see.
 *
 * @param db - the database
 * @param slug - the consultation's part of the address
 * @param documentId - the document
 * @returns the document with its consultation's name; null when there is none, or the consultation is not published
 */
export async function findPublicDocument(
  db: Db,
  slug: string,
  documentId: string,
): Promise<{ document: ConsultationDocument; consultationName: string; demonstration: boolean } | null> {
  const row = await db
    .selectFrom('consultation_document')
    .innerJoin('consultation', 'consultation.id', 'consultation_document.consultation_id')
    .innerJoin('county', 'county.id', 'consultation.county_id')
    .selectAll('consultation_document')
    .select(['consultation.name as consultation_name', 'county.demonstration'])
    .where('consultation.slug', '=', slug)
    .where('consultation.published_at', 'is not', null)
    .where('consultation_document.id', '=', documentId)
    .executeTakeFirst()
  if (!row) return null
  return {
    document: documentFrom(row),
    consultationName: row.consultation_name,
    demonstration: row.demonstration === 1,
  }
}

/**
 * Adds a document at the end.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param document - the document
 * @param at - the moment
 * @returns its id
 */
export async function addDocument(
  db: Db,
  consultationId: string,
  document: Omit<ConsultationDocument, 'id' | 'addedAt'>,
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
      body: document.body,
      sha256: document.file?.sha256 ?? null,
      original_name: document.file?.originalName ?? null,
      media_type: document.file?.mediaType ?? null,
      bytes: document.file?.bytes ?? null,
      added_at: at.toISOString(),
    })
    .execute()
  return id
}

/**
 * Takes a document out, before publication.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param documentId - the document
 */
export async function removeDocument(db: Db, consultationId: string, documentId: string): Promise<void> {
  await db
    .deleteFrom('consultation_document')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', documentId)
    .execute()
}
