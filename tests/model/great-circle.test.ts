import { describe, expect, it } from '@jest/globals'
import { distance } from '@turf/turf'
import fc from '../support/fast-check.ts'
import {
  distanceMetres,
  distancesMetres,
  EARTH_MEAN_RADIUS_METRES,
  type Position,
} from '../../server/model/great-circle.ts'

const position: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -89, max: 89, noNaN: true }),
)

describe('the straight line between two places', () => {
  it('is a degree of a great circle for a degree of latitude', () => {
    expect(distanceMetres([0.12, 52], [0.12, 53])).toBeCloseTo((EARTH_MEAN_RADIUS_METRES * Math.PI) / 180, 4)
  })

  it('is half way round for opposite ends of the earth', () => {
    expect(distanceMetres([0, 0], [180, 0])).toBeCloseTo(EARTH_MEAN_RADIUS_METRES * Math.PI, 4)
  })

  it('agrees with another library', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const theirs = distance([...a], [...b], { units: 'meters' })
        expect(Math.abs(distanceMetres(a, b) - theirs)).toBeLessThan(0.001 + theirs * 1e-7)
      }),
    )
  })

  it('is the same both ways, zero to itself and never longer by way of a third place', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        expect(distanceMetres(a, a)).toBe(0)
        // The haversine form loses decimetres where places are half round the earth.
        const around = distanceMetres(a, b) + distanceMetres(b, c)
        const lost = 0.001 + around * 1e-7
        expect(Math.abs(distanceMetres(a, b) - distanceMetres(b, a))).toBeLessThan(lost)
        expect(distanceMetres(a, c)).toBeLessThanOrEqual(around + lost)
      }),
    )
  })

  it('is the same one by one and in one run, unknown where the position is', () => {
    const lons = Float64Array.of(0.1, NaN, 0.3)
    const lats = Float64Array.of(52.1, 52.2, 52.3)
    const from: Position = [0.2, 52]
    const into = new Float64Array(3)
    const run = distancesMetres(from, lons, lats, into)
    expect(run).toBe(into)
    expect(run[0]).toBe(distanceMetres(from, [0.1, 52.1]))
    expect(run[1]).toBeNaN()
    expect(run[2]).toBe(distanceMetres(from, [0.3, 52.3]))
    expect(() => distancesMetres(from, lons, lats.subarray(1))).toThrow(RangeError)
  })
})
