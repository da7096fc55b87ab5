import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { snapper } from '../../../server/travel/roads/snap.ts'
import { metresBetween } from '../../../server/travel/roads/metres.ts'
import type { RoadGraph } from '../../../server/travel/roads/road-graph.ts'
import { aRoadGraph, bothWays } from '../../support/road-graphs.ts'

const places = (...at: (readonly [number, number])[]): { lons: Float64Array; lats: Float64Array } => ({
  lons: Float64Array.from(at, ([lon]) => lon),
  lats: Float64Array.from(at, ([, lat]) => lat),
})

/** The nearest point by looking at every metre or so of every stretch. */
function plainlyNearest(graph: RoadGraph, lon: number, lat: number): number {
  const { pointLons, pointLats, firstPoint, count, maySnap } = graph.stretches
  let nearest = Infinity
  for (let stretch = 0; stretch < count; stretch++) {
    if (maySnap[stretch] === 0) continue
    for (let point = firstPoint[stretch] ?? 0; point + 1 < (firstPoint[stretch + 1] ?? 0); point++) {
      for (let share = 0; share <= 1; share += 0.002) {
        const at = (from: number | undefined, to: number | undefined): number =>
          (from ?? NaN) + share * ((to ?? NaN) - (from ?? NaN))
        const metres = metresBetween(
          lon,
          lat,
          at(pointLons[point], pointLons[point + 1]),
          at(pointLats[point], pointLats[point + 1]),
        )
        nearest = Math.min(nearest, metres)
      }
    }
  }
  return nearest
}

describe('the nearest road', () => {
  const bent = aRoadGraph(
    [
      [0.2, 52],
      [0.202, 52],
      [0.2, 52.002],
    ],
    [{ from: 0, to: 1, there: 60_000, back: 60_000, course: [[0.201, 52.001]] }, bothWays(0, 2, 1)],
  )

  it('is that of the course, not of the junctions', () => {
    const found = snapper(bent).snap(places([0.201, 52.0011]), 500)
    expect(found.stretch[0]).toBe(0)
    expect(found.share[0]).toBeCloseTo(0.5, 6)
    expect(found.offMetres[0]).toBeCloseTo(metresBetween(0.201, 52.0011, 0.201, 52.001), 3)
    expect(found.offMilliseconds[0]).toBe(Math.round(((found.offMetres[0] ?? 0) * 3600) / 4))
  })

  it('is at the end of a road beyond it', () => {
    const found = snapper(bent).snap(places([0.203, 52]), 500)
    expect({ stretch: found.stretch[0], share: found.share[0] }).toEqual({ stretch: 0, share: 1 })
  })

  it('is none beyond the limit, none of a place that is not known, and none in no network', () => {
    const far = places([0.2, 52.01], [NaN, NaN], [0.2, 52.0005])
    const found = snapper(bent).snap(far, 800)
    expect([...found.stretch]).toEqual([-1, -1, 1])
    expect([...found.offMetres].map(Number.isNaN)).toEqual([true, true, false])
    expect(snapper(aRoadGraph(1, [])).snap(far, 800).stretch[2]).toBe(-1)
    expect(snapper(bent).snap(far, 1000).stretch[0]).toBe(1)
  })

  it('is never one that may not be snapped to', () => {
    const graph = { ...bent, stretches: { ...bent.stretches, maySnap: Uint8Array.of(0, 1) } }
    expect(snapper(graph).snap(places([0.201, 52.001]), 500).stretch[0]).toBe(1)
  })

  it('is the first in the network of two equally near', () => {
    const found = snapper(bent).snap(places([0.2, 52], [0.1999, 51.9999]), 500)
    expect([...found.stretch]).toEqual([0, 0])
  })

  it('is on the same side of a barrier', () => {
    const line = [
      [0.1999, 52.0004],
      [0.21, 52.0104],
    ] as const
    const place = places([0.2006, 52.0012])
    const open = snapper(bent).snap(place, 500)
    expect(open.stretch[0]).toBe(0)
    const cut = snapper(bent, [{ name: 'Drain', line }]).snap(place, 500)
    expect(cut.stretch[0]).toBe(1)
  })

  it('is the one found by looking everywhere, and on the stretch where it is said to be', () => {
    const degrees = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }))
    const near = degrees.map(([east, north]) => [0.2 + east * 1e-6, 52 + north * 1e-6] as const)
    fc.assert(
      fc.property(
        fc.array(near, { minLength: 2, maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.array(near, { maxLength: 7 })), {
          minLength: 1,
          maxLength: 8,
        }),
        near,
        (junctions, joined, place) => {
          const stretches = joined.map(([a, b, course]) => ({
            from: a % junctions.length,
            to: b % junctions.length,
            there: 1,
            course,
          }))
          const graph = aRoadGraph(junctions, stretches)
          const found = snapper(graph).snap(places(place), 10_000)
          const plainly = plainlyNearest(graph, place[0], place[1])
          expect(found.stretch[0]).toBeGreaterThanOrEqual(0)
          expect(found.offMetres[0]).toBeLessThan(plainly + 0.01)
          expect(found.offMetres[0]).toBeGreaterThan(plainly - 0.7)
          expect(found.share[0]).toBeGreaterThanOrEqual(0)
          expect(found.share[0]).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 60 },
    )
  })
})
