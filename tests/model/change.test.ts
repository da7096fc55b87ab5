import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  changeBetween,
  changeTotals,
  changeTotalsBy,
  joinGroupings,
  NOT_KNOWN_OUTCOME,
  totalsByEach,
} from '../../server/model/change.ts'
import { CANNOT_BE_REACHED, groupingOf, NOT_KNOWN, typed } from '../../server/model/journeys.ts'

const journey = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.constantFrom(CANNOT_BE_REACHED, NOT_KNOWN) },
)
const rows = fc.array(
  fc.record({
    before: journey,
    after: journey,
    weight: fc.option(fc.nat(300), { freq: 8 }),
    district: fc.option(fc.constantFrom('Fen', 'City')),
  }),
)

describe('the change between two plans', () => {
  it('is after less before, with small changes the same', () => {
    const change = changeBetween(Float64Array.of(1000, 1000, 1000), Float64Array.of(950, 900, 1100), 50)
    expect([...change.by]).toEqual([-50, -100, 100])
    expect([...change.outcome]).toEqual([0, 1, -1])
  })

  it('tells lost reach, gained reach, none before and after, and unknown apart', () => {
    const before = Float64Array.of(10, CANNOT_BE_REACHED, CANNOT_BE_REACHED, NOT_KNOWN, 10)
    const after = Float64Array.of(CANNOT_BE_REACHED, 10, CANNOT_BE_REACHED, 10, NOT_KNOWN)
    const change = changeBetween(before, after, 0)
    expect([...change.by]).toEqual([Infinity, -Infinity, 0, NaN, NaN])
    expect([...change.outcome]).toEqual([-1, 1, 0, NOT_KNOWN_OUTCOME, NOT_KNOWN_OUTCOME])
    expect(changeTotals(change, Float64Array.of(1, 2, 4, 8, 16))).toEqual({
      closer: 2,
      same: 4,
      further: 1,
      notKnown: 24,
      neighbourhoods: { closer: 1, same: 1, further: 1, notKnown: 2 },
      losing: 1,
      gaining: 2,
      meanChange: 0,
      weightNotKnown: 0,
    })
  })

  it('has no mean change, rather than none, where nobody can be compared', () => {
    const change = changeBetween(typed([5]), typed([CANNOT_BE_REACHED]), 0)
    expect(changeTotals(change, typed([3])).meanChange).toBeNull()
  })

  it('counts the other way round when the plans are swapped', () => {
    fc.assert(
      fc.property(rows, fc.nat(200), (some, tolerance) => {
        const before = Float64Array.from(some, row => row.before)
        const after = Float64Array.from(some, row => row.after)
        const weights = typed(some.map(row => row.weight))
        const there = changeTotals(changeBetween(before, after, tolerance), weights)
        const back = changeTotals(changeBetween(after, before, tolerance), weights)
        expect(back).toMatchObject({ closer: there.further, further: there.closer, same: there.same })
        expect(back).toMatchObject({ losing: there.gaining, gaining: there.losing })
      }),
    )
  })

  it('adds up over districts, and every neighbourhood has one outcome', () => {
    fc.assert(
      fc.property(rows, some => {
        const weights = typed(some.map(row => row.weight))
        const change = changeBetween(
          Float64Array.from(some, row => row.before),
          Float64Array.from(some, row => row.after),
          50,
        )
        const all = changeTotals(change, weights)
        const by = changeTotalsBy(change, weights, groupingOf(some.map(row => row.district)))
        const parts = [...by.groups.values(), ...(by.groupNotKnown ? [by.groupNotKnown] : [])]
        for (const outcome of ['closer', 'same', 'further', 'notKnown'] as const) {
          expect(parts.reduce((sum, part) => sum + part[outcome], 0)).toBe(all[outcome])
        }
        const { closer, same, further, notKnown } = all.neighbourhoods
        expect(closer + same + further + notKnown).toBe(some.length)
      }),
    )
  })

  it('refuses arrays that do not belong together and a tolerance below nothing', () => {
    expect(() => changeBetween(typed([1]), typed([1, 2]), 0)).toThrow(RangeError)
    expect(() => changeBetween(typed([1]), typed([2]), -1)).toThrow(RangeError)
  })
})

describe('winners and losers by several groupings at once', () => {
  it('are those that each grouping counts by itself', () => {
    const neighbourhood = fc.record({
      before: fc.oneof(fc.nat(3000), fc.constant(Infinity), fc.constant(NaN)),
      after: fc.oneof(fc.nat(3000), fc.constant(Infinity)),
      families: fc.option(fc.nat(90)),
      district: fc.option(fc.constantFrom('Fen', 'Vale')),
      decile: fc.option(fc.integer({ min: 1, max: 10 })),
    })
    fc.assert(
      fc.property(fc.array(neighbourhood, { maxLength: 30 }), places => {
        const of = (pick: (place: (typeof places)[number]) => number): Float64Array =>
          Float64Array.from(places, pick)
        const change = changeBetween(
          of(place => place.before),
          of(place => place.after),
          100,
        )
        const weights = typed(places.map(place => place.families))
        const [district, decile] = [
          groupingOf(places.map(place => place.district)),
          groupingOf(places.map(place => place.decile)),
        ]
        const { all, by } = totalsByEach(change, weights, joinGroupings([district, decile]))
        expect(all).toMatchObject({ further: changeTotals(change, weights).further })
        for (const [at, grouping] of [district, decile].entries()) {
          const alone = changeTotalsBy(change, weights, grouping)
          expect([...(by[at]?.groups.keys() ?? [])]).toEqual([...alone.groups.keys()])
          for (const [key, totals] of alone.groups) {
            const { meanChange, ...counts } = by[at]?.groups.get(key) ?? totals
            const { meanChange: aloneMean, ...aloneCounts } = totals
            expect(counts).toEqual(aloneCounts)
            expect(meanChange ?? 0).toBeCloseTo(aloneMean ?? 0, 9)
          }
          expect(by[at]?.groupNotKnown?.neighbourhoods).toEqual(alone.groupNotKnown?.neighbourhoods)
        }
      }),
    )
  })
})
