import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN, typed } from '../../server/model/journeys.ts'
import { weightedMean, weightedPercentile } from '../../server/model/weighted.ts'

const rows = fc.array(
  fc.record({ value: fc.integer({ min: 0, max: 20 }), weight: fc.integer({ min: 0, max: 9 }) }),
  {
    minLength: 1,
    maxLength: 20,
  },
)
const valuesOf = (some: readonly { value: number }[]) => Float64Array.from(some, row => row.value)
const weightsOf = (some: readonly { weight: number }[]) => Float64Array.from(some, row => row.weight)

describe('a weighted percentile', () => {
  it('is read off the cumulative curve between its points', () => {
    const values = Float64Array.of(100, 200, 300)
    const weights = Float64Array.of(1, 1, 2)
    // Cumulative families 1, 2, 4: half of them is exactly the second point, three are half way to the third.
    expect(weightedPercentile(values, weights, 0.5)).toBe(200)
    expect(weightedPercentile(values, weights, 0.75)).toBe(250)
    expect(weightedPercentile(values, weights, 0.1)).toBe(100)
    expect(weightedPercentile(values, weights, 1)).toBe(300)
  })

  it('is null where nobody lives and where it falls among those who cannot be reached', () => {
    expect(weightedPercentile(typed([]), typed([]), 0.5)).toBeNull()
    const values = Float64Array.of(100, CANNOT_BE_REACHED)
    expect(weightedPercentile(values, Float64Array.of(6, 4), 0.5)).toBeCloseTo(100)
    expect(weightedPercentile(values, Float64Array.of(4, 6), 0.5)).toBeNull()
    expect(() => weightedPercentile(values, Float64Array.of(4, 6), 50)).toThrow(RangeError)
  })

  it('leaves out what is not known, and never reads it as nothing', () => {
    const values = Float64Array.of(100, NOT_KNOWN, 300)
    expect(weightedPercentile(values, Float64Array.of(1, 50, 1), 1)).toBe(300)
    expect(weightedMean(values, Float64Array.of(1, 50, 1))).toBe(200)
    expect(weightedMean(values, typed([null, 2, 5]))).toBe(300)
    expect(weightedMean(values, typed([null, 2, null]))).toBeNull()
  })

  it('does not change with the order of neighbourhoods, or with splitting one in two', () => {
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.nat()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, keys, share) => {
          const shuffled = some
            .map((row, i) => ({ row, key: keys[i] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row)
          const split = some.flatMap(row => [
            { value: row.value, weight: 1 },
            { value: row.value, weight: row.weight },
          ])
          const whole = some.map(row => ({ value: row.value, weight: row.weight + 1 }))
          expect(weightedPercentile(valuesOf(shuffled), weightsOf(shuffled), share)).toBe(
            weightedPercentile(valuesOf(some), weightsOf(some), share),
          )
          expect(weightedPercentile(valuesOf(split), weightsOf(split), share)).toBe(
            weightedPercentile(valuesOf(whole), weightsOf(whole), share),
          )
        },
      ),
    )
  })

  it('rises with the share asked for and stays between the least and the greatest value', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(rows, share, share, (some, a, b) => {
        const inhabited = some.filter(row => row.weight > 0)
        fc.pre(inhabited.length > 0)
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map(at =>
          weightedPercentile(valuesOf(some), weightsOf(some), at),
        ) as [number, number]
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(low).toBeGreaterThanOrEqual(Math.min(...inhabited.map(row => row.value)))
        expect(high).toBeLessThanOrEqual(Math.max(...inhabited.map(row => row.value)))
      }),
    )
  })
})
