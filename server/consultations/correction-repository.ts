import type { Actor } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import type { ConsultationRecord } from './consultation.ts'
import { readRecordText, writeRecord } from './record-json.ts'

/** The next version of what is published, while it is written. The public does not see it. */
export interface Correction {
  readonly consultationId: string
  /** The published version that it takes the place of. */
  readonly baseVersion: number
  readonly record: ConsultationRecord
  /** Goes up by one with each change. */
  readonly version: number
  readonly begunAt: string
  readonly begunBy: string
  /** Who asked for it to be published, and why; null while nobody has since the last change. */
  readonly asked: { readonly at: string; readonly accountId: string | null; readonly name: string } | null
  /** Why it is corrected, for the public; '' until somebody has said. */
  readonly reason: string
}

/**
 * The correction that is being written.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the correction; null when none is
 */
export async function readCorrection(db: Db, consultationId: string): Promise<Correction | null> {
  const row = await db
    .selectFrom('consultation_correction')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (!row) return null
  return {
    consultationId,
    baseVersion: row.base_version,
    record: readRecordText(row.record),
    version: row.version,
    begunAt: row.begun_at,
    begunBy: row.begun_by,
    asked: row.asked_at === null ? null : { at: row.asked_at, accountId: row.asked_by, name: row.asked_name },
    reason: row.reason,
  }
}

/**
 * Begins a correction with a copy of what is published.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param base - the published version and its record
 * @param by - who begins it
 * @param at - the moment
 * @returns false when one is being written already
 */
export async function beginCorrection(
  tx: Db,
  consultationId: string,
  base: { readonly version: number; readonly record: ConsultationRecord },
  by: Actor,
  at: Date,
): Promise<boolean> {
  const begun = await tx
    .insertInto('consultation_correction')
    .values({
      consultation_id: consultationId,
      base_version: base.version,
      record: writeRecord(base.record).json,
      version: 1,
      begun_at: at.toISOString(),
      begun_by: by.name,
      changed_at: at.toISOString(),
      asked_at: null,
      asked_by: null,
      asked_name: '',
      reason: '',
    })
    .onConflict(conflict => conflict.column('consultation_id').doNothing())
    .returning('consultation_id')
    .executeTakeFirst()
  return begun !== undefined
}

/**
 * Stores a changed correction; whoever asked for it to be published has to ask again.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param seen - the version that somebody had before them
 * @param record - its texts from now on
 * @param at - the moment
 * @returns false when somebody changed it meanwhile, or it is no more
 */
export async function writeCorrection(
  tx: Db,
  consultationId: string,
  seen: number,
  record: ConsultationRecord,
  at: Date,
): Promise<boolean> {
  const written = await tx
    .updateTable('consultation_correction')
    .set({
      record: writeRecord(record).json,
      version: seen + 1,
      changed_at: at.toISOString(),
      asked_at: null,
      asked_by: null,
      asked_name: '',
    })
    .where('consultation_id', '=', consultationId)
    .where('version', '=', seen)
    .returning('version')
    .executeTakeFirst()
  return written !== undefined
}

/**
 * Asks for a correction to be read over and published.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param seen - the version that somebody had before them
 * @param reason - why it is corrected, for the public
 * @param by - who asks
 * @param at - the moment
 * @returns false when somebody changed it meanwhile, or it is no more
 */
export async function askToPublishCorrection(
  tx: Db,
  consultationId: string,
  seen: number,
  reason: string,
  by: Actor,
  at: Date,
): Promise<boolean> {
  const asked = await tx
    .updateTable('consultation_correction')
    .set({
      reason,
      version: seen + 1,
      asked_at: at.toISOString(),
      asked_by: by.accountId,
      asked_name: by.name,
    })
    .where('consultation_id', '=', consultationId)
    .where('version', '=', seen)
    .returning('version')
    .executeTakeFirst()
  return asked !== undefined
}

/**
 * Ends a correction: it was published, or given up.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param seen - the version that somebody had before them
 * @returns false when somebody changed it meanwhile, or it is no more
 */
export async function endCorrection(tx: Db, consultationId: string, seen: number): Promise<boolean> {
  const ended = await tx
    .deleteFrom('consultation_correction')
    .where('consultation_id', '=', consultationId)
    .where('version', '=', seen)
    .returning('consultation_id')
    .executeTakeFirst()
  return ended !== undefined
}
