import type { Db } from '../db/index.ts'
import { erasedAddress } from './letter-seal.ts'

/** How long a letter, with its address, is kept. */
export const letterDays = 30

/**
 * Erases letters that were queued more than thirty days ago, whether or not they were sent.
 *
 * @param db - the database
 * @param at - now
 * @returns how many were erased
 */
export async function eraseOldLetters(db: Db, at: Date): Promise<number> {
  const before = new Date(at.getTime() - letterDays * 86_400_000).toISOString()
  const gone = await db.deleteFrom('letter').where('queued_at', '<', before).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/**
 * Erases the addresses of letters that were sent, as soon as the limit of letters an hour needs them no more.
 *
 * @param db - the database
 * @param at - now
 * @returns how many were erased
 */
export async function eraseSentAddresses(db: Db, at: Date): Promise<number> {
  const anHourAgo = new Date(at.getTime() - 3_600_000).toISOString()
  const erased = await db
    .updateTable('letter')
    .set({ recipient: erasedAddress })
    .where('state', '=', 'sent')
    .where('queued_at', '<', anHourAgo)
    .where('recipient', '!=', erasedAddress)
    .executeTakeFirst()
  return Number(erased.numUpdatedRows)
}

/**
 * Erases the letters that belong to something, sent or not, with their addresses.
 *
 * @param tx - the transaction in which that ends
 * @param about - what the letters belong to
 */
export async function eraseLettersAbout(tx: Db, about: readonly string[]): Promise<void> {
  for (let first = 0; first < about.length; first += 400)
    await tx
      .deleteFrom('letter')
      .where('about', 'in', about.slice(first, first + 400))
      .execute()
}
