import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { buildGraph } from '../../../server/travel/roads/build-graph.ts'
import { dijkstra, forwardArcs } from '../../../server/travel/roads/dijkstra.ts'
import { roadProfiles, type RoadProfile } from '../../../server/travel/roads/profiles.ts'
import type { RawRoads } from '../../../server/travel/roads/raw-roads.ts'
import { readRoads } from '../../../server/travel/roads/read-roads.ts'
import { NOT_ALLOWED, type RoadGraph, type SnappedPlaces } from '../../../server/travel/roads/road-graph.ts'
import { snapper } from '../../../server/travel/roads/snap.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared')
const extract = path.join(shared, 'data/roads/liechtenstein.osm.pbf')
const answersOf = (mode: string): string => path.join(shared, `bench/roads/liechtenstein-${mode}-50x500.json`)
const has = existsSync(extract) && existsSync(answersOf('foot'))

interface Answers {
  readonly sources: readonly (readonly [number, number])[]
  readonly destinations: readonly (readonly [number, number])[]
  readonly durations_s: readonly (readonly (number | null)[])[]
  readonly distances_m: readonly (readonly (number | null)[])[]
  readonly snapped_sources_metres: readonly number[]
  readonly snapped_destinations_metres: readonly number[]
}

const { driving } = roadProfiles
const buggy = roadProfiles['walking-with-a-buggy']
const foot = ['yes', 'foot', 'permissive', 'designated']
const at = (kmh: number, classes: string): RoadProfile['classes'] =>
  Object.fromEntries(classes.split(' ').map(each => [each, { kmh }]))

/** The other router's rules for walkers, as far as its published profile tells. */
const theirWalking: RoadProfile = {
  ...buggy,
  name: 'as the other router walks',
  classes: {
    ...at(
      5,
      'primary primary_link secondary secondary_link tertiary tertiary_link unclassified residential road living_street ' +
        'service track path steps pedestrian footway pier platform ferry',
    ),
    cycleway: { kmh: 5, onlyWith: { foot, access: foot } },
    bridleway: { kmh: 5, onlyWith: { foot, access: foot } },
    trunk: { kmh: 5, onlyWith: { foot } },
  },
  access: {
    ...buggy.access,
    closed: ['no', 'agricultural', 'forestry', 'private', 'delivery', 'use_sidepath'],
  },
  closedBy: {},
  slowedBy: { surface: { fine_gravel: 0.75, gravel: 0.75, pebblestone: 0.75, mud: 0.5, sand: 0.5 } },
  barriers: { closed: ['fence', 'wall', 'hedge', 'ditch'], impassable: [], passableWith: {} },
  pointSeconds: { 'highway=traffic_signals': 2 },
  notSnappedTo: [],
  smallestNetworkJunctions: 300,
}

const theirSpeeds = {
  motorway: 90,
  motorway_link: 45,
  trunk: 85,
  trunk_link: 40,
  primary: 65,
  primary_link: 30,
  secondary: 55,
  secondary_link: 25,
  tertiary: 40,
  tertiary_link: 20,
  unclassified: 25,
  residential: 25,
  living_street: 10,
  service: 15,
}

/** The other router's speeds for cars, but without what it adds for turns. */
const theirDriving: RoadProfile = {
  ...driving,
  name: 'as the other router drives',
  classes: {
    ...driving.classes,
    ...Object.fromEntries(Object.entries(theirSpeeds).map(([each, kmh]) => [each, { kmh, mostKmh: 140 }])),
  },
  access: {
    ...driving.access,
    limited: ['destination', 'customers', 'delivery', 'private'],
    limitedShare: 1,
    closed: ['no', 'agricultural', 'forestry', 'emergency', 'psv'],
  },
  limits: { heeded: true, share: 1 },
  cappedBy: {
    surface: { compacted: 80, unpaved: 60, gravel: 40, fine_gravel: 80, ground: 40, grass: 40, dirt: 40 },
    tracktype: { grade1: 60, grade2: 40, grade3: 30, grade4: 25, grade5: 20 },
  },
  pointSeconds: { 'highway=traffic_signals': 2 },
  notSnappedTo: [],
  smallestNetworkJunctions: 300,
}

interface Compared {
  /** Ours by theirs, for journeys of a minute and more between points that both moved equally far. */
  readonly times: number[]
  readonly metres: number[]
  readonly ours: { readonly reached: number; readonly asReached: boolean }
  /** Points that were moved differently far. */
  readonly movedOtherwise: number
}

