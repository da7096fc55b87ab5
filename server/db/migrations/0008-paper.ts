import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper_batch')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('session_id', 'text')
    .addColumn('label', 'text', column => column.notNull())
    .addColumn('held_on', 'text', column => column.notNull())
    .addColumn('district_code', 'text')
    .addColumn('count_in', 'integer')
    .addColumn('note', 'text', column => column.notNull())
    .addColumn('opened_at', 'text', column => column.notNull())
    .addColumn('opened_by', 'text', column => column.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('closed_by', 'text')
    .execute()
  await db.schema
    .createIndex('paper_batch_of')
    .on('paper_batch')
    .columns(['consultation_id', 'held_on'])
    .execute()
  await db.schema
    .createTable('paper_counter')
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text', column => column.notNull())
    .addColumn('prefix', 'text', column => column.notNull())
    .addColumn('last_number', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('paper_counter_key', ['consultation_id', 'district_code'])
    .addUniqueConstraint('paper_counter_prefix', ['consultation_id', 'prefix'])
    .execute()
  await db.schema
    .createTable('paper_issue')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text', column => column.notNull())
    .addColumn('survey_id', 'text', column => column.notNull().references('survey.id').onDelete('cascade'))
    .addColumn('label', 'text', column => column.notNull())
    .addColumn('copies', 'integer', column => column.notNull())
    .addColumn('issued_at', 'text', column => column.notNull())
    .addColumn('issued_by', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('paper_issue_of')
    .on('paper_issue')
    .columns(['consultation_id', 'issued_at'])
    .execute()
  await db.schema
    .createTable('paper_form')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text', column => column.notNull())
    .addColumn('survey_id', 'text', column => column.notNull().references('survey.id').onDelete('cascade'))
    .addColumn('issue_id', 'text', column =>
      column.notNull().references('paper_issue.id').onDelete('cascade'),
    )
    .addColumn('serial', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('batch_id', 'text', column => column.references('paper_batch.id'))
    .addColumn('reason', 'text')
    .addColumn('received_on', 'text')
    .addColumn('late', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('response_id', 'text')
    .addColumn('checked', 'text', column => column.notNull())
    .addColumn('changed_at', 'text', column => column.notNull())
    .addUniqueConstraint('paper_form_serial', ['consultation_id', 'serial'])
    .execute()
  await db.schema.createIndex('paper_form_in').on('paper_form').columns(['batch_id', 'serial']).execute()
  await db.schema
    .createIndex('paper_form_of_issue')
    .on('paper_form')
    .columns(['issue_id', 'serial'])
    .execute()
  await db.schema
    .createTable('paper_keying')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('form_id', 'text', column => column.notNull().references('paper_form.id').onDelete('cascade'))
    .addColumn('turn', 'text', column => column.notNull())
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('account_name', 'text', column => column.notNull())
    .addColumn('keyed_at', 'text', column => column.notNull())
    .addColumn('as_written', 'text', column => column.notNull())
    .addUniqueConstraint('paper_keying_turn', ['form_id', 'turn'])
    .execute()
  await db.schema
    .createTable('paper_draft')
    .addColumn('form_id', 'text', column => column.notNull().references('paper_form.id').onDelete('cascade'))
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('fields', 'text', column => column.notNull())
    .addColumn('saved_at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('paper_draft_key', ['form_id', 'account_id'])
    .execute()
  await db.schema
    .createTable('paper_repeat')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('form_id', 'text', column => column.notNull().references('paper_form.id').onDelete('cascade'))
    .addColumn('batch_id', 'text', column =>
      column.notNull().references('paper_batch.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .execute()
}
