import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('consultation')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('county_id', 'text', column => column.notNull().references('county.id').onDelete('cascade'))
    .addColumn('slug', 'text', column => column.notNull().unique())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('scenario_id', 'text', column => column.references('scenario.id'))
    .addColumn('introduction', 'text', column => column.notNull())
    .addColumn('what_is_lost', 'text', column => column.notNull())
    .addColumn('what_is_proposed', 'text', column => column.notNull())
    .addColumn('reasons', 'text', column => column.notNull())
    .addColumn('opens_at', 'text')
    .addColumn('closes_at', 'text')
    .addColumn('grace_minutes', 'integer', column => column.notNull())
    .addColumn('decision_on', 'text')
    .addColumn('decision_by', 'text', column => column.notNull())
    .addColumn('contact_email', 'text', column => column.notNull())
    .addColumn('contact_phone', 'text', column => column.notNull())
    .addColumn('contact_post', 'text', column => column.notNull())
    .addColumn('other_ways', 'text', column => column.notNull())
    .addColumn('urgent_help', 'text', column => column.notNull())
    .addColumn('published_at', 'text')
    .addColumn('record_hash', 'text')
    .addColumn('findings_public_since', 'text')
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('created_at', 'text', column => column.notNull())
    .addColumn('updated_at', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('consultation_by_county').on('consultation').column('county_id').execute()
  await db.schema
    .createTable('consultation_district')
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text', column => column.notNull())
    .addColumn('slug', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('what_is_lost', 'text', column => column.notNull())
    .addColumn('what_is_proposed', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('consultation_district_key', ['consultation_id', 'district_code'])
    .addUniqueConstraint('consultation_district_slug', ['consultation_id', 'slug'])
    .execute()
  await db.schema
    .createTable('proposal')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('what_is_lost', 'text', column => column.notNull())
    .addColumn('what_changes', 'text', column => column.notNull())
    .addColumn('site_id', 'text')
    .execute()
  await db.schema
    .createIndex('proposal_by_consultation')
    .on('proposal')
    .columns(['consultation_id', 'district_code'])
    .execute()
  await db.schema
    .createTable('consultation_record')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('hash', 'text', column => column.notNull())
    .addColumn('record', 'text', column => column.notNull())
    .addColumn('published_at', 'text', column => column.notNull())
    .addUniqueConstraint('consultation_record_version', ['consultation_id', 'version'])
    .execute()
  await db.schema
    .createTable('consultation_document')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text')
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('body', 'text')
    .addColumn('sha256', 'text')
    .addColumn('original_name', 'text')
    .addColumn('media_type', 'text')
    .addColumn('bytes', 'integer')
    .addColumn('added_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('consultation_document_by_consultation')
    .on('consultation_document')
    .column('consultation_id')
    .execute()
  await db.schema
    .createTable('faq')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('question', 'text', column => column.notNull())
    .addColumn('answer', 'text', column => column.notNull())
    .addColumn('added_at', 'text', column => column.notNull())
    .addColumn('changed_at', 'text')
    .addColumn('changes', 'text', column => column.notNull())
    .execute()
  await db.schema.createIndex('faq_by_consultation').on('faq').column('consultation_id').execute()
  await db.schema
    .createTable('drop_in_session')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('district_code', 'text')
    .addColumn('starts_at', 'text', column => column.notNull())
    .addColumn('ends_at', 'text', column => column.notNull())
    .addColumn('venue', 'text', column => column.notNull())
    .addColumn('address', 'text', column => column.notNull())
    .addColumn('access', 'text', column => column.notNull())
    .addColumn('languages', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('drop_in_session_by_consultation')
    .on('drop_in_session')
    .columns(['consultation_id', 'starts_at'])
    .execute()
}
