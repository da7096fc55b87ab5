import { CANNOT_BE_REACHED, NOT_KNOWN } from '../../model/journeys.ts'
import { connectionsOn } from './day-connections.ts'
import { turnedRound, type StopChanges } from './stop-changes.ts'
import { never, profileSearch, type ProfileSearch, type StopProfiles } from './stop-profiles.ts'
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
  const { from, to, stepSeconds, longestSeconds } = prepared.window
  const moments = Math.max(1, Math.ceil((to - from) / stepSeconds))
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
  // When one arrives with what leaves between two moments; the last entry is for what leaves after the window.
  const arrivals = new Int32Array(moments + 1)
  const waits = emptyWaits(moments)
  for (let origin = 0; origin < count; origin++) {
    const direct = walks.directSeconds[origin] as number
    if (Number.isNaN(direct)) {
      journeys.median[origin] = NOT_KNOWN
      journeys.ninetieth[origin] = NOT_KNOWN
      journeys.share[origin] = NOT_KNOWN
      continue
    }
    arrivals.fill(never)
    gather(profiles, walks.toStops, origin, { from, stepSeconds, moments }, arrivals)
    journeys.departures[origin] = inWaits(arrivals, { from, stepSeconds, direct, longestSeconds }, waits)
    const walked = direct <= longestSeconds ? direct : CANNOT_BE_REACHED
    journeys.median[origin] = Math.min(walked, quantile(waits, stepSeconds, moments, 0.5, longestSeconds))
    journeys.ninetieth[origin] = Math.min(walked, quantile(waits, stepSeconds, moments, 0.9, longestSeconds))
    journeys.share[origin] =
      walked < CANNOT_BE_REACHED ? 1 : countWithin(waits, stepSeconds, longestSeconds) / moments
  }
  return journeys
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

/**
 * Gathers what is worth catching from one origin: for each moment of leaving, the earliest arrival with what one must
 * leave for at or after that moment and before the next.
 *
 * @param profiles - departures worth waiting for, by stop
 * @param toStops - walks from origins to stops
 * @param origin - which origin
 * @param grid - the first moment, the time between moments, and how many there are
 * @param arrivals - an array to fill, `never` in it before; its last entry is for what leaves after the last moment
 */
export function gather(
  profiles: StopProfiles,
  toStops: WalkingLegs,
  origin: number,
  grid: { readonly from: number; readonly stepSeconds: number; readonly moments: number },
  arrivals: Int32Array,
): void {
  const { from, stepSeconds, moments } = grid
  const end = toStops.firstStop[origin + 1] as number
  for (let leg = toStops.firstStop[origin] as number; leg < end; leg++) {
    const stop = toStops.stop[leg] as number
    const ready = from + Math.ceil(toStops.seconds[leg] as number)
    const last = profiles.first[stop + 1] as number
    for (let entry = profiles.first[stop] as number; entry < last; entry++) {
      const spare = (profiles.departs[entry] as number) - ready
      if (spare < 0) continue
      const moment = Math.min(moments, Math.floor(spare / stepSeconds))
      const arrives = profiles.arrives[entry] as number
      if (arrives < (arrivals[moment] as number)) arrivals[moment] = arrives
      if (moment === moments) break
    }
  }
}

/** Runs of moments that end in the same arrival: the shortest journey of each, and how many moments it has. */
interface Waits {
  readonly shortest: Int32Array
  readonly moments: Int32Array
  count: number
}

function emptyWaits(moments: number): Waits {
  return { shortest: new Int32Array(moments + 1), moments: new Int32Array(moments + 1), count: 0 }
}

/** Fills `waits`; gives back how many vehicles that leave within the window are quicker than walking. */
function inWaits(
  arrivals: Int32Array,
  window: {
    readonly from: number
    readonly stepSeconds: number
    readonly direct: number
    readonly longestSeconds: number
  },
  waits: Waits,
): number {
  const moments = arrivals.length - 1
  let departures = 0
  let best = arrivals[moments] as number
  let run = -1
  waits.count = 0
  for (let moment = moments - 1; moment >= 0; moment--) {
    const arrives = arrivals[moment] as number
    const leaves = window.from + moment * window.stepSeconds
    if (arrives < best) {
      best = arrives
      run = -1
      if (best - leaves < window.direct && best - leaves <= window.longestSeconds) departures++
    }
    if (best === never) continue
    if (run < 0) {
      run = waits.count++
      waits.shortest[run] = best - leaves
      waits.moments[run] = 0
    }
    waits.moments[run] = (waits.moments[run] as number) + 1
  }
  return departures
}

function countWithin(waits: Waits, step: number, seconds: number): number {
  let within = 0
  for (let run = 0; run < waits.count; run++) {
    const spare = seconds - (waits.shortest[run] as number)
    if (spare >= 0) within += Math.min(waits.moments[run] as number, Math.floor(spare / step) + 1)
  }
  return within
}

/** The smallest journey that at least this share of all moments does not exceed. */
function quantile(waits: Waits, step: number, moments: number, share: number, longest: number): number {
  // 0.9 × 120 may come out a hair above 108.
  const needed = Math.ceil(moments * share - 1e-9)
  if (countWithin(waits, step, longest) < needed) return CANNOT_BE_REACHED
  let [low, high] = [0, longest]
  while (low < high) {
    const middle = (low + high) >> 1
    if (countWithin(waits, step, middle) >= needed) high = middle
    else low = middle + 1
  }
  return low
}
