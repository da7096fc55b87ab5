import type { Actor } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'

/**
 * Asks for a consultation to be read over before it is published.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param by - who asks
 * @param at - the moment
 * @returns false when it is under review or published already
 */
export async function askForReview(tx: Db, consultationId: string, by: Actor, at: Date): Promise<boolean> {
  const moved = await tx
    .updateTable('consultation')
    .set({
      preparation: 'review',
      review_asked_at: at.toISOString(),
      review_asked_by: by.accountId,
      review_asked_name: by.name,
      sent_back_because: '',
      updated_at: at.toISOString(),
    })
    .where('id', '=', consultationId)
    .where('preparation', '=', 'draft')
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

/**
 * Sends a consultation back from its review, to be written on.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param because - why, in plain words
 * @param at - the moment
 * @returns false when it is not under review
 */
export async function sendBack(tx: Db, consultationId: string, because: string, at: Date): Promise<boolean> {
  const moved = await tx
    .updateTable('consultation')
    .set({
      preparation: 'draft',
      review_asked_at: null,
      review_asked_by: null,
      review_asked_name: '',
      sent_back_because: because,
      updated_at: at.toISOString(),
    })
    .where('id', '=', consultationId)
    .where('preparation', '=', 'review')
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}
