import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { buildGraph } from '../../../server/travel/roads/build-graph.ts'
import { NO_WAY } from '../../../server/travel/roads/contraction.ts'
import { backwardArcs, dijkstra } from '../../../server/travel/roads/dijkstra.ts'
import { journeyMatrix } from '../../../server/travel/roads/many-to-many.ts'
import { timesToAll } from '../../../server/travel/roads/one-to-all.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import { roadProfiles, type RoadProfile } from '../../../server/travel/roads/profiles.ts'
import type { RawRoads } from '../../../server/travel/roads/raw-roads.ts'
import { readRoads } from '../../../server/travel/roads/read-roads.ts'
import { routeBetween } from '../../../server/travel/roads/route.ts'
import { snapper } from '../../../server/travel/roads/snap.ts'
import { placesOn, plainJourney } from '../../support/random-roads.ts'

/** Journeys as the leading open C++ router found them, between 50 and 500 random points. */
interface Known {
  readonly sources: readonly (readonly [number, number])[]
  readonly destinations: readonly (readonly [number, number])[]
  readonly distances_m: readonly (readonly (number | null)[])[]
  readonly snapped_sources_metres: readonly number[]
  readonly snapped_destinations_metres: readonly number[]
}

const shared = path.resolve(import.meta.dirname, '../../../../shared')
const there = existsSync(path.join(shared, 'data/roads/liechtenstein.osm.pbf'))
const turningOnlyAtEnds: RoadProfile = {
  ...roadProfiles.driving,
  turns: { ...roadProfiles.driving.turns, uTurns: 'at-dead-ends' },
}

const positions = (points: Known['sources']) => ({
  lons: Float64Array.from(points, ([lon]) => lon),
  lats: Float64Array.from(points, ([, lat]) => lat),
})

/**
 * The lengths of our routes by those of the known ones, between points that both routers moved equally far onto a road.
 */
function lengths(raw: RawRoads, profile: RoadProfile, file: string, everyPair: number) {
  const known = JSON.parse(readFileSync(path.join(shared, 'bench/roads', file), 'utf8')) as Known
  const graph = buildGraph(raw, profile)
  const prepared = prepareGraph(graph)
  const { snap } = snapper(graph)
  const origins = snap(positions(known.sources), 1000)
  const sites = snap(positions(known.destinations), 1000)
  const seconds = journeyMatrix(prepared, origins, sites)
  const alike = (ours: number | undefined, theirs: number | undefined): boolean =>
    ours !== undefined && theirs !== undefined && Math.abs(ours - theirs) < 0.5 + 0.01 * theirs
  const ratios: number[] = []
  let reached = 0
  known.sources.forEach((_, origin) => {
    known.destinations.forEach((__, site) => {
      const metres = known.distances_m[origin]?.[site] ?? Infinity
      if (Number.isFinite(seconds[site]?.[origin])) reached++
      if ((origin * known.destinations.length + site) % everyPair !== 0 || metres < 300) return
      if (!alike(origins.offMetres[origin], known.snapped_sources_metres[origin])) return
      if (!alike(sites.offMetres[site], known.snapped_destinations_metres[site])) return
      const route = routeBetween(prepared, origins, origin, sites, site)
      expect(route?.seconds ?? Infinity).toBe(seconds[site]?.[origin])
      if (route !== null) ratios.push(route.metres / metres)
    })
  })
  return { ratios, reached: reached / known.sources.length / known.destinations.length }
}

const shareWithin = (ratios: readonly number[], tolerance: number): number =>
  ratios.filter(ratio => Math.abs(ratio - 1) <= tolerance).length / ratios.length

;(there ? describe : describe.skip)('the prepared roads of Liechtenstein (skipped where absent)', () => {
  let raw: RawRoads
  beforeAll(async () => {
    raw = await readRoads(path.join(shared, 'data/roads/liechtenstein.osm.pbf'))
  })

  it.each(Object.entries({ ...roadProfiles, 'driving, turning round at dead ends only': turningOnlyAtEnds }))(
    'have the times of a plain search: %s',
    (_, profile) => {
      const graph = buildGraph(raw, profile)
      const prepared = prepareGraph(graph)
      const back = backwardArcs(graph)
      for (const share of [0, 0.3, 0.6, 0.9]) {
        const site = Math.floor(share * graph.nodes)
        const times = timesToAll(prepared, [[site, 0]])
        const fast = Float64Array.from(prepared.place, place => {
          const time = times[place] ?? NaN
          return time >= NO_WAY ? Infinity : time
        })
        expect(fast).toEqual(dijkstra(back, [[site, 0]]).milliseconds)
      }
      const places = placesOn(graph, 20, 1)
      const columns = journeyMatrix(prepared, places, places)
      for (let pair = 0; pair < 400; pair++) {
        const [origin, site] = [pair % 20, Math.floor(pair / 20)]
        const seconds = columns[site]?.[origin]
        expect(routeBetween(prepared, places, origin, places, site)?.seconds ?? Infinity).toBe(seconds)
        if (pair % 7 === 0) expect(plainJourney(graph, places, origin, places, site)).toBe(seconds)
      }
    },
  )

  it('with a buggy are as long as the leading open router finds them, but where steps or rough ways are avoided', () => {
    const { ratios, reached } = lengths(
      raw,
      roadProfiles['walking-with-a-buggy'],
      'liechtenstein-foot-50x500.json',
      23,
    )
    expect(ratios.length).toBeGreaterThan(700)
    expect(shareWithin(ratios, 0.03)).toBeGreaterThan(0.6)
    expect(shareWithin(ratios, 0.15)).toBeGreaterThan(0.95)
    // One point in fifty lies by a mountain road that a buggy cannot leave.
    expect(reached).toBeGreaterThan(0.94)
  })

  it('by car are as long, but where other speeds and costs of turns make another road the quickest', () => {
    const { ratios, reached } = lengths(raw, roadProfiles.driving, 'liechtenstein-car-50x500.json', 23)
    expect(ratios.length).toBeGreaterThan(700)
    expect(shareWithin(ratios, 0.03)).toBeGreaterThan(0.75)
    expect(shareWithin(ratios, 0.1)).toBeGreaterThan(0.9)
    expect(reached).toBe(1)
  })
})
