import { AppError } from '../../platform/errors.ts'

/** In place of a time that is left empty. */
export const noTime = -1

/** A time later than this is a mistake: no vehicle runs for four days. */
const latestHour = 96

/**
 * Reads a time of day as GTFS writes it: hours, minutes and seconds, hours beyond 24 for trips that run past midnight.
 *
 * @param text - such as `9:05:00` or `25:10:00`
 * @returns seconds since midnight of the day of service; `noTime` when it is empty; null when it is no time
 */
export function gtfsTime(text: string): number | null {
  const length = text.length
  if (length === 0) return noTime
  let hours = 0
  let part = 0
  let digits = 0
  let total = 0
  for (let at = 0; at <= length; at++) {
    const code = at < length ? text.charCodeAt(at) - 48 : 10
    if (code === 10) {
      if (digits === 0 || digits > 2 || part > 2 || (part > 0 && (digits !== 2 || hours > 59))) return null
      if (part === 0 && hours > latestHour) return null
      total = total * 60 + hours
      part++
      hours = 0
      digits = 0
    } else {
      if (code < 0 || code > 9) return null
      hours = hours * 10 + code
      digits++
    }
  }
  return part === 3 ? total : null
}

/**
 * Reads a date as GTFS writes it.
 *
 * @param text - such as `20260922`
 * @returns days since 1 January 1970; null when it is no date
 */
export function gtfsDay(text: string): number | null {
  if (!/^\d{8}$/.test(text)) return null
  return dayOfDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
}

/**
 * Counts a date in days.
 *
 * @param date - YYYY-MM-DD
 * @returns days since 1 January 1970; null when there is no such date
 */
export function dayOfDate(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const milliseconds = Date.parse(`${date}T00:00:00Z`)
  const day = milliseconds / 86_400_000
  return Number.isInteger(day) && dateOfDay(day) === date ? day : null
}

/**
 * Writes a day as a date.
 *
 * @param day - days since 1 January 1970
 * @returns YYYY-MM-DD
 */
export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/**
 * The day of the week.
 *
 * @param day - days since 1 January 1970, which was a Thursday
 * @returns 0 for Monday to 6 for Sunday
 */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/**
 * Refuses a row.
 *
 * @param file - name of the file within the timetable
 * @param row - as a spreadsheet counts it
 * @param sentence - what is wrong and what was expected
 * @returns an error to throw
 */
export function badRow(file: string, row: number, sentence: string): AppError {
  return new AppError('broken-timetable', 422, `${file}, row ${row}: ${sentence}`)
}
