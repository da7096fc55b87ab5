import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The questions as they were after each change, so that a change can be taken back.
  await db.schema
    .createTable('survey_plan_step')
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('plan', 'text', column => column.notNull())
    .addColumn('summary', 'text', column => column.notNull())
    .addColumn('changed_at', 'text', column => column.notNull())
    .addColumn('changed_by', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('survey_plan_step_key', ['consultation_id', 'version'])
    .execute()
  // What was built before is the first thing that can be gone back to.
  await sql`insert into survey_plan_step (consultation_id, version, plan, summary, changed_at, changed_by)
    select consultation_id, version, plan, 'Changed before this list was kept', changed_at, changed_by
    from survey_plan`.execute(db)
}
