import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { changeBetween, changeTotals, changeTotalsBy } from '../../server/model/change.ts'
import { CANNOT_BE_REACHED, groupingOf, NOT_KNOWN, typed } from '../../server/model/journeys.ts'
import {
  groupingOfOrigins,
  neighbourhoodChange,
  neighbourhoodJourneys,
  originsByNeighbourhood,
  shareAmongOrigins,
} from '../../server/model/origin-shares.ts'
import { reach } from '../../server/model/reach.ts'
import { weightedMean } from '../../server/model/weighted.ts'

const journey = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.constant(CANNOT_BE_REACHED) },
)
const origins = fc.array(fc.record({ neighbourhood: fc.nat(4), before: journey, after: journey }), {
  minLength: 1,
  maxLength: 40,
})
const families = fc.array(fc.nat(200), { minLength: 5, maxLength: 5 })

describe('families shared among postcodes', () => {
  it('are a neighbourhood’s, in equal parts', () => {
    const shares = shareAmongOrigins(typed([90, 20, null, 7]), Int32Array.of(0, 0, 0, 1, 2, -1))
    expect([...shares]).toEqual([30, 30, 30, 20, NOT_KNOWN, NOT_KNOWN])
    expect([...originsByNeighbourhood(Int32Array.of(0, 0, 0, 1, 2, -1), 4)]).toEqual([3, 1, 1, 0])
  })

  it('belong to the groups of their neighbourhoods', () => {
    const grouping = groupingOfOrigins(groupingOf(['Vale', null, 'Fen']), Int32Array.of(2, 0, 1, -1, 2))
    expect(grouping.keys).toEqual(['Fen', 'Vale'])
    expect([...grouping.of]).toEqual([0, 1, -1, -1, 0])
  })

  it('go as far as their postcodes do: the mean of those who get somewhere, and the share of those who do', () => {
    const nearest = {
      value: Float64Array.of(100, 300, CANNOT_BE_REACHED, CANNOT_BE_REACHED, NOT_KNOWN, 50, 70),
      site: Int32Array.of(4, 2, -1, -1, -1, 9, 9),
    }
    const weights = Float64Array.of(10, 10, 10, 5, 5, NOT_KNOWN, NOT_KNOWN)
    const sums = neighbourhoodJourneys(nearest, weights, Int32Array.of(0, 0, 0, 1, 2, 3, 3), 5)
    expect([...sums.mean]).toEqual([200, CANNOT_BE_REACHED, NOT_KNOWN, 60, NOT_KNOWN])
    expect([...sums.longest]).toEqual([300, CANNOT_BE_REACHED, NOT_KNOWN, 70, NOT_KNOWN])
    expect(sums.reached[0]).toBeCloseTo(2 / 3)
    expect([...sums.reached.subarray(1)]).toEqual([0, NOT_KNOWN, 1, NOT_KNOWN])
    expect([...sums.site]).toEqual([2, -1, -1, 9, -1])
  })

  it('lose and gain with their postcodes', () => {
    const change = changeBetween(
      Float64Array.of(100, 100, 100, 100, CANNOT_BE_REACHED),
      Float64Array.of(400, 90, CANNOT_BE_REACHED, CANNOT_BE_REACHED, 100),
      20,
    )
    const sums = neighbourhoodChange(change, typed([10, 10, 10, 5, 5]), Int32Array.of(0, 0, 0, 1, 2), 4)
    expect([...sums.further]).toEqual([20, 5, 0, 0])
    expect([...sums.same]).toEqual([10, 0, 0, 0])
    expect([...sums.closer]).toEqual([0, 0, 5, 0])
    expect([...sums.losing]).toEqual([10, 5, 0, 0])
    expect([...sums.by]).toEqual([145, Infinity, -Infinity, NOT_KNOWN])
  })

  it('of a neighbourhood with one origin have exactly its journey and its change', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 300 }),
        (value, weight) => {
          const nearest = { value: Float64Array.of(value), site: Int32Array.of(0) }
          const own = Int32Array.of(0)
          const weights = Float64Array.of(weight)
          expect(neighbourhoodJourneys(nearest, weights, own, 1).mean[0]).toBe(value)
          const change = changeBetween(Float64Array.of(value), Float64Array.of(value / 3), 0)
          expect(neighbourhoodChange(change, weights, own, 1).by[0]).toBe(change.by[0])
        },
      ),
    )
  })

  it('add up to the county’s figures, whoever is counted by neighbourhood or by postcode', () => {
    fc.assert(
      fc.property(origins, families, (places, counts) => {
        const neighbourhood = Int32Array.from(places, place => place.neighbourhood)
        const there = originsByNeighbourhood(neighbourhood, 5)
        const weights = shareAmongOrigins(typed(counts), neighbourhood)
        const [before, after] = [
          Float64Array.from(places, place => place.before),
          Float64Array.from(places, place => place.after),
        ]
        const inSomeOrigin = counts.reduce((sum, count, at) => sum + (there[at] === 0 ? 0 : count), 0)
        const all = reach(before, weights, [1000])
        expect(all.families).toBeCloseTo(inSomeOrigin, 6)

        const sums = neighbourhoodJourneys(
          { value: before, site: new Int32Array(places.length) },
          weights,
          neighbourhood,
          5,
        )
        const reached = Float64Array.from(counts, (count, at) => count * (sums.reached[at] ?? 0))
        expect(weightedMean(sums.mean, reached) ?? 0).toBeCloseTo(all.mean ?? 0, 6)

        const change = changeBetween(before, after, 50)
        const moved = neighbourhoodChange(change, weights, neighbourhood, 5)
        const totals = changeTotals(change, weights)
        const sum = (of: Float64Array): number => of.reduce((total, each) => total + each, 0)
        expect(sum(moved.further)).toBeCloseTo(totals.further, 6)
        expect(sum(moved.closer)).toBeCloseTo(totals.closer, 6)
        expect(sum(moved.losing)).toBeCloseTo(totals.losing, 6)
        const byNeighbourhood = changeTotalsBy(change, weights, {
          keys: ['0', '1', '2', '3', '4'],
          of: neighbourhood,
        })
        expect(byNeighbourhood.groups.get('2')?.further).toBeCloseTo(moved.further[2] ?? 0, 6)
      }),
    )
  })
})
