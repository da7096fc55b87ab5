import { describe, expect, it } from '@jest/globals'
import { barrierCrossings } from '../../../server/travel/roads/barrier-lines.ts'

describe('a barrier', () => {
  const river = {
    name: 'River',
    line: [
      [0, -1],
      [0, 0],
      [0.5, 1],
    ],
  } as const

  it('is crossed from one side to the other, through its bends too', () => {
    const crosses = barrierCrossings([river])
    expect(crosses(-0.1, -0.5, 0.3, -0.5)).toEqual({ first: 0.25, last: 0.25 })
    expect(crosses(0.1, -0.5, -0.1, -0.5)).not.toBeNull()
    expect(crosses(-0.1, 0, 0.1, 0)).not.toBeNull()
    expect(crosses(0.2, 0.5, 0.3, 0.5)).not.toBeNull()
  })

  it('is not crossed beside it, along it, or beyond its ends', () => {
    const crosses = barrierCrossings([river])
    expect(crosses(0.1, -0.5, 0.2, 0)).toBeNull()
    expect(crosses(-0.1, -0.5, -0.1, 0.5)).toBeNull()
    expect(crosses(-0.1, -1.5, 0.1, -1.5)).toBeNull()
    expect(crosses(-0.1, 1.5, 2, 1.5)).toBeNull()
  })

  it('is crossed once by a road of two pieces that meet on the line', () => {
    const crosses = barrierCrossings([river])
    const pieces = [crosses(-0.1, -0.5, 0, -0.5), crosses(0, -0.5, 0.1, -0.5)]
    expect(pieces.filter(piece => piece !== null)).toHaveLength(1)
  })

  it('can be crossed near its gaps only', () => {
    const crosses = barrierCrossings([{ ...river, gaps: [{ at: [0, -0.5], metres: 30 }] }])
    expect(crosses(-0.1, -0.5001, 0.1, -0.5001)).toBeNull()
    expect(crosses(-0.1, -0.501, 0.1, -0.501)).not.toBeNull()
  })

  it('of no length stops nobody', () => {
    expect(barrierCrossings([])(0, 0, 1, 1)).toBeNull()
    expect(barrierCrossings([{ name: 'Point', line: [[0, 0]] }])(-1, 0, 1, 0)).toBeNull()
  })
})
