import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { seededRandom, shuffled } from '../../server/model/random.ts'

describe('seeded random', () => {
  it('gives the same draws for the same seed and others for another', () => {
    const draws = (seed: number) => {
      const random = seededRandom(seed)
      return Array.from({ length: 5 }, () => random.next())
    }
    expect(draws(7)).toEqual(draws(7))
    expect(draws(7)).not.toEqual(draws(8))
  })

  it('draws from 0 up to but not 1, evenly', () => {
    const random = seededRandom(1)
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) {
      const draw = random.next()
      expect(draw >= 0 && draw < 1).toBe(true)
      const tenth = Math.floor(draw * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500)
  })

  it('draws whole numbers below a limit and refuses a limit of nothing', () => {
    const random = seededRandom(3)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), below => {
        const draw = random.wholeBelow(below)
        return Number.isInteger(draw) && draw >= 0 && draw < below
      }),
    )
    expect(() => random.wholeBelow(0)).toThrow(RangeError)
    expect(() => random.wholeBelow(1.5)).toThrow(RangeError)
  })

  it('draws from a normal distribution', () => {
    const random = seededRandom(5)
    const draws = Array.from({ length: 50_000 }, () => random.normal())
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length
    expect(mean).toBeCloseTo(0, 1)
    expect(variance).toBeCloseTo(1, 1)
  })

  it('shuffles without losing, repeating or touching anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items]
        const order = shuffled(items, seededRandom(seed))
        expect(items).toEqual(before)
        expect([...order].sort()).toEqual([...items].sort())
      }),
    )
  })
})
