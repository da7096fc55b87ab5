import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { adjacencyOf } from '../../../server/travel/roads/adjacency.ts'
import { contract, NO_WAY, type UpwardArcs } from '../../../server/travel/roads/contraction.ts'
import { dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { eliminate } from '../../../server/travel/roads/elimination.ts'
import { contractionOrder } from '../../../server/travel/roads/order.ts'
import type { RoadGraph } from '../../../server/travel/roads/road-graph.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'
import { aTown, smallNetworks } from '../../support/random-roads.ts'

function contracted(graph: RoadGraph) {
  const adjacency = adjacencyOf(graph)
  const order = contractionOrder(adjacency, graph.lons, graph.lats)
  const elimination = eliminate(adjacency, order)
  return { order, elimination, ...contract(graph, elimination) }
}

/** The arcs as [from, to, milliseconds], by place. */
function listed({ first, above, milliseconds }: UpwardArcs): [number, number, number][] {
  return Array.from(first.slice(0, -1)).flatMap((begin, place) =>
    Array.from(above.slice(begin, first[place + 1])).map((to, at): [number, number, number] => [
      place,
      to,
      milliseconds[begin + at] ?? NaN,
    ]),
  )
}

describe('the order of contraction', () => {
  it('has every junction once', () => {
    fc.assert(
      fc.property(smallNetworks, graph => {
        const { order, elimination } = contracted(graph)
        const all = [...Array(graph.nodes).keys()]
        expect([...order].sort((a, b) => a - b)).toEqual(all)
        expect([...elimination.place].sort((a, b) => a - b)).toEqual(all)
      }),
    )
    expect(new Set(contracted(aTown(40, 1)).order).size).toBe(1600)
  })

  it('falls a long road into halves, so that little lies above anything', () => {
    const road = aRoadGraph(
      1000,
      Array.from({ length: 999 }, (_, at) => bothWays(at, at + 1, 1000)),
    )
    const { parent } = contracted(road).elimination
    const depth = new Int32Array(1000)
    for (let place = 0; place < 1000; place++) {
      const above = parent[place] ?? -1
      depth[place] = above === -1 ? 1 : (depth[above] ?? NaN) + 1
    }
    expect(Math.max(...depth)).toBeLessThan(30)
  })
})

describe('a contracted network', () => {
  it('has only arcs to ancestors, each as long as the shortest way', () => {
    fc.assert(
      fc.property(smallNetworks, graph => {
        const { elimination, out, into } = contracted(graph)
        const junction = new Map([...elimination.place].map((place, node) => [place, node]))
        const time = (from: number, to: number): number =>
          dijkstra(forwardArcs(graph), [[junction.get(from) ?? -1, 0]]).milliseconds[
            junction.get(to) ?? -1
          ] ?? NaN
        for (const [low, high, milliseconds] of listed(out)) expect(milliseconds).toBe(time(low, high))
        for (const [low, high, milliseconds] of listed(into)) expect(milliseconds).toBe(time(high, low))
        for (const [low, high] of [...listed(out), ...listed(into)]) {
          let ancestor = elimination.parent[low] ?? -1
          while (ancestor > high) ancestor = elimination.parent[ancestor] ?? -1
          expect(ancestor).toBe(high)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('keeps no arc that a way by a third place above makes superfluous', () => {
    const { out, elimination } = contracted(aTown(12, 3))
    const time = new Map(listed(out).map(([low, high, milliseconds]) => [`${low} ${high}`, milliseconds]))
    for (const [low, high, milliseconds] of listed(out)) {
      for (let place = elimination.parent[low] ?? -1; place > high; place = elimination.parent[place] ?? -1) {
        const way = (time.get(`${low} ${place}`) ?? NO_WAY) + (time.get(`${place} ${high}`) ?? NO_WAY)
        expect(way).toBeGreaterThan(milliseconds)
      }
    }
  })
})
