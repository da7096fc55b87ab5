import type { Db } from '../db/index.ts'

/**
 * Signs that are seen while answers arrive: sent faster than people read, a field filled that people do not see, and
 * no page asked for before.
 */
export type ArrivalSignal = 'too-fast' | 'hidden-field' | 'no-page'

/** A sign that was seen, with its reason. It never makes an answer count less. */
export interface ResponseSignal {
  readonly responseId: string
  readonly signal: ArrivalSignal
  /** A sentence for the analyst. */
  readonly reason: string
  readonly recordedAt: string
}

/**
 * Records signs of a response; one that is known already stays as it was. No statement when there are none.
 *
 * @param db - the database, or the transaction that stores the response
 * @param signals - the signs
 */
export async function recordSignals(db: Db, signals: readonly ResponseSignal[]): Promise<void> {
  if (signals.length === 0) return
  await db
    .insertInto('response_signal')
    .values(
      signals.map(({ responseId, signal, reason, recordedAt }) => ({
        response_id: responseId,
        signal,
        reason,
        recorded_at: recordedAt,
      })),
    )
    .onConflict(same => same.columns(['response_id', 'signal']).doNothing())
    .execute()
}

/**
 * The signs that were seen while the responses to a consultation arrived.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns those of responses that were stored, the first received first
 */
export async function listSignals(db: Db, consultationId: string): Promise<ResponseSignal[]> {
  const rows = await db
    .selectFrom('response_signal')
    .innerJoin('response', 'response.id', 'response_signal.response_id')
    .selectAll('response_signal')
    .where('response.consultation_id', '=', consultationId)
    .orderBy('response.received_at')
    .orderBy('response.id')
    .orderBy('response_signal.signal')
    .execute()
  return rows.map(row => ({
    responseId: row.response_id,
    signal: row.signal as ArrivalSignal,
    reason: row.reason,
    recordedAt: row.recorded_at,
  }))
}

/** What a response said, to know repeats by. */
export interface ResponsePayload {
  readonly responseId: string
  readonly payloadHash: string
}

/**
 * SHA-256 of what each response to a consultation said when it arrived.
 *
 * @param db - the database
 * @param consultationId - the consultation
 * @returns those that came online, in no order
 */
export async function listPayloadHashes(db: Db, consultationId: string): Promise<ResponsePayload[]> {
  const rows = await db
    .selectFrom('response')
    .select(['id', 'payload_hash'])
    .where('consultation_id', '=', consultationId)
    .where('channel', '=', 'online')
    .execute()
  return rows.map(row => ({ responseId: row.id, payloadHash: row.payload_hash }))
}
