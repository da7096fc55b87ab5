import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import type { DocumentChange } from './consultation.ts'

const changesJson: z.ZodType<DocumentChange[]> = z.array(
  z.object({
    at: z.string(),
    reason: z.string(),
    titleBefore: z.string(),
    descriptionBefore: z.string(),
  }),
)

/**
 * How a document was called before, from its column.
 *
 * @param json - the column
 * @returns newest first
 */
export function documentChanges(json: string): DocumentChange[] {
  return changesJson.parse(JSON.parse(json))
}

/** The words that stand for a document in lists. */
export interface DocumentWords {
  readonly title: string
  readonly description: string
}

/**
 * The mark by which it is known whether somebody changed a document's words meanwhile.
 *
 * @param words - title and description
 * @returns 64 hexadecimal characters
 */
export function wordsMark({ title, description }: DocumentWords): string {
  return createHash('sha256')
    .update(JSON.stringify([title, description]))
    .digest('hex')
}

/**
 * Changes what a document is called and said to be. Once the consultation is published, how it stood before is kept and
 * shown with the reason.
 *
 * @param tx - a transaction
 * @param consultationId - the consultation
 * @param change - the document, the mark of its words as somebody had them before them, the new ones, and why
 * @param at - the moment
 * @returns false when the consultation has no such document, or somebody changed its words meanwhile
 */
export async function changeDocumentWords(
  tx: Db,
  consultationId: string,
  change: {
    readonly documentId: string
    readonly seen: string
    readonly words: DocumentWords
    readonly reason: string
  },
  at: Date,
): Promise<boolean> {
  const { documentId, seen, words, reason } = change
  const row = await tx
    .selectFrom('consultation_document')
    .innerJoin('consultation', 'consultation.id', 'consultation_document.consultation_id')
    .select(['title', 'description', 'changes', 'consultation.published_at'])
    .where('consultation_document.id', '=', documentId)
    .where('consultation_document.consultation_id', '=', consultationId)
    .executeTakeFirst()
  if (!row || wordsMark(row) !== seen) return false
  const before: DocumentChange = {
    at: at.toISOString(),
    reason,
    titleBefore: row.title,
    descriptionBefore: row.description,
  }
  const changed = await tx
    .updateTable('consultation_document')
    .set({
      ...words,
      ...(row.published_at === null
        ? {}
        : { changes: JSON.stringify([before, ...documentChanges(row.changes)]) }),
    })
    .where('id', '=', documentId)
    .where('title', '=', row.title)
    .where('description', '=', row.description)
    .where('changes', '=', row.changes)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}
