import { SqliteAdapter, type Kysely } from 'kysely'

/**
 * PostgreSQL counted the bytes of published files and of files of roads and timetables in 32 bits, which end at 2.1 GB.
 * SQLite counts in 64 anyway.
 *
 * @param db - the database
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof SqliteAdapter) return
  for (const table of ['dataset', 'travel_file']) {
    await db.schema
      .alterTable(table)
      .alterColumn('bytes', column => column.setDataType('bigint'))
      .execute()
  }
}
