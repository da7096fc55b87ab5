import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { journeyMatrix } from '../../../server/travel/roads/many-to-many.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import type { RoadGraph, SnappedPlaces } from '../../../server/travel/roads/road-graph.ts'
import { routeBetween, type Route } from '../../../server/travel/roads/route.ts'
import { aRoadGraph } from '../../support/road-graphs.ts'
import { aTown, placesOn, smallNetworks } from '../../support/random-roads.ts'

/** The seconds of a route's parts, rounded as a journey's are: whole stretches, and shares of the first and the last. */
function secondsOf(graph: RoadGraph, route: Route): number {
  const { forward, backward } = graph.stretches
  const times = route.parts.map(({ stretch, from, to }) =>
    Math.round(Math.abs(to - from) * ((to > from ? forward : backward)[stretch] ?? NaN)),
  )
  return times.reduce((sum, time) => sum + time, 0) / 1000
}

/** Whether each part begins at the junction at which the one before it ends. */
function isJoined(graph: RoadGraph, route: Route): boolean {
  const { tail, head } = graph.stretches
  const end = (stretch: number, share: number) =>
    share === 0 ? tail[stretch] : share === 1 ? head[stretch] : NaN
  return route.parts.every((part, at) => {
    const before = route.parts[at - 1]
    return before === undefined || end(before.stretch, before.to) === end(part.stretch, part.from)
  })
}

function expectRoutes(graph: RoadGraph, origins: SnappedPlaces, sites: SnappedPlaces): void {
  const prepared = prepareGraph(graph)
  const columns = journeyMatrix(prepared, origins, sites)
  for (let site = 0; site < sites.count; site++) {
    for (let origin = 0; origin < origins.count; origin++) {
      const route = routeBetween(prepared, origins, origin, sites, site)
      const seconds = columns[site]?.[origin] ?? NaN
      expect(route?.seconds ?? Infinity).toBe(seconds)
      if (route === null) continue
      const off = ((origins.offMilliseconds[origin] ?? NaN) + (sites.offMilliseconds[site] ?? NaN)) / 1000
      expect(secondsOf(graph, route)).toBeCloseTo(seconds - off, 6)
      expect(isJoined(graph, route)).toBe(true)
    }
  }
}

describe('a route', () => {
  it('takes as long as the matrix says and leads from stretch to stretch, on any small network', () => {
    fc.assert(
      fc.property(smallNetworks, fc.nat(), (graph, seed) => {
        expectRoutes(graph, placesOn(graph, 4, seed), placesOn(graph, 4, seed + 1))
      }),
      { numRuns: 200 },
    )
  })

  it('takes as long as the matrix says and leads from stretch to stretch, in a town', () => {
    const graph = aTown(25, 6)
    expectRoutes(graph, placesOn(graph, 25, 1), placesOn(graph, 25, 2))
  })

  const graph = aRoadGraph(
    [
      [0.2, 52.4],
      [0.21, 52.4],
      [0.21, 52.41],
      [0.22, 52.41],
    ],
    [
      { from: 0, to: 1, there: 60_000, back: 60_000, name: 'Fen Lane', metres: 680 },
      {
        from: 2,
        to: 1,
        there: 90_000,
        back: 90_000,
        name: 'High Street',
        metres: 1112,
        course: [[0.212, 52.405]],
      },
      { from: 2, to: 3, there: 60_000, back: 60_000, name: 'High Street', metres: 680 },
    ],
  )
  const at = (stretch: number, share: number): SnappedPlaces => ({
    count: 1,
    stretch: Int32Array.of(stretch),
    share: Float64Array.of(share),
    offMetres: Float32Array.of(20),
    offMilliseconds: Uint32Array.of(18_000),
  })

  it('names its streets, and has the course of the roads from point to point', () => {
    const route = routeBetween(prepareGraph(graph), at(0, 0.5), 0, at(2, 0.25), 0)
    expect(route?.seconds).toBe(30 + 90 + 15 + 36)
    expect(route?.metres).toBeCloseTo(340 + 1112 + 170, 0)
    expect(route?.streets).toEqual([
      { name: 'Fen Lane', metres: 340 },
      { name: 'High Street', metres: 1112 + 170 },
    ])
    expect(route?.course.map(([lon, lat]) => [Number(lon.toFixed(4)), Number(lat.toFixed(4))])).toEqual([
      [0.205, 52.4],
      [0.21, 52.4],
      [0.212, 52.405],
      [0.21, 52.41],
      [0.2125, 52.41],
    ])
  })

  it('stays on a stretch that both ends share', () => {
    const route = routeBetween(prepareGraph(graph), at(1, 0.75), 0, at(1, 0.25), 0)
    expect(route?.seconds).toBe(45 + 36)
    expect(route?.parts).toEqual([{ stretch: 1, from: 0.75, to: 0.25 }])
    expect(route?.course).toHaveLength(3)
  })

  it('is none where an end was not snapped', () => {
    expect(routeBetween(prepareGraph(graph), at(-1, 0), 0, at(1, 0.25), 0)).toBeNull()
    expect(routeBetween(prepareGraph(graph), at(1, 0), 0, at(-1, 0.25), 0)).toBeNull()
  })
})
