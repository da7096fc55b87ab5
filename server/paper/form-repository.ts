import type { Db } from '../db/index.ts'

/** What became of a numbered copy: out with somebody, entered, not used, or not usable. */
export const formStatuses = ['issued', 'entered', 'void', 'spoilt'] as const

/** One of them. */
export type FormStatus = (typeof formStatuses)[number]

/** Whether a second person has keyed an entered form, and what came of it. */
export const checkStates = ['not-checked', 'agrees', 'differs', 'settled'] as const

/** One of them. */
export type CheckState = (typeof checkStates)[number]

/** One numbered copy of a district's survey. */
export interface PaperForm {
  readonly id: string
  readonly consultationId: string
  readonly districtCode: string
  readonly surveyId: string
  readonly issueId: string
  readonly serial: string
  /** BCP 47; in which it is printed. */
  readonly language: string
  readonly status: FormStatus
  /** The batch that it came back in; null while it is out. */
  readonly batchId: string | null
  /** Why it was set aside. */
  readonly reason: string | null
  /** `YYYY-MM-DD` */
  readonly receivedOn: string | null
  /** Came in after the last day: kept as written, not counted. */
  readonly late: boolean
  readonly responseId: string | null
  readonly checked: CheckState
}

/** A form's row. */
export interface FormRow {
  id: string
  consultation_id: string
  district_code: string
  survey_id: string
  issue_id: string
  serial: string
  language: string
  status: string
  batch_id: string | null
  reason: string | null
  received_on: string | null
  late: number
  response_id: string | null
  checked: string
}

/**
 * A form from its row.
 *
 * @param row - the row
 * @returns the form
 */
export function toForm(row: FormRow): PaperForm {
  return {
    id: row.id,
    consultationId: row.consultation_id,
    districtCode: row.district_code,
    surveyId: row.survey_id,
    issueId: row.issue_id,
    serial: row.serial,
    language: row.language,
    status: formStatuses.find(status => status === row.status) ?? 'issued',
    batchId: row.batch_id,
    reason: row.reason,
    receivedOn: row.received_on,
    late: row.late === 1,
    responseId: row.response_id,
    checked: checkStates.find(state => state === row.checked) ?? 'not-checked',
  }
}

/**
 * A form by its number.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param serial - as printed
 * @returns the form, or null
 */
export async function findFormBySerial(
  db: Db,
  consultationId: string,
  serial: string,
): Promise<PaperForm | null> {
  const row = await db
    .selectFrom('paper_form')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row ? toForm(row) : null
}

/**
 * A form by its id.
 *
 * @param db - the database
 * @param id - the form
 * @returns the form, or null
 */
export async function findForm(db: Db, id: string): Promise<PaperForm | null> {
  const row = await db.selectFrom('paper_form').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toForm(row) : null
}

/**
 * The forms that came back in a batch.
 *
 * @param db - the database
 * @param batchId - the batch
 * @returns the one that changed last on top
 */
export async function formsOfBatch(db: Db, batchId: string): Promise<PaperForm[]> {
  const rows = await db
    .selectFrom('paper_form')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy('changed_at', 'desc')
    .orderBy('serial')
    .execute()
  return rows.map(toForm)
}

/**
 * Marks a form as entered; of two people at once only one succeeds.
 *
 * @param tx - a transaction
 * @param id - the form
 * @param entry - batch, day of receipt, whether it came too late to count, its response (null when late), the moment
 * @returns false when it was entered or set aside before
 */
export async function markEntered(
  tx: Db,
  id: string,
  entry: { batchId: string; receivedOn: string; late: boolean; responseId: string | null; at: Date },
): Promise<boolean> {
  const marked = await tx
    .updateTable('paper_form')
    .set({
      status: 'entered',
      batch_id: entry.batchId,
      received_on: entry.receivedOn,
      late: entry.late ? 1 : 0,
      response_id: entry.responseId,
      changed_at: entry.at.toISOString(),
    })
    .where('id', '=', id)
    .where('status', '=', 'issued')
    .executeTakeFirst()
  return marked.numUpdatedRows === 1n
}

/**
 * Sets a form aside that was not entered.
 *
 * @param tx - a transaction
 * @param id - the form
 * @param aside - void (not used) or spoilt (not usable), the batch, why, the moment
 * @returns false when it was entered or set aside before
 */
export async function setAside(
  tx: Db,
  id: string,
  aside: { status: 'void' | 'spoilt'; batchId: string; reason: string; at: Date },
): Promise<boolean> {
  const marked = await tx
    .updateTable('paper_form')
    .set({
      status: aside.status,
      batch_id: aside.batchId,
      reason: aside.reason,
      changed_at: aside.at.toISOString(),
    })
    .where('id', '=', id)
    .where('status', '=', 'issued')
    .executeTakeFirst()
  return marked.numUpdatedRows === 1n
}

/**
 * Takes back that a form was set aside.
 *
 * @param tx - a transaction
 * @param id - the form
 * @param at - the moment
 * @returns false when it was not set aside
 */
export async function takeBack(tx: Db, id: string, at: Date): Promise<boolean> {
  const marked = await tx
    .updateTable('paper_form')
    .set({ status: 'issued', batch_id: null, reason: null, changed_at: at.toISOString() })
    .where('id', '=', id)
    .where('status', 'in', ['void', 'spoilt'])
    .executeTakeFirst()
  return marked.numUpdatedRows === 1n
}

/**
 * Writes down what came of the second keying.
 *
 * @param tx - a transaction
 * @param id - the form
 * @param change - the state; also the day of receipt, lateness and response where settling changed them
 * @param at - the moment
 */
export async function markChecked(
  tx: Db,
  id: string,
  change: { checked: CheckState; receivedOn?: string; late?: boolean; responseId?: string | null },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('paper_form')
    .set({
      checked: change.checked,
      changed_at: at.toISOString(),
      ...(change.receivedOn === undefined ? {} : { received_on: change.receivedOn }),
      ...(change.late === undefined ? {} : { late: change.late ? 1 : 0 }),
      ...(change.responseId === undefined ? {} : { response_id: change.responseId }),
    })
    .where('id', '=', id)
    .execute()
}
