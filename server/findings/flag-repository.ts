import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** A comment that somebody may have to act on at once. */
export interface SafeguardingFlag {
  readonly id: string
  readonly answerId: string
  readonly text: string
  readonly districtCode: string
  readonly note: string
  readonly flaggedAt: string
  readonly flaggedBy: string
  /** null until it was passed on. */
  readonly passedOnAt: string | null
  readonly passedOnBy: string | null
  readonly outcome: string
}

/**
 * Flags a comment.
 *
 * @param tx - a transaction
 * @param flag - consultation, comment, a note, who and when
 * @returns the flag's id
 */
export async function addFlag(
  tx: Db,
  flag: { consultationId: string; answerId: string; note: string; by: string; at: Date },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('safeguarding_flag')
    .values({
      id,
      consultation_id: flag.consultationId,
      answer_id: flag.answerId,
      note: flag.note,
      flagged_at: flag.at.toISOString(),
      flagged_by: flag.by,
      passed_on_at: null,
      passed_on_by: null,
      outcome: '',
    })
    .execute()
  return id
}

/**
 * The log of flags.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns those that were not passed on first, the newest on top
 */
export async function listFlags(db: Db, consultationId: string): Promise<SafeguardingFlag[]> {
  const rows = await db
    .selectFrom('safeguarding_flag')
    .innerJoin('answer', 'answer.id', 'safeguarding_flag.answer_id')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .selectAll('safeguarding_flag')
    .select(['answer.text', 'response.district_code'])
    .where('safeguarding_flag.consultation_id', '=', consultationId)
    .orderBy('flagged_at', 'desc')
    .orderBy('safeguarding_flag.id')
    .execute()
  const flags = rows.map(row => ({
    id: row.id,
    answerId: row.answer_id,
    text: row.text ?? '',
    districtCode: row.district_code,
    note: row.note,
    flaggedAt: row.flagged_at,
    flaggedBy: row.flagged_by,
    passedOnAt: row.passed_on_at,
    passedOnBy: row.passed_on_by,
    outcome: row.outcome,
  }))
  return [
    ...flags.filter(flag => flag.passedOnAt === null),
    ...flags.filter(flag => flag.passedOnAt !== null),
  ]
}

/**
 * Writes down that a flagged comment was passed on to whoever acts on it.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param flagId - the flag
 * @param passed - to whom or what came of it, by whom, and when
 * @returns false when there is no such flag, or it was passed on already
 */
export async function passFlagOn(
  tx: Db,
  consultationId: string,
  flagId: string,
  passed: { outcome: string; by: string; at: Date },
): Promise<boolean> {
  const changed = await tx
    .updateTable('safeguarding_flag')
    .set({ outcome: passed.outcome, passed_on_at: passed.at.toISOString(), passed_on_by: passed.by })
    .where('id', '=', flagId)
    .where('consultation_id', '=', consultationId)
    .where('passed_on_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
