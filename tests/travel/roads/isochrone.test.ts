import { describe, expect, it } from '@jest/globals'
import { booleanPointInPolygon, point } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import { courseBetween } from '../../../server/travel/roads/course.ts'
import { isochrones } from '../../../server/travel/roads/isochrone.ts'
import { journeysTo } from '../../../server/travel/roads/one-to-all.ts'
import { prepareGraph } from '../../../server/travel/roads/prepared-graph.ts'
import type { SnappedPlaces } from '../../../server/travel/roads/road-graph.ts'
import { reachedParts, timesAround } from '../../../server/travel/roads/times-around.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'
import { aTown, placesOn } from '../../support/random-roads.ts'

const at = (stretch: number, share: number): SnappedPlaces => ({
  count: 1,
  stretch: Int32Array.of(stretch),
  share: Float64Array.of(share),
  offMetres: Float32Array.of(0),
  offMilliseconds: Uint32Array.of(0),
})

const contains = (area: MultiPolygon, position: readonly [number, number]): boolean =>
  booleanPointInPolygon(point([...position]), area)

describe('the roads from which a site is reached', () => {
  it('are those whose journey to it is short enough', () => {
    const town = aTown(14, 3)
    const prepared = prepareGraph(town)
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const site = { ...placesOn(town, 1, seed), stretch: Int32Array.of(seed * 31) }
      const seconds = timesAround(prepared, site, 200)
      const parts = reachedParts(prepared, site, seconds, 200)
      const somewhere = placesOn(town, 400, seed + 9)
      const origins = { ...somewhere, offMilliseconds: new Uint32Array(400) }
      const journeys = journeysTo(prepared, site, origins)
      let near = 0
      journeys.forEach((journey, origin) => {
        const share = origins.share[origin] ?? NaN
        const reached = parts.some(
          part => part.stretch === origins.stretch[origin] && part.from <= share && share <= part.to,
        )
        // Journeys are counted in whole milliseconds.
        if (Math.abs(journey - 200) > 0.002)
          expect({ origin, reached }).toEqual({ origin, reached: journey < 200 })
        if (reached) near++
      })
      expect(near).toBeGreaterThan(10)
    }
  })
})

describe('bands around a site', () => {
  it('contain every road from which it is reached in time, and one another', () => {
    const town = aTown(14, 4)
    const prepared = prepareGraph(town)
    const site = at(60, 0.4)
    const limits = [60, 150, 240]
    const { bands } = isochrones(prepared, site, [240, 60, 150], 60)
    expect(bands.map(band => band.limitSeconds)).toEqual(limits)
    const seconds = timesAround(prepared, site, 240)
    bands.forEach((band, index) => {
      const parts = reachedParts(prepared, site, seconds, band.limitSeconds)
      expect(parts.length).toBeGreaterThan(0)
      for (const { stretch, from, to } of parts) {
        for (const position of courseBetween(town.stretches, stretch, from, to)) {
          for (const wider of bands.slice(index)) expect(contains(wider.area, position)).toBe(true)
        }
      }
    })
  })

  /** Two roads on either side of a river 300 m wide, and a bridge 1.4 km to the east. */
  const river = aRoadGraph(
    [
      [0.2, 52.4],
      [0.22, 52.4],
      [0.2, 52.4027],
      [0.22, 52.4027],
    ],
    [bothWays(0, 1, 1_200_000), bothWays(2, 3, 1_200_000), bothWays(1, 3, 270_000)],
  )

  it('do not cross a river without a bridge', () => {
    const { bands, bufferMetres } = isochrones(prepareGraph(river), at(0, 0), [900, 3000], 100)
    expect(bufferMetres).toBe(100)
    const [short, long] = bands
    expect(contains(short?.area as MultiPolygon, [0.2, 52.4])).toBe(true)
    expect(contains(short?.area as MultiPolygon, [0.2, 52.40085])).toBe(true)
    expect(contains(short?.area as MultiPolygon, [0.2, 52.4012])).toBe(false)
    expect(contains(short?.area as MultiPolygon, [0.2, 52.4027])).toBe(false)
    expect(contains(long?.area as MultiPolygon, [0.2, 52.4027])).toBe(true)
    // Nor do they fill what lies between the banks.
    expect(contains(long?.area as MultiPolygon, [0.205, 52.40135])).toBe(false)
  })

  it('reach nowhere further from a road than the buffer', () => {
    const { bands } = isochrones(prepareGraph(river), at(0, 0), [900], 100)
    const [first] = bands[0]?.area.coordinates[0] ?? []
    expect(first).toBeDefined()
    for (const [lon = NaN, lat = NaN] of bands[0]?.area.coordinates.flat(2) ?? []) {
      const metres = Math.abs(lat - 52.4) * 111_195
      expect(metres).toBeLessThan(106)
      expect(lon).toBeLessThan(0.2 + 0.02 * 0.75 + 0.0016)
    }
  })

  it('are empty when the site was not snapped', () => {
    const { bands } = isochrones(prepareGraph(river), at(-1, 0), [900])
    expect(bands).toEqual([{ limitSeconds: 900, area: { type: 'MultiPolygon', coordinates: [] } }])
  })

  it('use a coarser grid and say so where the area is large', () => {
    const wide = aRoadGraph(
      [
        [-1, 51],
        [1, 53],
      ],
      [bothWays(0, 1, 3_600_000)],
    )
    const { bands, bufferMetres } = isochrones(prepareGraph(wide), at(0, 0.5), [3600], 50)
    expect(bufferMetres).toBeGreaterThan(50)
    expect(contains(bands[0]?.area as MultiPolygon, [0.5, 52.5])).toBe(true)
  })
})
