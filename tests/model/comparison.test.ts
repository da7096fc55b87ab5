import { describe, expect, it } from '@jest/globals'
import { compareProfile } from '../../server/model/comparison.ts'

const band = (key: string, respondents: number, population: number | null) => ({
  key,
  label: key,
  respondents,
  population,
})

describe('who answered against who lives there', () => {
  it('compares shares', () => {
    const { base, rows } = compareProfile([band('16–24', 10, 300), band('25–44', 90, 700)])
    expect(base).toBe(100)
    expect(rows[0]).toMatchObject({ respondentShare: 0.1, populationShare: 0.3 })
    expect(rows[0]?.difference).toBeCloseTo(-0.2)
    expect(rows[0]?.ratio).toBeCloseTo(1 / 3)
    expect(rows[1]?.difference).toBeCloseTo(0.2)
  })

  it('has no share of a population with a gap in it', () => {
    const { rows } = compareProfile([band('a', 10, 300), band('b', 10, null)])
    expect(
      rows.map(({ populationShare, difference, ratio }) => [populationShare, difference, ratio]),
    ).toEqual([
      [null, null, null],
      [null, null, null],
    ])
    expect(rows[0]?.respondentShare).toBe(0.5)
  })

  it('has no shares where nobody said, and no ratio to nobody', () => {
    expect(compareProfile([band('a', 0, 5)]).rows[0]?.respondentShare).toBeNull()
    expect(compareProfile([band('a', 1, 0), band('b', 1, 4)]).rows[0]).toMatchObject({
      populationShare: 0,
      ratio: null,
      difference: 0.5,
    })
    expect(compareProfile([])).toEqual({ base: 0, rows: [] })
    expect(() => compareProfile([band('a', -1, 5)])).toThrow(RangeError)
  })
})
