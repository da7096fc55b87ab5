import { NOT_KNOWN } from '../../model/journeys.ts'
import { connectionsOn, dayBegins, dayEnds, mirrored } from './day-connections.ts'
import { gather } from './leaving-moments.ts'
import { walksToSite, type JourneyWalks } from './public-transport-journeys.ts'
import { turnedRound, type StopChanges } from './stop-changes.ts'
import { never, profileSearch, type ProfileSearch } from './stop-profiles.ts'
import type { Timetable } from './timetable.ts'

/** Which day, and what families put up with. */
export interface DaySettings {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly mostChanges: number
  /** A journey that takes longer counts as none. */
  readonly longestSeconds: number
}

/** A whole day's timetable, ready for one site after another. */
export interface PreparedDay {
  readonly settings: DaySettings
  readonly stops: number
  /** True where families go home from the site, false where they go there. */
  readonly homeward: boolean
  readonly search: ProfileSearch
}

/**
 * What a day offers between each origin and a site, in one direction, by origin. Times are seconds since midnight and
 * may pass 24:00; they are NaN where there is no journey, or a position is not known.
 */
export interface DayJourneys {
  /** Leaving and arriving with the first journey of the day, and with the last. Times at the home are to the minute. */
  readonly firstLeaves: Float64Array
  readonly firstArrives: Float64Array
  readonly lastLeaves: Float64Array
  readonly lastArrives: Float64Array
  /** Different journeys in the day that are quicker than walking. */
  readonly journeys: Uint16Array
}

/**
 * Prepares a whole day's journeys, to sites or home from them.
 *
 * @param timetable - the timetable
 * @param changes - where one can change
 * @param settings - which day, and what families put up with
 * @param direction - to sites, or home from them
 * @returns what `dayJourneys` needs
 * @throws {AppError} when nothing runs on the day
 */
export function preparedDay(
  timetable: Timetable,
  changes: StopChanges,
  settings: DaySettings,
  direction: 'to-site' | 'homeward',
): PreparedDay {
  const rides = connectionsOn(timetable, settings.date, dayBegins, dayEnds)
  const homeward = direction === 'homeward'
  return {
    settings,
    stops: timetable.stops.count,
    homeward,
    // In the mirror the changes run backwards too, so that those from a stop are those that lead to it.
    search: homeward
      ? profileSearch(mirrored(rides), changes, settings.mostChanges, -dayBegins)
      : profileSearch(rides, turnedRound(changes), settings.mostChanges, dayEnds),
  }
}

/**
 * Works out what a day offers between every origin and one site: the first and the last journey, and how many there are.
 * A journey counts when nobody who leaves later arrives as early, and it is quicker than walking all the way.
 *
 * @param prepared - a whole day's timetable, in one direction
 * @param walks - walks at both ends, and all the way
 * @returns the first and last journeys, in the order of origins
 */
export function dayJourneys(prepared: PreparedDay, walks: JourneyWalks): DayJourneys {
  const { homeward, settings } = prepared
  const profiles = prepared.search.to(walksToSite(walks.siteStops, walks.site, prepared.stops))
  const from = homeward ? -dayEnds : dayBegins
  const grid = { from, stepSeconds: 60, moments: (dayEnds - dayBegins) / 60 }
  const count = walks.directSeconds.length
  const found = {
    firstLeaves: new Float64Array(count).fill(NOT_KNOWN),
    firstArrives: new Float64Array(count).fill(NOT_KNOWN),
    lastLeaves: new Float64Array(count).fill(NOT_KNOWN),
    lastArrives: new Float64Array(count).fill(NOT_KNOWN),
    journeys: new Uint16Array(count),
  }
  const arrivals = new Int32Array(grid.moments + 1)
  for (let origin = 0; origin < count; origin++) {
    const direct = walks.directSeconds[origin] as number
    if (Number.isNaN(direct)) continue
    arrivals.fill(never)
    gather(profiles, walks.toStops, origin, grid, arrivals)
    const longest = Math.min(direct, settings.longestSeconds + 1)
    let best = never
    for (let moment = grid.moments; moment >= 0; moment--) {
      const arrives = arrivals[moment] as number
      if (arrives >= best) continue
      best = arrives
      const leaves = from + moment * 60
      if (arrives - leaves >= longest) continue
      found.journeys[origin] = (found.journeys[origin] as number) + 1
      // In the mirror one leaves the site when one arrives there, and the later comes first.
      const there = homeward ? -arrives : leaves
      const done = homeward ? -leaves : arrives
      if (!((found.firstLeaves[origin] as number) <= there)) {
        found.firstLeaves[origin] = there
        found.firstArrives[origin] = done
      }
      if (!((found.lastLeaves[origin] as number) >= there)) {
        found.lastLeaves[origin] = there
        found.lastArrives[origin] = done
      }
    }
  }
  return found
}
