import { describe, expect, it } from '@jest/globals'
import type { NeedRates } from '../../server/model/need.ts'
import { DEFAULT_NEED_WEIGHTS } from '../../server/model/need.ts'
import { needSensitivity } from '../../server/model/need-sensitivity.ts'
import { seededRandom } from '../../server/model/random.ts'

const county = (count: number, seed: number): NeedRates[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => ({
    idaci: random.next(),
    loneParents: random.next(),
    noCar: random.next(),
    lowEnglish: random.next(),
    gldGap: null,
  }))
}
const how = { top: 10, times: 200, spread: 0.25 }

describe('need under other weights', () => {
  it('can be repeated with the same seed', () => {
    const run = () => needSensitivity(county(60, 1), DEFAULT_NEED_WEIGHTS, how, seededRandom(9))
    expect(run()).toEqual(run())
  })

  it('keeps the whole top where no weight moves', () => {
    const steady = needSensitivity(
      county(60, 1),
      DEFAULT_NEED_WEIGHTS,
      { ...how, spread: 0 },
      seededRandom(1),
    )
    expect(steady).toMatchObject({ wholeTopSurvives: 1, meanOverlap: 1 })
    expect(steady.top.map(i => steady.staysIn[i])).toEqual(new Array(10).fill(1))
  })

  it('shares the places of the top among neighbourhoods', () => {
    const shaken = needSensitivity(
      county(60, 2),
      DEFAULT_NEED_WEIGHTS,
      { ...how, spread: 1 },
      seededRandom(2),
    )
    const sum = shaken.staysIn.reduce<number>((total, share) => total + (share ?? 0), 0)
    expect(sum).toBeCloseTo(10)
    expect(shaken.wholeTopSurvives).toBeLessThan(1)
    expect(shaken.meanOverlap).toBeGreaterThan(0.3)
  })

  it('leaves out a neighbourhood whose need is not known', () => {
    const some = county(5, 3)
    const blank = { idaci: null, loneParents: 1, noCar: 1, lowEnglish: 1, gldGap: null }
    const run = needSensitivity([...some, blank], DEFAULT_NEED_WEIGHTS, { ...how, top: 9 }, seededRandom(3))
    expect(run.top).toHaveLength(5)
    expect(run.staysIn[5]).toBeNull()
    expect(run.wholeTopSurvives).toBe(1)
  })

  it('refuses to shake in no way', () => {
    const run = (more: object) => () =>
      needSensitivity([], DEFAULT_NEED_WEIGHTS, { ...how, ...more }, seededRandom(1))
    expect(run({ times: 0 })).toThrow(RangeError)
    expect(run({ spread: 2 })).toThrow(RangeError)
  })
})
