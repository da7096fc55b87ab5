import type { Kysely } from 'kysely'

interface Tables {
  response: { id: string; choices: string | null }
  answer: {
    id: string
    response_id: string
    section: string
    question_key: string
    position: number
    choice: string | null
    text: string | null
  }
}

const atOnce = 500

/**
 * The options that a response chose stood in a row each, in four trees of the disk; they stand in their response now.
 * What was written keeps its row, for themes are tied to it.
 *
 * @param given - the database
 */
export async function up(given: Kysely<unknown>): Promise<void> {
  const db = given as Kysely<Tables>
  await db.schema.alterTable('response').addColumn('choices', 'text').execute()
  for (let after = ''; ;) {
    const responses = await db
      .selectFrom('response')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(atOnce)
      .execute()
    const last = responses.at(-1)
    if (last === undefined) break
    await gather(db, after, last.id)
    after = last.id
  }
  await db.deleteFrom('answer').where('text', 'is', null).execute()
  // All rows are answers in words now, and are found by their response.
  await db.schema.dropIndex('answer_in_words').execute()
  await db.schema.alterTable('answer').dropColumn('choice').execute()
  await db.schema.alterTable('answer').dropColumn('position').execute()
}

async function gather(db: Kysely<Tables>, after: string, upTo: string): Promise<void> {
  const rows = await db
    .selectFrom('answer')
    .select(['response_id', 'section', 'question_key', 'choice'])
    .where('response_id', '>', after)
    .where('response_id', '<=', upTo)
    .where('choice', 'is not', null)
    .orderBy('response_id')
    .orderBy('position')
    .execute()
  const responses = new Map<string, Map<string, Map<string, string[]>>>()
  for (const { response_id, section, question_key, choice } of rows) {
    if (choice === null) continue
    const sections = inMap(responses, response_id, () => new Map<string, Map<string, string[]>>())
    const questions = inMap(sections, section, () => new Map<string, string[]>())
    inMap(questions, question_key, (): string[] => []).push(choice)
  }
  for (const [id, sections] of responses) {
    const survey = inOrder(sections.get('survey'))
    const equality = inOrder(sections.get('equality'))
    const choices = JSON.stringify(equality.length === 0 ? { survey } : { survey, equality })
    await db.updateTable('response').set({ choices }).where('id', '=', id).execute()
  }
}

function inMap<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

function inOrder(questions: ReadonlyMap<string, string[]> = new Map()): [string, string[]][] {
  return [...questions].sort(([one], [other]) => (one < other ? -1 : 1))
}
