import { CANNOT_BE_REACHED, NOT_KNOWN } from '../../model/journeys.ts'
import { connectionsOn } from './day-connections.ts'
import { countWithin, emptyWaits, gather, inWaits, quantile, type Moments } from './leaving-moments.ts'
import { turnedRound, type StopChanges } from './stop-changes.ts'
import { never, profileSearch, type ProfileSearch } from './stop-profiles.ts'
import type { Timetable } from './timetable.ts'
import type { WalkingLegs } from './walking-legs.ts'

/** When families set out, and what they put up with. */
export interface JourneyWindow {
  /** The day, YYYY-MM-DD: see `representativeDate`. */
  readonly date: string
  /** The first and, not included, the last moment of leaving home, in seconds since midnight. */
  readonly from: number
  readonly to: number
  /** From one moment of leaving to the next. */
  readonly stepSeconds: number
  readonly mostChanges: number
  /** A journey that takes longer, waiting included, counts as none. */
  readonly longestSeconds: number
}

/** Leaving home each minute from nine to eleven, at most two changes, at most three hours with waiting. */
export const morningWindow: Omit<JourneyWindow, 'date'> = {
  from: 9 * 3600,
  to: 11 * 3600,
  stepSeconds: 60,
  mostChanges: 2,
  longestSeconds: 3 * 3600,
}

/** A day's timetable, ready for one site after another. */
export interface PreparedJourneys {
  readonly window: JourneyWindow
  readonly stops: number
  readonly search: ProfileSearch
}

/** Walks at both ends of a journey. */
export interface JourneyWalks {
  /** From each origin to the stops near it. */
  readonly toStops: WalkingLegs
  /** From each site to the stops near it; the walk back takes as long. */
  readonly siteStops: WalkingLegs
  /** Which row of `siteStops` is the site. */
  readonly site: number
  /**
   * Seconds on foot all the way, by origin; CANNOT_BE_REACHED where it is too far or there is no way, and NOT_KNOWN
   * where the origin's or the site's position is not known: then the journey is not known either.
   */
  readonly directSeconds: Float64Array
}

/** How long families take to one site, by origin, in seconds. */
export interface PublicTransportJourneys {
  /**
   * The journey that half of the moments of leaving do not exceed; CANNOT_BE_REACHED when more than half of them have no
   * journey.
   */
  readonly median: Float64Array
  /** The journey that nine tenths of the moments of leaving do not exceed. */
  readonly ninetieth: Float64Array
  /** Share of the moments of leaving that have any journey, from 0 to 1. */
  readonly share: Float64Array
  /** How many different vehicles are worth catching between the first and the last moment of leaving. */
  readonly departures: Uint16Array
}

/**
 * Prepares a day's timetable for journeys within a window.
 *
 * @param timetable - the timetable
 * @param changes - where one can change
 * @param window - the day, the window, and what families put up with
 * @returns what `publicTransportJourneys` needs
 * @throws {AppError} when nothing runs on the day
 */
export function preparedJourneys(
  timetable: Timetable,
  changes: StopChanges,
  window: JourneyWindow,
): PreparedJourneys {
  const latest = window.to + window.longestSeconds
  const connections = connectionsOn(timetable, window.date, window.from, latest)
  return {
    window,
    stops: timetable.stops.count,
    search: profileSearch(connections, turnedRound(changes), window.mostChanges, latest),
  }
}

/**
 * Works out the journeys from every origin to one site. For every moment of leaving in the window the journey is the
 * time until one is there, so that waiting at home or at the stop counts in full; where walking all the way is as quick,
 * people walk.
 *
 * @param prepared - a day's timetable
 * @param walks - walks at both ends, and all the way
 * @returns the journeys, in the order of origins
 */
