import { expect, it } from '@jest/globals'
import { sql, type Kysely } from 'kysely'
import { up } from '../../server/db/migrations/0041-chosen-options-together.ts'
import { choicesAsText } from '../../server/surveys/response-choices.ts'
import { listAnswers } from '../../server/surveys/index.ts'
import { aConsultation, aResponse } from '../findings/support.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('options that were chosen before they stood together', database => {
  it('are all kept, in their order, and what was written keeps its row', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const id = await aResponse(db, consultation, { texts: { missed: 'The bus' } })
    const other = await aResponse(db, consultation, {})
    const words = await db.selectFrom('answer').selectAll().execute()
    await asBefore(db)
    for (const [key, position, choice, section] of [
      ['role', 1, 'staff', 'survey'],
      ['role', 0, 'parent', 'survey'],
      ['heard', 0, 'other', 'survey'],
      ['sex', 0, 'female', 'equality'],
    ] as const)
      await sql`insert into answer (id, response_id, section, question_key, position, choice, text)
        values (${`${id}.${key}.${position}`}, ${id}, ${section}, ${key}, ${position}, ${choice}, null)`.execute(
        db,
      )
    await db.transaction().execute(tx => up(tx as unknown as Kysely<unknown>))

    expect(await db.selectFrom('answer').selectAll().execute()).toEqual(words)
    const kept = await db
      .selectFrom('response')
      .select(['id', 'choices'])
      .where('id', 'in', [id, other])
      .execute()
    const chosen = (questionKey: string, choices: string[]) => ({ questionKey, choices })
    const text = choicesAsText(
      [chosen('role', ['parent', 'staff']), chosen('heard', ['other'])],
      [chosen('sex', ['female'])],
    )
    expect(Object.fromEntries(kept.map(row => [row.id, row.choices]))).toEqual({ [id]: text, [other]: null })
    const answers = await listAnswers(db, consultation.id, { responseId: id })
    expect(answers.map(one => [one.section, one.questionKey, one.choices, one.text])).toEqual([
      ['survey', 'heard', ['other'], null],
      ['survey', 'missed', [], 'The bus'],
      ['survey', 'role', ['parent', 'staff'], null],
      ['equality', 'sex', ['female'], null],
    ])
  })
})

/** The tables as they were. */
async function asBefore(given: unknown): Promise<void> {
  const db = given as Kysely<unknown>
  await db.schema.alterTable('response').dropColumn('choices').execute()
  await sql`alter table answer add column position integer not null default 0`.execute(db)
  await db.schema.alterTable('answer').addColumn('choice', 'text').execute()
  await sql`create index answer_in_words on answer (response_id) where text is not null`.execute(db)
}
