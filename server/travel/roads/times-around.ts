import { NO_WAY } from './contraction.ts'
import { NOT_ALLOWED, type SnappedPlaces } from './road-graph.ts'
import { entrances, timesToAll } from './one-to-all.ts'
import type { PreparedGraph } from './prepared-graph.ts'

/**
 * How long it takes from every junction to a site.
 *
 * @param prepared - a prepared road graph
 * @param site - one point on one of its stretches
 * @param limitSeconds - beyond this a junction counts as not reached
 * @returns seconds by junction, the site's way off the network included; Infinity beyond the limit
 */
export function timesAround(
  prepared: PreparedGraph,
  site: SnappedPlaces,
  limitSeconds: number,
): Float64Array {
  const times = timesToAll(prepared, entrances(prepared, site))
  return Float64Array.from(prepared.place, place => {
    const time = times[place] as number
    return time >= NO_WAY || time > limitSeconds * 1000 ? Infinity : time / 1000
  })
}

/** Parts of stretches, each from one share of its course to a larger one. */
export interface ReachedPart {
  readonly stretch: number
  readonly from: number
  readonly to: number
}

/**
 * The roads from which a site is reached within a time.
 *
 * @param prepared - a prepared road graph
 * @param site - one point on one of its stretches
 * @param seconds - seconds to the site by junction, as `timesAround` finds them for this limit or a larger one
 * @param limitSeconds - the time
 * @returns parts of stretches, in the order of the stretches; two of a stretch whose middle is too far away
 */
export function reachedParts(
  prepared: PreparedGraph,
  site: SnappedPlaces,
  seconds: Float64Array,
  limitSeconds: number,
): ReachedPart[] {
  const { leaving, graph } = prepared
  const { forward, backward, count } = graph.stretches
  /** The share of a stretch that is travelled in the time left; negative when none is left or it may not be travelled. */
  const shareIn = (left: number, whole: number): number =>
    whole === NOT_ALLOWED || left < 0 ? -1 : Math.min(1, (left * 1000) / whole)
  const found: ReachedPart[] = []
  for (let stretch = 0; stretch < count; stretch++) {
    let ahead = Infinity
    let behind = Infinity
    for (let door = leaving.first[stretch] as number; door < (leaving.first[stretch + 1] as number); door++) {
      const time = seconds[leaving.junction[door] as number] as number
      if (leaving.against[door] === 1) behind = Math.min(behind, time)
      else ahead = Math.min(ahead, time)
    }
    const parts: [from: number, to: number][] = []
    const fromTail = shareIn(limitSeconds - behind, backward[stretch] as number)
    if (fromTail >= 0) parts.push([0, fromTail])
    if (site.stretch[0] === stretch) {
      const left = limitSeconds - (site.offMilliseconds[0] as number) / 1000
      const at = site.share[0] as number
      const before = shareIn(left, forward[stretch] as number)
      const after = shareIn(left, backward[stretch] as number)
      if (left >= 0) parts.push([Math.max(0, at - Math.max(0, before)), Math.min(1, at + Math.max(0, after))])
    }
    const fromHead = shareIn(limitSeconds - ahead, forward[stretch] as number)
    if (fromHead >= 0) parts.push([1 - fromHead, 1])
    for (const [from, to] of joined(parts)) found.push({ stretch, from, to })
  }
  return found
}

/** Joins parts that meet. */
function joined(parts: readonly (readonly [from: number, to: number])[]): [from: number, to: number][] {
  const whole: [number, number][] = []
  for (const [from, to] of [...parts].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else whole.push([from, to])
  }
  return whole
}
