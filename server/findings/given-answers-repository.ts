import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { GivenAnswer } from '../model/survey.ts'
import { responseBatches, type StoredAnswer } from '../surveys/index.ts'

type Section = StoredAnswer['section']

// Separators of units and of records; what somebody wrote loses them, so that no answer can pass for two.
const [unit, record] = ['\u001f', '\u001e']

/**
 * The answers to a consultation, those of one response in one text. Findings count them by the ten thousand: a row for
 * each chosen option would cost more than all the counting. Equal texts are equal answers.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns texts for `answersIn`, by response id; none for a response without an answer
 */
export async function listPackedAnswers(db: Db, consultationId: string): Promise<Map<string, string>> {
  const packed = new Map<string, string>()
  for await (const [after, upTo] of responseBatches(db, consultationId)) {
    for (const row of await batchOf(db, consultationId, after, upTo)) packed.set(row.responseId, row.packed)
  }
  return packed
}

function batchOf(
  db: Db,
  consultationId: string,
  after: string,
  upTo: string,
): Promise<{ responseId: string; packed: string }[]> {
  return db
    .selectFrom('answer')
    .innerJoin('response', 'response.id', 'answer.response_id')
    .select([
      'answer.response_id as responseId',
      sql<string>`string_agg(
        answer.section || ${unit} || answer.question_key
          || ${unit} || case when answer.choice is null then '' else '+' || ${withoutSeparators(sql.ref('answer.choice'))} end
          || ${unit} || case when answer.text is null then '' else '+' || ${withoutSeparators(sql.ref('answer.text'))} end,
        ${record} order by answer.section desc, answer.question_key, answer.position)`.as('packed'),
    ])
    .where('response.consultation_id', '=', consultationId)
    .where('response.id', '>', after)
    .where('response.id', '<=', upTo)
    .groupBy('answer.response_id')
    .execute()
}

function withoutSeparators(text: ReturnType<typeof sql.ref>) {
  return sql`replace(replace(${text}, ${unit}, ''), ${record}, '')`
}

/**
 * Takes the answers of responses out of their texts, when they are asked for: all of them at once would fill the memory.
 *
 * @param packed - as `listPackedAnswers` gives them
 * @returns the answers by response id, one for each question that has one; chosen options in the order in which they
 * were put
 */
export function answersIn(
  packed: ReadonlyMap<string, string>,
): (responseId: string) => (GivenAnswer & { readonly section: Section })[] {
  // The same few keys and options come again in every response: one text for each is compared and counted faster.
  const before = new Map<string, string>()
  const once = (text: string): string => {
    const known = before.get(text)
    if (known === undefined) before.set(text, text)
    return known ?? text
  }
  return responseId => {
    const text = packed.get(responseId)
    return text === undefined ? [] : unpacked(text, once)
  }
}

function unpacked(packed: string, once: (text: string) => string): (GivenAnswer & { section: Section })[] {
  const answers: (GivenAnswer & { section: Section; choices: string[]; text: string | null })[] = []
  let own = answers[0]
  for (const row of packed.split(record)) {
    const [section = '', questionKey = '', choice = '', text = ''] = row.split(unit)
    if (own?.questionKey !== questionKey || own.section !== section) {
      own = { section: once(section) as Section, questionKey: once(questionKey), choices: [], text: null }
      answers.push(own)
    }
    if (choice !== '') own.choices.push(once(choice.slice(1)))
    if (text !== '') own.text ??= text.slice(1)
  }
  return answers
}
