import type { Db } from '../db/index.ts'

/** Mark of a form that adds something; null when nothing tells the form from another. */
export type AddingForm = string | null

// Longer than a page is left open, or gone back to.
const kept = 30 * 24 * 60 * 60 * 1000

/**
 * Adds something once, however often its form arrives: by a double click, or sent again. Two that arrive at the same
 * moment wait for each other; where the first one fails, the second one adds it.
 *
 * @param tx - a transaction, at its beginning
 * @param form - mark of the form; see `addingForm`
 * @param at - the moment
 * @param add - adds it, in the transaction, and returns its id; null when it could not be added, and may come again
 * @returns id of what was added, now or the first time; null when nothing was
 */
export async function addedOnce<Made extends string | null>(
  tx: Db,
  form: AddingForm,
  at: Date,
  add: () => Promise<Made>,
): Promise<Made | string> {
  if (form === null) return add()
  const first = await tx
    .insertInto('form_sent')
    .values({ mark: form, made: '', sent_at: at.toISOString() })
    .onConflict(conflict => conflict.column('mark').doNothing())
    .returning('mark')
    .executeTakeFirst()
  if (first === undefined) return (await addedBefore(tx, form)) ?? add()
  const made = await add()
  if (made === null) {
    await tx.deleteFrom('form_sent').where('mark', '=', form).execute()
    return made
  }
  await tx.updateTable('form_sent').set({ made }).where('mark', '=', form).execute()
  await tx
    .deleteFrom('form_sent')
    .where('sent_at', '<', new Date(at.getTime() - kept).toISOString())
    .execute()
  return made
}

/**
 * What a form has added already; for pages that would find a mistake in it only because it is there.
 *
 * @param db - the database
 * @param form - mark of the form; see `addingForm`
 * @returns id of what it added; null when it has not come before
 */
export async function addedBefore(db: Db, form: AddingForm): Promise<string | null> {
  if (form === null) return null
  const row = await db.selectFrom('form_sent').select('made').where('mark', '=', form).executeTakeFirst()
  return row?.made ?? null
}
