import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('survey_plan')
    .addColumn('consultation_id', 'text', column =>
      column.primaryKey().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('plan', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('changed_at', 'text', column => column.notNull())
    .addColumn('changed_by', 'text', column => column.notNull())
    .execute()
}
