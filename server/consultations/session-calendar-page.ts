import { calendarFile, type CalendarEvent } from '../platform/calendar-file.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { DropInSession } from './consultation.ts'

/** What a session's calendar entry says beside the session. */
export interface CalendarAbout {
  readonly slug: string
  readonly consultationName: string
  /** When the consultation was published: sessions were announced then. */
  readonly publishedAt: string
  /** Where people reach the product, without a slash at the end. */
  readonly publicUrl: string
}

function eventOf(session: DropInSession, about: CalendarAbout, { plain }: Speaker): CalendarEvent {
  const [newest] = session.changes
  return {
    uid: `${session.id}@doorstep`,
    sequence: session.sequence,
    changedAt: session.changedAt ?? about.publishedAt,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    summary:
      session.cancelledAt === null
        ? plain('Drop-in session: {{name}}', { name: about.consultationName })
        : plain('Cancelled: drop-in session: {{name}}', { name: about.consultationName }),
    description: [
      ...(newest === undefined ? [] : [newest.note]),
      plain('You don’t need to book, and you can bring children.'),
      ...(session.access === '' ? [] : [plain('Access: {{access}}', { access: session.access })]),
      ...(session.languages === ''
        ? []
        : [plain('Languages: {{languages}}', { languages: session.languages })]),
    ].join('\n'),
    location: [session.venue, session.address].filter(part => part !== '').join(', '),
    position: session.position,
    cancelled: session.cancelledAt !== null,
    url: `${about.publicUrl}/consultations/${about.slug}/sessions`,
  }
}

/**
 * The calendar file of drop-in sessions.
 *
 * @param sessions - one session, or all of them
 * @param about - the consultation
 * @param speaker - who speaks to the visitor
 * @returns iCalendar text
 */
export function sessionCalendar(
  sessions: readonly DropInSession[],
  about: CalendarAbout,
  speaker: Speaker = english,
): string {
  return calendarFile(
    about.consultationName,
    sessions.map(session => eventOf(session, about, speaker)),
  )
}
