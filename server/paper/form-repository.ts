import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { serialPrefix, writeSerial } from './serial.ts'

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

/** Copies that were numbered at one time. */
export interface PaperIssue {
  readonly id: string
  readonly consultationId: string
  readonly districtCode: string
  readonly surveyId: string
  readonly label: string
  readonly copies: number
  readonly issuedAt: string
  readonly issuedBy: string
}

interface FormRow {
  id: string
  consultation_id: string
  district_code: string
  survey_id: string
  issue_id: string
  serial: string
  status: string
  batch_id: string | null
  reason: string | null
  received_on: string | null
  late: number
  response_id: string | null
  checked: string
}

function toForm(row: FormRow): PaperForm {
  return {
    id: row.id,
    consultationId: row.consultation_id,
    districtCode: row.district_code,
    surveyId: row.survey_id,
    issueId: row.issue_id,
    serial: row.serial,
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
 * Gives numbers to copies of a form. No number is ever given twice, even when two people print at once.
 *
 * @param tx - a transaction
 * @param issue - the consultation, the district with its slug, the survey, what the copies are for, how many (at least
 *   1), by whom and when
 * @returns the new forms in the order of their numbers
 */
export async function issueForms(
  tx: Db,
  issue: {
    consultationId: string
    districtCode: string
    districtSlug: string
    surveyId: string
    label: string
    copies: number
    by: string
    at: Date
  },
): Promise<PaperForm[]> {
  const { consultationId, districtCode, copies } = issue
  const prefixes = await tx
    .selectFrom('paper_counter')
    .select('prefix')
    .where('consultation_id', '=', consultationId)
    .where('district_code', '!=', districtCode)
    .execute()
  await tx
    .insertInto('paper_counter')
    .values({
      consultation_id: consultationId,
      district_code: districtCode,
      prefix: serialPrefix(
        issue.districtSlug,
        prefixes.map(row => row.prefix),
      ),
      last_number: 0,
    })
    .onConflict(conflict => conflict.columns(['consultation_id', 'district_code']).doNothing())
    .execute()
  const { prefix, last_number: last } = await tx
    .updateTable('paper_counter')
    .set(set => ({ last_number: set('last_number', '+', copies) }))
    .where('consultation_id', '=', consultationId)
    .where('district_code', '=', districtCode)
    .returning(['prefix', 'last_number'])
    .executeTakeFirstOrThrow()
  const issueId = newId()
  await tx
    .insertInto('paper_issue')
    .values({
      id: issueId,
      consultation_id: consultationId,
      district_code: districtCode,
      survey_id: issue.surveyId,
      label: issue.label,
      copies,
      issued_at: issue.at.toISOString(),
      issued_by: issue.by,
    })
    .execute()
  const rows = Array.from({ length: copies }, (_, at) => ({
    id: newId(),
    consultation_id: consultationId,
    district_code: districtCode,
    survey_id: issue.surveyId,
    issue_id: issueId,
    serial: writeSerial(prefix, last - copies + at + 1),
    status: 'issued',
    batch_id: null,
    reason: null,
    received_on: null,
    late: 0,
    response_id: null,
    checked: 'not-checked',
    changed_at: issue.at.toISOString(),
  }))
  for (let from = 0; from < rows.length; from += 400) {
    await tx
      .insertInto('paper_form')
      .values(rows.slice(from, from + 400))
      .execute()
  }
  return rows.map(toForm)
}

/** An issue with its first and last number and how many copies are still out. */
export interface IssueSummary extends PaperIssue {
  readonly first: string
  readonly last: string
  readonly out: number
}

/**
 * Every issue of a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the newest first
 */
export async function listIssues(db: Db, consultationId: string): Promise<IssueSummary[]> {
  const rows = await db
    .selectFrom('paper_issue')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .execute()
  const forms = await db
    .selectFrom('paper_form')
    .select(({ fn }) => [
      'issue_id',
      'status',
      fn.min('serial').as('first'),
      fn.max('serial').as('last'),
      fn.countAll<number>().as('forms'),
    ])
    .where('consultation_id', '=', consultationId)
    .groupBy(['issue_id', 'status'])
    .execute()
  return rows.map(row => {
    const own = forms.filter(form => form.issue_id === row.id)
    const serials = own.flatMap(form => [form.first, form.last]).sort(bySerialNumber)
    return {
      ...toIssue(row),
      first: serials[0] ?? '',
      last: serials.at(-1) ?? '',
      out: own.find(form => form.status === 'issued')?.forms ?? 0,
    }
  })
}

/**
 * One issue with its forms.
 *
 * @param db - the database
 * @param id - the issue
 * @returns the issue and its forms in the order of their numbers, or null
 */
export async function findIssue(
  db: Db,
  id: string,
): Promise<{ issue: PaperIssue; forms: PaperForm[] } | null> {
  const row = await db.selectFrom('paper_issue').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const forms = await db.selectFrom('paper_form').selectAll().where('issue_id', '=', id).execute()
  return { issue: toIssue(row), forms: forms.map(toForm).sort((a, b) => bySerialNumber(a.serial, b.serial)) }
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

function toIssue(row: {
  id: string
  consultation_id: string
  district_code: string
  survey_id: string
  label: string
  copies: number
  issued_at: string
  issued_by: string
}): PaperIssue {
  return {
    id: row.id,
    consultationId: row.consultation_id,
    districtCode: row.district_code,
    surveyId: row.survey_id,
    label: row.label,
    copies: row.copies,
    issuedAt: row.issued_at,
    issuedBy: row.issued_by,
  }
}

// Beyond 9,999 numbers have more digits, so text order is not theirs.
function bySerialNumber(one: string, other: string): number {
  return Number(one.split('-')[1]) - Number(other.split('-')[1])
}
