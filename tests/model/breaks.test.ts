import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  changeBreaks,
  changeClassOf,
  classIndexOf,
  classRanges,
  roundBreaks,
} from '../../server/model/breaks.ts'

const values = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -20_000, max: 20_000 }) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
    ),
    { maxLength: 60 },
  )
  .map(list => Float64Array.from(list))

describe('round breaks', () => {
  it('are numbers that people would choose', () => {
    const distances = Float64Array.from({ length: 375 }, (_, i) => 180 + (i * i) / 12)
    expect(roundBreaks([distances])).toEqual([1000, 2000, 4000, 8000])
    expect(roundBreaks([Float64Array.from({ length: 101 }, (_, i) => i / 100)])).toEqual([0.2, 0.4, 0.6, 0.8])
  })

  it('are shared by the maps that are compared', () => {
    const [near, far] = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(10, 20, 30, 40, 50)]
    expect(roundBreaks([near, far])).toEqual(roundBreaks([far, near]))
  })

  it('are fewer where there is less to part', () => {
    expect(roundBreaks([])).toEqual([])
    expect(roundBreaks([Float64Array.of(NaN, Infinity)])).toEqual([])
    expect(roundBreaks([Float64Array.of(7, 7, 7)])).toEqual([])
    expect(roundBreaks([Float64Array.of(1, 2)])).toHaveLength(1)
    expect(() => roundBreaks([Float64Array.of(1)], 0)).toThrow(RangeError)
  })

  it('ascend, and leave no class empty', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 1, max: 7 }), (a, b, classes) => {
        const breaks = roundBreaks([a, b], classes)
        expect(breaks.length).toBeLessThan(classes)
        expect([...breaks].sort((x, y) => x - y)).toEqual(breaks)
        expect(new Set(breaks).size).toBe(breaks.length)
        const used = new Set([...a, ...b].filter(Number.isFinite).map(value => classIndexOf(value, breaks)))
        if (used.size > 0) expect([...used].sort()).toEqual([...breaks.keys(), breaks.length])
      }),
    )
  })
})

describe('a class', () => {
  it('holds the values up to and at its upper break', () => {
    expect([0, 500, 501, 2000, 9000, Infinity].map(value => classIndexOf(value, [500, 2000]))).toEqual([
      0, 0, 1, 1, 2, 2,
    ])
    expect([null, NaN].map(value => classIndexOf(value, [500, 2000]))).toEqual([null, null])
    expect(classRanges([500, 2000])).toEqual([
      { from: null, upTo: 500 },
      { from: 500, upTo: 2000 },
      { from: 2000, upTo: null },
    ])
  })
})

describe('breaks of change', () => {
  it('treat both sides alike', () => {
    const breaks = changeBreaks([Float64Array.of(-3000, -200, 0, 0, 100, 900, 4000)], 50)
    expect(breaks).toEqual([-2500, -50, 50, 2500])
    expect([-2501, -2500, -51, -50, 0, 50, 51, 2500, 2501].map(by => changeClassOf(by, breaks))).toEqual([
      0, 1, 1, 2, 2, 2, 3, 3, 4,
    ])
    expect(changeClassOf(NaN, breaks)).toBeNull()
    expect(changeClassOf(Infinity, breaks)).toBe(4)
  })

  it('are none where nothing changes', () => {
    expect(changeBreaks([Float64Array.of(0, 10, -20)], 50)).toEqual([])
  })

  it('are opposites, whatever changes', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 50), (some, tolerance) => {
        const breaks = changeBreaks([some], tolerance)
        if (breaks.length === 0) return
        const [a, b, c, d] = breaks as [number, number, number, number]
        expect([a, b]).toEqual([-d, -c])
        expect(0 < c && c < d).toBe(true)
      }),
    )
  })
})
