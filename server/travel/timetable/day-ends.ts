import { CANNOT_BE_REACHED } from '../../model/journeys.ts'
import { dayJourneys, preparedDay, type DaySettings, type PreparedDay } from './day-journeys.ts'
import type { JourneyWalks } from './public-transport-journeys.ts'
import type { StopChanges } from './stop-changes.ts'
import type { Timetable } from './timetable.ts'

/** A day's first and last journeys, ready for one site after another; null on a day on which nothing runs. */
export interface PreparedEnds {
  readonly there: PreparedDay
  readonly home: PreparedDay
}

/** When one can first be at a site, and when one must leave it at the latest. */
export interface DayEnds {
  /** Seconds since midnight, by origin; CANNOT_BE_REACHED where there is no way, NOT_KNOWN where a position is not known. */
  readonly firstThere: Float64Array
  readonly lastHome: Float64Array
}

/**
 * Prepares the first and last journeys of a day.
 *
 * @param timetable - the timetable
 * @param changes - where one can change
 * @param settings - which day, and what families put up with
 * @returns what `dayEndsAt` needs; null when nothing runs on the day
 */
export function preparedEnds(
  timetable: Timetable,
  changes: StopChanges,
  settings: Omit<DaySettings, 'date'> & { readonly date: string | null },
): PreparedEnds | null {
  const { date } = settings
  if (date === null) return null
  const day = { ...settings, date }
  return {
    there: preparedDay(timetable, changes, day, 'to-site'),
    home: preparedDay(timetable, changes, day, 'homeward'),
  }
}

/**
 * The first arrival at a site and the last leaving of it, from every origin.
 *
 * @param prepared - the day; null when nothing runs on it
 * @param walks - walks at both ends, and all the way
 * @returns both, in the order of origins
 */
export function dayEndsAt(prepared: PreparedEnds | null, walks: JourneyWalks): DayEnds {
  const { directSeconds } = walks
  const orNone = (times: Float64Array | null): Float64Array =>
    directSeconds.map((direct, at) => {
      if (Number.isNaN(direct)) return direct
      const time = times?.[at] ?? NaN
      return Number.isNaN(time) ? CANNOT_BE_REACHED : time
    })
  return {
    firstThere: orNone(prepared && dayJourneys(prepared.there, walks).firstArrives),
    lastHome: orNone(prepared && dayJourneys(prepared.home, walks).lastLeaves),
  }
}
