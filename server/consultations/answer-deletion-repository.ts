import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** That the answers to a consultation were deleted, because the time for which they are kept was over. */
export interface AnswerDeletion {
  readonly at: string
  readonly by: string
  /** How many responses there were, those that were taken back among them. */
  readonly responses: number
}

/**
 * The newest deletion of a consultation's answers; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns null while none were deleted
 */
export async function readAnswerDeletion(db: Db, consultationId: string): Promise<AnswerDeletion | null> {
  const row = await db
    .selectFrom('answer_deletion')
    .select(['deleted_at', 'deleted_by', 'responses'])
    .where('consultation_id', '=', consultationId)
    .orderBy('deleted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { at: row.deleted_at, by: row.deleted_by, responses: row.responses } : null
}

/**
 * Writes down that the answers to a consultation are deleted.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param deletion - when, by whom, and how many
 */
export async function recordAnswerDeletion(
  tx: Db,
  consultationId: string,
  deletion: AnswerDeletion,
): Promise<void> {
  await tx
    .insertInto('answer_deletion')
    .values({
      id: newId(),
      consultation_id: consultationId,
      deleted_at: deletion.at,
      deleted_by: deletion.by,
      responses: deletion.responses,
    })
    .execute()
}
