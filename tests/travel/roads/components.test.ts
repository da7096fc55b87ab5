import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { strongComponents } from '../../../server/travel/roads/components.ts'
import { dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'

describe('parts of a network', () => {
  it('are those within which one comes from everywhere to everywhere', () => {
    const arcs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 })
    fc.assert(
      fc.property(arcs, pairs => {
        const graph = aRoadGraph(
          10,
          pairs.map(([from, to]) => ({ from, to, there: 1 })),
        )
        const { of, size, count } = strongComponents(graph)
        const reach = Array.from(
          { length: 10 },
          (_, node) => dijkstra(forwardArcs(graph), [[node, 0]]).milliseconds,
        )
        for (let a = 0; a < 10; a++) {
          for (let b = 0; b < 10; b++) {
            const both = Number.isFinite(reach[a]?.[b]) && Number.isFinite(reach[b]?.[a])
            expect(of[a] === of[b]).toBe(both)
          }
        }
        expect(size).toHaveLength(count)
        expect(size.reduce((sum, each) => sum + each, 0)).toBe(10)
      }),
    )
  })

  it('are found on a road of 200,000 junctions in a row', () => {
    const length = 200_000
    const graph = aRoadGraph(
      length,
      Array.from({ length: length - 1 }, (_, at) => bothWays(at, at + 1, 1)),
    )
    expect(strongComponents(graph)).toMatchObject({ count: 1, size: Uint32Array.of(length) })
  })
})
