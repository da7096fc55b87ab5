import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { Faq, FaqChange } from './consultation.ts'

const changesJson: z.ZodType<FaqChange[]> = z.array(
  z.object({ at: z.string(), note: z.string(), questionBefore: z.string(), answerBefore: z.string() }),
)

interface Row {
  id: string
  question: string
  answer: string
  added_at: string
  changed_at: string | null
  changes: string
}

/**
 * How a question stood before, from its column.
 *
 * @param json - the column
 * @returns newest first
 */
export function faqChanges(json: string): FaqChange[] {
  return changesJson.parse(JSON.parse(json))
}

function faqFrom(row: Row): Faq {
  return {
    id: row.id,
    question: row.question,
    answer: row.answer,
    addedAt: row.added_at,
    changedAt: row.changed_at,
    changes: faqChanges(row.changes),
  }
}

/**
 * The questions that people ask about a consultation, with their answers.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns in order
 */
export async function listFaqs(db: Db, consultationId: string): Promise<Faq[]> {
  const rows = await db
    .selectFrom('faq')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .orderBy('position')
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map(faqFrom)
}

/**
 * Adds a question with its answer at the end.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param faq - question and answer
 * @param at - the moment
 * @returns its id
 */
export async function addFaq(
  db: Db,
  consultationId: string,
  faq: { readonly question: string; readonly answer: string },
  at: Date,
): Promise<string> {
  const id = newId()
  const last = await db
    .selectFrom('faq')
    .select(of => of.fn.max<number | null>('position').as('position'))
    .where('consultation_id', '=', consultationId)
    .executeTakeFirst()
  await db
    .insertInto('faq')
    .values({
      id,
      consultation_id: consultationId,
      position: (last?.position ?? -1) + 1,
      question: faq.question,
      answer: faq.answer,
      added_at: at.toISOString(),
      changed_at: null,
      changes: '[]',
    })
    .execute()
  return id
}

/**
 * The mark by which it is known whether somebody changed a question meanwhile.
 *
 * @param faq - question and answer
 * @returns 64 hexadecimal characters
 */
export function faqMark({ question, answer }: Pick<Faq, 'question' | 'answer'>): string {
  return createHash('sha256')
    .update(JSON.stringify([question, answer]))
    .digest('hex')
}

/**
 * Changes a question or its answer. Once the consultation is published, how it stood before is kept and shown.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param change - its id, the new texts, what was changed in a sentence (null note before publication), and the mark of
 *   the texts that somebody had before them, where that matters
 * @param at - the moment
 * @returns false when there is no such question, or somebody changed it meanwhile
 */
export async function changeFaq(
  db: Db,
  consultationId: string,
  change: {
    readonly id: string
    readonly question: string
    readonly answer: string
    readonly note: string | null
    readonly seen?: string
  },
  at: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('faq')
    .selectAll()
    .where('consultation_id', '=', consultationId)
    .where('id', '=', change.id)
    .executeTakeFirst()
  if (!row || (change.seen !== undefined && change.seen !== faqMark(row))) return false
  const before = faqFrom(row)
  const changes: readonly FaqChange[] =
    change.note === null
      ? before.changes
      : [
          {
            at: at.toISOString(),
            note: change.note,
            questionBefore: before.question,
            answerBefore: before.answer,
          },
          ...before.changes,
        ]
  const changed = await db
    .updateTable('faq')
    .set({
      question: change.question,
      answer: change.answer,
      changed_at: change.note === null ? before.changedAt : at.toISOString(),
      changes: JSON.stringify(changes),
    })
    .where('id', '=', change.id)
    .where('question', '=', row.question)
    .where('answer', '=', row.answer)
    .where('changes', '=', row.changes)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/**
 * Takes a question out, before publication.
 *
 * @param db - a transaction
 * @param consultationId - the consultation
 * @param faqId - the question
 * @returns false when it was gone already
 */
export async function removeFaq(db: Db, consultationId: string, faqId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('faq')
    .where('consultation_id', '=', consultationId)
    .where('id', '=', faqId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}
