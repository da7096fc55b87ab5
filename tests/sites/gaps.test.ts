import { describe, expect, it } from '@jest/globals'
import { endingSoon, knownCost, notKnownOf, yearAfter } from '../../server/sites/gaps.ts'

describe('a lease or contract that ends', () => {
  it('is told a year before, on the day itself, and ever after', () => {
    const ends = (on: string) => endingSoon({ leaseEndsOn: on, contractEndsOn: null }, '2026-11-22')
    expect(ends('2027-11-23')).toEqual([])
    expect(ends('2027-11-22')).toEqual([{ what: 'lease', on: '2027-11-22', past: false }])
    expect(ends('2026-11-22')).toEqual([{ what: 'lease', on: '2026-11-22', past: false }])
    expect(ends('2019-03-31')).toEqual([{ what: 'lease', on: '2019-03-31', past: true }])
    expect(endingSoon({ leaseEndsOn: null, contractEndsOn: null }, '2026-11-22')).toEqual([])
  })

  it('comes nearest first, and not before a leap day’s year is over', () => {
    const both = endingSoon({ leaseEndsOn: '2027-04-01', contractEndsOn: '2027-03-31' }, '2026-11-22')
    expect(both.map(one => one.what)).toEqual(['contract', 'lease'])
    expect(yearAfter('2028-02-29')).toBe('2029-02-28')
    expect(yearAfter('2027-02-28')).toBe('2028-02-28')
  })
})

const cost = (line: 'premises' | 'management', poundsPerYear: number, financialYear: string) => ({
  line,
  poundsPerYear,
  financialYear,
  note: null,
})

describe('what a site costs', () => {
  it('is not known where no line is, and never adds one year to another', () => {
    expect(knownCost({ costs: [] })).toEqual({ pounds: null, linesNotKnown: 4, financialYear: null })
    expect(
      knownCost({
        costs: [
          cost('premises', 0, '2026-27'),
          cost('premises', 900, '2025-26'),
          cost('management', 50, '2025-26'),
        ],
      }),
    ).toEqual({ pounds: 0, linesNotKnown: 3, financialYear: '2026-27' })
  })
})

describe('what is not known of a site', () => {
  const whole = {
    position: null,
    providerKind: null,
    hours: [],
    rooms: [{ name: 'Hall', areaSquareMetres: null, use: null }],
    services: [],
    costs: [cost('premises', 1, '2026-27')],
  } as unknown as Parameters<typeof notKnownOf>[0]

  it('is named, down to the lines of the newest year', () => {
    expect(notKnownOf(whole)).toEqual([
      'position',
      'provider',
      'hours',
      'some rooms’ areas',
      'services',
      'management and back office and frontline staff and services cost',
    ])
    expect(notKnownOf({ ...whole, costs: [] })).toContain('costs')
  })
})
