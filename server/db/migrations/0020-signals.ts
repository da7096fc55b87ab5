import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('response_signal')
    // No reference to the response: a sign may be seen before its answers arrive, and some never arrive.
    .addColumn('response_id', 'text', column => column.notNull())
    .addColumn('signal', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('recorded_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('response_signal_once', ['response_id', 'signal'])
    .execute()
  await db.schema.alterTable('response_aside').addColumn('reviewed_by', 'text').execute()
  await db.schema.alterTable('response_aside').addColumn('review_note', 'text').execute()
}
