import fc from 'fast-check'
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
  const { tail, head, forward, backward } = graph.stretches
  const at = origins.share[origin] ?? NaN
  const end = sites.share[site] ?? NaN
  const part = (time: number | undefined, share: number): number =>
    time === undefined || time === NOT_ALLOWED ? Infinity : Math.round(time * share)
  const times = dijkstra(forwardArcs(graph), [
    [head[from] ?? -1, part(forward[from], 1 - at)],
    [tail[from] ?? -1, part(backward[from], at)],
  ]).milliseconds
  const ways = [
    (times[tail[to] ?? -1] ?? NaN) + part(forward[to], end),
    (times[head[to] ?? -1] ?? NaN) + part(backward[to], 1 - end),
  ]
  if (from === to && end >= at) ways.push(at === end ? 0 : part(forward[to], end - at))
  if (from === to && end <= at) ways.push(at === end ? 0 : part(backward[to], at - end))
  return (
    (Math.min(...ways) + (origins.offMilliseconds[origin] ?? NaN) + (sites.offMilliseconds[site] ?? NaN)) /
    1000
  )
}
