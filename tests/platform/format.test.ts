import { describe, expect, it } from '@jest/globals'
import { format } from '../../server/platform/format.ts'

describe('figures for people', () => {
  it('never show what is not known as zero', () => {
    for (const write of [
      format.number,
      format.percent,
      format.metres,
      format.pounds,
      format.kilometresAndMiles,
    ]) {
      expect(write(null)).toBe('–')
      expect(write(undefined)).toBe('–')
      expect(write(Number.NaN)).toBe('–')
    }
  })

  it('carry no more digits than the data can bear', () => {
    expect(format.metres(1234)).toBe('1,230 m')
    expect(format.percent(0.2349)).toBe('23%')
    expect(format.kilometresAndMiles(1609.344)).toBe('1.6 km (1.0 mile)')
    expect(format.pounds(1_000_000)).toBe('£1,000,000')
    expect(format.metresChange(-123)).toBe('−120 m')
    expect(format.metresChange(3)).toBe('no change')
  })

  it('write dates and times as people say them, in London', () => {
    expect(format.date('2026-09-22')).toBe('Tuesday 22 September 2026')
    expect(format.date('2026-09-21T23:30:00.000Z')).toBe('Tuesday 22 September 2026')
    expect(format.dateTime('2026-07-01T09:30:00.000Z')).toBe('10:30am on Wednesday 1 July 2026')
    expect(['00:00', '09:05', '12:00', '12:30', '17:00'].map(format.timeOfDay)).toEqual([
      'midnight',
      '9:05am',
      'midday',
      '12:30pm',
      '5pm',
    ])
  })
})
