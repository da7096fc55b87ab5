import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { calendarFile, type CalendarEvent } from '../../server/platform/calendar-file.ts'
import { momentOf, readCalendar, textOf } from '../support/read-calendar.ts'

const event: CalendarEvent = {
  uid: '1b4e28ba@doorstep',
  sequence: 2,
  changedAt: '2026-06-01T08:00:00.000Z',
  startsAt: '2026-06-12T09:00:00.000Z',
  endsAt: '2026-06-12T11:00:00.000Z',
  summary: 'Drop-in session',
  description: 'Step-free; bring children, prams\nand questions \\ answers',
  location: 'Fenton Library, High Street',
  position: [0.1234567, 52.3],
  cancelled: false,
  url: 'https://example.org/consultations/x/sessions',
}

describe('a calendar file', () => {
  it('says when and where, in UTC, with commas, semicolons and line breaks as they were', () => {
    const calendar = readCalendar(calendarFile('Centres, zones; more', [event]))
    expect(textOf(calendar, 'VERSION')).toBe('2.0')
    expect(textOf(calendar, 'X-WR-CALNAME')).toBe('Centres, zones; more')
    const [read] = calendar.components
    if (!read) throw new Error('No event.')
    expect(read.name).toBe('VEVENT')
    expect(textOf(read, 'UID')).toBe(event.uid)
    expect(textOf(read, 'SEQUENCE')).toBe('2')
    expect(momentOf(read, 'DTSTART').toISOString()).toBe(event.startsAt)
    expect(momentOf(read, 'DTEND').toISOString()).toBe(event.endsAt)
    expect(momentOf(read, 'DTSTAMP').toISOString()).toBe(event.changedAt)
    expect(textOf(read, 'DESCRIPTION')).toBe(event.description)
    expect(textOf(read, 'LOCATION')).toBe(event.location)
    expect(textOf(read, 'GEO')).toBe('52.30000;0.12346')
    expect(textOf(read, 'STATUS')).toBe('CONFIRMED')
  })

  it('says that an event is cancelled', () => {
    const [read] = readCalendar(calendarFile('', [{ ...event, cancelled: true }])).components
    expect(read && textOf(read, 'STATUS')).toBe('CANCELLED')
  })

  it('stays one calendar with one event, whatever people wrote', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        'Hall\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged',
        'Hall\nATTENDEE:mailto:x@example.org',
        'Hall\u2028X-A:1',
        'Hall\u0085X-A:1',
        'Zażółć gęślą jaźń '.repeat(20),
        '🏠'.repeat(100),
        '\u202egnp.exe',
        '=HYPERLINK("https://example.org")',
      ),
    )
    fc.assert(
      fc.property(hostile, hostile, hostile, (summary, location, description) => {
        const calendar = readCalendar(
          calendarFile(summary, [{ ...event, uid: location, summary, location, description, url: summary }]),
        )
        expect(calendar.components).toHaveLength(1)
        const [read] = calendar.components
        if (!read) throw new Error('No event.')
        expect(read.components).toEqual([])
        expect(read.properties.map(({ name }) => name).filter(name => /ATTENDEE|^X-/.test(name))).toEqual([])
        expect(textOf(read, 'SUMMARY')).not.toMatch(/[\u202a-\u202e]/)
        expect(momentOf(read, 'DTSTART').toISOString()).toBe(event.startsAt)
      }),
    )
  })
})
