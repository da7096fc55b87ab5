import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a document was called, and what it was said to be, before somebody corrected that in public.
  await db.schema
    .alterTable('consultation_document')
    .addColumn('changes', 'text', column => column.notNull().defaultTo('[]'))
    .execute()

  // The language in which a question was asked; what was asked before this was kept is answered in English.
  await db.schema
    .alterTable('resident_question')
    .addColumn('language', 'text', column => column.notNull().defaultTo('en'))
    .execute()
  await db.schema.alterTable('resident_question').addColumn('address_erased_at', 'text').execute()
}
