import type { Db } from '../db/index.ts'
import type { SurveyPlan } from '../model/survey.ts'
import { storedPlan } from './plan-json.ts'
import { standardPlan } from './standard-survey.ts'

/** The questions of a consultation as they are built. */
export interface BuiltPlan {
  readonly plan: SurveyPlan
  /** Goes up by one with each change; 0 while nobody has changed the standard questions. */
  readonly version: number
  /** Who changed it last, and when (ISO UTC); null while nobody has. */
  readonly changed: { readonly at: string; readonly by: string } | null
}

/**
 * The questions of a consultation as they are built; one statement.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the plan; the standard one where nobody has changed it
 */
export async function readPlan(db: Db, consultationId: string): Promise<BuiltPlan> {
  const row = await db
    .selectFrom('survey_plan')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (!row) return { plan: standardPlan(), version: 0, changed: null }
  return {
    plan: storedPlan(row.plan),
    version: row.version,
    changed: { at: row.changed_at, by: row.changed_by },
  }
}

/**
 * Stores a changed plan, unless somebody else has changed it since it was read.
 *
 * @param db - the database, or a transaction
 * @param consultationId - the consultation
 * @param plan - the plan
 * @param seen - the version from which it was made
 * @param changed - who changed it, and when
 * @returns false when it has another version by now, and nothing was stored
 */
export async function storePlan(
  db: Db,
  consultationId: string,
  plan: SurveyPlan,
  seen: number,
  changed: { readonly at: Date; readonly by: string },
): Promise<boolean> {
  const row = {
    plan: JSON.stringify(plan),
    version: seen + 1,
    changed_at: changed.at.toISOString(),
    changed_by: changed.by,
  }
  const stored =
    seen === 0
      ? await db
          .insertInto('survey_plan')
          .values({ consultation_id: consultationId, ...row })
          .onConflict(same => same.column('consultation_id').doNothing())
          .returning('version')
          .executeTakeFirst()
      : await db
          .updateTable('survey_plan')
          .set(row)
          .where('consultation_id', '=', consultationId)
          .where('version', '=', seen)
          .returning('version')
          .executeTakeFirst()
  return stored !== undefined
}
