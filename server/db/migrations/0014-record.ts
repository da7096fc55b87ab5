import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // One column at a time: SQLite adds no more in one statement.
  for (const name of ['preparation', 'review_asked_name', 'sent_back_because'] as const) {
    await db.schema
      .alterTable('consultation')
      .addColumn(name, 'text', column => column.notNull().defaultTo(name === 'preparation' ? 'draft' : ''))
      .execute()
  }
  for (const name of ['review_asked_at', 'review_asked_by', 'decision_recorded_at', 'followed_up_at']) {
    await db.schema.alterTable('consultation').addColumn(name, 'text').execute()
  }
  for (const name of ['reason', 'published_by'] as const) {
    await db.schema
      .alterTable('consultation_record')
      .addColumn(name, 'text', column => column.notNull().defaultTo(''))
      .execute()
  }
  for (const name of ['contents', 'checklist'] as const) {
    await db.schema
      .alterTable('consultation_record')
      .addColumn(name, 'text', column => column.notNull().defaultTo('[]'))
      .execute()
  }
  await db.schema
    .createTable('consultation_change')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('summary', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('before_hash', 'text')
    .addColumn('after_hash', 'text')
    .execute()
  await db.schema
    .createIndex('consultation_change_by_consultation')
    .on('consultation_change')
    .columns(['consultation_id', 'at'])
    .execute()
  // What was published before the log was kept begins it.
  await sql`insert into consultation_change
    (id, consultation_id, kind, summary, reason, at, position, before_hash, after_hash)
    select id, consultation_id, 'published', 'The consultation was published.', '', published_at, version, null, hash
    from consultation_record`.execute(db)
  await db.schema
    .createTable('consultation_check')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('item', 'text', column => column.notNull())
    .addColumn('answer', 'text', column => column.notNull())
    .addColumn('evidence', 'text', column => column.notNull())
    .addColumn('answered_at', 'text', column => column.notNull())
    .addColumn('answered_by', 'text', column => column.notNull())
    .addColumn('replaced_at', 'text')
    .execute()
  await db.schema
    .createIndex('consultation_check_by_consultation')
    .on('consultation_check')
    .columns(['consultation_id', 'item'])
    .execute()
  await db.schema
    .createTable('consultation_correction')
    .addColumn('consultation_id', 'text', column =>
      column.primaryKey().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('base_version', 'integer', column => column.notNull())
    .addColumn('record', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('begun_at', 'text', column => column.notNull())
    .addColumn('begun_by', 'text', column => column.notNull())
    .addColumn('changed_at', 'text', column => column.notNull())
    .addColumn('asked_at', 'text')
    .addColumn('asked_by', 'text')
    .addColumn('asked_name', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .execute()
  const aboutPaper = ['paper_title', 'paper_url', 'document_id'] as const
  let governance = db.schema
    .createTable('governance_date')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('on_date', 'text', column => column.notNull())
    .addColumn('committee', 'text', column => column.notNull())
    .addColumn('what', 'text', column => column.notNull())
    .addColumn('added_at', 'text', column => column.notNull())
  for (const name of aboutPaper) governance = governance.addColumn(name, 'text')
  await governance.execute()
  await db.schema
    .createIndex('governance_date_by_consultation')
    .on('governance_date')
    .columns(['consultation_id', 'on_date'])
    .execute()
  let decision = db.schema
    .createTable('consultation_decision')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('decided_on', 'text', column => column.notNull())
    .addColumn('decided_by', 'text', column => column.notNull())
    .addColumn('decision', 'text', column => column.notNull())
    .addColumn('what_changed', 'text', column => column.notNull())
    .addColumn('recorded_at', 'text', column => column.notNull())
    .addColumn('recorded_by', 'text', column => column.notNull())
    .addColumn('replaced_at', 'text')
  for (const name of aboutPaper) decision = decision.addColumn(name, 'text')
  await decision.execute()
  await db.schema
    .createIndex('consultation_decision_by_consultation')
    .on('consultation_decision')
    .column('consultation_id')
    .execute()
  let update = db.schema
    .createTable('decision_follow_up')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('on_date', 'text', column => column.notNull())
    .addColumn('happened', 'text', column => column.notNull())
    .addColumn('recorded_at', 'text', column => column.notNull())
    .addColumn('recorded_by', 'text', column => column.notNull())
    .addColumn('replaced_at', 'text')
  for (const name of aboutPaper) update = update.addColumn(name, 'text')
  await update.execute()
  await db.schema
    .createIndex('decision_follow_up_by_consultation')
    .on('decision_follow_up')
    .columns(['consultation_id', 'on_date'])
    .execute()
}
