import { describe, expect, it } from '@jest/globals'
import { buildGraph } from '../../../server/travel/roads/build-graph.ts'
import { dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { writeGraph } from '../../../server/travel/roads/graph-bytes.ts'
import { roadProfiles } from '../../../server/travel/roads/profiles.ts'
import { NOT_ALLOWED, type RoadGraph } from '../../../server/travel/roads/road-graph.ts'
import { rawRoads, type TestExtract } from '../../support/osm-extracts.ts'

const buggy = roadProfiles['walking-with-a-buggy']
const { driving } = roadProfiles

/** Points 0.001° apart on the equator, about 111.195 m, so that lengths are easily told. */
const row = (count: number): TestExtract['nodes'] =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [at + 1, [at / 1000, 0] as const]))
const STEP = 111.195

async function walk(extract: TestExtract): Promise<RoadGraph> {
  return buildGraph(await rawRoads(extract), buggy)
}

/** The junction at a point of {@link row}. */
const at = (graph: RoadGraph, point: number): number =>
  graph.lons.findIndex(lon => Math.abs(lon - (point - 1) / 1000) < 1e-9)

function seconds(graph: RoadGraph, from: number, to: number): number {
  return (dijkstra(forwardArcs(graph), [[at(graph, from), 0]]).milliseconds[at(graph, to)] ?? NaN) / 1000
}

