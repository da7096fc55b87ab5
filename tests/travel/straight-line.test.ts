import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { positionsOf, straightLineJourneys } from '../../server/travel/index.ts'

// One degree of latitude on a round earth.
const degree = (6_371_008.8 * Math.PI) / 180

describe('journeys by straight line', () => {
  it('are longer than the line by the detour factor, and say so', async () => {
    const provider = straightLineJourneys(1.3)
    const [journeys] = await provider.journeys(positionsOf([[0.1, 52]]), positionsOf([[0.1, 53]]))
    expect(journeys?.[0]).toBeCloseTo(degree * 1.3, 3)
    expect(provider.method).toBe('Straight line × 1.3 (an estimate, not a measured route)')
    expect(provider.unit).toBe('metres')
  })

  it('are the line itself with a factor of 1', async () => {
    const provider = straightLineJourneys(1)
    const [journeys] = await provider.journeys(positionsOf([[0.1, 52]]), positionsOf([[0.1, 53]]))
    expect(journeys?.[0]).toBeCloseTo(degree, 3)
    expect(provider.method).toBe('Straight line (an estimate, not a measured route)')
  })

  it('name the factor as it was given', () => {
    expect(straightLineJourneys(1.25).method).toContain('× 1.25 ')
    expect(straightLineJourneys(2).method).toContain('× 2 ')
  })

  it('are not known where a position is not known', async () => {
    const [toNowhere, toSomewhere] = await straightLineJourneys(1).journeys(
      positionsOf([[0.1, 52], null]),
      positionsOf([null, [0.1, 52]]),
    )
    expect([...(toNowhere ?? [])]).toEqual([NaN, NaN])
    expect([...(toSomewhere ?? [])]).toEqual([0, NaN])
  })

  it('refuse a factor that would make roads shorter than the line', () => {
    expect(() => straightLineJourneys(0.9)).toThrow(RangeError)
    expect(() => straightLineJourneys(NaN)).toThrow(RangeError)
  })

  it('take as long there as back', async () => {
    const place = fc.tuple(
      fc.double({ min: -5, max: 2, noNaN: true }),
      fc.double({ min: 50, max: 55, noNaN: true }),
    )
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const provider = straightLineJourneys(1.3)
        const [there] = await provider.journeys(positionsOf([a]), positionsOf([b]))
        const [back] = await provider.journeys(positionsOf([b]), positionsOf([a]))
        expect(there?.[0]).toBeCloseTo(back?.[0] ?? NaN, 4)
      }),
    )
  })
})