/** One search from each source, and the course of each journey followed back. */
function compare(graph: RoadGraph, answers: Answers): Compared {
  const find = snapper(graph)
  const snap = (places: Answers['sources']): SnappedPlaces =>
    find.snap(
      { lons: Float64Array.from(places, each => each[0]), lats: Float64Array.from(places, each => each[1]) },
      3000,
    )
  const from = snap(answers.sources)
  const to = snap(answers.destinations)
  const { stretches } = graph
  const arcs = Array.from(
    { length: stretches.count },
    (): { tail: number; head: number; against: number }[] => [],
  )
  for (let tail = 0; tail < graph.nodes; tail++) {
    for (let arc = graph.firstArc[tail] ?? 0; arc < (graph.firstArc[tail + 1] ?? 0); arc++) {
      arcs[graph.arcStretch[arc] ?? 0]?.push({
        tail,
        head: graph.arcHead[arc] ?? 0,
        against: graph.arcAgainst[arc] ?? 0,
      })
    }
  }
  const part = (stretch: number, against: number, share: number): number =>
    share * ((against === 1 ? stretches.backward : stretches.forward)[stretch] ?? NaN)
  const moved = (theirs: readonly number[], ours: SnappedPlaces): boolean[] =>
    theirs.map((metres, place) => Math.abs(metres - (ours.offMetres[place] ?? NaN)) > 0.5 + 0.005 * metres)
  const fromMoved = moved(answers.snapped_sources_metres, from)
  const toMoved = moved(answers.snapped_destinations_metres, to)
  const result = { times: [] as number[], metres: [] as number[], reached: 0, asReached: true }
  for (let source = 0; source < from.count; source++) {
    const [start, share] = [from.stretch[source] ?? 0, from.share[source] ?? 0]
    const left = (against: number): number => (against === 1 ? share : 1 - share)
    const doors = arcs[start] ?? []
    const search = dijkstra(
      forwardArcs(graph),
      doors.map(({ head, against }) => [head, part(start, against, left(against))]),
    )
    for (let site = 0; site < to.count; site++) {
      const [end, along] = [to.stretch[site] ?? 0, to.share[site] ?? 0]
      let [best, metres] = [Infinity, NaN]
      for (const { tail, against } of arcs[end] ?? []) {
        const inside = against === 1 ? 1 - along : along
        const time = (search.milliseconds[tail] ?? NaN) + part(end, against, inside)
        if (time >= best) continue
        best = time
        metres = inside * (stretches.metres[end] ?? NaN)
        let node = tail
        for (; (search.before[node] ?? -1) >= 0; node = search.before[node] ?? -1) {
          metres += stretches.metres[graph.arcStretch[search.viaArc[node] ?? 0] ?? 0] ?? NaN
        }
        const first = doors.find(door => door.head === node)
        metres += left(first?.against ?? 0) * (stretches.metres[start] ?? NaN)
      }
      if (start === end) {
        const [towards, length] =
          along >= share ? [stretches.forward, along - share] : [stretches.backward, share - along]
        const alone = towards[start] === NOT_ALLOWED ? Infinity : length * (towards[start] ?? NaN)
        if (alone < best) [best, metres] = [alone, length * (stretches.metres[start] ?? NaN)]
      }
      const theirs = answers.durations_s[source]?.[site] ?? null
      if ((theirs === null) !== (best === Infinity)) result.asReached = false
      if (best < Infinity) result.reached++
      if (theirs === null || theirs < 60 || fromMoved[source] === true || toMoved[site] === true) continue
      result.times.push(best / 1000 / theirs)
      result.metres.push(metres / (answers.distances_m[source]?.[site] ?? NaN))
    }
  }
  result.times.sort((a, b) => a - b)
  result.metres.sort((a, b) => a - b)
  const { times, metres, ...ours } = result
  return { times, metres, ours, movedOtherwise: [...fromMoved, ...toMoved].filter(Boolean).length }
}

const within = (ratios: readonly number[], share: number): number =>
  ratios.filter(ratio => Math.abs(ratio - 1) <= share).length / ratios.length

const name = `against another router on Liechtenstein${has ? '' : ' (skipped: its answers are not beside the product)'}`
;(has ? describe : describe.skip)(name, () => {
  let raw: RawRoads
  const read = (mode: string): Answers => JSON.parse(readFileSync(answersOf(mode), 'utf8')) as Answers

  beforeAll(async () => {
    raw = await readRoads(extract)
  })

  it('walking at its speed, every journey takes as long', () => {
    const { times, metres, ours, movedOtherwise } = compare(buildGraph(raw, theirWalking), read('foot'))
    expect(ours).toEqual({ reached: 25_000, asReached: true })
    // It walks along the edges of car parks and running tracks as well, and so finds a few points nearer to a way.
    expect(movedOtherwise).toBeLessThanOrEqual(2)
    expect(times.length).toBeGreaterThan(24_000)
    expect(within(times, 0.01)).toBe(1)
    expect(within(metres, 0.01)).toBeGreaterThan(0.999)
  })

  it('driving at its speeds, no journey takes longer, and most are as long: it adds time for turns and so avoids them', () => {
    const { times, metres, ours, movedOtherwise } = compare(buildGraph(raw, theirDriving), read('car'))
    expect(ours).toEqual({ reached: 25_000, asReached: true })
    expect(movedOtherwise).toBeLessThanOrEqual(5)
    expect(times.at(-1)).toBeLessThan(1.01)
    expect(times[times.length >> 1]).toBeGreaterThan(0.8)
    expect(within(metres, 0.01)).toBeGreaterThan(0.75)
  })

  it('driving by our own rules, which allow for junctions in the speeds, the middle journey takes about as long', () => {
    const { times, ours } = compare(buildGraph(raw, driving), read('car'))
    expect(ours.asReached).toBe(true)
    expect(Math.abs((times[times.length >> 1] ?? NaN) - 1)).toBeLessThan(0.1)
    expect(within(times, 0.25)).toBeGreaterThan(0.9)
  })
})
