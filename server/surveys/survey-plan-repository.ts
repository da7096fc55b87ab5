import type { Db } from '../db/index.ts'
import type { SurveyPlan } from '../model/survey.ts'
import { refuseForbiddenFiles } from './file-permission-repository.ts'
import { storedPlan } from './plan-json.ts'
import { standardPlan } from './standard-survey.ts'

/** The questions of a consultation as they are built. */
export interface BuiltPlan {
  readonly plan: SurveyPlan
  /** Goes up by one with each change; 0 while nobody has changed the standard questions. */
  readonly version: number
  /** Who changed it last, and when (ISO UTC); null while nobody has. */
  readonly changed: {
    readonly at: string
    readonly by: string
    /** null where it is not known. */
    readonly accountId: string | null
  } | null
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
    changed: { at: row.changed_at, by: row.changed_by, accountId: row.changed_by_account ?? null },
  }
}

/** One change of the questions. */
export interface PlanStep {
  /** The version that it made. */
  readonly version: number
  /** What was done, in a sentence. */
  readonly summary: string
  /** ISO UTC. */
  readonly at: string
  readonly by: string
}

/** Who changes the questions, when, and what they do. */
export interface PlanChange {
  readonly at: Date
  readonly by: string
  /** Their account; absent for a command. */
  readonly accountId?: string | null
  readonly summary: string
}

// Enough to find the way back from a day of work; older ones go, so that the table does not grow without end.
const mostSteps = 100

/**
 * Stores a changed plan, unless somebody else has changed it since it was read. What it was after each of the last
 * hundred changes is kept.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param plan - the plan
 * @param seen - the version from which it was made
 * @param change - who changed it, when, and what they did
 * @returns false when it has another version by now, and nothing was stored
 * @throws {AppError} 422 when it asks for a file and nobody has allowed that
 */
export async function storePlan(
  tx: Db,
  consultationId: string,
  plan: SurveyPlan,
  seen: number,
  change: PlanChange,
): Promise<boolean> {
  await refuseForbiddenFiles(tx, consultationId, plan)
  const row = {
    plan: JSON.stringify(plan),
    version: seen + 1,
    changed_at: change.at.toISOString(),
    changed_by: change.by,
  }
  const account = { changed_by_account: change.accountId ?? null }
  const stored =
    seen === 0
      ? await tx
          .insertInto('survey_plan')
          .values({ consultation_id: consultationId, ...row, ...account })
          .onConflict(same => same.column('consultation_id').doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('survey_plan')
          .set({ ...row, ...account })
          .where('consultation_id', '=', consultationId)
          .where('version', '=', seen)
          .returning('version')
          .executeTakeFirst()
  if (stored === undefined) return false
  await tx
    .insertInto('survey_plan_step')
    .values({ consultation_id: consultationId, ...row, summary: change.summary })
    .execute()
  await tx
    .deleteFrom('survey_plan_step')
    .where('consultation_id', '=', consultationId)
    .where('version', '<=', seen + 1 - mostSteps)
    .execute()
  return true
}

/**
 * The changes of the questions of a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns the last hundred, newest first
 */
export async function listPlanSteps(db: Db, consultationId: string): Promise<PlanStep[]> {
  const rows = await db
    .selectFrom('survey_plan_step')
    .select(['version', 'summary', 'changed_at', 'changed_by'])
    .where('consultation_id', '=', consultationId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(row => ({
    version: row.version,
    summary: row.summary,
    at: row.changed_at,
    by: row.changed_by,
  }))
}

/**
 * The questions of a consultation as they were.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @param version - after which change; 0 before the first
 * @returns the plan; null when it is no longer kept
 */
export async function readPlanStep(
  db: Db,
  consultationId: string,
  version: number,
): Promise<SurveyPlan | null> {
  if (version === 0) return standardPlan()
  const row = await db
    .selectFrom('survey_plan_step')
    .select('plan')
    .where('consultation_id', '=', consultationId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ? storedPlan(row.plan) : null
}
