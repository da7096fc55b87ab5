import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What opens a draft: the cookie of each device that it is used on, its codes and its links. Without a wrapped key the
  // draft was begun before pages were sealed; it is sealed when it is next saved.
  await db.schema
    .createTable('draft_token')
    .addColumn('lookup_hash', 'text', column => column.primaryKey())
    .addColumn('draft_id', 'text', column => column.notNull().references('draft.id').onDelete('cascade'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('wrapped_key', 'text')
    .addColumn('made_at', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('draft_token_by_draft').on('draft_token').column('draft_id').execute()
  await sql`insert into draft_token (lookup_hash, draft_id, kind, wrapped_key, made_at)
    select token_hash, id, 'device', null, begun_at from draft`.execute(db)
  await db.schema
    .createTable('draft_file')
    .addColumn('draft_id', 'text', column => column.notNull().references('draft.id').onDelete('cascade'))
    .addColumn('question_key', 'text', column => column.notNull())
    .addColumn('sealed', 'text', column => column.notNull())
    .addColumn('saved_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('draft_file_key', ['draft_id', 'question_key'])
    .execute()
  await db.schema
    .createTable('response_file')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('response_id', 'text', column =>
      column.notNull().references('response.id').onDelete('cascade'),
    )
    .addColumn('question_key', 'text', column => column.notNull())
    .addColumn('sha256', 'text', column => column.notNull())
    .addColumn('original_name', 'text', column => column.notNull())
    .addColumn('media_type', 'text', column => column.notNull())
    .addColumn('bytes', 'integer', column => column.notNull())
    .addUniqueConstraint('response_file_once', ['response_id', 'question_key'])
    .execute()
  // Who answered, as far as they said; null where nobody was asked.
  await db.schema.alterTable('response').addColumn('helped_by', 'text').execute()
  await db.schema.alterTable('response').addColumn('official', 'integer').execute()
  await db.schema.alterTable('response').addColumn('members', 'integer').execute()
  await db.schema.alterTable('response').addColumn('also_answered', 'integer').execute()
}
