import { londonDate, londonTimeOfDay } from '../platform/clock.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { Consultation, DropInSession } from './consultation.ts'
import type { ListedSession } from './updates-repository.ts'

/** A drop-in session in a list. */
export interface ShownSession {
  readonly when: Said
  readonly venue: string
  readonly address: string
  readonly access: string
  readonly languages: string
  /** '' for the whole county. */
  readonly district: string
  readonly cancelled: boolean
  /** It takes place when answers are no longer taken. */
  readonly afterClosing: boolean
  /** What was changed or that it was cancelled, each with its date and reason; newest first. */
  readonly changes: readonly { readonly words: Said; readonly reason: string }[]
  /** Its calendar file; null for one that is over. */
  readonly calendarHref: string | null
}

/** Drop-in sessions: those to come, and those that are over. */
export interface ShownSessions {
  readonly sessions: readonly ShownSession[]
  readonly pastSessions: readonly ShownSession[]
}

/**
 * When a session is, on the clock in London.
 *
 * @param session - its two moments
 * @param speaker - who speaks to the visitor
 * @returns such as `Friday 12 June 2026, 10am to midday`
 */
export function sessionTime(
  session: { readonly startsAt: string; readonly endsAt: string },
  { say, format }: Speaker = english,
): Said {
  const [from, to] = [new Date(session.startsAt), new Date(session.endsAt)]
  const sameDay = londonDate(from) === londonDate(to)
  return say('{{date}}, {{from}} to {{until}}', {
    date: format.date(session.startsAt),
    from: format.timeOfDay(londonTimeOfDay(from)),
    until: sameDay ? format.timeOfDay(londonTimeOfDay(to)) : format.dateTime(session.endsAt),
  })
}

/**
 * Whether a session is to take place when its consultation has closed, as it may when that closes early.
 *
 * @param session - the session
 * @param closesAt - when the consultation closes, ISO UTC; null for no day yet
 * @returns never true for one that is cancelled
 */
export function isAfterClosing(
  { startsAt, cancelledAt }: Pick<DropInSession, 'startsAt' | 'cancelledAt'>,
  closesAt: string | null,
): boolean {
  return cancelledAt === null && closesAt !== null && Date.parse(startsAt) >= Date.parse(closesAt)
}

function shownChanges(session: ListedSession, speaker: Speaker): ShownSession['changes'] {
  const { say, format } = speaker
  return session.changes.map((change, at) => {
    const date = format.date(change.at)
    if (change.at === session.cancelledAt) {
      return { words: say('Cancelled on {{date}}.', { date }), reason: change.note }
    }
    // How it stood after this change is how it stood before the next one.
    const after = session.changes[at - 1] ?? session
    const moved = change.startsAt !== after.startsAt || change.endsAt !== after.endsAt
    const elsewhere = change.venue !== after.venue || change.address !== after.address
    const before = { date, before: sessionTime(change, speaker).text, venue: change.venue }
    return {
      words:
        moved && elsewhere
          ? say('Changed on {{date}}. Before, it was to be at {{venue}}: {{before}}.', before)
          : moved
            ? say('Changed on {{date}}. Before, it was to be: {{before}}.', before)
            : elsewhere
              ? say('Changed on {{date}}. Before, it was to be at {{venue}}.', before)
              : say('Changed on {{date}}.', before),
      reason: change.note,
    }
  })
}

/**
 * Drop-in sessions as lists.
 *
 * @param consultation - its part of the address, and when it closes
 * @param sessions - the sessions, earliest first
 * @param districtNames - names by district code
 * @param now - the server's moment
 * @param speaker - who speaks to the visitor
 * @returns those to come and those that are over
 */
export function shownSessions(
  { slug, closesAt }: Pick<Consultation, 'slug' | 'closesAt'>,
  sessions: readonly ListedSession[],
  districtNames: ReadonlyMap<string, string>,
  now: Date,
  speaker: Speaker = english,
): ShownSessions {
  const over = (session: ListedSession): boolean => Date.parse(session.endsAt) <= now.getTime()
  const shown = (session: ListedSession): ShownSession => ({
    when: sessionTime(session, speaker),
    venue: session.venue,
    address: session.address,
    access: session.access,
    languages: session.languages,
    district: session.districtCode === null ? '' : (districtNames.get(session.districtCode) ?? ''),
    cancelled: session.cancelledAt !== null,
    afterClosing: isAfterClosing(session, closesAt),
    changes: shownChanges(session, speaker),
    calendarHref: over(session) ? null : `/consultations/${slug}/sessions/${session.id}/calendar.ics`,
  })
  return {
    sessions: sessions.filter(session => !over(session)).map(shown),
    pastSessions: sessions.filter(over).map(shown),
  }
}
