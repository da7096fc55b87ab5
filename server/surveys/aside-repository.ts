import { z } from 'zod'
import type { Db } from '../db/index.ts'
import type { GivenAnswer } from '../model/survey.ts'

/** What came again under the id of a response that was stored, with other contents. */
export interface KeptAside {
  readonly id: string
  readonly responseId: string
  readonly surveyId: string
  /** Reference on the receipt of the response that counts. */
  readonly reference: string
  readonly districtCode: string
  /** When the response that counts was sent, and when the other one came; ISO UTC. */
  readonly sentAt: string
  readonly cameAt: string
  readonly answers: readonly GivenAnswer[]
  readonly equality: readonly GivenAnswer[]
  /** null until somebody has looked at it. */
  readonly reviewed: { readonly at: string; readonly by: string; readonly note: string } | null
}

const answer = z
  .tuple([z.string(), z.array(z.string()), z.string().nullable()])
  .transform(([questionKey, choices, text]): GivenAnswer => ({ questionKey, choices, text }))

const payloadJson = z.object({ answers: z.array(answer), equality: z.array(answer) })

/**
 * What was kept aside of a consultation.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns those that nobody has looked at first, then the newest first
 */
export async function listKeptAside(db: Db, consultationId: string): Promise<KeptAside[]> {
  const rows = await db
    .selectFrom('response_aside')
    .innerJoin('response', 'response.id', 'response_aside.response_id')
    .selectAll('response_aside')
    .select(['response.reference', 'response.district_code', 'response.submitted_at'])
    .where('response.consultation_id', '=', consultationId)
    .orderBy('response_aside.received_at', 'desc')
    .orderBy('response_aside.id')
    .execute()
  const all = rows.map(row => ({
    id: row.id,
    responseId: row.response_id,
    surveyId: row.survey_id,
    reference: row.reference,
    districtCode: row.district_code,
    sentAt: row.submitted_at,
    cameAt: row.received_at,
    ...payloadJson.parse(JSON.parse(row.payload)),
    reviewed:
      row.reviewed_at === null
        ? null
        : { at: row.reviewed_at, by: row.reviewed_by ?? '', note: row.review_note ?? '' },
  }))
  return [...all.filter(one => one.reviewed === null), ...all.filter(one => one.reviewed !== null)]
}

/**
 * Notes that somebody has looked at what was kept aside. It stays.
 *
 * @param db - the database, or a transaction
 * @param consultationId - the consultation
 * @param asideId - what was kept aside
 * @param review - when, by whom, and what they found
 * @returns false when there is no such thing, or somebody has looked at it already
 */
export async function reviewKeptAside(
  db: Db,
  consultationId: string,
  asideId: string,
  review: { readonly at: Date; readonly by: string; readonly note: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('response_aside')
    .set({ reviewed_at: review.at.toISOString(), reviewed_by: review.by, review_note: review.note })
    .where('id', '=', asideId)
    .where('reviewed_at', 'is', null)
    .where('response_id', 'in', query =>
      query.selectFrom('response').select('id').where('consultation_id', '=', consultationId),
    )
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}
