import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { concentrationIndex, deprivationGap, gini } from '../../server/model/fairness.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN, typed } from '../../server/model/journeys.ts'
import { nearestOpen } from '../../server/model/nearest.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from './bench.ts'

const rows = fc.array(
  fc.record({
    journey: fc.integer({ min: 1, max: 50 }),
    families: fc.integer({ min: 1, max: 20 }),
    decile: fc.integer({ min: 1, max: 10 }),
  }),
  { minLength: 1, maxLength: 25 },
)
type Rows = readonly { journey: number; families: number; decile: number }[]
const journeysOf = (some: Rows) => Float64Array.from(some, row => row.journey)
const familiesOf = (some: Rows) => Float64Array.from(some, row => row.families)
const decilesOf = (some: Rows) => Float64Array.from(some, row => row.decile)

describe('the gap between most and least deprived', () => {
  it('compares mean journeys', () => {
    const gap = deprivationGap(typed([100, 300, 800, 500]), typed([1, 1, 2, 9]), typed([1, 3, 8, 5]))
    expect(gap).toEqual({ most: 200, least: 800, difference: 600, ratio: 0.25, familiesLeftOut: 0 })
  })

  it('says whom it leaves out, and has no ratio to nobody', () => {
    const gap = deprivationGap(
      Float64Array.of(100, CANNOT_BE_REACHED, NOT_KNOWN),
      typed([1, 5, 7]),
      typed([1, 9, 2]),
    )
    expect(gap).toEqual({ most: 100, least: null, difference: null, ratio: null, familiesLeftOut: 12 })
  })
})

describe('the Gini coefficient', () => {
  it('is 0 when all go equally far and rises with unevenness', () => {
    expect(gini(typed([5, 5, 5]), typed([1, 2, 3])).value).toBeCloseTo(0)
    expect(gini(typed([0, 0, 0, 8]), typed([1, 1, 1, 1])).value).toBeCloseTo(0.75)
    expect(gini(typed([0, 0]), typed([1, 1])).value).toBeNull()
    expect(gini(typed([]), typed([])).value).toBeNull()
  })

  it('is half the mean difference between two families over the mean journey', () => {
    fc.assert(
      fc.property(rows, some => {
        let [differences, total, count] = [0, 0, 0]
        for (const a of some) {
          for (const b of some) differences += a.families * b.families * Math.abs(a.journey - b.journey)
          total += a.families * a.journey
          count += a.families
        }
        const expected = differences / (2 * count * total)
        expect(gini(journeysOf(some), familiesOf(some)).value).toBeCloseTo(expected, 10)
      }),
    )
  })

  it('leaves out, and counts, families who cannot be reached', () => {
    expect(gini(Float64Array.of(5, 5, CANNOT_BE_REACHED), typed([1, 2, 30]))).toEqual({
      value: expect.closeTo(0),
      familiesLeftOut: 30,
    })
  })
})

describe('the concentration index', () => {
  it('is below 0 where longer journeys fall on the deprived, above it where they fall on the better off', () => {
    const families = typed([1, 1])
    expect(concentrationIndex(typed([3, 1]), families, typed([1, 10])).value).toBeCloseTo(-0.25)
    expect(concentrationIndex(typed([1, 3]), families, typed([1, 10])).value).toBeCloseTo(0.25)
    expect(concentrationIndex(typed([1, 3]), families, typed([4, 4])).value).toBeCloseTo(0)
  })

  it('never exceeds the Gini coefficient, and turns round with the ranks', () => {
    fc.assert(
      fc.property(rows, some => {
        const [journeys, families, deciles] = [journeysOf(some), familiesOf(some), decilesOf(some)]
        const index = concentrationIndex(journeys, families, deciles).value ?? NaN
        const turned =
          concentrationIndex(
            journeys,
            families,
            deciles.map(decile => 11 - decile),
          ).value ?? NaN
        expect(Math.abs(index)).toBeLessThanOrEqual((gini(journeys, families).value ?? NaN) + 1e-12)
        expect(turned).toBeCloseTo(-index, 10)
      }),
    )
  })

  it('leaves out, and counts, families whose decile is not known', () => {
    const figure = concentrationIndex(typed([1, 1, 9]), typed([1, 1, 7]), typed([1, 2, null]))
    expect(figure).toEqual({ value: expect.closeTo(0), familiesLeftOut: 7 })
  })
})

describeWithBench('fairness, known answers', () => {
  it.each(benchCounties)('agrees for %s', name => {
    const { county, answers } = readCounty(name)
    const expected = answers.equity_at_pmedian
    const { value } = nearestOpen(bySite(county.T_seconds), answers.pmedian.open, county.pop.length)
    const [families, deciles] = [Float64Array.from(county.pop), Float64Array.from(county.idaci_decile)]
    expect(gini(value, families).value).toBeCloseTo(expected.gini ?? NaN, 12)
    expect(concentrationIndex(value, families, deciles).value).toBeCloseTo(
      expected.concentration_index ?? NaN,
      12,
    )
    const gap = deprivationGap(value, families, deciles)
    expect(gap.most).toBeCloseTo(expected.mean_dec1_3 ?? NaN, 9)
    expect(gap.least).toBeCloseTo(expected.mean_dec8_10 ?? NaN, 9)
  })
})
