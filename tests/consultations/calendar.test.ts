import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { noticeOfElection, ordinaryElections, timingOf } from '../../server/consultations/calendar.ts'

const from9to5 = (opensOn: string, closesOn: string): [string, string] => [
  `${opensOn}T09:00:00.000Z`,
  `${closesOn}T17:00:00.000Z`,
]

describe('what falls into a consultation', () => {
  it('knows the day of ordinary elections and of their notice', () => {
    // As announced for the elections of those years.
    expect(ordinaryElections(2024)).toBe('2024-05-02')
    expect(ordinaryElections(2025)).toBe('2025-05-01')
    expect(ordinaryElections(2026)).toBe('2026-05-07')
    expect(noticeOfElection('2024-05-02')).toBe('2024-03-26')
  })

  it('counts days, and names the holidays and elections among them', () => {
    const timing = timingOf(...from9to5('2026-04-21', '2026-06-15'), [])
    expect(timing.days).toBe(56)
    expect(timing.schoolHolidays).toEqual([
      { name: 'May half term', from: '2026-05-24', to: '2026-06-05', days: 13, source: 'calendar' },
    ])
    expect(timing.daysOutsideHolidays).toBe(43)
    expect(timing.elections).toEqual([
      {
        name: 'Ordinary elections in May',
        from: '2026-04-21',
        to: '2026-05-07',
        days: 17,
        source: 'calendar',
      },
    ])
  })

  it('takes a council’s own days before its guesses', () => {
    const own = [
      { id: '1', kind: 'school-holiday' as const, name: 'Whitsun', from: '2026-05-25', to: '2026-05-29' },
      { id: '2', kind: 'pre-election' as const, name: 'A by-election', from: '2026-06-10', to: '2026-07-02' },
    ]
    const timing = timingOf(...from9to5('2026-05-20', '2026-06-15'), own)
    expect(timing.schoolHolidays).toEqual([
      { name: 'Whitsun', from: '2026-05-25', to: '2026-05-29', days: 5, source: 'council' },
    ])
    expect(timing.elections).toEqual([
      { name: 'A by-election', from: '2026-06-10', to: '2026-06-15', days: 6, source: 'council' },
    ])
  })

  it('ends on the day that midnight ends, in London', () => {
    // Midnight at the end of 30 June, British Summer Time.
    expect(timingOf('2026-06-01T08:00:00.000Z', '2026-06-30T23:00:00.000Z', []).days).toBe(30)
    expect(timingOf('2026-06-01T08:00:00.000Z', '2026-06-30T23:00:01.000Z', []).days).toBe(31)
  })

  it('never counts more holidays than days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 400 }), (start, length) => {
        const day = (offset: number): string =>
          new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)
        const timing = timingOf(...from9to5(day(start), day(start + length)), [])
        const off = timing.schoolHolidays.reduce((sum, span) => sum + span.days, 0)
        expect(timing.days).toBe(length + 1)
        expect(off + timing.daysOutsideHolidays).toBe(timing.days)
      }),
    )
  })
})