describe('a network', () => {
  it('joins points without a choice into one stretch with its course', async () => {
    const graph = await walk({
      nodes: row(4),
      ways: [
        { refs: [1, 2, 3], tags: { highway: 'path' } },
        { refs: [4, 3], tags: { highway: 'path' } },
      ],
    })
    const { count, metres, pointLons, forward, backward } = graph.stretches
    expect({ nodes: graph.nodes, count }).toEqual({ nodes: 2, count: 1 })
    expect(metres[0]).toBeCloseTo(3 * STEP, 1)
    expect([...pointLons]).toEqual([0, 0.001, 0.002, 0.003])
    expect(forward[0]).toBeCloseTo((3 * STEP * 3600) / 4, -1)
    expect(backward[0]).toBe(forward[0])
  })

  it('keeps a junction where the name, the speed or the surface changes', async () => {
    const graph = await walk({
      nodes: row(4),
      ways: [
        { refs: [1, 2], tags: { highway: 'path', name: 'Ferry Lane' } },
        { refs: [2, 3], tags: { highway: 'path' } },
        { refs: [3, 4], tags: { highway: 'path', surface: 'mud' } },
      ],
    })
    expect(graph.stretches.count).toBe(3)
    expect(seconds(graph, 1, 4)).toBeCloseTo(((2 + 1 / 0.5) * STEP * 3.6) / 4, 1)
    expect(seconds(graph, 4, 1)).toBeCloseTo(seconds(graph, 1, 4), 9)
    expect([...graph.stretches.name].map(name => graph.stretches.names[name])).toEqual(['Ferry Lane', '', ''])
  })

  it('keeps parallel stretches apart', async () => {
    const graph = await walk({
      nodes: { ...row(4), 9: [0.0015, 0.001] },
      ways: [
        { refs: [1, 2, 3, 4], tags: { highway: 'path' } },
        { refs: [2, 9, 3], tags: { highway: 'path' } },
        { refs: [3, 2], tags: { highway: 'service' } },
      ],
    })
    expect(graph.stretches.count).toBe(5)
    expect(graph.arcHead.length).toBe(10)
    expect(seconds(graph, 2, 3)).toBeCloseTo((STEP * 3.6) / 4, 1)
  })

  it('gives a loop a junction in its middle, and a ring that meets nothing two junctions', async () => {
    const graph = await walk({
      nodes: {
        ...row(2),
        5: [0.002, 0.001],
        6: [0.003, 0],
        7: [0.002, -0.001],
        11: [1, 0],
        12: [1, 1e-3],
        13: [1.001, 0],
      },
      ways: [
        { refs: [1, 2], tags: { highway: 'path' } },
        { refs: [2, 5, 6, 7, 2], tags: { highway: 'path' } },
        { refs: [11, 12, 13, 11], tags: { highway: 'path' } },
      ],
    })
    const { tail, head, count } = graph.stretches
    expect(count).toBe(5)
    for (let stretch = 0; stretch < count; stretch++) expect(tail[stretch]).not.toBe(head[stretch])
    expect(graph.nodes).toBe(5)
  })

  it('leads nowhere through a closed point, but up to it from both sides', async () => {
    const graph = await walk({
      nodes: { ...row(5), 3: [0.002, 0, { barrier: 'stile' }] },
      ways: [{ refs: [1, 2, 3, 4, 5], tags: { highway: 'path' } }],
    })
    expect({ nodes: graph.nodes, count: graph.stretches.count }).toEqual({ nodes: 4, count: 2 })
    expect(seconds(graph, 1, 5)).toBe(Infinity)
    expect(graph.facts.closedPoints).toBe(2)
  })

  it('charges the time that is lost at a point to whoever passes it', async () => {
    const extract: TestExtract = {
      nodes: { ...row(3), 2: [0.001, 0, { barrier: 'gate' }] },
      ways: [{ refs: [1, 2, 3], tags: { highway: 'path' } }],
    }
    const graph = await walk(extract)
    expect(seconds(graph, 1, 3)).toBeCloseTo((2 * STEP * 3.6) / 4 + 5, 1)
    expect(seconds(graph, 1, 2)).toBeCloseTo((STEP * 3.6) / 4, 1)
  })

  it('takes a ferry at the time that is mapped, boarding added', async () => {
    const graph = await walk({
      nodes: row(4),
      ways: [
        { refs: [1, 2], tags: { highway: 'path' } },
        { refs: [2, 3], tags: { route: 'ferry', duration: '00:10' } },
        { refs: [3, 4], tags: { highway: 'path' } },
      ],
    })
    expect(seconds(graph, 2, 3)).toBeCloseTo(600 + 300, 1)
    expect([...graph.stretches.maySnap]).toEqual([1, 0, 1])
  })

  it('drives one-way streets one way only', async () => {
    const raw = await rawRoads({
      nodes: row(3),
      ways: [
        { refs: [1, 2], tags: { highway: 'residential' } },
        { refs: [2, 3], tags: { highway: 'residential', oneway: '-1' } },
      ],
    })
    const graph = buildGraph(raw, driving)
    expect(seconds(graph, 3, 1)).toBeCloseTo((2 * STEP * 3.6) / 25, 1)
    expect(seconds(graph, 1, 3)).toBe(Infinity)
    expect(graph.stretches.forward[1]).toBe(NOT_ALLOWED)
    expect(seconds(buildGraph(raw, buggy), 1, 3)).toBeLessThan(Infinity)
  })

  it('snaps to the largest part, however small, and to others only when they are large enough', async () => {
    const raw = await rawRoads({
      nodes: { ...row(6) },
      ways: [
        { refs: [1, 2], tags: { highway: 'path' } },
        { refs: [2, 3], tags: { highway: 'path', lit: 'yes' } },
        { refs: [5, 6], tags: { highway: 'path' } },
      ],
    })
    expect([...buildGraph(raw, buggy).stretches.maySnap]).toEqual([1, 1, 0])
    expect([...buildGraph(raw, { ...buggy, smallestNetworkJunctions: 2 }).stretches.maySnap]).toEqual([
      1, 1, 1,
    ])
  })

  it('does not snap to a street that one can only leave by', async () => {
    const raw = await rawRoads({
      nodes: row(4),
      ways: [
        { refs: [1, 2], tags: { highway: 'residential' } },
        { refs: [2, 3], tags: { highway: 'residential', name: 'High Street' } },
        { refs: [3, 4], tags: { highway: 'residential', oneway: 'yes' } },
      ],
    })
    expect([...buildGraph(raw, driving).stretches.maySnap]).toEqual([1, 1, 0])
  })

  it('is cut by a barrier, but at its gap', async () => {
    const raw = await rawRoads({ nodes: row(3), ways: [{ refs: [1, 2, 3], tags: { highway: 'path' } }] })
    const line = [
      [0.0015, -1],
      [0.0015, 1],
    ] as const
    const river = { name: 'River', line }
    expect(seconds(buildGraph(raw, buggy, [river]), 1, 3)).toBe(Infinity)
    expect(buildGraph(raw, buggy, [river]).facts.cutByBarriers).toBe(1)
    const bridge = { ...river, gaps: [{ at: [0.00151, 0] as const, metres: 20 }] }
    expect(seconds(buildGraph(raw, buggy, [bridge]), 1, 3)).toBeLessThan(Infinity)
    const elsewhere = { ...river, gaps: [{ at: [0.0015, 0.01] as const, metres: 20 }] }
    expect(seconds(buildGraph(raw, buggy, [elsewhere]), 1, 3)).toBe(Infinity)
  })

  it('is the same, byte for byte, when it is made again', async () => {
    const extract: TestExtract = {
      nodes: { ...row(6), 9: [0.0015, 0.001] },
      ways: [
        { refs: [1, 2, 3, 4], tags: { highway: 'residential', name: 'A' } },
        { refs: [2, 9, 3], tags: { highway: 'path' } },
        { refs: [4, 5, 6], tags: { highway: 'residential', oneway: 'yes' } },
      ],
    }
    const [first, second] = [writeGraph(await walk(extract)), writeGraph(await walk(extract))]
    expect(Buffer.compare(first, second)).toBe(0)
  })
})
