import { CANNOT_BE_REACHED } from '../../model/journeys.ts'
import { never, type StopProfiles } from './stop-profiles.ts'
import type { WalkingLegs } from './walking-legs.ts'

/** The moments of leaving that are looked at. */
export interface Moments {
  readonly from: number
  readonly stepSeconds: number
  readonly moments: number
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
  grid: Moments,
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
export interface Waits {
  readonly shortest: Int32Array
  readonly moments: Int32Array
  count: number
}

/**
 * Makes room for journeys.
 *
 * @param moments - how many moments there are
 * @returns none yet
 */
export function emptyWaits(moments: number): Waits {
  return { shortest: new Int32Array(moments + 1), moments: new Int32Array(moments + 1), count: 0 }
}

/**
 * Turns arrivals into journeys, from each moment of leaving until one is there.
 *
 * @param arrivals - as `gather` leaves them
 * @param grid - the moments
 * @param worthwhile - journeys by vehicle are counted when they are quicker than walking, and not too long
 * @param worthwhile.direct - seconds on foot all the way
 * @param worthwhile.longestSeconds - the longest journey that counts
 * @param waits - is filled
 * @returns how many different vehicles that must be left for within the window are worth catching
 */
export function inWaits(
  arrivals: Int32Array,
  grid: Moments,
  worthwhile: { readonly direct: number; readonly longestSeconds: number },
  waits: Waits,
): number {
  const { moments } = grid
  let departures = 0
  let best = arrivals[moments] as number
  let run = -1
  waits.count = 0
  for (let moment = moments - 1; moment >= 0; moment--) {
    const arrives = arrivals[moment] as number
    const leaves = grid.from + moment * grid.stepSeconds
    if (arrives < best) {
      best = arrives
      run = -1
      if (best - leaves < worthwhile.direct && best - leaves <= worthwhile.longestSeconds) departures++
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

/**
 * Counts the moments with a journey within a limit.
 *
 * @param waits - journeys
 * @param step - from one moment to the next, in seconds
 * @param seconds - the limit
 * @returns how many moments
 */
export function countWithin(waits: Waits, step: number, seconds: number): number {
  let within = 0
  for (let run = 0; run < waits.count; run++) {
    const spare = seconds - (waits.shortest[run] as number)
    if (spare >= 0) within += Math.min(waits.moments[run] as number, Math.floor(spare / step) + 1)
  }
  return within
}

/**
 * The smallest journey that at least a share of all moments does not exceed; a moment without a journey exceeds all.
 *
 * @param waits - journeys
 * @param grid - the moments
 * @param share - such as 0.5 for the median
 * @param longest - the longest journey that counts
 * @returns seconds; CANNOT_BE_REACHED when fewer moments have a journey
 */
export function quantile(waits: Waits, grid: Moments, share: number, longest: number): number {
  const { stepSeconds: step, moments } = grid
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
