import { sql, type Kysely } from 'kysely'

/**
 * Answers in words are few among all answers, and are what people read and code: they are found without looking at the
 * others.
 *
 * @param db - the database
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('answer_in_words')
    .on('answer')
    .column('response_id')
    .where(sql.ref('text'), 'is not', null)
    .execute()
}
