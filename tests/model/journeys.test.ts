import { describe, expect, it } from '@jest/globals'
import {
  CANNOT_BE_REACHED,
  edge,
  groupingOf,
  NOT_KNOWN,
  sameLength,
  typed,
} from '../../server/model/journeys.ts'

describe('figures in typed arrays', () => {
  it('come out as they went in, with null for what is not known', () => {
    expect([...typed([0, null, 2.5])].map(edge)).toEqual([0, null, 2.5])
  })

  it('are null at the edge where a place cannot be reached', () => {
    expect(edge(CANNOT_BE_REACHED)).toBeNull()
    expect(edge(NOT_KNOWN)).toBeNull()
    expect(edge(0)).toBe(0)
  })

  it('must be equally many to belong together', () => {
    expect(sameLength({ values: [1, 2], weights: [3, 4] })).toBe(2)
    expect(() => sameLength({ values: [1, 2], weights: [3] })).toThrow(
      'weights has 1 entries where values has 2.',
    )
  })
})

describe('groups', () => {
  it('stand in order of number where they are numbers, else of spelling', () => {
    expect(groupingOf([10, 2, null, 1]).keys).toEqual(['1', '2', '10'])
    expect([...groupingOf([10, 2, null, 1]).of]).toEqual([2, 1, -1, 0])
    expect(groupingOf(['b', 'a']).keys).toEqual(['a', 'b'])
  })
})
