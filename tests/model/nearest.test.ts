import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN } from '../../server/model/journeys.ts'
import { afterClosing, afterOpening, nearestFew, nearestOpen } from '../../server/model/nearest.ts'
import { benchCounties, bySite, describeWithBench, readCounty } from './bench.ts'

// Few distinct values, so that ties are common.
const journey = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 8 }) },
  { weight: 1, arbitrary: fc.constant(CANNOT_BE_REACHED) },
  { weight: 1, arbitrary: fc.constant(NOT_KNOWN) },
)
const origins = 6
const table = fc
  .array(fc.array(journey, { minLength: origins, maxLength: origins }), { minLength: 2, maxLength: 6 })
  .map(columns => columns.map(column => Float64Array.from(column)))
const tableAndOpen = table.chain(journeys =>
  fc.tuple(fc.constant(journeys), fc.shuffledSubarray([...journeys.keys()])),
)

describe('the nearest open place', () => {
  it('is the least journey, the lowest index of equally near ones', () => {
    const journeys = [Float64Array.of(5, 3), Float64Array.of(5, 9), Float64Array.of(7, 3)]
    expect(nearestOpen(journeys, [2, 1], 2)).toEqual({
      site: Int32Array.of(1, 2),
      value: Float64Array.of(5, 3),
    })
    expect(nearestOpen(journeys, [2, 0, 1], 2).site).toEqual(Int32Array.of(0, 0))
  })

  it('cannot be reached when nothing is open, is not known when nothing is known', () => {
    expect(nearestOpen([], [], 1)).toEqual({
      site: Int32Array.of(-1),
      value: Float64Array.of(CANNOT_BE_REACHED),
    })
    const journeys = [Float64Array.of(NOT_KNOWN, NOT_KNOWN), Float64Array.of(CANNOT_BE_REACHED, 4)]
    expect(nearestOpen(journeys, [0], 2).value).toEqual(Float64Array.of(NOT_KNOWN, NOT_KNOWN))
    // The unknown place might be the one within reach, so this is not "cannot be reached".
    expect(nearestOpen(journeys, [0, 1], 2)).toEqual({
      site: Int32Array.of(-1, 1),
      value: Float64Array.of(NOT_KNOWN, 4),
    })
  })

  it('does not depend on the order in which places are given', () => {
    fc.assert(
      fc.property(tableAndOpen, ([journeys, open]) => {
        const sorted = [...open].sort((a, b) => a - b)
        expect(nearestOpen(journeys, open, origins)).toEqual(nearestOpen(journeys, sorted, origins))
      }),
    )
  })

  it('is brought up to date exactly as if it were found from scratch', () => {
    fc.assert(
      fc.property(tableAndOpen, fc.nat(), ([journeys, open], choice) => {
        const site = choice % journeys.length
        const others = open.filter(index => index !== site)
        const without = nearestOpen(journeys, others, origins)
        const withSite = nearestOpen(journeys, [...others, site], origins)
        expect(afterOpening(without, journeys, site)).toEqual(withSite)
        expect(afterClosing(withSite, journeys, [...others, site], site)).toEqual(without)
      }),
    )
  })

  it('never gets further away when one more place opens', () => {
    fc.assert(
      fc.property(tableAndOpen, fc.nat(), ([journeys, open], choice) => {
        const before = nearestOpen(journeys, open, origins)
        const after = afterOpening(before, journeys, choice % journeys.length)
        before.value.forEach((value, i) => {
          if (Number.isFinite(value)) expect(after.value[i]).toBeLessThanOrEqual(value)
        })
      }),
    )
  })

  it('heads the list of the nearest few, which leaves out what cannot be reached', () => {
    const journeys = [9, 2, CANNOT_BE_REACHED, 2, NOT_KNOWN].map(value => Float64Array.of(value))
    expect(nearestFew(journeys, [4, 3, 2, 1, 0, 1], 0, 3)).toEqual([
      { site: 1, value: 2 },
      { site: 3, value: 2 },
      { site: 0, value: 9 },
    ])
  })

  it('refuses a place without journeys', () => {
    expect(() => nearestOpen([Float64Array.of(1)], [3], 1)).toThrow('Place 3 has no journeys')
    expect(() => nearestOpen([Float64Array.of(1)], [0], 2)).toThrow(RangeError)
  })
})

describeWithBench('the nearest open place, known answers', () => {
  it.each(benchCounties)('costs %s what its best plan is known to cost', name => {
    const { county, answers } = readCounty(name)
    const nearest = nearestOpen(bySite(county.T_seconds), answers.pmedian.open, county.pop.length)
    const cost = county.pop.reduce((sum, families, i) => sum + families * (nearest.value[i] ?? NaN), 0)
    expect(cost).toBe(answers.pmedian.obj)
  })
})
