import { describe, expect, it } from '@jest/globals'
import {
  isEnglishBankHoliday,
  isLikelySchoolHoliday,
} from '../../../server/travel/timetable/english-holidays.ts'
import { dateOfDay, dayOfDate } from '../../../server/travel/timetable/gtfs-values.ts'

const bankHolidaysOf = (year: number): string[] => {
  const first = dayOfDate(`${year}-01-01`) ?? 0
  return Array.from({ length: 365 }, (_, at) => first + at)
    .filter(isEnglishBankHoliday)
    .map(dateOfDay)
}

describe('bank holidays in England', () => {
  it('are those that the government lists', () => {
    expect(bankHolidaysOf(2025)).toEqual([
      '2025-01-01',
      '2025-04-18',
      '2025-04-21',
      '2025-05-05',
      '2025-05-26',
      '2025-08-25',
      '2025-12-25',
      '2025-12-26',
    ])
    expect(bankHolidaysOf(2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-28',
    ])
  })

  it('move to a weekday from a weekend', () => {
    // Christmas on a Saturday, then on a Sunday; New Year’s Day on a Saturday and on a Sunday.
    expect(bankHolidaysOf(2027).slice(-2)).toEqual(['2027-12-27', '2027-12-28'])
    expect(bankHolidaysOf(2022).slice(-2)).toEqual(['2022-12-26', '2022-12-27'])
    expect(bankHolidaysOf(2022)[0]).toBe('2022-01-03')
    expect(bankHolidaysOf(2023)[0]).toBe('2023-01-02')
  })
})

describe('school holidays', () => {
  it('are kept away from widely', () => {
    const holiday = (date: string): boolean => isLikelySchoolHoliday(dayOfDate(date) ?? NaN)
    expect(
      ['2026-02-17', '2026-04-07', '2026-05-27', '2026-08-12', '2026-10-27', '2026-12-22'].map(holiday),
    ).toEqual(new Array(6).fill(true))
    expect(
      ['2026-01-20', '2026-03-10', '2026-05-06', '2026-07-07', '2026-09-22', '2026-11-17'].map(holiday),
    ).toEqual(new Array(6).fill(false))
  })
})
