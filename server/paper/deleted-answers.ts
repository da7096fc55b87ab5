import { readAnswerDeletion } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { AppError } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import type { PaperForm } from './form-repository.ts'

/** When the answers to a consultation were deleted, and by whom, as it was written down. */
export interface AnswersDeleted {
  /** ISO UTC */
  readonly at: string
  readonly by: string
}

/**
 * Whether what was keyed from a form was deleted with the answers to its consultation. The form keeps its number and
 * what became of it, so that a batch still adds up.
 *
 * @param form - the form
 * @param first - the first reading of it, where there is one
 * @returns true for a form that was entered and of which nothing is left
 */
export function isDeleted(form: Pick<PaperForm, 'status'>, first: object | undefined): boolean {
  return form.status === 'entered' && first === undefined
}

/**
 * Says that what was keyed from a form was deleted.
 *
 * @param db - the database, or a transaction
 * @param form - the form, which was entered
 * @returns a sentence with the day and the person of the record
 */
export async function deletedInWords(
  db: Db,
  { serial, consultationId }: Pick<PaperForm, 'serial' | 'consultationId'>,
): Promise<string> {
  const deletion = await readAnswerDeletion(db, consultationId)
  const when = deletion === null ? '' : ` on ${format.date(deletion.at)} by ${deletion.by}`
  return `${serial} was entered, and its answers were deleted${when}, with all answers to this consultation. Nothing of it is left to enter, check or change`
}

/**
 * The answer to who would key, check or settle a form whose answers were deleted.
 *
 * @param db - the database, or a transaction
 * @param form - the form, which was entered
 * @returns an error to throw
 */
export async function answersDeleted(db: Db, form: PaperForm): Promise<AppError> {
  return new AppError('answers-deleted', 409, `${await deletedInWords(db, form)}.`)
}
