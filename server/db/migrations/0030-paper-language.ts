import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was printed before was printed in English.
  for (const table of ['paper_issue', 'paper_form']) {
    await db.schema
      .alterTable(table)
      .addColumn('language', 'text', column => column.notNull().defaultTo('en'))
      .execute()
  }
}
