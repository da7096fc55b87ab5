import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { toForm, type PaperForm } from './form-repository.ts'
import { serialPrefix, writeSerial } from './serial.ts'

/** Copies that were numbered at one time. */
export interface PaperIssue {
  readonly id: string
  readonly consultationId: string
  readonly districtCode: string
  readonly surveyId: string
  readonly label: string
  /** BCP 47; in which the copies are printed. */
  readonly language: string
  readonly copies: number
  readonly issuedAt: string
  readonly issuedBy: string
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
    /** BCP 47; English unless said otherwise. */
    language?: string
    copies: number
    by: string
    at: Date
  },
): Promise<PaperForm[]> {
  const { consultationId, districtCode, copies, language = 'en' } = issue
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
      language,
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
    language,
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

function toIssue(row: {
  id: string
  consultation_id: string
  district_code: string
  survey_id: string
  label: string
  language: string
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
    language: row.language,
    copies: row.copies,
    issuedAt: row.issued_at,
    issuedBy: row.issued_by,
  }
}

// Beyond 9,999 numbers have more digits, so text order is not theirs.
function bySerialNumber(one: string, other: string): number {
  return Number(one.split('-')[1]) - Number(other.split('-')[1])
}
