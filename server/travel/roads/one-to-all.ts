import { CANNOT_BE_REACHED } from '../../model/journeys.ts'
import { climb } from './climb.ts'
import { NO_WAY, type UpwardArcs } from './contraction.ts'
import { alongOneStretch, waysOf } from './doors.ts'
import type { PreparedGraph } from './prepared-graph.ts'
import type { SnappedPlaces } from './road-graph.ts'

/** Carries times down from the top to every place, in one pass over the arcs. */
function descend({ first, above, milliseconds }: UpwardArcs, times: Int32Array): void {
  let row = 0
  for (let node = 0; node < times.length; node++) {
    const end = first[node + 1] as number
    let best = times[node] as number
    for (; row < end; row++) {
      // The lesser without a branch: the sign of the difference says whether it counts.
      const gain = ((times[above[row] as number] as number) + (milliseconds[row] as number) - best) | 0
      best = (best + (gain & (gain >> 31))) | 0
    }
    times[node] = best
  }
}

/**
 * Shortest times from every junction to a site.
 *
 * Source: D. Delling, A. Goldberg, A. Nowatzyk, R. Werneck, PHAST: hardware-accelerated shortest path trees, 2011; here
 * over an elimination tree, in which what a place needs stands close before it.
 * @param prepared - a prepared road graph
 * @param starts - junctions of the graph at which the journeys end, each with the milliseconds from there to the site
 * @returns milliseconds by place (not by junction); NO_WAY or more where no way leads
 */
export function timesToAll(
  prepared: PreparedGraph,
  starts: Iterable<readonly [junction: number, milliseconds: number]>,
): Int32Array {
  const times = new Int32Array(prepared.places).fill(NO_WAY)
  for (const [junction, milliseconds] of starts) {
    climb(prepared.into, prepared.parent, times, prepared.place[junction] as number, milliseconds)
  }
  descend(prepared.out, times)
  return times
}

/**
 * The junctions by which a site is entered.
 *
 * @param prepared - a prepared road graph
 * @param site - one point on one of its stretches
 * @returns junctions with the milliseconds from there to the site, its way off the network included; none when it was not
 * snapped
 */
export function entrances(
  prepared: PreparedGraph,
  site: SnappedPlaces,
): (readonly [junction: number, milliseconds: number])[] {
  const { junction, milliseconds } = waysOf(prepared.graph, prepared.entering, 'enter', site)
  return Array.from(junction, (at, way) => [at, milliseconds[way] as number] as const)
}

/**
 * Journeys from every origin to one site.
 *
 * @param prepared - a prepared road graph
 * @param site - one point on one of its stretches
 * @param origins - points on its stretches
 * @returns seconds, the ways off the network at both ends included; CANNOT_BE_REACHED where there is no way, or an end was
 * not snapped
 */
export function journeysTo(
  prepared: PreparedGraph,
  site: SnappedPlaces,
  origins: SnappedPlaces,
): Float64Array {
  const times = timesToAll(prepared, entrances(prepared, site))
  const { first, junction, milliseconds } = waysOf(prepared.graph, prepared.leaving, 'leave', origins)
  const seconds = new Float64Array(origins.count)
  const stretch = site.stretch[0] as number
  for (let origin = 0; origin < origins.count; origin++) {
    let best = NO_WAY
    for (let way = first[origin] as number; way < (first[origin + 1] as number); way++) {
      const at = prepared.place[junction[way] as number] as number
      const time = (times[at] as number) + (milliseconds[way] as number)
      if (time < best) best = time
    }
    if (stretch >= 0 && origins.stretch[origin] === stretch) {
      best = Math.min(best, alongOneStretch(prepared.graph, origins, origin, site, 0))
    }
    seconds[origin] = best >= NO_WAY ? CANNOT_BE_REACHED : best / 1000
  }
  return seconds
}
