import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // The hash of what is in force by language, so that a page that knows it asks for nothing more.
  await db.schema
    .alterTable('consultation')
    .addColumn('translations', 'text', column => column.notNull().defaultTo('{}'))
    .execute()
  await db.schema
    .createTable('translation_book')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('language', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('file_name', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('made_at', 'text', column => column.notNull())
    .addColumn('made_by', 'text', column => column.notNull())
    .addColumn('superseded_at', 'text')
    .addUniqueConstraint('translation_book_version', ['consultation_id', 'language', 'version'])
    .execute()
  await db.schema.createIndex('translation_book_by_hash').on('translation_book').column('hash').execute()
  await db.schema
    .createTable('translation')
    .addColumn('book_id', 'text', column =>
      column.notNull().references('translation_book.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('words', 'text', column => column.notNull())
    .addColumn('machine', 'integer', column => column.notNull())
    .addColumn('translated_by', 'text', column => column.notNull())
    .addColumn('translated_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('translation_place', ['book_id', 'position'])
    .execute()
}
