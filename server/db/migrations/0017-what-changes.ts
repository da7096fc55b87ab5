import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('consultation_option')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('what_it_was', 'text', column => column.notNull())
    .addColumn('why_not', 'text', column => column.notNull())
    .addColumn('status_quo', 'integer', column => column.notNull())
    .addColumn('scenario_id', 'text', column => column.references('scenario.id').onDelete('set null'))
    .execute()
  await db.schema
    .createIndex('consultation_option_by_consultation')
    .on('consultation_option')
    .columns(['consultation_id', 'position'])
    .execute()
  await db.schema
    .createTable('consultation_place_text')
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('site_id', 'text', column => column.notNull().references('site.id').onDelete('cascade'))
    .addColumn('why', 'text', column => column.notNull())
    .addColumn('replaced_by', 'text', column => column.notNull())
    .addColumn('from_on', 'text')
    .addPrimaryKeyConstraint('consultation_place_text_key', ['consultation_id', 'site_id'])
    .execute()
  await db.schema
    .createTable('scenario_public_figures')
    .addColumn('scenario_hash', 'text', column => column.primaryKey())
    .addColumn('document', 'text', column => column.notNull())
    .addColumn('made_at', 'text', column => column.notNull())
    .execute()
}
