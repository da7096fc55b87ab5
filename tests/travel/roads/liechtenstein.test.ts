import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { buildGraph } from '../../../server/travel/roads/build-graph.ts'
import { journeyMatrix } from '../../../server/travel/roads/many-to-many.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import { roadProfiles, type RoadProfile } from '../../../server/travel/roads/profiles.ts'
import type { RawRoads } from '../../../server/travel/roads/raw-roads.ts'
import { readRoads } from '../../../server/travel/roads/read-roads.ts'
import { routeBetween } from '../../../server/travel/roads/route.ts'
import { snapper } from '../../../server/travel/roads/snap.ts'

/** Journeys as the leading open C++ router found them, between 50 and 500 random points. */
interface Known {
  readonly sources: readonly (readonly [number, number])[]
  readonly destinations: readonly (readonly [number, number])[]
  readonly durations_s: readonly (readonly (number | null)[])[]
  readonly distances_m: readonly (readonly (number | null)[])[]
  readonly snapped_sources_metres: readonly number[]
  readonly snapped_destinations_metres: readonly number[]
}

const shared = path.resolve(import.meta.dirname, '../../../../shared')
const there = existsSync(path.join(shared, 'data/roads/liechtenstein.osm.pbf'))

const walking = roadProfiles['walking-with-a-buggy']
const onFootOnly = { foot: ['yes', 'designated', 'permissive'], access: ['yes', 'permissive', 'designated'] }

/**
 * The rules on foot of that router: 5 km/h on all it uses, steps as well; cycle tracks and bridleways only where walking is
 * mapped as allowed; no time lost anywhere.
 */
const plainWalking: RoadProfile = {
  ...walking,
  classes: {
    ...Object.fromEntries(Object.keys(walking.classes).map(kind => [kind, { kmh: 5 }])),
    ...Object.fromEntries(
      ['cycleway', 'bridleway', 'trunk', 'trunk_link', 'corridor', 'crossing', 'elevator'].map(kind => [
        kind,
        { kmh: 5, onlyWith: onFootOnly },
      ]),
    ),
  },
  access: {
    ...walking.access,
    open: ['yes', 'foot', 'permissive', 'designated', 'destination', 'customers', 'delivery'],
    closed: ['no', 'private', 'agricultural', 'forestry', 'use_sidepath', 'military'],
  },
  closedBy: {},
  slowedBy: { surface: { fine_gravel: 0.75, gravel: 0.75, pebblestone: 0.75, mud: 0.5, sand: 0.5 } },
  barriers: { closed: [], impassable: [], passableWith: {} },
  pointSeconds: {},
  // It moves points to networks of a thousand points or more, where there are any.
  smallestNetworkJunctions: 1000,
}

const positions = (points: Known['sources']) => ({
  lons: Float64Array.from(points, ([lon]) => lon),
  lats: Float64Array.from(points, ([, lat]) => lat),
})

/** How our journeys compare with the known ones between points that both routers moved equally far onto a road. */
function compared(raw: RawRoads, profile: RoadProfile, file: string, everyPair: number) {
  const known = JSON.parse(readFileSync(path.join(shared, 'bench/roads', file), 'utf8')) as Known
  const graph = buildGraph(raw, profile)
  const prepared = prepareGraph(graph)
  const { snap } = snapper(graph)
  const origins = snap(positions(known.sources), 1000)
  const sites = snap(positions(known.destinations), 1000)
  const seconds = journeyMatrix(prepared, origins, sites)
  const alike = (ours: number | undefined, theirs: number | undefined): boolean =>
    ours !== undefined && theirs !== undefined && Math.abs(ours - theirs) < 0.5 + 0.01 * theirs
  const ratios: { metres: number; seconds: number }[] = []
  const reachable = { ours: 0, known: 0 }
  known.sources.forEach((_, origin) => {
    known.destinations.forEach((__, site) => {
      const metres = known.distances_m[origin]?.[site] ?? Infinity
      const ours = seconds[site]?.[origin] ?? NaN
      if (Number.isFinite(ours)) reachable.ours++
      if (Number.isFinite(metres)) reachable.known++
      if ((origin * known.destinations.length + site) % everyPair !== 0 || metres < 300) return
      if (!alike(origins.offMetres[origin], known.snapped_sources_metres[origin])) return
      if (!alike(sites.offMetres[site], known.snapped_destinations_metres[site])) return
      const route = routeBetween(prepared, origins, origin, sites, site)
      const off = ((origins.offMilliseconds[origin] ?? NaN) + (sites.offMilliseconds[site] ?? NaN)) / 1000
      ratios.push({
        metres: (route?.metres ?? Infinity) / metres,
        seconds: (ours - off) / (known.durations_s[origin]?.[site] ?? NaN),
      })
    })
  })
  return { ratios, reachable, pairs: known.sources.length * known.destinations.length }
}

const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? NaN

const shareWithin = (ratios: readonly number[], tolerance: number): number =>
  ratios.filter(ratio => Math.abs(ratio - 1) <= tolerance).length / ratios.length

;(there ? describe : describe.skip)(
  'Liechtenstein against the leading open router (skipped where absent)',
  () => {
    let raw: RawRoads
    beforeAll(async () => {
      raw = await readRoads(path.join(shared, 'data/roads/liechtenstein.osm.pbf'))
    })

    it('on foot by its rules: every journey is as long, within one per cent', () => {
      const { ratios, reachable, pairs } = compared(raw, plainWalking, 'liechtenstein-foot-50x500.json', 11)
      expect(ratios.length).toBeGreaterThan(1500)
      expect(
        shareWithin(
          ratios.map(each => each.metres),
          0.01,
        ),
      ).toBe(1)
      expect(
        shareWithin(
          ratios.map(each => each.seconds),
          0.01,
        ),
      ).toBe(1)
      expect(reachable).toEqual({ ours: pairs, known: pairs })
    })

    it('with a buggy: most journeys are as long; some lead round steps, or along cycle tracks that it leaves out', () => {
      const { ratios, reachable, pairs } = compared(raw, walking, 'liechtenstein-foot-50x500.json', 23)
      const metres = ratios.map(each => each.metres)
      expect(shareWithin(metres, 0.03)).toBeGreaterThan(0.6)
      expect(shareWithin(metres, 0.15)).toBeGreaterThan(0.95)
      // At 4 km/h and not 5; rough ground slows both, not equally.
      expect(median(ratios.map(each => each.seconds / each.metres))).toBeCloseTo(5 / 4, 1)
      // One point in fifty lies by a mountain road that a buggy cannot leave.
      expect(reachable.ours / pairs).toBeGreaterThan(0.94)
    })

    it('by car: the same places are reached; where speeds and costs of turns differ, other roads are quickest', () => {
      const { ratios, reachable, pairs } = compared(
        raw,
        roadProfiles.driving,
        'liechtenstein-car-50x500.json',
        11,
      )
      const metres = ratios.map(each => each.metres)
      expect(ratios.length).toBeGreaterThan(1500)
      expect(shareWithin(metres, 0.03)).toBeGreaterThan(0.75)
      expect(shareWithin(metres, 0.1)).toBeGreaterThan(0.9)
      expect(
        shareWithin(
          ratios.map(each => each.seconds),
          0.25,
        ),
      ).toBeGreaterThan(0.95)
      expect(reachable).toEqual({ ours: pairs, known: pairs })
    })
  },
)
