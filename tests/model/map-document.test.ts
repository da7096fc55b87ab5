import { describe, expect, it } from '@jest/globals'
import { boundsAround, classLabels } from '../../server/model/map-document.ts'

describe('the classes of a map', () => {
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
