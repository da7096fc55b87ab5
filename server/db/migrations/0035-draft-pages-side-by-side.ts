import { sql, SqliteAdapter, type Kysely } from 'kysely'

/**
 * SQLite kept the pages of drafts in one tree and their keys in another. They lie in one now, those of a draft side by
 * side: a draft is read, saved and emptied in half the places of the disk. PostgreSQL keeps its table.
 *
 * @param db - the database
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return
  await db.schema
    .createTable('draft_page_again')
    .addColumn('draft_id', 'text', column => column.notNull().references('draft.id').onDelete('cascade'))
    .addColumn('page_key', 'text', column => column.notNull())
    .addColumn('saved', 'text', column => column.notNull())
    .addColumn('saved_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('draft_page_again_key', ['draft_id', 'page_key'])
    .modifyEnd(sql`without rowid`)
    .execute()
  await sql`insert into draft_page_again (draft_id, page_key, saved, saved_at)
    select draft_id, page_key, saved, saved_at from draft_page`.execute(db)
  await db.schema.dropTable('draft_page').execute()
  await db.schema.alterTable('draft_page_again').renameTo('draft_page').execute()
}
