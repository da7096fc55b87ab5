import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** A file that answers a question; its content is among the uploads under its SHA-256. */
export interface ResponseFile {
  readonly questionKey: string
  readonly sha256: string
  readonly originalName: string
  readonly mediaType: string
  readonly bytes: number
}

/** A file that was sent with a response. */
export interface StoredResponseFile extends ResponseFile {
  readonly id: string
  readonly responseId: string
}

/**
 * Stores the files of a response that is stored in the same transaction.
 *
 * @param tx - a transaction
 * @param responseId - the response
 * @param files - one for a question
 */
export async function storeResponseFiles(
  tx: Db,
  responseId: string,
  files: readonly ResponseFile[],
): Promise<void> {
  await tx
    .insertInto('response_file')
    .values(
      files.map(file => ({
        id: newId(),
        response_id: responseId,
        question_key: file.questionKey,
        sha256: file.sha256,
        original_name: file.originalName,
        media_type: file.mediaType,
        bytes: file.bytes,
      })),
    )
    .onConflict(same => same.columns(['response_id', 'question_key']).doNothing())
    .execute()
}

/**
 * The files that were sent to a consultation, for staff; those of withdrawn responses are left out.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns by response and question
 */
export async function listResponseFiles(db: Db, consultationId: string): Promise<StoredResponseFile[]> {
  const rows = await db
    .selectFrom('response_file')
    .innerJoin('response', 'response.id', 'response_file.response_id')
    .selectAll('response_file')
    .where('response.consultation_id', '=', consultationId)
    .where('response.withdrawn_at', 'is', null)
    .orderBy('response_file.response_id')
    .orderBy('response_file.question_key')
    .execute()
  return rows.map(row => ({
    id: row.id,
    responseId: row.response_id,
    questionKey: row.question_key,
    sha256: row.sha256,
    originalName: row.original_name,
    mediaType: row.media_type,
    bytes: row.bytes,
  }))
}

/**
 * Keeps a sealed file with a draft, in the place of an earlier one.
 *
 * @param db - the database, or a transaction
 * @param draftId - the draft
 * @param questionKey - the question
 * @param sealed - the file, sealed
 * @param at - the moment
 */
export async function saveDraftFile(
  db: Db,
  draftId: string,
  questionKey: string,
  sealed: string,
  at: Date,
): Promise<void> {
  const savedAt = at.toISOString()
  await db
    .insertInto('draft_file')
    .values({ draft_id: draftId, question_key: questionKey, sealed, saved_at: savedAt })
    .onConflict(same => same.columns(['draft_id', 'question_key']).doUpdateSet({ sealed, saved_at: savedAt }))
    .execute()
}

/**
 * The sealed files of a draft.
 *
 * @param db - the database
 * @param draftId - the draft
 * @returns by question's key
 */
export async function readDraftFiles(db: Db, draftId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('draft_file')
    .select(['question_key', 'sealed'])
    .where('draft_id', '=', draftId)
    .orderBy('question_key')
    .execute()
  return new Map(rows.map(row => [row.question_key, row.sealed]))
}

/**
 * Deletes a file of a draft.
 *
 * @param db - the database, or a transaction
 * @param draftId - the draft
 * @param questionKey - the question
 */
export async function removeDraftFile(db: Db, draftId: string, questionKey: string): Promise<void> {
  await db
    .deleteFrom('draft_file')
    .where('draft_id', '=', draftId)
    .where('question_key', '=', questionKey)
    .execute()
}
