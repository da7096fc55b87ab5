import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { changeBetween, changeTotals } from '../../server/model/change.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN } from '../../server/model/journeys.ts'
import { nearestOpen } from '../../server/model/nearest.ts'
import { lossesByPlace } from '../../server/model/place-losses.ts'
import { bandedFamilies, familiesWithin, distribution } from '../../server/model/weighted.ts'

const journey = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.constantFrom(CANNOT_BE_REACHED, NOT_KNOWN) },
)
const plans = fc.record({
  origins: fc.array(
    fc.record({
      to: fc.tuple(journey, journey, journey, journey),
      weight: fc.option(fc.nat(300), { freq: 8, nil: NOT_KNOWN }),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  now: fc.subarray([0, 1, 2, 3]),
  then: fc.subarray([0, 1, 2, 3]),
})
const edges = [600, 1200]

describe('the losses of each place', () => {
  it('add up to whom the plan takes further away, and gains to whom it brings closer', () => {
    fc.assert(
      fc.property(plans, ({ origins, now, then }) => {
        const journeys = [0, 1, 2, 3].map(site => Float64Array.from(origins, one => one.to[site] ?? NaN))
        const weights = Float64Array.from(origins, one => one.weight)
        const [before, after] = [now, then].map(open => nearestOpen(journeys, open, origins.length))
        if (!before || !after) throw new Error('There are two plans.')
        const change = changeBetween(before.value, after.value, 60)
        const places = lossesByPlace(before, after, change, weights, 4, edges)
        const totals = changeTotals(change, weights)
        const sum = (of: (place: (typeof places)[number]) => number): number =>
          places.reduce((all, place) => all + of(place), 0)
        const further = (place: (typeof places)[number]): number =>
          place.furtherBy.reduce((all, one) => all + one, place.losing)
        expect(sum(further)).toBe(totals.further)
        expect(sum(place => place.losing)).toBe(totals.losing)
        expect(sum(place => place.closer)).toBe(totals.closer)
        for (const place of places) {
          expect(place.noFurther + further(place) + place.notKnown).toBe(place.nearestNow)
        }
        // Whoever's nearest place stays open has no further to go.
        for (const site of then) expect(further(places[site] as (typeof places)[number])).toBe(0)
      }),
    )
  })

  it('tell by how much, to the mean, and leave unknown families out of every figure', () => {
    const [alder, birch] = [
      Float64Array.of(0, 300, 900, 0),
      Float64Array.of(600, 1500, 2400, CANNOT_BE_REACHED),
    ]
    const weights = Float64Array.of(10, 20, 40, NOT_KNOWN)
    const [now, then] = [nearestOpen([alder, birch], [0], 4), nearestOpen([alder, birch], [1], 4)]
    const [place, other] = lossesByPlace(
      now,
      then,
      changeBetween(now.value, then.value, 60),
      weights,
      2,
      edges,
    )
    expect(place).toEqual({
      nearestNow: 70,
      nearestThen: 0,
      noFurther: 0,
      furtherBy: [10, 20, 40],
      losing: 0,
      notKnown: 0,
      closer: 0,
      meanNow: (300 * 20 + 900 * 40) / 70,
      meanThen: (600 * 10 + 1500 * 20 + 2400 * 40) / 70,
      next: 1,
      weightNotKnown: 1,
    })
    expect(other).toMatchObject({ nearestThen: 70, closer: 0, meanNow: null })
  })
})

describe('families by the band of their journey', () => {
  it('are as many as the curve has within each limit', () => {
    const family = fc.record({ value: journey, weight: fc.nat(200) })
    fc.assert(
      fc.property(fc.array(family), families => {
        const values = Float64Array.from(families, one => one.value)
        const weights = Float64Array.from(families, one => one.weight)
        const [row = []] = bandedFamilies(values, weights, null, 1, [500, 2000])
        const curve = distribution(values, weights)
        expect(row[0]).toBe(familiesWithin(curve, 500))
        expect((row[0] ?? 0) + (row[1] ?? 0)).toBe(familiesWithin(curve, 2000))
        expect(row.reduce((sum, one) => sum + one, 0)).toBe(curve.families)
      }),
    )
  })
})
