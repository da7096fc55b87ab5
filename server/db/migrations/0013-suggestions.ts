import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('suggestion')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('county_id', 'text', column => column.notNull().references('county.id').onDelete('cascade'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('of_suggestion', 'text', column => column.references('suggestion.id').onDelete('cascade'))
    .addColumn('of_scenario', 'text', column => column.references('scenario.id').onDelete('cascade'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('request', 'text', column => column.notNull())
    .addColumn('best', 'text')
    .addColumn('answer', 'text')
    .addColumn('job_id', 'text')
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('answered_at', 'text')
    .execute()
  await db.schema
    .createIndex('suggestion_by_county')
    .on('suggestion')
    .columns(['county_id', 'created_at'])
    .execute()
  await db.schema.createIndex('suggestion_by_suggestion').on('suggestion').column('of_suggestion').execute()
  await db.schema.createIndex('suggestion_by_scenario').on('suggestion').column('of_scenario').execute()
}
