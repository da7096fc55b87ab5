import type { Db } from '../db/index.ts'
import type { Paper } from './decision-repository.ts'
import { listDocuments } from './document-repository.ts'

/**
 * The documents of a consultation that a meeting or a decision may name as its paper.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns choices for a list, an empty one first
 */
export async function documentChoices(
  db: Db,
  consultationId: string,
): Promise<{ value: string; text: string }[]> {
  const documents = await listDocuments(db, consultationId)
  return [
    { value: '', text: 'None of them' },
    ...documents.map(document => ({ value: document.id, text: document.title })),
  ]
}

/**
 * The paper that a form names.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param form - title, address and document; '' where one is not given
 * @returns the paper; null when none is named. A document of another consultation is not taken.
 */
export async function paperFrom(
  db: Db,
  consultationId: string,
  form: { readonly paperTitle: string; readonly paperUrl: string; readonly documentId: string },
): Promise<Paper | null> {
  const { paperTitle, paperUrl, documentId } = form
  if (paperTitle === '') return null
  const known = (await documentChoices(db, consultationId)).some(
    ({ value }) => value !== '' && value === documentId,
  )
  return { title: paperTitle, url: paperUrl === '' ? null : paperUrl, documentId: known ? documentId : null }
}
