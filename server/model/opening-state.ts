/** When a consultation takes answers. Times are milliseconds since 1970 began in UTC, from the server's clock. */
export interface OpeningTimes {
  readonly opensAtMs: number
  /** The first moment at which it is closed. */
  readonly closesAtMs: number
  /** How long after closing an answer that was begun before may still arrive. */
  readonly graceMinutes: number
}

/** 'grace': closed to new answers, while those that were begun in time may still be sent. */
export type ConsultationState = 'before' | 'open' | 'grace' | 'closed'

/** Whether an answer counts, and if not, why. */
export type AnswerStanding = 'counts' | 'counts-within-grace' | 'too-early' | 'too-late'

/**
 * Tells what state a consultation is in. Every public sentence about opening and closing follows from this.
 * @param times - when it opens and closes.
 * @param nowMs - the moment, in milliseconds since 1970 began in UTC.
 * @returns 'open' from the opening moment up to, and not at, the closing moment; 'grace' up to and at the end of the
 * grace; otherwise 'before' or 'closed'.
 * @throws RangeError if it closes before it opens or the grace is below 0.
 */
export function stateAt(times: OpeningTimes, nowMs: number): ConsultationState {
  const lastMs = endOfGrace(times)
  if (nowMs < times.opensAtMs) return 'before'
  if (nowMs < times.closesAtMs) return 'open'
  return nowMs <= lastMs && times.graceMinutes > 0 ? 'grace' : 'closed'
}

/**
 * Tells whether an answer counts.
 * @param times - when the consultation opens and closes.
 * @param begunAtMs - when the person began, as the server recorded it; null if it was not recorded.
 * @param sentAtMs - when the server received the finished answer (for paper: the date on which it was received).
 * @returns whether it counts: after closing only if it was begun while open and sent within the grace.
 * @throws RangeError if the consultation closes before it opens or the grace is below 0.
 */
export function answerCounts(
  times: OpeningTimes,
  begunAtMs: number | null,
  sentAtMs: number,
): AnswerStanding {
  const state = stateAt(times, sentAtMs)
  if (state === 'before') return 'too-early'
  if (state === 'open') return 'counts'
  const begunInTime = begunAtMs !== null && stateAt(times, begunAtMs) === 'open'
  return state === 'grace' && begunInTime ? 'counts-within-grace' : 'too-late'
}

function endOfGrace({ opensAtMs, closesAtMs, graceMinutes }: OpeningTimes): number {
  if (!(closesAtMs >= opensAtMs)) throw new RangeError('A consultation closes after it opens.')
  if (!(graceMinutes >= 0)) throw new RangeError('The grace is at least 0 minutes.')
  return closesAtMs + graceMinutes * 60_000
}
