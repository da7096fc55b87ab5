import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { CANNOT_BE_REACHED, typed } from '../../server/model/journeys.ts'
import { rationalAccess } from '../../server/model/rational-access.ts'
import { describeWithBench, readHospitals } from './bench.ts'

describe('access of rational families', () => {
  it('sends everybody to the nearer of two equal places until it is the more crowded one', () => {
    const { cost, families } = rationalAccess({
      journeys: [Float64Array.of(0), Float64Array.of(30)],
      capacities: [1, 1],
      families: typed([100]),
      journeyForOneCrowd: 60,
    })
    // Half an hour is worth half a crowd: 62.5/50 = 30/60 + 37.5/50.
    expect(families).toEqual([62.5, 37.5])
    expect(cost[0]).toBeCloseTo(1.25, 12)
  })

  it('costs the families whom no place reaches everything, and says nothing of where nobody lives', () => {
    const { cost } = rationalAccess({
      journeys: [Float64Array.of(CANNOT_BE_REACHED, 10, 10)],
      capacities: [1],
      families: typed([5, 5, null]),
      journeyForOneCrowd: 60,
    })
    expect([...cost.subarray(0, 1)]).toEqual([Infinity])
    expect(cost[1]).toBeGreaterThan(0)
    expect(cost[2]).toBeNaN()
  })

  it('leaves nobody who would gain by going elsewhere', () => {
    const origin = fc.record({
      families: fc.integer({ min: 0, max: 40 }),
      journeys: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 3, maxLength: 3 }),
    })
    fc.assert(
      fc.property(
        fc.array(origin, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }),
        (origins, capacities) => {
          const families = typed(origins.map(each => each.families))
          const all = families.reduce((sum, count) => sum + count, 0)
          fc.pre(all > 0)
          const journeys = [0, 1, 2].map(place => typed(origins.map(each => each.journeys[place] ?? 0)))
          const result = rationalAccess({ journeys, capacities, families, journeyForOneCrowd: 60 }, 20_000)
          expect(result.families.reduce((sum, count) => sum + count, 0)).toBeCloseTo(all, 6)
          const offered = capacities.reduce((sum, each) => sum + each, 0)
          origins.forEach((each, i) => {
            if (each.families === 0) return
            const best = Math.min(
              ...capacities.map((capacity, place) => {
                const size = (capacity * all) / offered
                return (each.journeys[place] ?? 0) / 60 + (result.families[place] ?? 0) / size
              }),
            )
            expect(result.cost[i]).toBeCloseTo(best, 6)
          })
        },
      ),
    )
  })

  it('refuses capacities below 0, and a crowd that is worth nothing', () => {
    const given = { journeys: [Float64Array.of(1)], families: typed([1]) }
    expect(() => rationalAccess({ ...given, capacities: [-1], journeyForOneCrowd: 60 })).toThrow(RangeError)
    expect(() => rationalAccess({ ...given, capacities: [1], journeyForOneCrowd: 0 })).toThrow(RangeError)
  })
})

describeWithBench('access of rational families, known answers', () => {
  it.each(['scenario0', 'scenario2'] as const)(
    'agrees for %s with a program that moves whole people, to a person’s worth',
    name => {
      const { journeys, people, doctors, expected } = readHospitals(name)
      const { cost, unsettled } = rationalAccess({
        journeys,
        capacities: doctors,
        families: people,
        journeyForOneCrowd: 60,
      })
      expect(unsettled).toBeLessThan(1e-9)
      ;[...cost].forEach((each, i) => {
        const known = expected.raam_tau60_normalised[String(i + 1)] ?? NaN
        expect(Math.abs(each - known) / known).toBeLessThan(0.01)
      })
    },
  )
})
