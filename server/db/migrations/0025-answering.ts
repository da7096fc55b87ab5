import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Wrong entries of codes and withdrawal words, for a quarter of an hour; never an address, only a keyed hash of it.
  await db.schema
    .createTable('wrong_guess')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('guesser', 'text', column => column.notNull())
    .addColumn('consultation_id', 'text', column =>
      column.notNull().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('guessed_at', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createIndex('wrong_guess_guesser')
    .on('wrong_guess')
    .columns(['guesser', 'guessed_at'])
    .execute()
  await db.schema
    .createIndex('wrong_guess_consultation')
    .on('wrong_guess')
    .columns(['consultation_id', 'guessed_at'])
    .execute()

  // A consultation that stands here may ask for files.
  await db.schema
    .createTable('file_permission')
    .addColumn('consultation_id', 'text', column =>
      column.primaryKey().references('consultation.id').onDelete('cascade'),
    )
    .addColumn('allowed_at', 'text', column => column.notNull())
    .addColumn('allowed_by', 'text', column => column.notNull())
    .execute()
  await keepAllowing(db)
}

interface Before {
  survey: { consultation_id: string; definition: string }
  survey_plan: { consultation_id: string; plan: string }
  file_permission: { consultation_id: string; allowed_at: string; allowed_by: string }
}

// Consultations that ask for files already go on asking.
async function keepAllowing(given: Kysely<unknown>): Promise<void> {
  const db = given as Kysely<Before>
  const asks = '%"kind":"file"%'
  const surveys = await db
    .selectFrom('survey')
    .select('consultation_id')
    .distinct()
    .where('definition', 'like', asks)
    .execute()
  const plans = await db
    .selectFrom('survey_plan')
    .select('consultation_id')
    .where('plan', 'like', asks)
    .execute()
  const ids = new Set([...surveys, ...plans].map(row => row.consultation_id))
  for (const consultation_id of ids) {
    await db
      .insertInto('file_permission')
      .values({ consultation_id, allowed_at: '', allowed_by: '' })
      .execute()
  }
}
