import { NOT_ALLOWED, type RoadGraph } from '../../server/travel/roads/road-graph.ts'

/** A stretch for a test: from one junction to another, with its time there and, where it may be travelled, back. */
export interface TestStretch {
  readonly from: number
  readonly to: number
  /** Milliseconds from `from` to `to`; null where it may only be travelled the other way. */
  readonly there: number | null
  /** Milliseconds from `to` to `from`; none: one way. */
  readonly back?: number | null
  readonly name?: string
  readonly metres?: number
  /** Points between the two junctions, degrees. */
  readonly course?: readonly (readonly [lon: number, lat: number])[]
}

/** A stretch that takes as long there as back. */
export function bothWays(from: number, to: number, milliseconds: number): TestStretch {
  return { from, to, there: milliseconds, back: milliseconds }
}

/** Where junctions stand unless a test says otherwise: a square grid, about 110 m apart, near Ely. */
export function onAGrid(junctions: number): [lon: number, lat: number][] {
  const side = Math.ceil(Math.sqrt(junctions))
  return Array.from({ length: junctions }, (_, at) => [
    0.2 + (at % side) * 0.0016,
    52.4 + Math.floor(at / side) * 0.001,
  ])
}

/**
 * Makes a road graph from a list of stretches. Arcs stand in the order of their junction, then of the list.
 *
 * @param junctions - how many there are, or where they stand
 * @param stretches - what joins them; parallel ones stay apart
 * @returns the graph; every stretch may be snapped to, places are left at 4 km/h
 */
export function aRoadGraph(
  junctions: number | readonly (readonly [lon: number, lat: number])[],
  stretches: readonly TestStretch[],
): RoadGraph {
  const at = typeof junctions === 'number' ? onAGrid(junctions) : junctions
  const nodes = at.length
  const lons = Float64Array.from(at, ([lon]) => lon)
  const lats = Float64Array.from(at, ([, lat]) => lat)
  const arcs = stretches.flatMap((stretch, index) => [
    ...(stretch.there === null
      ? []
      : [{ tail: stretch.from, head: stretch.to, time: stretch.there, index, against: 0 }]),
    ...(stretch.back === null || stretch.back === undefined
      ? []
      : [{ tail: stretch.to, head: stretch.from, time: stretch.back, index, against: 1 }]),
  ])
  arcs.sort((a, b) => a.tail - b.tail)
  const firstArc = new Uint32Array(nodes + 1)
  for (const arc of arcs) firstArc[arc.tail + 1] = (firstArc[arc.tail + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node++) {
    firstArc[node + 1] = (firstArc[node + 1] ?? 0) + (firstArc[node] ?? 0)
  }
  const courses = stretches.map(stretch => [
    at[stretch.from] ?? [NaN, NaN],
    ...(stretch.course ?? []),
    at[stretch.to] ?? [NaN, NaN],
  ])
  const firstPoint = new Uint32Array(stretches.length + 1)
  courses.forEach((course, index) => (firstPoint[index + 1] = (firstPoint[index] ?? 0) + course.length))
  const names = ['', ...new Set(stretches.flatMap(stretch => stretch.name ?? []))]
  return {
    nodes,
    lons,
    lats,
    firstArc,
    arcHead: Uint32Array.from(arcs, arc => arc.head),
    arcMilliseconds: Uint32Array.from(arcs, arc => arc.time),
    arcStretch: Uint32Array.from(arcs, arc => arc.index),
    arcAgainst: Uint8Array.from(arcs, arc => arc.against),
    stretches: {
      count: stretches.length,
      tail: Uint32Array.from(stretches, stretch => stretch.from),
      head: Uint32Array.from(stretches, stretch => stretch.to),
      forward: Uint32Array.from(stretches, stretch => stretch.there ?? NOT_ALLOWED),
      backward: Uint32Array.from(stretches, stretch => stretch.back ?? NOT_ALLOWED),
      metres: Float32Array.from(stretches, stretch => stretch.metres ?? 100),
      firstPoint,
      pointLons: Float64Array.from(courses.flat(), ([lon]) => lon),
      pointLats: Float64Array.from(courses.flat(), ([, lat]) => lat),
      name: Uint32Array.from(stretches, stretch => Math.max(0, names.indexOf(stretch.name ?? ''))),
      names,
      notes: new Uint8Array(stretches.length),
      maySnap: new Uint8Array(stretches.length).fill(1),
    },
    offNetworkKmh: 4,
    facts: {},
  }
}
