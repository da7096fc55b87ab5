import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { NO_WAY } from '../../../server/travel/roads/contraction.ts'
import { backwardArcs, dijkstra } from '../../../server/travel/roads/dijkstra.ts'
import { journeysTo, timesToAll } from '../../../server/travel/roads/one-to-all.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import type { RoadGraph } from '../../../server/travel/roads/road-graph.ts'
import { aRoadGraph } from '../../support/road-graphs.ts'
import { aTown, placesOn, plainJourney, smallNetworks } from '../../support/random-roads.ts'

/** Times to some junctions by junction, as the prepared graph and as a plain search find them. */
function both(graph: RoadGraph, junctions: readonly number[]): { fast: number[][]; plain: number[][] } {
  const prepared = prepareGraph(graph)
  const back = backwardArcs(graph)
  return {
    fast: junctions.map(junction => {
      const times = timesToAll(prepared, [[junction, 0]])
      return Array.from(prepared.place, at => ((times[at] ?? NaN) >= NO_WAY ? Infinity : (times[at] ?? NaN)))
    }),
    plain: junctions.map(junction => [...dijkstra(back, [[junction, 0]]).milliseconds]),
  }
}

describe('times from every junction to one', () => {
  it('are those of a plain search on any small network', () => {
    fc.assert(
      fc.property(smallNetworks, graph => {
        const { fast, plain } = both(graph, [...Array(graph.nodes).keys()])
        expect(fast).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })

  it('are those of a plain search on towns', () => {
    for (const [side, seed] of [
      [8, 1],
      [17, 2],
      [30, 3],
      [45, 4],
    ] as const) {
      const { fast, plain } = both(aTown(side, seed), [0, 7, side, side * side - 1, (side * side) >> 1])
      expect(fast).toEqual(plain)
    }
  })

  it('are right where all junctions lie in one place', () => {
    const town = aTown(12, 5)
    const heap = { ...town, lons: town.lons.map(() => 0.1), lats: town.lats.map(() => 52) }
    const { fast, plain } = both(heap, [0, 70, 143])
    expect(fast).toEqual(plain)
  })

  const shared = path.resolve(import.meta.dirname, '../../../../shared/bench')
  ;(existsSync(shared) ? it : it.skip)(
    'add up to the known sums on the roads of Rome (skipped where absent)',
    () => {
      const arcs = readFileSync(path.join(shared, 'roads/rome99.gr'), 'utf8')
        .split('\n')
        .filter(line => line.startsWith('a '))
        .map(line => line.split(' ').map(Number))
      // Turned round, since the sums are of ways from a source, and journeys lead to a site.
      const stretches = arcs.map(([, from = 0, to = 0, there = 0]) => ({ from: to - 1, to: from - 1, there }))
      const prepared = prepareGraph(aRoadGraph(3353, stretches))
      const { rome99_sssp: answers } = JSON.parse(
        readFileSync(path.join(shared, 'expected.json'), 'utf8'),
      ) as {
        rome99_sssp: Record<string, { reached: number; sum: number; max: number }>
      }
      expect(Object.keys(answers)).toHaveLength(3)
      for (const [source, answer] of Object.entries(answers)) {
        const times = timesToAll(prepared, [[Number(source.slice(3)) - 1, 0]]).filter(time => time < NO_WAY)
        const sum = times.reduce((total, time) => total + time, 0)
        expect({ source, reached: times.length, sum, max: Math.max(...times) }).toEqual({ source, ...answer })
      }
    },
  )
})

describe('journeys to a site', () => {
  it('are those of a plain search that sets out on one stretch and arrives on another', () => {
    fc.assert(
      fc.property(smallNetworks, fc.nat(), (graph, seed) => {
        const prepared = prepareGraph(graph)
        const origins = placesOn(graph, 12, seed)
        const site = placesOn(graph, 1, seed + 1)
        const plain = Array.from({ length: 12 }, (_, origin) => plainJourney(graph, origins, origin, site, 0))
        expect([...journeysTo(prepared, site, origins)]).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })

  it('against a one-way stretch go round, unless the site lies ahead', () => {
    const ring = aRoadGraph(3, [
      { from: 0, to: 1, there: 10_000 },
      { from: 1, to: 2, there: 10_000 },
      { from: 2, to: 0, there: 10_000 },
    ])
    const at = (share: number) => ({
      count: 1,
      stretch: Int32Array.of(0),
      share: Float64Array.of(share),
      offMetres: Float32Array.of(0),
      offMilliseconds: Uint32Array.of(0),
    })
    const prepared = prepareGraph(ring)
    expect([...journeysTo(prepared, at(0.7), at(0.2))]).toEqual([5])
    expect([...journeysTo(prepared, at(0.2), at(0.7))]).toEqual([25])
    expect([...journeysTo(prepared, at(0.2), at(0.2))]).toEqual([0])
  })

  it('cannot be made from or to what was not snapped', () => {
    const prepared = prepareGraph(aTown(4, 1))
    const lost = { ...placesOn(prepared.graph, 2, 3), stretch: Int32Array.of(-1, 2) }
    const other = { ...placesOn(prepared.graph, 1, 3), stretch: Int32Array.of(-1) }
    expect(journeysTo(prepared, { ...other, stretch: Int32Array.of(2) }, lost)[0]).toBe(Infinity)
    expect([...journeysTo(prepared, other, lost)]).toEqual([Infinity, Infinity])
  })
})
