import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import {
  dateOfDay,
  gtfsDay,
  gtfsTime,
  noTime,
  weekdayOf,
} from '../../../server/travel/timetable/gtfs-values.ts'

describe('times and dates of a timetable', () => {
  it('are read as seconds, past midnight too', () => {
    expect(gtfsTime('9:05:07')).toBe(32_707)
    expect(gtfsTime('09:05:07')).toBe(32_707)
    expect(gtfsTime('25:10:00')).toBe(90_600)
    expect(gtfsTime('')).toBe(noTime)
    for (const text of [
      '9:05',
      '9:5:00',
      '09:60:00',
      '09:00:60',
      '-1:00:00',
      '9.05.00',
      '120:00:00',
      '1:2:3:4',
      ':::',
    ]) {
      expect([text, gtfsTime(text)]).toEqual([text, null])
    }
  })

  it('come back as they went', () => {
    const two = (value: number): string => String(value).padStart(2, '0')
    fc.assert(
      fc.property(fc.nat(95), fc.nat(59), fc.nat(59), (hours, minutes, seconds) => {
        expect(gtfsTime(`${two(hours)}:${two(minutes)}:${two(seconds)}`)).toBe(
          (hours * 60 + minutes) * 60 + seconds,
        )
      }),
    )
  })

  it('are days that exist, on their day of the week', () => {
    const day = gtfsDay('20260922') ?? NaN
    expect(dateOfDay(day)).toBe('2026-09-22')
    expect(weekdayOf(day)).toBe(1)
    expect(weekdayOf(0)).toBe(3)
    expect(weekdayOf(-4)).toBe(6)
    expect(gtfsDay('20260231')).toBeNull()
    expect(gtfsDay('2026-09-22')).toBeNull()
  })
})
