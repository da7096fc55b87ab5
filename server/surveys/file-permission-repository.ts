import type { Db } from '../db/index.ts'
import { questionsOf, type SurveyPage } from '../model/survey.ts'
import { AppError } from '../platform/errors.ts'

/** Who allowed a consultation to ask for files, and when. */
export interface FilePermission {
  /** ISO UTC; '' for one that asked for files before it had to be allowed. */
  readonly allowedAt: string
  readonly allowedBy: string
}

/** What is said where files are not allowed. */
export const filesAreForbidden =
  'This consultation takes no files with answers. An administrator can allow them: files may hold personal data.'

/**
 * Whether a consultation may ask for files; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns who allowed it; null while nobody has
 */
export async function readFilePermission(db: Db, consultationId: string): Promise<FilePermission | null> {
  const row = await db
    .selectFrom('file_permission')
    .select(['allowed_at', 'allowed_by'])
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  return row ? { allowedAt: row.allowed_at, allowedBy: row.allowed_by } : null
}

/**
 * Lets a consultation ask for files.
 *
 * @param db - the database, or a transaction
 * @param consultationId - the consultation
 * @param by - who allows it
 * @param by.name - their name
 * @param at - the moment
 */
export async function allowFiles(
  db: Db,
  consultationId: string,
  by: { readonly name: string },
  at: Date,
): Promise<void> {
  await db
    .insertInto('file_permission')
    .values({ consultation_id: consultationId, allowed_at: at.toISOString(), allowed_by: by.name })
    .onConflict(same => same.column('consultation_id').doNothing())
    .execute()
}

/**
 * Ends that a consultation may ask for files; from now on none is taken.
 *
 * @param db - the database, or a transaction
 * @param consultationId - the consultation
 */
export async function forbidFiles(db: Db, consultationId: string): Promise<void> {
  await db.deleteFrom('file_permission').where('consultation_id', '=', consultationId).execute()
}

/**
 * Whether pages ask for a file.
 *
 * @param parts - pages of a survey or a plan
 * @returns true with one such question
 */
export function asksForFiles(...parts: readonly (readonly SurveyPage[])[]): boolean {
  return parts.some(pages => questionsOf(pages).some(question => question.kind === 'file'))
}

/**
 * Refuses questions for files where they are not allowed; one statement, and none where no file is asked for.
 *
 * @param db - the database, or a transaction
 * @param consultationId - the consultation
 * @param asked - a survey or a plan
 * @param asked.pages - its pages
 * @param asked.equality - its equality pages
 * @throws {AppError} 422 when a file is asked for and nobody has allowed it
 */
export async function refuseForbiddenFiles(
  db: Db,
  consultationId: string,
  asked: { readonly pages: readonly SurveyPage[]; readonly equality: readonly SurveyPage[] },
): Promise<void> {
  if (!asksForFiles(asked.pages, asked.equality)) return
  if ((await readFilePermission(db, consultationId)) === null)
    throw new AppError('files-forbidden', 422, filesAreForbidden)
}
