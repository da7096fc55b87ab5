import type { Kysely } from 'kysely'

/**
 * Whose change of the questions was the last, so that somebody else asks them. Nobody knows it of those from before.
 *
 * @param db - the database
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('survey_plan').addColumn('changed_by_account', 'text').execute()
}
