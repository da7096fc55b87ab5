import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('answer_deletion')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('deleted_at', 'text', column => column.notNull())
    .addColumn('deleted_by', 'text', column => column.notNull())
    .addColumn('responses', 'integer', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('answer_deletion_of')
    .on('answer_deletion')
    .columns(['consultation_id', 'deleted_at'])
    .execute()
}
