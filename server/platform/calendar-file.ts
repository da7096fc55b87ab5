/** Something that takes place once, for a calendar file. */
export interface CalendarEvent {
  /** Stays the same for as long as the event is known, whatever else is changed. */
  readonly uid: string
  /** Goes up with each change, so that calendars take the newer one. */
  readonly sequence: number
  /** ISO UTC; when it was changed last. */
  readonly changedAt: string
  /** ISO UTC */
  readonly startsAt: string
  /** ISO UTC */
  readonly endsAt: string
  readonly summary: string
  readonly description: string
  readonly location: string
  readonly position: readonly [longitude: number, latitude: number] | null
  readonly cancelled: boolean
  /** Address of a page about it; '' for none. */
  readonly url: string
}

// Controls that could begin a line of their own, or reorder what people read.
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

/**
 * Text as the value of a line: whatever is in it, it stays one value. Source: RFC 5545, 3.3.11.
 *
 * @param text - any text
 * @returns the text with backslash, semicolon, comma and line breaks escaped, and other controls removed
 */
function escaped(text: string): string {
  return text
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(unwanted, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\;,]/g, found => `\\${found}`)
    .replace(/\n/g, '\\n')
}

/**
 * Folds a line so that none is longer than 75 bytes, never within a character. Source: RFC 5545, 3.1.
 *
 * @param line - the line without its end
 * @returns the line with line breaks that begin with a space
 */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of line) {
    const more = Buffer.byteLength(character)
    // The space at the beginning of a part counts too.
    if (bytes + more > 75) {
      parts.push(part)
      part = ''
      bytes = 1
    }
    part += character
    bytes += more
  }
  return [...parts, part].join('\r\n ')
}

const utc = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z').replace(/[-:]/g, '')

function linesOf(event: CalendarEvent): string[] {
  const { position, url } = event
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utc(event.changedAt)}`,
    `LAST-MODIFIED:${utc(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    ...(event.location === '' ? [] : [`LOCATION:${escaped(event.location)}`]),
    ...(position === null ? [] : [`GEO:${position[1].toFixed(5)};${position[0].toFixed(5)}`]),
    // An address is a URI, not text: nothing in it is escaped, so that nothing in it may need to be.
    ...(URL.canParse(url) ? [`URL:${new URL(url).href}`] : []),
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // It takes nobody's time until they say so.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/**
 * A calendar file (iCalendar, RFC 5545). Times are in UTC, so that each calendar shows them on its own clock, also in
 * the weeks in which clocks change.
 *
 * @param title - what the calendar is called
 * @param events - what takes place
 * @returns the file's text, with CRLF at the end of each line
 */
export function calendarFile(title: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Doorstep//Drop-in sessions//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(title)}`,
    'X-WR-TIMEZONE:Europe/London',
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${folded(line)}\r\n`).join('')
}
