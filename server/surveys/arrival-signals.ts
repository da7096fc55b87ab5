import { readingTime } from '../model/integrity-signals.ts'
import type { SurveyPage } from '../model/survey.ts'
import type { ResponseSignal } from './signal-repository.ts'

/** Name of the field that people do not see and programs fill. */
export const hiddenField = 'homepage'

/**
 * Whether the field was filled that people do not see.
 *
 * @param body - the parsed request body
 * @returns false when it is empty or absent
 */
export function hiddenFieldFilled(body: unknown): boolean {
  const typed = (body as Record<string, unknown> | null | undefined)?.[hiddenField]
  return typeof typed === 'string' ? typed.trim() !== '' : Array.isArray(typed)
}

/** How a response came, as the server saw it. */
export interface Arrival {
  readonly responseId: string
  /** When the server gave out the first page; null when it gave out none. */
  readonly begunAt: Date | null
  readonly sentAt: Date
  /** The pages that were asked. */
  readonly asked: readonly SurveyPage[]
  readonly hiddenFieldFilled: boolean
}

/**
 * Signs that answers may come from a program, seen from how they came. Nothing of the device or its address is used.
 *
 * @param arrival - how the response came
 * @returns the signs with their reasons; mostly none
 */
export function arrivalSignals(arrival: Arrival): ResponseSignal[] {
  const { responseId, begunAt, sentAt } = arrival
  const recordedAt = sentAt.toISOString()
  const signals: ResponseSignal[] = []
  if (begunAt === null) {
    const reason = 'The answers came without any page of the survey being asked for first.'
    signals.push({ responseId, signal: 'no-page', reason, recordedAt })
  } else {
    const seconds = (sentAt.getTime() - begunAt.getTime()) / 1000
    const { tooFast, words, leastSeconds } = readingTime(arrival.asked, seconds)
    if (tooFast) {
      const took = Math.max(0, Math.round(seconds))
      const reason = `The answers came ${took} ${took === 1 ? 'second' : 'seconds'} after the first page was shown. To skim the ${words} words of the questions takes at least ${leastSeconds} seconds.`
      signals.push({ responseId, signal: 'too-fast', reason, recordedAt })
    }
  }
  if (arrival.hiddenFieldFilled) signals.push(hiddenFieldSignal(responseId, sentAt))
  return signals
}

/**
 * The sign that the hidden field was filled.
 *
 * @param responseId - the response, stored or still to come
 * @param at - the moment
 * @returns the sign
 */
export function hiddenFieldSignal(responseId: string, at: Date): ResponseSignal {
  return {
    responseId,
    signal: 'hidden-field',
    reason: 'A field was filled that people neither see nor hear.',
    recordedAt: at.toISOString(),
  }
}
