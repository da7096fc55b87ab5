import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import type { NeedPart, NeedRates } from '../../server/model/need.ts'
import {
  DEFAULT_NEED_WEIGHTS,
  doubleCounting,
  NEED_PARTS,
  needIntensity,
  needMass,
} from '../../server/model/need.ts'

const rates = (more: Partial<NeedRates>): NeedRates => ({
  idaci: null,
  loneParents: null,
  noCar: null,
  lowEnglish: null,
  gldGap: null,
  ...more,
})
const only = (part: NeedPart) => ({ idaci: 0, loneParents: 0, noCar: 0, lowEnglish: 0, gldGap: 0, [part]: 1 })
const rate = fc.option(
  fc.integer({ min: 0, max: 100 }).map(n => n / 100),
  { freq: 8 },
)
const anyRates: fc.Arbitrary<NeedRates> = fc.record({
  idaci: rate,
  loneParents: rate,
  noCar: rate,
  lowEnglish: rate,
  gldGap: rate,
})

describe('need mass', () => {
  it('is children times the rate, and not known where either is not', () => {
    expect(needMass(200, 0.25)).toBe(50)
    expect(needMass(0, 0.25)).toBe(0)
    expect(needMass(null, 0.25)).toBeNull()
    expect(needMass(200, null)).toBeNull()
  })
})

describe('need intensity', () => {
  it('is counted in standard deviations from the county’s mean', () => {
    const { scores } = needIntensity([rates({ idaci: 0.1 }), rates({ idaci: 0.3 })], only('idaci'))
    expect(scores.map(({ intensity }) => intensity)).toEqual([expect.closeTo(-1), expect.closeTo(1)])
  })

  it('re-scales the weights to the measures that are there, and names the others', () => {
    const some = [rates({ idaci: 0.1, noCar: 0.2 }), rates({ idaci: 0.3, noCar: 0.1 })]
    const { weightsUsed, missingEverywhere, scores } = needIntensity(some)
    expect(missingEverywhere).toEqual(['loneParents', 'lowEnglish', 'gldGap'])
    expect(weightsUsed.idaci).toBeCloseTo(40 / 55)
    expect(weightsUsed.noCar).toBeCloseTo(15 / 55)
    expect(scores[1]?.intensity).toBeCloseTo((40 - 15) / 55)
    expect(scores[1]?.missing).toEqual([])
  })

  it('scores a neighbourhood by what it has, and names what it lacks', () => {
    const some = [
      rates({ idaci: 0.1, noCar: 0.1 }),
      rates({ idaci: 0.3, noCar: 0.3 }),
      rates({ idaci: 0.2, noCar: null }),
    ]
    const { scores } = needIntensity(some)
    expect(scores[2]).toEqual({ intensity: expect.closeTo(0), missing: ['noCar'] })
  })

  it('does not know the need of a neighbourhood without IDACI, where others have it', () => {
    const some = [rates({ idaci: 0.1, noCar: 0.1 }), rates({ noCar: 0.9 })]
    expect(needIntensity(some).scores[1]).toEqual({ intensity: null, missing: ['idaci'] })
    // Where nobody has IDACI, it is a missing measure like any other.
    const without = needIntensity([rates({ noCar: 0.1 }), rates({ noCar: 0.9 })])
    expect(without.missingEverywhere).toContain('idaci')
    expect(without.scores[1]?.intensity).toBeCloseTo(1)
  })

  it('knows nothing where there is nothing', () => {
    const { weightsUsed, scores } = needIntensity([rates({}), rates({})])
    expect(Object.values(weightsUsed)).toEqual([0, 0, 0, 0, 0])
    expect(scores.map(({ intensity }) => intensity)).toEqual([null, null])
  })

  it('names a measure that is the same everywhere, which says nothing', () => {
    const some = [rates({ idaci: 0.1, noCar: 0.3 }), rates({ idaci: 0.1, noCar: 0.1 })]
    const { sameEverywhere, scores } = needIntensity(some)
    expect(sameEverywhere).toEqual(['idaci'])
    expect(scores[0]?.intensity).toBeCloseTo(15 / 55)
  })

  it('does not change with the order of neighbourhoods or the scale of weights', () => {
    fc.assert(
      fc.property(
        fc.array(anyRates, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 50 }),
        (some, scale) => {
          const scaled = Object.fromEntries(
            NEED_PARTS.map(part => [part, DEFAULT_NEED_WEIGHTS[part] * scale]),
          ) as typeof DEFAULT_NEED_WEIGHTS
          const scores = needIntensity(some).scores.map(score => score.intensity)
          const other = needIntensity([...some].reverse(), scaled)
            .scores.map(score => score.intensity)
            .reverse()
          scores.forEach((score, i) => {
            if (score === null) expect(other[i]).toBeNull()
            else expect(other[i]).toBeCloseTo(score, 9)
          })
        },
      ),
    )
  })

  it('refuses a weight below nothing', () => {
    expect(() => needIntensity([], { ...DEFAULT_NEED_WEIGHTS, noCar: -1 })).toThrow('without a car')
  })
})

describe('double counting', () => {
  const weights = DEFAULT_NEED_WEIGHTS

  it('is warned of only where something counts twice', () => {
    expect(doubleCounting({ weights })).toEqual([])
    expect(doubleCounting({ weights, distance: true })).toEqual([])
    const all = { weights, imd: true, barriersDomain: true, distance: true, travelWeightedByNoCar: true }
    expect(doubleCounting(all).map(({ code }) => code)).toEqual([
      'imd-beside-idaci',
      'barriers-beside-distance',
      'no-car-twice',
    ])
    const without = { ...all, weights: { ...weights, idaci: 0, noCar: 0 }, distance: false }
    expect(doubleCounting(without)).toEqual([])
  })
})
