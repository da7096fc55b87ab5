import { NO_WAY } from './contraction.ts'
import { NOT_ALLOWED, type RoadGraph, type SnappedPlaces } from './road-graph.ts'

/**
 * Where stretches are left and entered, in compressed rows by stretch. Each row is an arc along the stretch: its head for
 * leaving, its tail for entering. A junction with copies has one row for each copy that an arc of the stretch touches, so
 * that journeys which begin or end on the stretch keep the turn restrictions.
 */
export interface StretchDoors {
  readonly first: Int32Array
  readonly junction: Int32Array
  /** 1 where the arc runs against the stretch's course. */
  readonly against: Uint8Array
  /** What the arc takes longer than its stretch, in milliseconds: time lost at the junction that it leaves. */
  readonly extra: Int32Array
}

/** Which end of an arc a journey uses: its head when it leaves a stretch, its tail when it enters one. */
export type Crossing = 'leave' | 'enter'

/**
 * Finds where every stretch of a graph is left or entered.
 *
 * @param graph - a road graph
 * @param crossing - leave or enter
 * @returns one row for each junction, direction and surplus; what leaves has none, since time is lost where a
 * junction is left again
 */
export function doorsOf(graph: RoadGraph, crossing: Crossing): StretchDoors {
  const { stretches, firstArc, arcHead, arcStretch, arcAgainst, arcMilliseconds } = graph
  const arcs = arcHead.length
  const begin = new Int32Array(stretches.count + 1)
  for (let arc = 0; arc < arcs; arc++) {
    const stretch = arcStretch[arc] as number
    begin[stretch + 1] = (begin[stretch + 1] as number) + 1
  }
  for (let at = 0; at < stretches.count; at++)
    begin[at + 1] = (begin[at + 1] as number) + (begin[at] as number)
  const next = begin.slice(0, stretches.count)
  const sorted = new Int32Array(arcs)
  const tails = new Int32Array(arcs)
  for (let tail = 0; tail < graph.nodes; tail++) {
    for (let arc = firstArc[tail] as number; arc < (firstArc[tail + 1] as number); arc++) {
      const stretch = arcStretch[arc] as number
      const at = next[stretch] as number
      next[stretch] = at + 1
      sorted[at] = arc
      tails[at] = tail
    }
  }
  const first = new Int32Array(stretches.count + 1)
  const junction = new Int32Array(arcs)
  const againsts = new Uint8Array(arcs)
  const extras = new Int32Array(arcs)
  let end = 0
  for (let stretch = 0; stretch < stretches.count; stretch++) {
    const start = end
    const last = begin[stretch + 1] as number
    for (let at = begin[stretch] as number; at < last; at++) {
      const arc = sorted[at] as number
      const against = arcAgainst[arc] as number
      const alone = (against === 1 ? stretches.backward : stretches.forward)[stretch] as number
      if (alone === NOT_ALLOWED) continue
      const node = crossing === 'leave' ? (arcHead[arc] as number) : (tails[at] as number)
      const extra = crossing === 'leave' ? 0 : Math.max(0, (arcMilliseconds[arc] as number) - alone)
      let same = start
      while (
        same < end &&
        (junction[same] !== node || againsts[same] !== against || extras[same] !== extra)
      ) {
        same++
      }
      if (same < end) continue
      junction[end] = node
      againsts[end] = against
      extras[end] = extra
      end++
    }
    first[stretch + 1] = end
  }
  return {
    first,
    junction: junction.slice(0, end),
    against: againsts.slice(0, end),
    extra: extras.slice(0, end),
  }
}

/** For each place the junctions by which it is left or entered, in compressed rows. */
export interface Ways {
  readonly count: number
  readonly first: Int32Array
  readonly junction: Int32Array
  /** Between the place and the junction, the way off the network included. */
  readonly milliseconds: Int32Array
}

/**
 * The junctions by which places are left or entered.
 *
 * @param graph - a road graph
 * @param doors - where its stretches are left, or entered
 * @param crossing - which of the two
 * @param places - points on its stretches
 * @returns a row for each place; an empty one where it was not snapped
 */
export function waysOf(
  graph: RoadGraph,
  doors: StretchDoors,
  crossing: Crossing,
  places: SnappedPlaces,
): Ways {
  const { stretches } = graph
  const first = new Int32Array(places.count + 1)
  for (let at = 0; at < places.count; at++) {
    const stretch = places.stretch[at] as number
    const many = stretch < 0 ? 0 : (doors.first[stretch + 1] as number) - (doors.first[stretch] as number)
    first[at + 1] = (first[at] as number) + many
  }
  const total = first[places.count] as number
  const junction = new Int32Array(total)
  const milliseconds = new Int32Array(total)
  for (let at = 0; at < places.count; at++) {
    let row = first[at] as number
    if (row === first[at + 1]) continue
    const stretch = places.stretch[at] as number
    const share = places.share[at] as number
    const forward = stretches.forward[stretch] as number
    const backward = stretches.backward[stretch] as number
    const off = places.offMilliseconds[at] as number
    for (let door = doors.first[stretch] as number; row < (first[at + 1] as number); door++, row++) {
      const against = doors.against[door] === 1
      const part = against === (crossing === 'leave') ? share : 1 - share
      const along = Math.round(part * (against ? backward : forward))
      junction[row] = doors.junction[door] as number
      milliseconds[row] = Math.min(NO_WAY, along + off + (doors.extra[door] as number))
    }
  }
  return { count: places.count, first, junction, milliseconds }
}

/**
 * The journey between two places on the same stretch that does not leave it.
 *
 * @param graph - a road graph
 * @param from - where it begins
 * @param fromIndex - which of them
 * @param to - where it ends
 * @param toIndex - which of them
 * @returns milliseconds, the ways off the network at both ends included; Infinity when they are on different stretches or
 * the stretch may not be travelled that way
 */
export function alongOneStretch(
  graph: RoadGraph,
  from: SnappedPlaces,
  fromIndex: number,
  to: SnappedPlaces,
  toIndex: number,
): number {
  const stretch = from.stretch[fromIndex] as number
  if (stretch < 0 || stretch !== to.stretch[toIndex]) return Infinity
  const share = (to.share[toIndex] as number) - (from.share[fromIndex] as number)
  const off = (from.offMilliseconds[fromIndex] as number) + (to.offMilliseconds[toIndex] as number)
  if (share === 0) return off
  const whole = (share > 0 ? graph.stretches.forward : graph.stretches.backward)[stretch] as number
  return whole === NOT_ALLOWED ? Infinity : Math.round(Math.abs(share) * whole) + off
}
