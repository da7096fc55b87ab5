import { describe, expect, it } from '@jest/globals'
import { buildGraph } from '../../../server/travel/roads/build-graph.ts'
import { dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { roadProfiles, type RoadProfile } from '../../../server/travel/roads/profiles.ts'
import type { RoadGraph } from '../../../server/travel/roads/road-graph.ts'
import { rawRoads, type TestExtract } from '../../support/osm-extracts.ts'

const { driving } = roadProfiles

/**
 * A crossroads at point 5, each arm with a further point, and a long way round from 2 to 8:
 *
 *         1
 *         2
 *   3  4  5  6  7
 *         8
 *         9
 */
const nodes: TestExtract['nodes'] = {
  1: [0, 0.002],
  2: [0, 0.001],
  3: [-0.002, 0],
  4: [-0.001, 0],
  5: [0, 0],
  6: [0.001, 0],
  7: [0.002, 0],
  8: [0, -0.001],
  9: [0, -0.002],
  20: [0.01, 0],
}
const arms: Record<string, readonly number[]> = {
  north: [1, 2, 5],
  west: [3, 4, 5],
  east: [5, 6, 7],
  south: [5, 8, 9],
}
const ids: Record<string, number> = { north: 101, west: 102, east: 103, south: 104, round: 105 }

type Restriction = NonNullable<TestExtract['relations']>[number]

function turn(rule: string, from: string, to: string, tags: Record<string, string> = {}): Restriction {
  return {
    tags: { type: 'restriction', restriction: rule, ...tags },
    members: [
      ['way', ids[from] ?? 0, 'from'],
      ['node', 5, 'via'],
      ['way', ids[to] ?? 0, 'to'],
    ],
  }
}

async function crossroads(relations: Restriction[], profile: RoadProfile = driving): Promise<RoadGraph> {
  const raw = await rawRoads({
    nodes,
    ways: [
      ...Object.entries(arms).map(([name, refs]) => ({
        id: ids[name] ?? 0,
        refs,
        tags: { highway: 'residential', name },
      })),
      { id: ids.round ?? 0, refs: [1, 20, 9], tags: { highway: 'residential', name: 'round' } },
    ],
    relations,
  })
  return buildGraph(raw, profile)
}

/** Metres by the shortest way from one arm's end to another's; the profile drives all of it at one speed. */
function metres(graph: RoadGraph, from: number, to: number): number {
  const places = (point: number): number[] => {
    const [lon, lat] = nodes[point] ?? [NaN, NaN]
    return [...graph.lons.keys()].filter(
      at => Math.hypot((graph.lons[at] ?? 0) - lon, (graph.lats[at] ?? 0) - lat) < 1e-9,
    )
  }
  const { milliseconds } = dijkstra(forwardArcs(graph), [[places(from)[0] ?? -1, 0]])
  const time = Math.min(...places(to).map(at => milliseconds[at] ?? NaN))
  return (time / 3_600_000) * 25_000
}

const STEP = 111.195
const straight = 4 * STEP
const round = 2 * STEP * Math.hypot(2, 10)

describe('turn restrictions', () => {
  it('forbid the turn that they name and no other', async () => {
    const graph = await crossroads([turn('no_left_turn', 'north', 'east')])
    expect(graph.facts).toMatchObject({ restrictionsKept: 1, copies: 1 })
    for (const [from, to] of [
      [1, 9],
      [1, 3],
      [3, 7],
      [7, 1],
      [9, 7],
      [9, 1],
    ] as const) {
      expect(metres(graph, from, to)).toBeCloseTo(straight, 0)
    }
    // On to the first junction, there round and back: here that is the far end of an arm.
    expect(metres(graph, 1, 7)).toBeCloseTo(straight + 4 * STEP, 0)
  })

  it('that allow one turn only forbid all others', async () => {
    const graph = await crossroads([turn('only_straight_on', 'north', 'south')])
    expect(metres(graph, 1, 9)).toBeCloseTo(straight, 0)
    expect(metres(graph, 1, 3)).toBeGreaterThan(straight + 3 * STEP)
    expect(metres(graph, 1, 7)).toBeGreaterThan(straight + 3 * STEP)
    expect(metres(graph, 3, 7)).toBeCloseTo(straight, 0)
  })

  it('hold together where several do', async () => {
    const graph = await crossroads([
      turn('no_left_turn', 'north', 'east'),
      turn('no_straight_on', 'north', 'south'),
      turn('no_right_turn', 'north', 'west'),
    ])
    expect(metres(graph, 1, 9)).toBeCloseTo(round, 0)
    expect(metres(graph, 9, 1)).toBeCloseTo(straight, 0)
  })

  it('are not for walkers', async () => {
    const graph = await crossroads(
      [turn('no_left_turn', 'north', 'east')],
      roadProfiles['walking-with-a-buggy'],
    )
    expect(graph.facts).toMatchObject({ restrictionsForOthers: 1, copies: 0 })
  })

  it.each([
    ['that except cars', turn('no_left_turn', 'north', 'east', { except: 'bus;motorcar' })],
    [
      'for lorries',
      { ...turn('', 'north', 'east'), tags: { type: 'restriction', 'restriction:hgv': 'no_left_turn' } },
    ],
  ])('%s are not for cars', async (_, relation) => {
    const graph = await crossroads([relation])
    expect(metres(graph, 1, 7)).toBeCloseTo(straight, 0)
    expect(graph.facts).toMatchObject({ restrictionsForOthers: 1, copies: 0 })
  })

  it('that except others are', async () => {
    const graph = await crossroads([turn('no_left_turn', 'north', 'east', { except: 'psv;bicycle' })])
    expect(metres(graph, 1, 7)).toBeGreaterThan(straight)
  })

  it('at certain hours are not kept, and counted', async () => {
    const relation = {
      ...turn('', 'north', 'east'),
      tags: { type: 'restriction', 'restriction:conditional': 'no_left_turn @ (07:00-09:00)' },
    }
    const raw = await rawRoads({
      nodes,
      ways: [{ refs: [1, 2, 5], tags: { highway: 'road' } }],
      relations: [relation],
    })
    expect(raw.facts).toMatchObject({ restrictions: 0, conditionalRestrictions: 1 })
  })

  it('with members that are missing or make no sense are counted', async () => {
    const nonsense = {
      tags: { type: 'restriction', restriction: 'no_left_turn' },
      members: [['way', 101, 'from']] as const,
    }
    const raw = await rawRoads({
      nodes,
      ways: [{ refs: [1, 2, 5], tags: { highway: 'road' } }],
      relations: [nonsense],
    })
    expect(raw.facts.unreadableRestrictions).toBe(1)
    const away = turn('no_left_turn', 'north', 'gone')
    expect((await crossroads([away])).facts).toMatchObject({ restrictionsWithoutRoads: 1, copies: 0 })
  })

  it('of turning round hold where they are, and at every junction when the profile says so', async () => {
    const dead: TestExtract = {
      nodes: { 1: [0, 0], 2: [0.001, 0], 3: [0.002, 0], 4: [0.001, 0.001] },
      ways: [
        { id: 1, refs: [1, 2], tags: { highway: 'residential', oneway: 'no' } },
        { id: 2, refs: [2, 3], tags: { highway: 'residential' } },
        { id: 3, refs: [2, 4], tags: { highway: 'residential' } },
      ],
    }
    const raw = await rawRoads({
      ...dead,
      relations: [
        {
          tags: { type: 'restriction', restriction: 'no_u_turn' },
          members: [
            ['way', 1, 'from'],
            ['node', 2, 'via'],
            ['way', 1, 'to'],
          ],
        },
      ],
    })
    const graph = buildGraph(raw, driving)
    const arcs = (from: number): number[] => [
      ...graph.arcHead.subarray(graph.firstArc[from], graph.firstArc[from + 1]),
    ]
    expect(graph.facts).toMatchObject({ restrictionsKept: 1, copies: 1 })
    expect(arcs(graph.nodes - 1)).toHaveLength(2)
    expect(arcs(graph.nodes - 1)).not.toContain(0)
    const strict = buildGraph(raw, { ...driving, turns: { ...driving.turns, uTurns: 'at-dead-ends' } })
    // Three ways of arriving at the middle, each with two ways on; the three ends are left as they were reached.
    expect(strict.facts.copies).toBe(3)
    for (let copy = strict.facts.junctions ?? 0; copy < strict.nodes; copy++) {
      expect((strict.firstArc[copy + 1] ?? 0) - (strict.firstArc[copy] ?? 0)).toBe(2)
    }
  })
})

describe('restrictions over ways', () => {
  /** Two carriageways (1→2→3 and 6→5→4) joined by 2–5: no turning round over the join from the one to the other. */
  const dual = (relations: Restriction[]): TestExtract => ({
    nodes: {
      1: [0, 0],
      2: [0.001, 0],
      3: [0.002, 0],
      4: [0, 0.0002],
      5: [0.001, 0.0002],
      6: [0.002, 0.0002],
      7: [0.001, 0.001],
      8: [0.0015, 0.0001],
    },
    ways: [
      { id: 1, refs: [1, 2], tags: { highway: 'primary', oneway: 'yes' } },
      { id: 2, refs: [2, 3], tags: { highway: 'primary', oneway: 'yes' } },
      { id: 3, refs: [6, 5], tags: { highway: 'primary', oneway: 'yes' } },
      { id: 4, refs: [5, 4], tags: { highway: 'primary', oneway: 'yes' } },
      { id: 5, refs: [2, 5], tags: { highway: 'primary_link' } },
      { id: 6, refs: [5, 7], tags: { highway: 'residential' } },
      { id: 7, refs: [3, 6], tags: { highway: 'primary', oneway: 'yes' } },
      { id: 8, refs: [4, 1], tags: { highway: 'primary', oneway: 'yes' } },
    ],
    relations,
  })
  // Each with a name of its own, so that every end of a way is a junction.
  const named = (extract: TestExtract): TestExtract => ({
    ...extract,
    ways: extract.ways.map(way => ({ ...way, tags: { ...way.tags, name: String(way.id) } })),
  })
  const noTurningRound: Restriction = {
    tags: { type: 'restriction', restriction: 'no_u_turn' },
    members: [
      ['way', 1, 'from'],
      ['way', 5, 'via'],
      ['way', 4, 'to'],
    ],
  }
  const time = (graph: RoadGraph, from: number, to: number): number =>
    Math.min(
      ...[...graph.lons.keys()]
        .filter(at => graph.lons[at] === graph.lons[to] && graph.lats[at] === graph.lats[to])
        .map(at => dijkstra(forwardArcs(graph), [[from, 0]]).milliseconds[at] ?? NaN),
    )

  it('forbid the whole run and nothing else', async () => {
    const free = buildGraph(await rawRoads(named(dual([]))), driving)
    const kept = buildGraph(await rawRoads(named(dual([noTurningRound]))), driving)
    const of = (lon: number, lat: number): number =>
      kept.lons.findIndex((each, at) => each === lon && kept.lats[at] === lat)
    const [one, three, four, five, six, seven] = [
      of(0, 0),
      of(0.002, 0),
      of(0, 0.0002),
      of(0.001, 0.0002),
      of(0.002, 0.0002),
      of(0.001, 0.001),
    ]
    expect(kept.facts).toMatchObject({ restrictionsOverWays: 1, copies: 2 })
    expect(Math.min(one, three, four, five, six, seven)).toBeGreaterThanOrEqual(0)
    const same = (from: number, to: number): void => expect(time(kept, from, to)).toBe(time(free, from, to))
    for (const [from, to] of [
      [one, seven],
      [one, three],
      [one, five],
      [six, four],
      [six, seven],
      [seven, four],
      [seven, three],
    ] as const)
      same(from, to)
    // On to the end of the carriageway, over to the other and back.
    const onward = time(free, one, three) + time(free, three, six) + time(free, six, four)
    expect(time(kept, one, four)).toBeCloseTo(onward, -1)
    expect(time(kept, one, four)).toBeGreaterThan(time(free, one, four) * 1.2)
  })

  it('are counted when the run is not there', async () => {
    const graph = buildGraph(
      await rawRoads(
        dual([
          {
            ...noTurningRound,
            members: [
              ['way', 1, 'from'],
              ['way', 99, 'via'],
              ['way', 4, 'to'],
            ],
          },
        ]),
      ),
      driving,
    )
    expect(graph.facts).toMatchObject({ restrictionsOverWays: 0, restrictionsWithoutRoads: 1, copies: 0 })
  })
})
