import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { backwardArcs, dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { aRoadGraph, bothWays, type TestStretch } from '../../support/road-graphs.ts'

/** Repeats every arc until nothing changes: too slow for use, too plain to be wrong. */
function plainTimes(nodes: number, stretches: readonly TestStretch[], start: number): number[] {
  const times = new Array<number>(nodes).fill(Infinity)
  times[start] = 0
  for (let round = 0; round < nodes; round++) {
    for (const { from, to, there, back } of stretches) {
      if (there !== null) times[to] = Math.min(times[to] ?? Infinity, (times[from] ?? Infinity) + there)
      if (typeof back === 'number') {
        times[from] = Math.min(times[from] ?? Infinity, (times[to] ?? Infinity) + back)
      }
    }
  }
  return times
}

const networks = fc.integer({ min: 1, max: 12 }).chain(nodes =>
  fc.record({
    nodes: fc.constant(nodes),
    start: fc.nat(nodes - 1),
    stretches: fc.array(
      fc.record({
        from: fc.nat(nodes - 1),
        to: fc.nat(nodes - 1),
        there: fc.option(fc.integer({ min: 1, max: 50 })),
        back: fc.option(fc.integer({ min: 1, max: 50 })),
      }),
      { maxLength: 40 },
    ),
  }),
)

describe('shortest times by Dijkstra', () => {
  it('are those of trying every arc again and again', () => {
    fc.assert(
      fc.property(networks, ({ nodes, start, stretches }) => {
        const graph = aRoadGraph(nodes, stretches)
        const found = dijkstra(forwardArcs(graph), [[start, 0]]).milliseconds
        expect([...found]).toEqual(plainTimes(nodes, stretches, start))
      }),
    )
  })

  it('backwards are the times to the start', () => {
    fc.assert(
      fc.property(networks, ({ nodes, start, stretches }) => {
        const graph = aRoadGraph(nodes, stretches)
        const to = dijkstra(backwardArcs(graph), [[start, 0]]).milliseconds
        for (let node = 0; node < nodes; node++) {
          expect(to[node]).toBe(dijkstra(forwardArcs(graph), [[node, 0]]).milliseconds[start])
        }
      }),
    )
  })

  it('follow the arcs that they name', () => {
    const graph = aRoadGraph(4, [bothWays(0, 1, 10), bothWays(1, 2, 10), { from: 0, to: 2, there: 30 }])
    const { milliseconds, viaArc, before } = dijkstra(forwardArcs(graph), [[0, 0]])
    expect([...milliseconds]).toEqual([0, 10, 20, Infinity])
    expect([...before]).toEqual([-1, 0, 1, -1])
    expect(graph.arcHead[viaArc[2] ?? -1]).toBe(2)
    expect(viaArc[3]).toBe(-1)
  })

  it('begin at several starts, each with its own head start', () => {
    const graph = aRoadGraph(3, [bothWays(0, 1, 10), bothWays(1, 2, 10)])
    const { milliseconds } = dijkstra(forwardArcs(graph), [
      [0, 5],
      [2, 1],
      [2, 3],
    ])
    expect([...milliseconds]).toEqual([5, 11, 1])
  })

  const rome = path.resolve(import.meta.dirname, '../../../../shared/bench/roads/rome99.gr')
  const known = path.resolve(import.meta.dirname, '../../../../shared/bench/expected.json')
  ;(existsSync(rome) ? it : it.skip)(
    'add up to the known sums on the roads of Rome (skipped where absent)',
    () => {
      const lines = readFileSync(rome, 'utf8').split('\n')
      const nodes = Number(lines.find(line => line.startsWith('p'))?.split(' ')[2])
      const stretches = lines
        .filter(line => line.startsWith('a '))
        .map(line => line.split(' ').map(Number))
        .map(([, from = 0, to = 0, time = 0]) => ({ from: from - 1, to: to - 1, there: time }))
      const graph = aRoadGraph(nodes, stretches)
      const { rome99_sssp: answers } = JSON.parse(readFileSync(known, 'utf8')) as {
        rome99_sssp: Record<string, { reached: number; sum: number; max: number }>
      }
      for (const [source, answer] of Object.entries(answers)) {
        const times = dijkstra(forwardArcs(graph), [[Number(source.slice(3)) - 1, 0]]).milliseconds
        const reached = times.filter(Number.isFinite)
        const sum = reached.reduce((total, time) => total + time, 0)
        expect({ source, reached: reached.length, sum, max: Math.max(...reached) }).toEqual({
          source,
          ...answer,
        })
      }
    },
  )
})