export function publicTransportJourneys(
  prepared: PreparedJourneys,
  walks: JourneyWalks,
): PublicTransportJourneys {
  const profiles = prepared.search.to(walksToSite(walks.siteStops, walks.site, prepared.stops))
  const { longestSeconds } = prepared.window
  const grid = momentsOf(prepared.window)
  const count = walks.directSeconds.length
  if (walks.toStops.firstStop.length !== count + 1) {
    throw new RangeError('Walks to stops and walks all the way must be equally many.')
  }
  const journeys = {
    median: new Float64Array(count),
    ninetieth: new Float64Array(count),
    share: new Float64Array(count),
    departures: new Uint16Array(count),
  }
  // The last entry is for what leaves after the window.
  const arrivals = new Int32Array(grid.moments + 1)
  const waits = emptyWaits(grid.moments)
  for (let origin = 0; origin < count; origin++) {
    const direct = walks.directSeconds[origin] as number
    if (Number.isNaN(direct)) {
      journeys.median[origin] = NOT_KNOWN
      journeys.ninetieth[origin] = NOT_KNOWN
      journeys.share[origin] = NOT_KNOWN
      continue
    }
    arrivals.fill(never)
    gather(profiles, walks.toStops, origin, grid, arrivals)
    journeys.departures[origin] = inWaits(arrivals, grid, { direct, longestSeconds }, waits)
    const walked = direct <= longestSeconds ? direct : CANNOT_BE_REACHED
    journeys.median[origin] = Math.min(walked, quantile(waits, grid, 0.5, longestSeconds))
    journeys.ninetieth[origin] = Math.min(walked, quantile(waits, grid, 0.9, longestSeconds))
    journeys.share[origin] =
      walked < CANNOT_BE_REACHED ? 1 : countWithin(waits, grid.stepSeconds, longestSeconds) / grid.moments
  }
  return journeys
}

/**
 * The journeys of one origin for each moment of leaving: what the median and the ninetieth percentile are made from.
 *
 * @param prepared - a day's timetable
 * @param walks - walks at both ends, and all the way
 * @param origin - which origin
 * @returns seconds from each moment of leaving until one is there, CANNOT_BE_REACHED where there is no journey and
 * NOT_KNOWN where a position is not known
 */
export function journeysByMoment(
  prepared: PreparedJourneys,
  walks: JourneyWalks,
  origin: number,
): Float64Array {
  const profiles = prepared.search.to(walksToSite(walks.siteStops, walks.site, prepared.stops))
  const grid = momentsOf(prepared.window)
  const arrivals = new Int32Array(grid.moments + 1).fill(never)
  gather(profiles, walks.toStops, origin, grid, arrivals)
  const direct = walks.directSeconds[origin] as number
  const journeys = new Float64Array(grid.moments)
  let best = arrivals[grid.moments] as number
  for (let moment = grid.moments - 1; moment >= 0; moment--) {
    best = Math.min(best, arrivals[moment] as number)
    // Math.min gives what is not known when either is not known.
    const seconds = Math.min(best - (grid.from + moment * grid.stepSeconds), direct)
    journeys[moment] = seconds > prepared.window.longestSeconds ? CANNOT_BE_REACHED : seconds
  }
  return journeys
}

function momentsOf({ from, to, stepSeconds }: JourneyWindow): Moments {
  return { from, stepSeconds, moments: Math.max(1, Math.ceil((to - from) / stepSeconds)) }
}

/**
 * The walks between all stops and one site.
 *
 * @param siteStops - walks from sites to stops
 * @param site - which row is the site
 * @param stops - how many stops there are
 * @returns whole seconds, rounded up, by stop; `never` where it is too far
 */
export function walksToSite(siteStops: WalkingLegs, site: number, stops: number): Int32Array {
  const walks = new Int32Array(stops).fill(never)
  const end = siteStops.firstStop[site + 1] as number
  for (let leg = siteStops.firstStop[site] as number; leg < end; leg++) {
    const stop = siteStops.stop[leg] as number
    walks[stop] = Math.min(walks[stop] as number, Math.ceil(siteStops.seconds[leg] as number))
  }
  return walks
}
