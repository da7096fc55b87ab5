import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { batchKinds, type BatchCounts, type CountedBatch, type PaperBatch } from './batch.ts'

interface Row {
  id: string
  consultation_id: string
  kind: string
  session_id: string | null
  label: string
  held_on: string
  district_code: string | null
  count_in: number | null
  note: string
  opened_at: string
  opened_by: string
  closed_at: string | null
  closed_by: string | null
}

function toBatch(row: Row): PaperBatch {
  return {
    id: row.id,
    consultationId: row.consultation_id,
    kind: batchKinds.find(kind => kind === row.kind) ?? 'post',
    sessionId: row.session_id,
    label: row.label,
    heldOn: row.held_on,
    districtCode: row.district_code,
    countIn: row.count_in,
    note: row.note,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  }
}

/** What a person says of a batch. */
export type BatchDescription = Pick<
  PaperBatch,
  'kind' | 'sessionId' | 'label' | 'heldOn' | 'districtCode' | 'countIn' | 'note'
>

const described = (batch: BatchDescription) => ({
  kind: batch.kind,
  session_id: batch.sessionId,
  label: batch.label,
  held_on: batch.heldOn,
  district_code: batch.districtCode,
  count_in: batch.countIn,
  note: batch.note,
})

/**
 * Opens a batch.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param batch - what is known of it
 * @param by - the person's name
 * @param at - the moment
 * @returns the batch's id
 */
export async function addBatch(
  db: Db,
  consultationId: string,
  batch: BatchDescription,
  by: string,
  at: Date,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('paper_batch')
    .values({
      id,
      consultation_id: consultationId,
      ...described(batch),
      opened_at: at.toISOString(),
      opened_by: by,
      closed_at: null,
      closed_by: null,
    })
    .execute()
  return id
}

/**
 * Changes what is said of an open batch.
 *
 * @param db - the database
 * @param id - the batch
 * @param batch - what holds from now on
 * @returns false when it is closed
 */
export async function changeBatch(db: Db, id: string, batch: BatchDescription): Promise<boolean> {
  const changed = await db
    .updateTable('paper_batch')
    .set(described(batch))
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/**
 * One batch with its counts.
 *
 * @param db - the database
 * @param id - the batch
 * @returns the batch, or null
 */
export async function findBatch(db: Db, id: string): Promise<CountedBatch | null> {
  const row = await db.selectFrom('paper_batch').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const counts = await countForms(db, 'id', id)
  return { ...toBatch(row), counts: counts.get(id) ?? noForms }
}

/**
 * The batches of a consultation with their counts.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns open ones first, the newest on top
 */
export async function listBatches(db: Db, consultationId: string): Promise<CountedBatch[]> {
  const rows = await db
    .selectFrom('paper_batch')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('held_on', 'desc')
    .orderBy('opened_at', 'desc')
    .execute()
  const counts = await countForms(db, 'consultation_id', consultationId)
  const batches = rows.map(row => ({ ...toBatch(row), counts: counts.get(row.id) ?? noForms }))
  return [
    ...batches.filter(batch => batch.closedAt === null),
    ...batches.filter(batch => batch.closedAt !== null),
  ]
}

/**
 * Holds an open batch until the transaction ends, so that nobody closes it while a form goes in.
 *
 * @param tx - a transaction
 * @param id - the batch
 * @returns false when it is closed, or there is none
 */
export async function holdOpenBatch(tx: Db, id: string): Promise<boolean> {
  const held = await tx
    .updateTable('paper_batch')
    .set({ closed_at: null })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return held.numUpdatedRows === 1n
}

/**
 * Closes a batch, or opens it again.
 *
 * @param db - the database
 * @param id - the batch
 * @param closed - when and by whom; null to open it again
 * @returns false when it was so before
 */
export async function setBatchClosed(
  db: Db,
  id: string,
  closed: { at: Date; by: string } | null,
): Promise<boolean> {
  const changed = await db
    .updateTable('paper_batch')
    .set({ closed_at: closed?.at.toISOString() ?? null, closed_by: closed?.by ?? null })
    .where('id', '=', id)
    .where('closed_at', closed === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

const noForms: BatchCounts = { entered: 0, void: 0, spoilt: 0, checked: 0, differing: 0 }

async function countForms(
  db: Db,
  by: 'id' | 'consultation_id',
  value: string,
): Promise<Map<string, BatchCounts>> {
  const rows = await db
    .selectFrom('paper_form')
    .innerJoin('paper_batch', 'paper_batch.id', 'paper_form.batch_id')
    .select(({ fn }) => [
      'paper_batch.id',
      'status',
      'checked',
      fn.countAll<number>().as('forms'),
      // Of those whose answers were deleted nothing is left to settle.
      fn.count<number>('response_id').as('answered'),
    ])
    .where(`paper_batch.${by}`, '=', value)
    .groupBy(['paper_batch.id', 'status', 'checked'])
    .execute()
  const counts = new Map<string, BatchCounts>()
  for (const row of rows) {
    const so = counts.get(row.id) ?? noForms
    const entered = row.status === 'entered' ? row.forms : 0
    counts.set(row.id, {
      entered: so.entered + entered,
      void: so.void + (row.status === 'void' ? row.forms : 0),
      spoilt: so.spoilt + (row.status === 'spoilt' ? row.forms : 0),
      checked: so.checked + (row.checked === 'agrees' || row.checked === 'settled' ? entered : 0),
      differing: so.differing + (row.status === 'entered' && row.checked === 'differs' ? row.answered : 0),
    })
  }
  return counts
}
