import { stateAt, type ConsultationState } from '../model/opening-state.ts'
import { londonDate, londonTimeOfDay } from '../platform/clock.ts'
import { format } from '../platform/format.ts'
import { openingTimes, type ConsultationDates } from './consultation.ts'

/** What may be said about opening and closing at a moment. Every public sentence about time comes from here. */
export interface OpeningWords {
  readonly state: ConsultationState
  /** A word or two for a list: `Open`, `Opens soon`, `Closed`. */
  readonly tag: { readonly text: string; readonly colour: 'green' | 'blue' | 'grey' }
  /** The first sentence of the page. */
  readonly headline: string
  /** What follows it; '' for nothing. */
  readonly more: string
  /** `3 days left`, only while it is open and the end is near; otherwise ''. */
  readonly timeLeft: string
  /** When it is open, in one line, whatever the time is. */
  readonly span: string
  /** What is said of the decision; '' when no day is fixed. */
  readonly decision: string
  /** New answers can be begun now. */
  readonly canBegin: boolean
  /** Answers that were begun in time can be sent now. */
  readonly canSend: boolean
}

const notDated: OpeningWords = {
  state: 'before',
  tag: { text: 'Not open yet', colour: 'blue' },
  headline: 'The dates of this consultation are not fixed yet.',
  more: '',
  timeLeft: '',
  span: 'Dates not fixed yet',
  decision: '',
  canBegin: false,
  canSend: false,
}

/**
 * A moment as people say it. A day that ends at midnight is named itself, so that nobody comes a day late.
 *
 * @param iso - ISO UTC
 * @returns such as `5pm on Tuesday 30 June 2026` or `midnight at the end of Tuesday 30 June 2026`
 */
export function momentInWords(iso: string): string {
  const at = new Date(iso)
  if (londonTimeOfDay(at) !== '00:00') return format.dateTime(iso)
  return `midnight at the end of ${format.date(londonDate(new Date(at.getTime() - 60_000)))}`
}

/**
 * A moment on a day that is already named.
 *
 * @param at - the moment
 * @returns such as `5:30pm`
 */
function timeInWords(at: Date): string {
  return format.timeOfDay(londonTimeOfDay(at))
}

function daysBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(londonDate(to)) - Date.parse(londonDate(from))) / 86_400_000)
}

function timeLeftInWords(closesAt: Date, now: Date): string {
  // The last moment that is still open decides the day, so that midnight belongs to the day that it ends.
  const days = daysBetween(now, new Date(closesAt.getTime() - 1))
  if (days === 0) return 'Last day today'
  if (days === 1) return 'Closes tomorrow'
  return days <= 14 ? `${days} days left` : ''
}

function decisionInWords(dates: ConsultationDates, now: Date): string {
  if (dates.decisionOn === null) return ''
  const who = dates.decisionBy === '' ? 'The council' : dates.decisionBy
  const today = londonDate(now)
  const on = format.date(dates.decisionOn)
  return today <= dates.decisionOn
    ? `${who} is due to decide on ${on}.`
    : `${who} was due to decide on ${on}.`
}

/**
 * What may be said about opening and closing.
 *
 * @param dates - when the consultation opens, closes and is decided
 * @param now - the server's moment
 * @returns the words
 */
export function openingWords(dates: ConsultationDates, now: Date): OpeningWords {
  const times = openingTimes(dates)
  if (times === null || dates.opensAt === null || dates.closesAt === null) return notDated
  const state = stateAt(times, now.getTime())
  const opens = momentInWords(dates.opensAt)
  const closes = momentInWords(dates.closesAt)
  const decision = decisionInWords(dates, now)
  const common = {
    state,
    decision,
    timeLeft: '',
    canBegin: state === 'open',
    canSend: state === 'open' || state === 'grace',
  }
  switch (state) {
    case 'before':
      return {
        ...common,
        tag: { text: 'Opens soon', colour: 'blue' },
        headline: `This consultation opens at ${opens}.`,
        more: `You will be able to answer until ${closes}.`,
        span: `From ${opens} to ${closes}`,
      }
    case 'open':
      return {
        ...common,
        tag: { text: 'Open', colour: 'green' },
        headline: `This consultation is open until ${closes}.`,
        more: '',
        timeLeft: timeLeftInWords(new Date(dates.closesAt), now),
        span: `From ${opens} to ${closes}`,
      }
    case 'grace':
      return {
        ...common,
        tag: { text: 'Closed', colour: 'grey' },
        headline: `This consultation closed at ${closes}.`,
        more: `If you began to answer before then, you can still send your answers until ${timeInWords(new Date(times.closesAtMs + times.graceMinutes * 60_000))}.`,
        span: `It was open from ${opens} to ${closes}`,
      }
    case 'closed':
      return {
        ...common,
        tag: { text: 'Closed', colour: 'grey' },
        headline: `This consultation closed at ${closes}.`,
        more: 'Thank you to everybody who answered.',
        span: `It was open from ${opens} to ${closes}`,
      }
  }
}
