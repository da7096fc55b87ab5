import { inTransaction, type Db } from '../db/index.ts'
import type { DistanceBand, GivenAnswer } from '../model/survey.ts'
import { notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { choicesAsText } from './response-choices.ts'
import type { AnswerRow } from './response-reading-repository.ts'

/** What a second reading of a paper form puts in the place of the first. */
export interface CorrectedResponse {
  readonly receivedAt: string
  readonly helped: boolean
  readonly neighbourhoodCode: string | null
  readonly distanceBand: DistanceBand | null
  readonly answers: readonly GivenAnswer[]
  readonly equality: readonly GivenAnswer[]
  /** What stands on paper where the answers cannot say it, as plain data. */
  readonly asWritten: unknown
}

/**
 * Corrects a response that was keyed from paper, once two people have agreed what the paper says. Texts keep their
 * rows, so that themes stay tied to them; the hash of the first keying stays, so that its replay is still known.
 *
 * @param db - the database, or a transaction
 * @param responseId - a response of the channel paper or phone
 * @param corrected - what holds from now on
 * @throws {AppError} 404 when there is no such response, or it came online: what somebody sent is never rewritten
 */
export async function correctResponse(
  db: Db,
  responseId: string,
  corrected: CorrectedResponse,
): Promise<void> {
  await inTransaction(db, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('response')
      .set({
        received_at: corrected.receivedAt,
        helped: corrected.helped ? 1 : 0,
        neighbourhood_code: corrected.neighbourhoodCode,
        distance_band: corrected.distanceBand,
        as_written: JSON.stringify(corrected.asWritten),
        choices: choicesAsText(corrected.answers, corrected.equality),
      })
      .where('id', '=', responseId)
      .where('channel', '!=', 'online')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw notFound('There is no such response from paper or phone.')
    const before = await tx
      .selectFrom('answer')
      .select(['id', 'question_key'])
      .where('response_id', '=', responseId)
      .execute()
    const textRows = new Map(before.map(row => [row.question_key, row.id]))
    const rows = [
      ...corrected.answers.flatMap(answer => rowsOf(responseId, 'survey', answer, textRows)),
      ...corrected.equality.flatMap(answer => rowsOf(responseId, 'equality', answer, textRows)),
    ]
    const kept = new Set(rows.map(row => row.id))
    const gone = before.filter(row => !kept.has(row.id)).map(row => row.id)
    if (gone.length > 0) await tx.deleteFrom('answer').where('id', 'in', gone).execute()
    for (const row of rows) {
      await tx
        .insertInto('answer')
        .values(row)
        .onConflict(conflict => conflict.column('id').doUpdateSet({ text: row.text }))
        .execute()
    }
  })
}

function rowsOf(
  responseId: string,
  section: 'survey' | 'equality',
  answer: GivenAnswer,
  textRows: ReadonlyMap<string, string>,
): AnswerRow[] {
  const { questionKey, text } = answer
  if (text === null || text === '') return []
  const id = textRows.get(questionKey) ?? newId()
  return [{ id, response_id: responseId, section, question_key: questionKey, text }]
}
