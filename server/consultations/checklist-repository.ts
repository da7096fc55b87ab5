import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { checkItems, type CheckAnswer, type CheckKey } from './checklist.ts'

/** An answer, current or earlier. */
export interface KeptCheckAnswer extends CheckAnswer {
  /** ISO UTC; null for the current one. */
  readonly replacedAt: string | null
}

/**
 * Every answer to a consultation's checklist.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns newest first, the current ones among them
 */
export async function listCheckAnswers(db: Db, consultationId: string): Promise<KeptCheckAnswer[]> {
  const rows = await db
    .selectFrom('consultation_check')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('answered_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.flatMap(row => {
    const item = checkItems.find(one => one.key === row.item)?.key
    return item === undefined
      ? []
      : [
          {
            item,
            answer: row.answer,
            evidence: row.evidence,
            answeredAt: row.answered_at,
            answeredBy: row.answered_by,
            replacedAt: row.replaced_at,
          },
        ]
  })
}

/**
 * The current answers to a consultation's checklist.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns at most one for each point
 */
export async function currentCheckAnswers(db: Db, consultationId: string): Promise<CheckAnswer[]> {
  const answers = await listCheckAnswers(db, consultationId)
  return answers.filter(answer => answer.replacedAt === null).map(({ replacedAt: _, ...answer }) => answer)
}

/**
 * Answers a point; the answer before it is kept.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param given - point, answer, evidence, and who answers
 * @param at - the moment
 */
export async function answerCheck(
  tx: Db,
  consultationId: string,
  given: { readonly item: CheckKey; readonly answer: string; readonly evidence: string; readonly by: string },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('consultation_check')
    .set({ replaced_at: at.toISOString() })
    .where('consultation_id', '=', consultationId)
    .where('item', '=', given.item)
    .where('replaced_at', 'is', null)
    .execute()
  await tx
    .insertInto('consultation_check')
    .values({
      id: newId(),
      consultation_id: consultationId,
      item: given.item,
      answer: given.answer,
      evidence: given.evidence,
      answered_at: at.toISOString(),
      answered_by: given.by,
      replaced_at: null,
    })
    .execute()
}
