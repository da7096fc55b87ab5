import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { boundsAround, classLabels, classOf, roundBreaks } from '../../server/model/map-document.ts'

describe('the classes of a map', () => {
  it('puts a figure on a break into the lower class', () => {
    expect([0, 500, 501, 1000, 9999].map(value => classOf(value, [500, 1000]))).toEqual([0, 0, 1, 1, 2])
  })

  it('gives no class to a figure that is not known', () => {
    expect(classOf(null, [500])).toBeNull()
    expect(classOf(Number.NaN, [500])).toBeNull()
  })

  it('has round breaks', () => {
    const metres = Array.from({ length: 400 }, (_, at) => 213 + at * 17.3)
    expect(roundBreaks(metres)).toEqual([1600, 3000, 4250, 5500])
  })

  it('has fewer classes where the figures are alike', () => {
    expect(roundBreaks([5, 5, 5, 5])).toEqual([])
    expect(roundBreaks([])).toEqual([])
    expect(roundBreaks([null, 1, null, 2])).toEqual([1])
  })

  it('always has breaks that rise, lie under the highest figure and do not depend on order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { nil: null })),
        values => {
          const breaks = roundBreaks(values)
          const known = values.filter(value => value !== null)
          expect(breaks.length).toBeLessThan(5)
          breaks.forEach((value, at) => {
            expect(value).toBeLessThan(Math.max(...known))
            if (at > 0) expect(value).toBeGreaterThan(breaks[at - 1] ?? value)
          })
          expect(roundBreaks(values.toReversed())).toEqual(breaks)
        },
      ),
    )
  })

  it('says what each class holds', () => {
    expect(classLabels([500, 1000], value => `${value} m`).map(({ label }) => label)).toEqual([
      'up to 500 m',
      '500 m to 1000 m',
      'more than 1000 m',
    ])
    expect(classLabels([], String)).toEqual([{ label: 'All' }])
  })
})

describe('the first view', () => {
  it('frames every position, with air', () => {
    const [west, south, east, north] = boundsAround([
      [0, 52],
      [1, 53],
    ]) ?? [0, 0, 0, 0]
    expect([west, south, east, north].map(value => value.toFixed(2))).toEqual([
      '-0.04',
      '51.96',
      '1.04',
      '53.04',
    ])
  })

  it('is not known without positions, and not a point with one', () => {
    expect(boundsAround([])).toBeNull()
    const [west = 0, , east = 0] = boundsAround([[0.1, 52]]) ?? []
    expect(east - west).toBeGreaterThan(0.005)
  })
})
