import { AppError } from '../../platform/errors.ts'
import { isEnglishBankHoliday, isLikelySchoolHoliday } from './english-holidays.ts'
import { dateOfDay, dayOfDate, weekdayOf } from './gtfs-values.ts'
import type { Timetable, TimetableServices } from './timetable.ts'

/** A calendar that goes on for longer than this is one that nobody meant to end: its later days are not looked at. */
const longestCalendarDays = 20 * 366

/**
 * Tells whether a service runs on a day.
 *
 * @param services - the timetable's services
 * @param service - which of them
 * @param day - days since 1 January 1970
 * @returns true when its trips run
 */
export function runsOn(services: TimetableServices, service: number, day: number): boolean {
  const end = services.firstException[service + 1] as number
  let low = services.firstException[service] as number
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if ((services.exceptionDay[middle] as number) < day) low = middle + 1
    else high = middle
  }
  if (low < end && services.exceptionDay[low] === day) return services.exceptionRuns[low] === 1
  return (
    day >= (services.from[service] as number) &&
    day <= (services.to[service] as number) &&
    (((services.weekdays[service] as number) >> weekdayOf(day)) & 1) === 1
  )
}

/**
 * Lists the days on which anything runs.
 *
 * @param services - the timetable's services
 * @param used - 1 for services that trips belong to
 * @returns days since 1 January 1970, in order
 */
export function daysOfService(services: TimetableServices, used: Uint8Array): number[] {
  let [first, last] = [Infinity, -Infinity]
  for (let service = 0; service < services.count; service++) {
    if (used[service] !== 1) continue
    if ((services.weekdays[service] as number) !== 0) {
      first = Math.min(first, services.from[service] as number)
      last = Math.max(last, services.to[service] as number)
    }
    const end = services.firstException[service + 1] as number
    for (let at = services.firstException[service] as number; at < end; at++) {
      if (services.exceptionRuns[at] !== 1) continue
      first = Math.min(first, services.exceptionDay[at] as number)
      last = Math.max(last, services.exceptionDay[at] as number)
    }
  }
  last = Math.min(last, first + longestCalendarDays)
  const days: number[] = []
  for (let day = first; day <= last; day++) {
    for (let service = 0; service < services.count; service++) {
      if (used[service] === 1 && runsOn(services, service, day)) {
        days.push(day)
        break
      }
    }
  }
  return days
}

/**
 * Counts the trips that run on each of some days; a trip that is repeated at a headway counts once for each repetition.
 *
 * @param timetable - the timetable
 * @param days - days since 1 January 1970
 * @returns the number of trips, by day
 */
export function tripsOnDays(timetable: Timetable, days: readonly number[]): number[] {
  const { services, trips, frequencies } = timetable
  const byService = new Float64Array(services.count)
  const repeated = new Map<number, number>()
  for (let at = 0; at < frequencies.trip.length; at++) {
    const trip = frequencies.trip[at] as number
    const span = (frequencies.to[at] as number) - (frequencies.from[at] as number)
    const runs = Math.max(0, Math.ceil(span / (frequencies.headway[at] as number)))
    repeated.set(trip, (repeated.get(trip) ?? 0) + runs)
  }
  for (let trip = 0; trip < trips.count; trip++) {
    const service = trips.service[trip] as number
    byService[service] = (byService[service] as number) + (repeated.get(trip) ?? 1)
  }
  return days.map(day => {
    let count = 0
    for (let service = 0; service < services.count; service++) {
      if ((byService[service] as number) > 0 && runsOn(services, service, day))
        count += byService[service] as number
    }
    return count
  })
}

/**
 * Chooses an ordinary day to measure journeys on: of the Tuesdays, Wednesdays and Thursdays that are no bank holiday and
 * not likely to be in the school holidays, the first one with the median number of trips. Days with less than half the
 * trips of the busiest one are no ordinary days: they lie before or after most of the timetable's own. Where there is no
 * such day, any Tuesday to Thursday will do, then any day at all.
 *
 * @param timetable - the timetable
 * @returns the date, YYYY-MM-DD
 */
export function representativeDate(timetable: Timetable): string {
  const first = dayOfDate(timetable.facts.validFrom) ?? 0
  const last = dayOfDate(timetable.facts.validTo) ?? first
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const midweek = all.filter(day => weekdayOf(day) >= 1 && weekdayOf(day) <= 3 && !isEnglishBankHoliday(day))
  const termTime = midweek.filter(day => !isLikelySchoolHoliday(day))
  for (const days of [termTime, midweek, all]) {
    const counts = tripsOnDays(timetable, days)
    const busiest = counts.reduce((most, count) => Math.max(most, count), 0)
    const running = counts.filter(count => count > 0 && count * 2 >= busiest).sort((a, b) => a - b)
    const middle = running[(running.length - 1) >> 1]
    const chosen = middle === undefined ? undefined : days[counts.indexOf(middle)]
    if (chosen !== undefined) return dateOfDay(chosen)
  }
  return timetable.facts.validFrom
}

/**
 * Chooses an ordinary Saturday: of those that are not likely to be in the school holidays, the first one with the median
 * number of trips; in the holidays where there is no other.
 *
 * @param timetable - the timetable
 * @returns the date, YYYY-MM-DD; null when nothing runs on any Saturday
 */
export function representativeSaturday(timetable: Timetable): string | null {
  const first = dayOfDate(timetable.facts.validFrom) ?? 0
  const last = dayOfDate(timetable.facts.validTo) ?? first
  const saturdays = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
    day => weekdayOf(day) === 5 && !isEnglishBankHoliday(day),
  )
  for (const days of [saturdays.filter(day => !isLikelySchoolHoliday(day)), saturdays]) {
    const counts = tripsOnDays(timetable, days)
    const running = counts.filter(count => count > 0).sort((a, b) => a - b)
    const middle = running[(running.length - 1) >> 1]
    const chosen = middle === undefined ? undefined : days[counts.indexOf(middle)]
    if (chosen !== undefined) return dateOfDay(chosen)
  }
  return null
}

/**
 * Refuses a date on which nothing runs.
 *
 * @param timetable - the timetable
 * @param date - the date, YYYY-MM-DD
 * @returns an error to throw
 */
export function nothingRunsOn(timetable: Timetable, date: string): AppError {
  const { validFrom, validTo } = timetable.facts
  return new AppError(
    'no-service',
    422,
    `Nothing in the timetable runs on ${date}. It is valid from ${validFrom} to ${validTo}: choose a day between those.`,
  )
}
