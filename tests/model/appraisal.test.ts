import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import type { CriterionNumber, Level, RatingRange, SiteRatings } from '../../server/model/appraisal.ts'
import {
  combineAssessors,
  CRITERIA,
  criteriaMatrix,
  criterion,
  EQUAL_WEIGHTS,
  gatesBroken,
  isUnknown,
  UNKNOWN_RATING,
  weightedTotal,
} from '../../server/model/appraisal.ts'

const exactly = (level: Level): RatingRange => ({ low: level, high: level })
const all = (level: Level): SiteRatings =>
  Object.fromEntries(CRITERIA.map(({ number }) => [number, exactly(level)]))

const range: fc.Arbitrary<RatingRange> = fc
  .tuple(fc.nat(4), fc.nat(4))
  .map(([a, b]) => ({ low: Math.min(a, b) as Level, high: Math.max(a, b) as Level }))
const ratings: fc.Arbitrary<SiteRatings> = fc
  .array(fc.option(range), { minLength: 8, maxLength: 8 })
  .map(list => Object.fromEntries(list.flatMap((each, i) => (each === null ? [] : [[i + 1, each] as const]))))

describe('the eight criteria', () => {
  it('are numbered in order, have five levels each, and gates at safety and access', () => {
    expect(CRITERIA.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(CRITERIA.filter(({ gate }) => gate).map(({ number }) => number)).toEqual([6, 7])
    for (const { levels } of CRITERIA) expect(new Set(levels).size).toBe(5)
    expect(criterion(5).name).toBe('Well used')
  })
})

describe('two assessors', () => {
  it('make a range that holds both', () => {
    expect(combineAssessors(exactly(1), exactly(3))).toEqual({
      range: { low: 1, high: 3 },
      state: 'differ',
      apart: 2,
    })
    expect(combineAssessors(exactly(3), { low: 2, high: 4 })).toMatchObject({ state: 'differ', apart: 0 })
    expect(combineAssessors(exactly(2), exactly(2))).toEqual({ range: exactly(2), state: 'agree', apart: 0 })
  })

  it('leave it to one where there is one, and unknown where there is none', () => {
    expect(combineAssessors(null, exactly(3))).toEqual({ range: exactly(3), state: 'one', apart: 0 })
    expect(combineAssessors(null, null)).toEqual({ range: UNKNOWN_RATING, state: 'none', apart: 0 })
  })
})

describe('a site’s total', () => {
  it('goes from 0 to 100', () => {
    expect(weightedTotal(all(0), EQUAL_WEIGHTS)).toEqual({ low: 0, high: 0, completeness: 100 })
    expect(weightedTotal(all(4), EQUAL_WEIGHTS)).toEqual({ low: 100, high: 100, completeness: 100 })
    expect(weightedTotal(all(3), { ...EQUAL_WEIGHTS, 1: 5 })).toEqual({
      low: 75,
      high: 75,
      completeness: 100,
    })
  })

  it('is anything at all, and nothing complete, where nothing is known', () => {
    expect(weightedTotal({}, EQUAL_WEIGHTS)).toEqual({ low: 0, high: 100, completeness: 0 })
  })

  it('is as complete as the weight of what is known', () => {
    expect(weightedTotal({ 1: exactly(2) }, { ...EQUAL_WEIGHTS, 1: 9 })).toEqual({
      low: 28.125,
      high: 28.125 + 43.75,
      completeness: 56.25,
    })
  })

  it('never leaves the range that it had before more became known', () => {
    fc.assert(
      fc.property(ratings, fc.integer({ min: 1, max: 8 }), fc.nat(4), (site, number, level) => {
        const before = site[number as CriterionNumber] ?? UNKNOWN_RATING
        fc.pre(before.low <= level && level <= before.high)
        const more = weightedTotal({ ...site, [number]: exactly(level as Level) }, EQUAL_WEIGHTS)
        const total = weightedTotal(site, EQUAL_WEIGHTS)
        expect(more.low).toBeGreaterThanOrEqual(total.low)
        expect(more.high).toBeLessThanOrEqual(total.high)
        expect(more.completeness).toBeGreaterThanOrEqual(total.completeness)
      }),
    )
  })

  it('refuses weights below nothing, or of nothing', () => {
    expect(() => weightedTotal({}, { ...EQUAL_WEIGHTS, 2: -1 })).toThrow(RangeError)
    const none = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0 }
    expect(() => weightedTotal({}, none)).toThrow(RangeError)
  })
})

describe('gates', () => {
  it('break at a sure 0, may break at a possible one, and are never made up for', () => {
    expect(gatesBroken({ ...all(4), 6: exactly(0) })).toEqual({ definitely: [6], possibly: [] })
    expect(gatesBroken({ 6: { low: 0, high: 2 } })).toEqual({ definitely: [], possibly: [6, 7] })
    expect(gatesBroken({ ...all(1), 1: exactly(0) })).toEqual({ definitely: [], possibly: [] })
  })
})

describe('the matrix of sites and criteria', () => {
  it('shows unknown cells as ranges and counts the known ones', () => {
    const { rows, known, cells } = criteriaMatrix([{ id: 'a', ratings: { 2: exactly(0) } }], EQUAL_WEIGHTS)
    expect(rows[0]?.cells.map(isUnknown)).toEqual([true, false, true, true, true, true, true, true])
    expect({ known, cells }).toEqual({ known: 1, cells: 8 })
  })

  it('ranks by what may be, equal totals sharing the better rank', () => {
    const { rows } = criteriaMatrix(
      [
        { id: 'sure', ratings: all(3) },
        { id: 'same', ratings: all(3) },
        { id: 'poor', ratings: all(1) },
        { id: 'blank', ratings: {} },
      ],
      EQUAL_WEIGHTS,
    )
    expect(rows.map(({ id, bestRank, worstRank }) => [id, bestRank, worstRank])).toEqual([
      ['sure', 1, 2],
      ['same', 1, 2],
      ['poor', 3, 4],
      ['blank', 1, 4],
    ])
  })

  it('holds the true rank within its bounds, however the unknown turns out', () => {
    fc.assert(
      fc.property(
        fc.array(ratings, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat(4)).map(stream => () => [...stream.take(1)][0] ?? 0),
        (sites, draws) => {
          const truth = sites.map(site =>
            Object.fromEntries(
              CRITERIA.map(({ number }) => {
                const { low, high } = site[number] ?? UNKNOWN_RATING
                const drawn = draws()
                return [number, exactly((low + (drawn % (high - low + 1))) as Level)]
              }),
            ),
          )
          const rows = (some: SiteRatings[]) =>
            criteriaMatrix(
              some.map((each, i) => ({ id: `s${i}`, ratings: each })),
              EQUAL_WEIGHTS,
            ).rows
          const seen = rows(sites)
          rows(truth).forEach((row, i) => {
            expect(row.bestRank).toBe(row.worstRank)
            expect(row.bestRank).toBeGreaterThanOrEqual(seen[i]?.bestRank ?? NaN)
            expect(row.bestRank).toBeLessThanOrEqual(seen[i]?.worstRank ?? NaN)
          })
        },
      ),
    )
  })
})
