import fc from './fast-check.ts'
import { dijkstra, forwardArcs } from '../../server/travel/roads/dijkstra.ts'
import { NOT_ALLOWED, type RoadGraph, type SnappedPlaces } from '../../server/travel/roads/road-graph.ts'
import { aRoadGraph, onAGrid, type TestStretch } from './road-graphs.ts'

/** Any small network: parallel stretches, loops, one-way stretches, parts that nothing joins, times of a millisecond. */
export const smallNetworks: fc.Arbitrary<RoadGraph> = fc
  .integer({ min: 1, max: 14 })
  .chain(nodes =>
    fc.tuple(
      fc.constant(nodes),
      fc.array(
        fc.record({
          from: fc.nat(nodes - 1),
          to: fc.nat(nodes - 1),
          there: fc.option(fc.integer({ min: 1, max: 9 })),
          back: fc.option(fc.integer({ min: 1, max: 9 })),
        }),
        { minLength: 1, maxLength: 40 },
      ),
    ),
  )
  .map(([nodes, stretches]) => aRoadGraph(nodes, stretches))

/** A seeded generator of numbers from 0 up to and without 1, for tests. */
export function aGenerator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** A network like a town's: a grid with gaps, some stretches one way, some doubled. */
export function aTown(side: number, seed: number): RoadGraph {
  const next = aGenerator(seed)
  const stretches: TestStretch[] = []
  for (let node = 0; node < side * side; node++) {
    for (const to of [
      (node + 1) % side === 0 ? -1 : node + 1,
      node + side < side * side ? node + side : -1,
    ]) {
      if (to === -1 || next() < 0.25) continue
      const time = 1 + Math.floor(next() * 90_000)
      const oneWay = next()
      stretches.push({
        from: node,
        to,
        there: oneWay < 0.1 ? null : time,
        back: oneWay > 0.9 ? null : time + Math.floor(next() * 3),
      })
      if (next() < 0.05) stretches.push({ from: to, to: node, there: time + 5, back: time })
    }
  }
  return aRoadGraph(onAGrid(side * side), stretches)
}

/** Points on the stretches of a graph; now and then one that was not snapped. */
export function placesOn(graph: RoadGraph, count: number, seed: number): SnappedPlaces {
  const next = aGenerator(seed)
  const lost = Array.from({ length: count }, () => next() < 0.05)
  return {
    count,
    stretch: Int32Array.from(lost, gone => (gone ? -1 : Math.floor(next() * graph.stretches.count))),
    share: Float64Array.from(lost, () => [0, 1, next(), next(), next()][Math.floor(next() * 5)] ?? 0),
    offMetres: Float32Array.from(lost, gone => (gone ? NaN : next() * 100)),
    offMilliseconds: Uint32Array.from(lost, gone => (gone ? 0 : Math.floor(next() * 3) * 1000)),
  }
}

/** The arcs along a stretch, with their time without what is lost at the junction that they leave. */
function arcsAlong(graph: RoadGraph, stretch: number) {
  const found: { tail: number; head: number; against: boolean; time: number; lost: number }[] = []
  for (let tail = 0; tail < graph.nodes; tail++) {
    for (let arc = graph.firstArc[tail] ?? 0; arc < (graph.firstArc[tail + 1] ?? 0); arc++) {
      if (graph.arcStretch[arc] !== stretch) continue
      const against = graph.arcAgainst[arc] === 1
      const time = (against ? graph.stretches.backward : graph.stretches.forward)[stretch] ?? NaN
      const lost = (graph.arcMilliseconds[arc] ?? NaN) - time
      found.push({ tail, head: graph.arcHead[arc] ?? NaN, against, time, lost })
    }
  }
  return found
}

/** Seconds from one place to another by a plain search that sets out on the stretch and arrives on one. */
export function plainJourney(
  graph: RoadGraph,
  origins: SnappedPlaces,
  origin: number,
  sites: SnappedPlaces,
  site: number,
): number {
  const from = origins.stretch[origin] ?? -1
  const to = sites.stretch[site] ?? -1
  if (from < 0 || to < 0) return Infinity
  const at = origins.share[origin] ?? NaN
  const end = sites.share[site] ?? NaN
  const times = dijkstra(
    forwardArcs(graph),
    arcsAlong(graph, from).map(({ head, against, time }) => [
      head,
      Math.round(time * (against ? at : 1 - at)),
    ]),
  ).milliseconds
  const ways = arcsAlong(graph, to).map(
    ({ tail, against, time, lost }) =>
      (times[tail] ?? NaN) + lost + Math.round(time * (against ? 1 - end : end)),
  )
  if (from === to) {
    const { forward, backward } = graph.stretches
    const time = (end > at ? forward : backward)[from] ?? NaN
    if (end === at) ways.push(0)
    else if (time !== NOT_ALLOWED) ways.push(Math.round(time * Math.abs(end - at)))
  }
  const off = (origins.offMilliseconds[origin] ?? NaN) + (sites.offMilliseconds[site] ?? NaN)
  return (Math.min(...ways, Infinity) + off) / 1000
}
