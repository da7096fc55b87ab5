import { describe, expect, it } from '@jest/globals'
import { CAR_ACCESS_GROUPS, carAccessGroup } from '../../server/model/car-access.ts'

describe('households without a car', () => {
  it('put a neighbourhood into one of four classes, at an edge into the higher one', () => {
    expect([0, 0.0999, 0.1, 0.2, 0.29, 0.3, 1].map(carAccessGroup)).toEqual([1, 1, 2, 3, 3, 4, 4])
    expect(CAR_ACCESS_GROUPS.map(group => group.key)).toEqual(['1', '2', '3', '4'])
  })

  it('are in no class where they are not known', () => {
    expect([null, NaN].map(carAccessGroup)).toEqual([null, null])
  })
})
