import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { londonDate, londonTime, londonTimeOfDay } from '../../server/platform/clock.ts'

describe('London time', () => {
  it('is an hour ahead of UTC in summer and the same in winter', () => {
    expect(londonTime('2026-07-01', '09:00')).toBe('2026-07-01T08:00:00.000Z')
    expect(londonTime('2026-12-01', '09:00')).toBe('2026-12-01T09:00:00.000Z')
  })

  it('takes the first of the hour that autumn repeats', () => {
    expect(londonTime('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('puts midnight in summer on the day before in UTC', () => {
    expect(londonTime('2026-09-22', '00:00')).toBe('2026-09-21T23:00:00.000Z')
    expect(londonDate(new Date('2026-09-21T23:30:00Z'))).toBe('2026-09-22')
  })

  it('comes back as it went, for every minute that a clock in London shows', () => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 366 })
    fc.assert(
      fc.property(minute, offset => {
        const at = new Date(Date.UTC(2026, 0, 1) + offset * 60_000)
        const again = londonTime(londonDate(at), londonTimeOfDay(at))
        const apart = at.getTime() - Date.parse(again)
        // In the repeated hour the clock shows the same twice; the first is taken.
        expect(apart === 0 || apart === 3_600_000).toBe(true)
      }),
    )
  })
})
