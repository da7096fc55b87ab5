import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { distanceMetres } from '../../../server/model/great-circle.ts'
import { buggyToStop, nearbyStops, type WalkingLegs } from '../../../server/travel/timetable/walking-legs.ts'
import { places } from './feeds.ts'

const rowsOf = (walks: WalkingLegs): [stop: number, seconds: number][][] =>
  Array.from({ length: walks.firstStop.length - 1 }, (_, place) =>
    Array.from({ length: (walks.firstStop[place + 1] ?? 0) - (walks.firstStop[place] ?? 0) }, (_, at) => {
      const leg = (walks.firstStop[place] ?? 0) + at
      return [walks.stop[leg] ?? -1, walks.seconds[leg] ?? NaN]
    }),
  )

describe('walks to stops', () => {
  it('are straight lines, made longer, at the pace of someone with a buggy', async () => {
    const home = places([0.1, 52])
    // 500 m and 950 m to the north: 650 m and 1,235 m of way, of which the second is too far.
    const stops = places([0.1, 52.0045], [0.1, 52.00855])
    const [walks] = rowsOf(await nearbyStops(home, stops, buggyToStop))
    expect(walks).toHaveLength(1)
    expect(walks?.[0]?.[0]).toBe(0)
    expect(walks?.[0]?.[1]).toBeCloseTo(585.4, 0)
  })

  it('find exactly the stops within the limit', async () => {
    const place = fc.tuple(
      fc.double({ min: 0, max: 0.05, noNaN: true }),
      fc.double({ min: 52, max: 52.03, noNaN: true }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(place, { minLength: 1, maxLength: 5 }),
        fc.array(place, { maxLength: 12 }),
        async (homes, stops) => {
          const found = rowsOf(await nearbyStops(places(...homes), places(...stops), buggyToStop))
          const reach = (buggyToStop.limitSeconds * buggyToStop.metresPerSecond) / buggyToStop.detourFactor
          const expected = homes.map(home =>
            stops.flatMap((stop, at) => (distanceMetres(home, stop) <= reach ? [at] : [])),
          )
          expect(found.map(row => row.map(([stop]) => stop))).toEqual(expected)
        },
      ),
    )
  })

  it('are none from or to a place that is not known', async () => {
    const known = places([0.1, 52])
    const unknown = places([NaN, NaN])
    expect(rowsOf(await nearbyStops(unknown, known, buggyToStop))).toEqual([[]])
    expect(rowsOf(await nearbyStops(known, unknown, buggyToStop))).toEqual([[]])
    expect(rowsOf(await nearbyStops(known, places(), buggyToStop))).toEqual([[]])
  })

  it('are as measured where they were measured, within the limit', async () => {
    const stops = places([0.1, 52.001], [0.1, 52.002], [0.1, 52.003], [0.3, 52])
    const walks = await nearbyStops(places([0.1, 52]), stops, buggyToStop, (_, __, near) => {
      expect([...near.stop]).toEqual([0, 1, 2])
      return Float32Array.of(200, Infinity, 1081)
    })
    expect(rowsOf(walks)).toEqual([[[0, 200]]])
    await expect(
      nearbyStops(places([0.1, 52]), stops, buggyToStop, () => new Float32Array(1)),
    ).rejects.toThrow(RangeError)
  })
})
