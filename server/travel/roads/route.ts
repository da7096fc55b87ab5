import { courseBetween } from './course.ts'
import { NO_WAY } from './contraction.ts'
import { alongOneStretch, waysOf } from './doors.ts'
import type { PreparedGraph } from './prepared-graph.ts'
import type { SnappedPlaces } from './road-graph.ts'
import { traceClimb, unfold } from './unfold.ts'

/** A part of a way: one stretch, from one share of its course to another; backwards where `from` exceeds `to`. */
export interface RoutePart {
  readonly stretch: number
  readonly from: number
  readonly to: number
}

/** A way from an origin to a site. */
export interface Route {
  /** The same as in a matrix: the ways off the network at both ends included. */
  readonly seconds: number
  /** Along the roads, without the ways off the network. */
  readonly metres: number
  /** From the point at which the road is met to the point at which it is left; degrees in WGS84. */
  readonly course: [lon: number, lat: number][]
  /** The streets in the order of travel; '' for roads without a name. */
  readonly streets: { name: string; metres: number }[]
  readonly parts: readonly RoutePart[]
}

/** The stretches of the quickest way, and its milliseconds. */
function quickest(
  prepared: PreparedGraph,
  origins: SnappedPlaces,
  origin: number,
  sites: SnappedPlaces,
  site: number,
): { milliseconds: number; parts: RoutePart[] } | null {
  const { graph, leaving, entering } = prepared
  const exits = waysOf(graph, leaving, 'leave', origins)
  const entries = waysOf(graph, entering, 'enter', sites)
  const there = traceClimb(prepared, prepared.out, exits, origin)
  const back = traceClimb(prepared, prepared.into, entries, site)
  let meeting = -1
  let milliseconds = NO_WAY
  for (let place = 0; place < prepared.places; place++) {
    const time = (there.times[place] as number) + (back.times[place] as number)
    if (time >= milliseconds) continue
    milliseconds = time
    meeting = place
  }
  const fromStretch = origins.stretch[origin] as number
  const toStretch = sites.stretch[site] as number
  const from = origins.share[origin] as number
  const to = sites.share[site] as number
  const direct = alongOneStretch(graph, origins, origin, sites, site)
  if (direct <= milliseconds) {
    return direct === Infinity ? null : { milliseconds: direct, parts: [{ stretch: fromStretch, from, to }] }
  }
  if (meeting === -1) return null
  const climbed: [place: number, row: number][] = []
  let start = meeting
  while (there.row[start] !== -1) {
    const before = there.from[start] as number
    climbed.push([before, there.row[start] as number])
    start = before
  }
  const arcs: number[] = []
  for (const [place, row] of climbed.reverse()) unfold(prepared, true, place, row, arcs)
  let end = meeting
  while (back.row[end] !== -1) {
    const after = back.from[end] as number
    unfold(prepared, false, after, back.row[end] as number, arcs)
    end = after
  }
  // The rows of a place's ways are the rows of its stretch's doors.
  const exit =
    (leaving.first[fromStretch] as number) + (there.way[start] as number) - (exits.first[origin] as number)
  const entry =
    (entering.first[toStretch] as number) + (back.way[end] as number) - (entries.first[site] as number)
  const parts = [
    { stretch: fromStretch, from, to: leaving.against[exit] === 1 ? 0 : 1 },
    ...arcs.map(arc => {
      const against = graph.arcAgainst[arc] as number
      return { stretch: graph.arcStretch[arc] as number, from: against, to: 1 - against }
    }),
    { stretch: toStretch, from: entering.against[entry] === 1 ? 1 : 0, to },
  ]
  return { milliseconds, parts: parts.filter(part => part.from !== part.to) }
}

/**
 * The quickest way from an origin to a site.
 *
 * @param prepared - a prepared road graph
 * @param origins - points on its stretches
 * @param origin - which of them
 * @param sites - points on its stretches
 * @param site - which of them
 * @returns the way; null where there is none, or an end was not snapped
 */
export function routeBetween(
  prepared: PreparedGraph,
  origins: SnappedPlaces,
  origin: number,
  sites: SnappedPlaces,
  site: number,
): Route | null {
  if ((origins.stretch[origin] as number) < 0 || (sites.stretch[site] as number) < 0) return null
  const found = quickest(prepared, origins, origin, sites, site)
  if (found === null) return null
  const { stretches } = prepared.graph
  const streets: { name: string; metres: number }[] = []
  const course: [number, number][] = []
  let total = 0
  for (const { stretch, from, to } of found.parts) {
    const metres = Math.abs(to - from) * (stretches.metres[stretch] as number)
    total += metres
    const name = stretches.names[stretches.name[stretch] as number] ?? ''
    const last = streets.at(-1)
    if (last?.name === name) last.metres += metres
    else streets.push({ name, metres })
    for (const point of courseBetween(stretches, stretch, from, to)) {
      const previous = course.at(-1)
      if (previous?.[0] !== point[0] || previous[1] !== point[1]) course.push(point)
    }
  }
  return { seconds: found.milliseconds / 1000, metres: total, course, streets, parts: found.parts }
}
