import { describe, expect, it } from '@jest/globals'
import { answersKeptUntil } from '../../server/model/answers-kept.ts'

const from = { decidedOn: '2026-11-12', enteredOn: '2026-11-12', closesOn: '2026-09-30' }

describe('the day until which answers are kept', () => {
  it('is so many months after the decision, or after it could be read if that was later', () => {
    expect(answersKeptUntil(from, 12)).toBe('2027-11-12')
    expect(answersKeptUntil({ ...from, enteredOn: '2026-12-03' }, 12)).toBe('2027-12-03')
    expect(answersKeptUntil({ ...from, decidedOn: '2027-01-31' }, 3)).toBe('2027-04-30')
  })

  it('is never before the consultation closed, whatever day the decision was given', () => {
    expect(answersKeptUntil({ ...from, decidedOn: '2016-11-12', enteredOn: '2016-11-13' }, 12)).toBe(
      '2027-09-30',
    )
  })

  it('is not known without a decision', () => {
    for (const missing of ['decidedOn', 'enteredOn', 'closesOn'])
      expect(answersKeptUntil({ ...from, [missing]: null }, 12)).toBeNull()
  })

  it('is the last day of a month that has no such day', () => {
    const day = (enteredOn: string, months: number): string | null =>
      answersKeptUntil({ ...from, enteredOn }, months)
    expect(day('2027-08-31', 6)).toBe('2028-02-29')
    expect(day('2027-08-31', 18)).toBe('2029-02-28')
    expect(day('2028-02-29', 12)).toBe('2029-02-28')
    expect(day('2026-12-31', 12)).toBe('2027-12-31')
    expect(day('2099-11-30', 3)).toBe('2100-02-28')
  })

  it('needs whole months', () => {
    for (const months of [0, -1, 1.5, Number.NaN])
      expect(() => answersKeptUntil(from, months)).toThrow(RangeError)
  })
})
