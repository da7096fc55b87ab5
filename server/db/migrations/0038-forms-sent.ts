import type { Kysely } from 'kysely'

/**
 * Forms that have added something, so that a form that is sent twice adds it once.
 *
 * @param db - the database
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('form_sent')
    .addColumn('mark', 'text', column => column.primaryKey())
    .addColumn('made', 'text', column => column.notNull())
    .addColumn('sent_at', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('form_sent_at').on('form_sent').column('sent_at').execute()
}
