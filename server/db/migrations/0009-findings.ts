import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('code_frame')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('note', 'text', column => column.notNull())
    .addColumn('begun_at', 'text', column => column.notNull())
    .addColumn('agreed_at', 'text')
    .addColumn('agreed_by', 'text')
    .addUniqueConstraint('code_frame_version', ['consultation_id', 'version'])
    .execute()
  await db.schema
    .createTable('theme')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('added_at', 'text', column => column.notNull())
    .addColumn('added_by', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('theme_of').on('theme').column('consultation_id').execute()
  await db.schema
    .createTable('theme_wording')
    .addColumn('theme_id', 'text', column => column.notNull().references('theme.id').onDelete('cascade'))
    .addColumn('frame_id', 'text', column => column.notNull().references('code_frame.id').onDelete('cascade'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('meaning', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('theme_wording_key', ['theme_id', 'frame_id'])
    .execute()
  await db.schema
    .createTable('comment_theme')
    .addColumn('answer_id', 'text', column => column.notNull().references('answer.id').onDelete('cascade'))
    .addColumn('theme_id', 'text', column => column.notNull().references('theme.id').onDelete('cascade'))
    .addColumn('turn', 'text', column => column.notNull())
    .addColumn('frame_id', 'text', column => column.notNull().references('code_frame.id').onDelete('cascade'))
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('tagged_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('comment_theme_key', ['answer_id', 'theme_id', 'turn'])
    .execute()
  await db.schema
    .createIndex('comment_theme_by_theme')
    .on('comment_theme')
    .columns(['theme_id', 'turn'])
    .execute()
  await db.schema
    .createTable('comment_reading')
    .addColumn('answer_id', 'text', column => column.notNull().references('answer.id').onDelete('cascade'))
    .addColumn('turn', 'text', column => column.notNull())
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('account_name', 'text', column => column.notNull())
    .addColumn('read_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('comment_reading_key', ['answer_id', 'turn'])
    .execute()
  await db.schema
    .createTable('safeguarding_flag')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('answer_id', 'text', column => column.notNull().references('answer.id').onDelete('cascade'))
    .addColumn('note', 'text', column => column.notNull())
    .addColumn('flagged_at', 'text', column => column.notNull())
    .addColumn('flagged_by', 'text', column => column.notNull())
    .addColumn('passed_on_at', 'text')
    .addColumn('passed_on_by', 'text')
    .addColumn('outcome', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('safeguarding_flag_of')
    .on('safeguarding_flag')
    .columns(['consultation_id', 'flagged_at'])
    .execute()
  await db.schema
    .createTable('findings_publication')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('result', 'text', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('published_at', 'text', column => column.notNull())
    .addColumn('published_by', 'text', column => column.notNull())
    .addColumn('withdrawn_at', 'text')
    .addUniqueConstraint('findings_publication_version', ['consultation_id', 'version'])
    .execute()
}
