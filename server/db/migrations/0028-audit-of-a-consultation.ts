import { sql, type Kysely } from 'kysely'

// Tables whose rows are the subject of an entry and belong to a consultation.
const subjects = [
  'paper_batch',
  'paper_issue',
  'paper_form',
  'code_frame',
  'theme',
  'safeguarding_flag',
  'response',
] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  // No reference: what was done stays known when the consultation is gone.
  await db.schema.alterTable('audit').addColumn('consultation_id', 'text').execute()
  // What was done before is found by its subject. What is gone already belongs to none.
  await sql`update audit set consultation_id = subject where subject in (select id from consultation)`.execute(
    db,
  )
  for (const name of subjects) {
    const table = sql.table(name)
    await sql`update audit
      set consultation_id = (select found.consultation_id from ${table} as found where found.id = audit.subject)
      where consultation_id is null and subject in (select id from ${table})`.execute(db)
  }
  await sql`update audit
    set consultation_id = (
      select response.consultation_id from response_aside
      inner join response on response.id = response_aside.response_id where response_aside.id = audit.subject
    )
    where consultation_id is null and subject in (select id from response_aside)`.execute(db)
  await db.schema
    .createIndex('audit_by_consultation')
    .on('audit')
    .columns(['consultation_id', 'at'])
    .execute()
}
