import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('job')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('label', 'text', column => column.notNull())
    .addColumn('input', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('done', 'double precision', column => column.notNull())
    .addColumn('total', 'double precision', column => column.notNull())
    .addColumn('saying', 'text', column => column.notNull())
    .addColumn('started_at', 'text', column => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('result', 'text')
    .addColumn('problem', 'text')
    .addColumn('owner', 'text', column => column.notNull())
    .addColumn('seen_at', 'text', column => column.notNull())
    .addColumn('attempts', 'integer', column => column.notNull())
    .addColumn('stop_asked', 'integer', column => column.notNull().defaultTo(0))
    // Kind and input while the job is under way, so that the same work is not begun twice; null once it has ended.
    .addColumn('under_way', 'text', column => column.unique())
    .execute()
  await db.schema.createIndex('job_by_state').on('job').columns(['state', 'seen_at']).execute()
}
