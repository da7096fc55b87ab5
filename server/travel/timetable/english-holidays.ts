import { dateOfDay, dayOfDate, weekdayOf } from './gtfs-values.ts'

const known = new Map<number, ReadonlySet<number>>()

/**
 * Tells whether a day is a bank holiday in England, as the law has them year by year; holidays that were proclaimed for
 * one year only are not known.
 *
 * Source: Banking and Financial Dealings Act 1971, schedule 1; New Year's Day and the first Monday in May by proclamation.
 * @param day - days since 1 January 1970
 * @returns true on a bank holiday or the weekday that is taken for it
 */
export function isEnglishBankHoliday(day: number): boolean {
  const year = yearOf(day)
  let holidays = known.get(year)
  if (!holidays) {
    holidays = bankHolidays(year)
    known.set(year, holidays)
  }
  return holidays.has(day)
}

/**
 * Tells whether most schools in England are likely to be closed for holidays. Each council sets its own terms, so that
 * this is a wide guess, good enough to keep away from days on which school buses do not run.
 *
 * @param day - days since 1 January 1970
 * @returns true in the second half of February's middle weeks, around Easter, at the end of May, from late July to early
 * September, at the end of October and around Christmas
 */
export function isLikelySchoolHoliday(day: number): boolean {
  const monthDay = dateOfDay(day).slice(5)
  const between = (from: string, to: string): boolean => monthDay >= from && monthDay <= to
  const fromEaster = day - easterSunday(yearOf(day))
  return (
    between('01-01', '01-06') ||
    between('02-10', '02-24') ||
    (fromEaster >= -16 && fromEaster <= 15) ||
    between('05-24', '06-05') ||
    between('07-18', '09-06') ||
    between('10-18', '11-03') ||
    between('12-17', '12-31')
  )
}

function yearOf(day: number): number {
  return Number(dateOfDay(day).slice(0, 4))
}

function bankHolidays(year: number): ReadonlySet<number> {
  const easter = easterSunday(year)
  const christmas = dayIn(year, '12-25')
  const christmasWeekday = weekdayOf(christmas)
  return new Set([
    // A holiday on a weekend is taken on the next weekday.
    onWeekday(dayIn(year, '01-01')),
    easter - 2,
    easter + 1,
    firstMonday(dayIn(year, '05-01')),
    firstMonday(dayIn(year, '05-25')),
    firstMonday(dayIn(year, '08-25')),
    christmasWeekday >= 5 ? christmas + 2 : christmas,
    christmasWeekday >= 4 && christmasWeekday <= 5
      ? christmas + 3
      : christmasWeekday === 6
        ? christmas + 1
        : christmas + 1,
  ])
}

function onWeekday(day: number): number {
  const weekday = weekdayOf(day)
  return weekday >= 5 ? day + 7 - weekday : day
}

function firstMonday(from: number): number {
  return from + ((7 - weekdayOf(from)) % 7)
}

function dayIn(year: number, monthDay: string): number {
  return dayOfDate(`${year}-${monthDay}`) ?? NaN
}

/** Source: the Gregorian computus in the form of Meeus, Jones and Butcher (Nature, 20 April 1876). */
function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = b >> 2
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = c >> 2
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const date = ((h + l - 7 * m + 114) % 31) + 1
  return dayIn(year, `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
}
