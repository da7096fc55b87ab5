import type { Days } from './bus-plan.ts'

const dayLong = 86_400_000

/** Days are counted from 1 January 1970. */
const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayLong
/** 1 Monday to 7 Sunday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1
/** The first such weekday on or after a day. */
const onOrAfter = (day: number, weekday: number): number => day + ((weekday - weekdayOf(day) + 7) % 7)
const lastMondayOfMonth = (year: number, month: number): number => onOrAfter(dayOf(year, month + 1, 1) - 7, 1)
const run = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at)

/** `YYYYMMDD` */
function written(day: number): string {
  return new Date(day * dayLong).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Easter Sunday, by the calendar that England keeps. Source: the anonymous rule printed in Nature, 20 April 1876. */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e, f] = [Math.floor(b / 4), b % 4, Math.floor((b + 8) / 25)]
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1)
}

/** A school year, from 1 September to 31 August: what a timetable of that year is valid for. */
export interface TimetableYear {
  /** `YYYYMMDD` */
  readonly from: string
  readonly to: string
  /** As people say it. */
  readonly period: string
  /** Days that are not as their weekday says: for each kind of days, the dates added and the dates taken away. */
  readonly exceptions: readonly { readonly days: Days; readonly date: string; readonly runs: boolean }[]
}

/** Which weekdays each kind of days falls on, 1 Monday to 7 Sunday. */
export const weekdaysOf: Readonly<Record<Days, readonly number[]>> = {
  weekdays: [1, 2, 3, 4, 5],
  schooldays: [1, 2, 3, 4, 5],
  saturdays: [6],
  sundays: [7],
  tuesdays: [2],
  wednesdays: [3],
  thursdays: [4],
  fridays: [5],
}

/**
 * The school year in which a day lies.
 *
 * @param on - `YYYY-MM-DD`
 */
export function timetableYear(on: string): TimetableYear {
  const [year = 2026, month = 9] = on.split('-').map(Number)
  const first = month >= 9 ? year : year - 1
  const [from, to] = [dayOf(first, 9, 1), dayOf(first + 1, 8, 31)]
  const feast = easter(first + 1)
  const christmas = dayOf(first, 12, 25)
  const newYear = onOrAfterWeekend(dayOf(first + 1, 1, 1))
  // Nothing runs on these; a day off in their place runs as a Sunday.
  const nothing = [christmas, christmas + 1, dayOf(first + 1, 1, 1)]
  const asSunday = [
    ...substitutes(christmas),
    newYear,
    feast - 2,
    feast + 1,
    onOrAfter(dayOf(first + 1, 5, 1), 1),
    lastMondayOfMonth(first + 1, 5),
    lastMondayOfMonth(first + 1, 8),
  ].filter(day => !nothing.includes(day))
  const holidays = [
    ...run(onOrAfter(dayOf(first, 10, 22), 1), onOrAfter(dayOf(first, 10, 22), 1) + 4),
    ...run(onOrAfter(dayOf(first, 12, 18), 1), onOrAfter(dayOf(first, 12, 18), 1) + 13),
    ...run(onOrAfter(dayOf(first + 1, 2, 12), 1), onOrAfter(dayOf(first + 1, 2, 12), 1) + 4),
    ...run(feast - 6, feast + 5),
    ...run(lastMondayOfMonth(first + 1, 5), lastMondayOfMonth(first + 1, 5) + 4),
    ...run(dayOf(first + 1, 7, 22), to),
  ]
  const exceptions: { days: Days; date: string; runs: boolean }[] = []
  for (const days of Object.keys(weekdaysOf) as Days[])
    for (const day of run(from, to)) {
      const usual = weekdaysOf[days].includes(weekdayOf(day))
      const off =
        nothing.includes(day) ||
        (asSunday.includes(day) && days !== 'sundays') ||
        (days === 'schooldays' && holidays.includes(day))
      const runs = off ? false : usual || (days === 'sundays' && asSunday.includes(day))
      if (runs !== usual) exceptions.push({ days, date: written(day), runs })
    }
  return {
    from: written(from),
    to: written(to),
    period: `1 September ${first} to 31 August ${first + 1}`,
    exceptions,
  }
}

/** A day off that falls on a weekend is taken on the Monday. */
function onOrAfterWeekend(day: number): number {
  return weekdayOf(day) >= 6 ? onOrAfter(day, 1) : day
}

/** The days off in place of Christmas Day and Boxing Day where these fall on a weekend. */
function substitutes(christmas: number): number[] {
  const weekday = weekdayOf(christmas)
  if (weekday === 5) return [christmas + 3]
  if (weekday === 6) return [christmas + 2, christmas + 3]
  if (weekday === 7) return [christmas + 2]
  return []
}
