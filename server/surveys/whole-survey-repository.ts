import type { Db } from '../db/index.ts'
import { hashToken, newToken } from '../platform/ids.ts'
import { beginDraft } from './draft-repository.ts'
import type { Pepper } from './draft-seal.ts'

/** What is known of the draft that a response was begun as. */
export interface KnownDraft {
  readonly id: string
  readonly surveyId: string
  readonly begunAt: Date
  readonly sent: boolean
}

/**
 * The draft that a response was begun as, page by page or by an earlier send.
 *
 * @param db - the database, or a transaction
 * @param consultationId - the consultation
 * @param districtCode - the district
 * @param responseId - id of the response
 * @returns null when the response was begun on the device alone
 */
export async function draftOfResponse(
  db: Db,
  consultationId: string,
  districtCode: string,
  responseId: string,
): Promise<KnownDraft | null> {
  const row = await db
    .selectFrom('draft')
    .innerJoin('survey', 'survey.id', 'draft.survey_id')
    .select(['draft.id', 'draft.survey_id', 'draft.begun_at', 'draft.sent_at'])
    .where('draft.response_id', '=', responseId)
    .where('survey.consultation_id', '=', consultationId)
    .where('survey.district_code', '=', districtCode)
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        surveyId: row.survey_id,
        begunAt: new Date(row.begun_at),
        sent: row.sent_at !== null,
      }
    : null
}

/** What a sent draft keeps for its receipt. */
export interface SentAs {
  readonly responseId: string
  readonly surveyId: string
  readonly begunAt: Date
  readonly sentAt: Date
  readonly reference: string
  /** Days for which the device finds its receipt. */
  readonly days: number
}

/**
 * Keeps what the receipt page shows for answers that were begun on the device alone.
 *
 * @param db - the transaction that stores the response
 * @param pepper - opens drafts together with their tokens
 * @param sent - what was sent
 * @returns the token for the visitor's cookie, which is kept nowhere
 */
export async function keepReceipt(db: Db, pepper: Pepper, sent: SentAs): Promise<string> {
  const { responseId, days, sentAt } = sent
  const token = await beginDraft(db, pepper, sent.surveyId, { at: sentAt, days, responseId })
  await db
    .updateTable('draft')
    .set({
      begun_at: sent.begunAt.toISOString(),
      sent_at: sentAt.toISOString(),
      reference: sent.reference,
    })
    .where('response_id', '=', responseId)
    .execute()
  return token
}

/**
 * Ends a draft whose answers came all at once: it keeps only its receipt. One that was sent already stays as it is.
 *
 * @param db - the transaction that stores the response
 * @param draftId - the draft
 * @param at - the moment
 * @param reference - on the receipt
 */
export async function endDraftAtOnce(db: Db, draftId: string, at: Date, reference: string): Promise<void> {
  await db
    .updateTable('draft')
    .set({ sent_at: at.toISOString(), updated_at: at.toISOString(), reference })
    .where('id', '=', draftId)
    .where('sent_at', 'is', null)
    .execute()
  await db.deleteFrom('draft_page').where('draft_id', '=', draftId).execute()
  await db.deleteFrom('draft_file').where('draft_id', '=', draftId).execute()
}

/**
 * Hands a sent draft's receipt to the device that holds the response's id and has lost its cookie.
 *
 * @param db - the database, or a transaction
 * @param draftId - the draft, which holds no pages any more
 * @param at - the moment
 * @returns the token for the visitor's cookie; other devices keep theirs
 */
export async function handOverReceipt(db: Db, draftId: string, at: Date): Promise<string> {
  const token = newToken()
  await db
    .insertInto('draft_token')
    .values({
      lookup_hash: hashToken(token),
      draft_id: draftId,
      kind: 'device',
      wrapped_key: null,
      made_at: at.toISOString(),
    })
    .execute()
  return token
}

/** What is known of a response that was stored before. */
export interface StoredBefore {
  readonly reference: string
  readonly payloadHash: string
  readonly receivedAt: string
}

/**
 * Finds a response by its id.
 *
 * @param db - the database, or a transaction
 * @param responseId - id of the response
 * @returns null when there is none
 */
export async function storedBefore(db: Db, responseId: string): Promise<StoredBefore | null> {
  const row = await db
    .selectFrom('response')
    .select(['reference', 'payload_hash', 'submitted_at'])
    .where('id', '=', responseId)
    .executeTakeFirst()
  return row
    ? { reference: row.reference, payloadHash: row.payload_hash, receivedAt: row.submitted_at }
    : null
}
