import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { GivenAnswer } from '../model/survey.ts'
import { choicesFrom, inOrderOfQuestions, responseBatches, type StoredAnswer } from '../surveys/index.ts'

type Section = StoredAnswer['section']

// Separators of units and of records; what somebody wrote loses them, so that no answer can pass for two, and in JSON they
// stand in another form.
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

/** What was chosen, as its column holds it, and then what was written, a record for each answer. */
function batchOf(
  db: Db,
  consultationId: string,
  after: string,
  upTo: string,
): Promise<{ responseId: string; packed: string }[]> {
  return db
    .selectFrom('response')
    .leftJoin('answer', 'answer.response_id', 'response.id')
    .select([
      'response.id as responseId',
      sql<string>`coalesce(response.choices, '') || coalesce(${record} || string_agg(
        answer.section || ${unit} || answer.question_key || ${unit}
          || replace(replace(answer.text, ${unit}, ''), ${record}, ''),
        ${record} order by answer.section desc, answer.question_key, answer.id), '')`.as('packed'),
    ])
    .where('response.consultation_id', '=', consultationId)
    .where('response.id', '>', after)
    .where('response.id', '<=', upTo)
    .groupBy('response.id')
    .having(of =>
      of.or([of('response.choices', 'is not', null), of(of.fn.count<number>('answer.id'), '>', 0)]),
    )
    .execute()
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
  const [chosen = '', ...written] = packed.split(record)
  const answers = new Map<string, GivenAnswer & { section: Section; text: string | null }>()
  for (const { section, questionKey, choices } of choicesFrom(chosen === '' ? null : chosen)) {
    answers.set(section + unit + questionKey, {
      section: once(section) as Section,
      questionKey: once(questionKey),
      choices: choices.map(once),
      text: null,
    })
  }
  for (const row of written) {
    const [section = '', questionKey = '', text = ''] = row.split(unit)
    const known = answers.get(section + unit + questionKey)
    if (known !== undefined) known.text ??= text
    else
      answers.set(section + unit + questionKey, {
        section: once(section) as Section,
        questionKey: once(questionKey),
        choices: [],
        text,
      })
  }
  return [...answers.values()].sort(inOrderOfQuestions)
}
