import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { buildGraph } from '../../../server/travel/roads/build-graph.ts'
import { dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { metresBetween } from '../../../server/travel/roads/metres.ts'
import { roadProfiles, type RoadProfile } from '../../../server/travel/roads/profiles.ts'
import type { RawRestriction, RawRoads } from '../../../server/travel/roads/raw-roads.ts'
import { NOT_ALLOWED, type RoadGraph } from '../../../server/travel/roads/road-graph.ts'

const POINTS = 9

interface Drawn {
  readonly ways: readonly {
    readonly refs: readonly number[]
    readonly oneway: boolean
    readonly named: boolean
  }[]
  readonly restrictions: readonly RawRestriction[]
}

/** Points on a bent grid, as raw roads would hold them. */
function rawOf({ ways, restrictions }: Drawn): RawRoads {
  const refs = ways.flatMap(way => way.refs)
  const firstRef = [0]
  for (const way of ways) firstRef.push((firstRef.at(-1) ?? 0) + way.refs.length)
  return {
    nodes: {
      count: POINTS,
      ids: Float64Array.from({ length: POINTS }, (_, at) => at + 1),
      lons: Float64Array.from({ length: POINTS }, (_, at) => (at % 3) * 0.001 + at * 0.00007),
      lats: Float64Array.from({ length: POINTS }, (_, at) => Math.floor(at / 3) * 0.001 - (at % 4) * 0.00005),
      tags: new Uint32Array(POINTS),
    },
    ways: {
      count: ways.length,
      ids: Float64Array.from(ways, (_, at) => at + 1),
      firstRef: Uint32Array.from(firstRef),
      refs: Uint32Array.from(refs),
      tags: Uint32Array.from(ways, way => (way.oneway ? 2 : 1)),
      name: Uint32Array.from(ways, (way, at) => (way.named ? at + 1 : 0)),
    },
    tagSets: [{}, { highway: 'residential' }, { highway: 'residential', oneway: 'yes' }],
    names: ['', ...ways.map((_, at) => `Street ${at}`)],
    restrictions,
    facts: {
      nodesInFile: POINTS,
      waysInFile: ways.length,
      roads: ways.length,
      points: POINTS,
      missingPoints: 0,
      brokenRoads: 0,
      restrictions: restrictions.length,
      conditionalRestrictions: 0,
      unreadableRestrictions: 0,
    },
  }
}

const { driving } = roadProfiles

/** Seconds along a piece at the speed of a residential street. */
function pieceSeconds(raw: RawRoads, a: number, b: number): number {
  const { lons, lats } = raw.nodes
  return (metresBetween(lons[a] ?? NaN, lats[a] ?? NaN, lons[b] ?? NaN, lats[b] ?? NaN) * 3.6) / 25
}

/** The junction of a graph that stands at a point; undefined where the point is inside a stretch. */
function junctionAt(graph: RoadGraph, raw: RawRoads, point: number): number | undefined {
  const junctions = graph.facts.junctions ?? 0
  for (let node = 0; node < junctions; node++) {
    if (graph.lons[node] === raw.nodes.lons[point] && graph.lats[node] === raw.nodes.lats[point]) return node
  }
  return undefined
}

/** Times from one point to all others, copies of a junction taken together. */
function times(graph: RoadGraph, raw: RawRoads, from: number): number[] {
  const { milliseconds } = dijkstra(forwardArcs(graph), [[junctionAt(graph, raw, from) ?? -1, 0]])
  return Array.from({ length: POINTS }, (_, point) => {
    const here = [...graph.lons.keys()].filter(
      node => graph.lons[node] === raw.nodes.lons[point] && graph.lats[node] === raw.nodes.lats[point],
    )
    return Math.min(...here.map(node => milliseconds[node] ?? NaN)) / 1000
  })
}

const streets = fc
  .array(
    fc.record({
      refs: fc.array(fc.nat(POINTS - 1), { minLength: 2, maxLength: 5 }),
      oneway: fc.boolean(),
      named: fc.boolean(),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map(ways =>
    ways
      .map(way => ({ ...way, refs: way.refs.filter((ref, at) => ref !== way.refs[at - 1]) }))
      .filter(way => way.refs.length >= 2),
  )

describe('networks of random streets', () => {
  it('join pieces without changing a journey', () => {
    fc.assert(
      fc.property(streets, ways => {
        const raw = rawOf({ ways, restrictions: [] })
        const graph = buildGraph(raw, driving)
        // By the plainest means: from point to point, again and again.
        const plain = Array.from({ length: POINTS }, (_, from) =>
          Array.from({ length: POINTS }, (_, to) => (from === to ? 0 : Infinity)),
        )
        const relax = (from: number[], a: number, b: number): void => {
          from[b] = Math.min(from[b] ?? NaN, (from[a] ?? NaN) + pieceSeconds(raw, a, b))
        }
        for (let round = 0; round < POINTS; round++) {
          for (const from of plain) {
            for (const { refs, oneway } of ways) {
              for (let at = 1; at < refs.length; at++) {
                const [a, b] = [refs[at - 1] ?? 0, refs[at] ?? 0]
                relax(from, a, b)
                if (!oneway) relax(from, b, a)
              }
            }
          }
        }
        const junctions = [...Array(POINTS).keys()].filter(
          point => junctionAt(graph, raw, point) !== undefined,
        )
        for (const from of junctions) {
          const found = times(graph, raw, from)
          for (const to of junctions) {
            const expected = plain[from]?.[to] ?? NaN
            if (expected === Infinity) expect(found[to]).toBe(Infinity)
            else expect(Math.abs((found[to] ?? NaN) - expected)).toBeLessThan(0.05)
          }
        }
        for (let stretch = 0; stretch < graph.stretches.count; stretch++) {
          const { tail, head, forward, backward } = graph.stretches
          expect(tail[stretch]).not.toBe(head[stretch])
          expect([forward[stretch], backward[stretch]]).not.toEqual([NOT_ALLOWED, NOT_ALLOWED])
        }
      }),
      { numRuns: 150 },
    )
  })

  const restricted = streets
    // A street from one point to the next, each with its own name: every point is a junction.
    .map(ways => ways.map(way => ({ ...way, refs: way.refs.slice(0, 2), named: true })))
    .chain(ways =>
      fc.record({
        ways: fc.constant(ways),
        turns: fc.array(
          fc.record({
            from: fc.nat(Math.max(0, ways.length - 1)),
            to: fc.nat(Math.max(0, ways.length - 1)),
            only: fc.boolean(),
            end: fc.boolean(),
          }),
          { maxLength: 8 },
        ),
      }),
    )

  it.each(['at-junctions', 'at-dead-ends'] as const)(
    'keep every turn restriction, turning round %s',
    uTurns => {
      const profile: RoadProfile = { ...driving, turns: { ...driving.turns, uTurns } }
      fc.assert(
        fc.property(restricted, ({ ways, turns }) => {
          const rules = turns
            .filter(({ from, to }) => from !== to)
            .map(({ from, to, only, end }) => ({ from, to, only, via: ways[from]?.refs[end ? 1 : 0] ?? 0 }))
          const raw = rawOf({
            ways,
            restrictions: rules.map(({ from, to, only, via }) => ({
              only,
              uTurn: false,
              from: [from + 1],
              to: [to + 1],
              viaNode: via + 1,
              viaWays: [],
              except: [],
              mode: null,
            })),
          })
          const graph = buildGraph(raw, profile)
          // By the plainest means: from street to street, remembering how one came.
          const runs = ways.flatMap(({ refs: [a = 0, b = 0], oneway }, way) => [
            { way, a, b },
            ...(oneway ? [] : [{ way, a: b, b: a }]),
          ])
          const leads = (to: number, via: number): boolean =>
            runs.some(run => run.way === to && run.a === via)
          const held = rules.filter(
            rule => leads(rule.to, rule.via) && runs.some(run => run.way === rule.from && run.b === rule.via),
          )
          const may = (came: (typeof runs)[number], goes: (typeof runs)[number]): boolean => {
            if (came.b !== goes.a) return false
            const back = came.way === goes.way && came.a === goes.b
            const here = held.filter(rule => rule.from === came.way && rule.via === came.b)
            if (here.some(rule => (rule.only ? rule.to !== goes.way : rule.to === goes.way))) return false
            const elsewhere = runs.some(run => run.a === came.b && run.way !== came.way)
            return !(back && uTurns === 'at-dead-ends' && elsewhere)
          }
          for (let from = 0; from < POINTS; from++) {
            if (junctionAt(graph, raw, from) === undefined) continue
            const best = runs.map(run => (run.a === from ? pieceSeconds(raw, run.a, run.b) : Infinity))
            for (let changed = true; changed;) {
              changed = false
              runs.forEach((came, at) =>
                runs.forEach((goes, next) => {
                  const time = (best[at] ?? NaN) + pieceSeconds(raw, goes.a, goes.b)
                  if (!may(came, goes) || !(time < (best[next] ?? NaN) - 1e-9)) return
                  best[next] = time
                  changed = true
                }),
              )
            }
            const found = times(graph, raw, from)
            for (let to = 0; to < POINTS; to++) {
              if (to === from || junctionAt(graph, raw, to) === undefined) continue
              const expected = Math.min(
                ...runs.map((run, at) => (run.b === to ? (best[at] ?? NaN) : Infinity)),
              )
              if (expected === Infinity) expect(found[to]).toBe(Infinity)
              else expect(Math.abs((found[to] ?? NaN) - expected)).toBeLessThan(0.05)
            }
          }
        }),
        { numRuns: 120 },
      )
    },
  )
})
