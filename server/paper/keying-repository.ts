import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { asWrittenFrom, type AsWritten } from './as-written.ts'

/** Whose reading it is: the first person's, the second person's, or what was decided between them. */
export type KeyingTurn = 'first' | 'second' | 'settled'

/** What one person read on a form. */
export interface Keying {
  readonly id: string
  readonly formId: string
  readonly turn: KeyingTurn
  readonly accountId: string
  readonly accountName: string
  readonly keyedAt: string
  readonly form: AsWritten
}

/**
 * Stores what a person read. The id was made before the form was first sent, so that the same keying sent twice is
 * stored once.
 *
 * @param tx - a transaction
 * @param keying - the reading
 * @returns false when this turn of this form is stored already
 */
export async function addKeying(tx: Db, keying: Keying): Promise<boolean> {
  const added = await tx
    .insertInto('paper_keying')
    .values({
      id: keying.id,
      form_id: keying.formId,
      turn: keying.turn,
      account_id: keying.accountId,
      account_name: keying.accountName,
      keyed_at: keying.keyedAt,
      as_written: JSON.stringify(keying.form),
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * Every reading of a form.
 *
 * @param db - the database
 * @param formId - the form
 * @returns the readings by turn
 */
export async function readKeyings(db: Db, formId: string): Promise<Partial<Record<KeyingTurn, Keying>>> {
  const rows = await db.selectFrom('paper_keying').selectAll().where('form_id', '=', formId).execute()
  const found: Partial<Record<KeyingTurn, Keying>> = {}
  for (const row of rows) {
    const turn = row.turn as KeyingTurn
    found[turn] = {
      id: row.id,
      formId: row.form_id,
      turn,
      accountId: row.account_id,
      accountName: row.account_name,
      keyedAt: row.keyed_at,
      form: asWrittenFrom(row.as_written),
    }
  }
  return found
}

/** By form and turn, who keyed it. */
export type BatchKeyers = ReadonlyMap<
  string,
  Partial<Record<KeyingTurn, { accountId: string; name: string; at: string }>>
>

/**
 * Who keyed each form of a batch.
 *
 * @param db - the database
 * @param batchId - the batch
 * @returns form id → the first and the second person's account and name
 */
export async function keyersOfBatch(db: Db, batchId: string): Promise<BatchKeyers> {
  const rows = await db
    .selectFrom('paper_keying')
    .innerJoin('paper_form', 'paper_form.id', 'paper_keying.form_id')
    .select(['form_id', 'turn', 'account_id', 'account_name', 'keyed_at'])
    .where('batch_id', '=', batchId)
    .execute()
  const found = new Map<
    string,
    Partial<Record<KeyingTurn, { accountId: string; name: string; at: string }>>
  >()
  for (const row of rows) {
    found.set(row.form_id, {
      ...found.get(row.form_id),
      [row.turn]: { accountId: row.account_id, name: row.account_name, at: row.keyed_at },
    })
  }
  return found
}

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** What was typed into a keying page so far. */
export type DraftFields = z.infer<typeof fields>

/**
 * Keeps a half-keyed form for the person who keys it.
 *
 * @param db - the database
 * @param formId - the form
 * @param accountId - the person
 * @param typed - fields as typed, without the postcode
 * @param at - the moment
 */
export async function saveDraft(
  db: Db,
  formId: string,
  accountId: string,
  typed: DraftFields,
  at: Date,
): Promise<void> {
  const values = { fields: JSON.stringify(typed), saved_at: at.toISOString() }
  await db
    .insertInto('paper_draft')
    .values({ form_id: formId, account_id: accountId, ...values })
    .onConflict(conflict => conflict.columns(['form_id', 'account_id']).doUpdateSet(values))
    .execute()
}

/**
 * A half-keyed form.
 *
 * @param db - the database
 * @param formId - the form
 * @param accountId - the person who keys it
 * @returns what was typed and when it was saved, or null
 */
export async function readDraft(
  db: Db,
  formId: string,
  accountId: string,
): Promise<{ typed: DraftFields; savedAt: string } | null> {
  const row = await db
    .selectFrom('paper_draft')
    .select(['fields', 'saved_at'])
    .where('form_id', '=', formId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ? { typed: fields.parse(JSON.parse(row.fields)), savedAt: row.saved_at } : null
}

/**
 * Half-keyed forms that a person can go on with: first readings of forms that are still out, and second readings of
 * forms that nobody has checked. What was half keyed before somebody else entered the form is not wanted any more; it
 * stays, and is there for its person should they check that form.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param accountId - the person
 * @returns the newest first
 */
export async function listDrafts(
  db: Db,
  consultationId: string,
  accountId: string,
): Promise<{ formId: string; serial: string; savedAt: string }[]> {
  return db
    .selectFrom('paper_draft')
    .innerJoin('paper_form', 'paper_form.id', 'paper_draft.form_id')
    .leftJoin('paper_keying as first', join =>
      join.onRef('first.form_id', '=', 'paper_form.id').on('first.turn', '=', 'first'),
    )
    .select(['paper_draft.form_id as formId', 'serial', 'saved_at as savedAt'])
    .where('consultation_id', '=', consultationId)
    .where('paper_draft.account_id', '=', accountId)
    .where(eb =>
      eb.or([
        eb('status', '=', 'issued'),
        eb.and([
          eb('status', '=', 'entered'),
          eb('checked', '=', 'not-checked'),
          eb('first.account_id', '!=', accountId),
          eb('saved_at', '>', eb.ref('first.keyed_at')),
        ]),
      ]),
    )
    .orderBy('saved_at', 'desc')
    .execute()
}

/**
 * Forgets the half-keyed form of a person.
 *
 * @param db - the database
 * @param formId - the form
 * @param accountId - the person
 */
export async function removeDraft(db: Db, formId: string, accountId: string): Promise<void> {
  await db
    .deleteFrom('paper_draft')
    .where('form_id', '=', formId)
    .where('account_id', '=', accountId)
    .execute()
}

/**
 * Writes down that somebody began to enter a form that was entered already.
 *
 * @param db - the database
 * @param repeat - the form, the batch, the person and the moment
 */
export async function addRepeat(
  db: Db,
  repeat: { formId: string; batchId: string; accountId: string; at: Date },
): Promise<void> {
  await db
    .insertInto('paper_repeat')
    .values({
      id: newId(),
      form_id: repeat.formId,
      batch_id: repeat.batchId,
      account_id: repeat.accountId,
      at: repeat.at.toISOString(),
    })
    .execute()
}

/**
 * Responses on forms whose number turned up again.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns response ids, each once
 */
export async function repeatedSerials(
  db: Db,
  consultationId: string,
): Promise<{ responseId: string; serial: string }[]> {
  const rows = await db
    .selectFrom('paper_repeat')
    .innerJoin('paper_form', 'paper_form.id', 'paper_repeat.form_id')
    .select(['response_id', 'serial'])
    .distinct()
    .where('consultation_id', '=', consultationId)
    .where('response_id', 'is not', null)
    .orderBy('serial')
    .execute()
  return rows.flatMap(row =>
    row.response_id === null ? [] : [{ responseId: row.response_id, serial: row.serial }],
  )
}
