import { describe, expect, it } from '@jest/globals'
import { recost, recostAssignment } from '../../../server/model/siting/recost.ts'

const journeys = [Float64Array.of(1, 5, 9, NaN, Infinity), Float64Array.of(6, 2, 4, NaN, Infinity)]
const instance = { journeys, weights: Float64Array.of(10, 20, 30, 40, 50) }

describe('costing a plan again', () => {
  it('sums families times journey to the nearest open site', () => {
    expect(recost(instance, [0, 1]).totalJourney).toBe(10 * 1 + 20 * 2 + 30 * 4)
    expect(recost(instance, [0]).totalJourney).toBe(10 * 1 + 20 * 5 + 30 * 9)
  })

  it('finds the longest journey, and the families within a limit once and twice', () => {
    expect(recost(instance, [0, 1], 5)).toMatchObject({
      worstJourney: 4,
      within: 60,
      withinTwo: 20,
      reached: 60,
    })
    expect(recost(instance, [0, 1])).toMatchObject({ within: 0, withinTwo: 0 })
  })

  it('counts areas that no site reaches for nothing, but not those that only this plan leaves out', () => {
    expect(recost(instance, [0, 1]).leftOut).toEqual([])
    expect(recost(instance, [])).toMatchObject({ totalJourney: Infinity, leftOut: [0, 1, 2], reached: 0 })
  })

  it('adds what the open sites cost, each once', () => {
    expect(recost(instance, [1, 1, 0], null, Float64Array.of(100, 200)).fixedCost).toBe(300)
  })

  it('refuses a site that there is not', () => {
    expect(() => recost(instance, [2])).toThrow('There is no site 2.')
  })
})

describe('costing an assignment again', () => {
  const two = { journeys: [Float64Array.of(1, 1), Float64Array.of(5, 9)], weights: Float64Array.of(1, 2) }
  const capacities = { of: Float64Array.of(10, 10), demand: Float64Array.of(6, 6) }
  const whole = (area: number, site: number): { area: number; site: number; share: number } => ({
    area,
    site,
    share: 1,
  })

  it('sums families times journey to the site that serves them', () => {
    expect(recostAssignment(two, [0, 1], [whole(0, 1), whole(1, 0)], capacities)).toEqual({
      totalJourney: 5 + 2,
      overfull: [],
      notServed: [],
    })
  })

  it('finds sites that serve more than they can or are not open, and areas that are not served', () => {
    const crowded = recostAssignment(two, [0, 1], [whole(0, 0), whole(1, 0)], capacities)
    expect(crowded).toMatchObject({ overfull: [0], notServed: [] })
    expect(recostAssignment(two, [0], [whole(0, 1)], capacities)).toMatchObject({
      overfull: [1],
      notServed: [1],
    })
    const half = recostAssignment(two, [0], [whole(0, 0), { area: 1, site: 0, share: 0.5 }], capacities)
    expect(half).toMatchObject({ totalJourney: 2, overfull: [], notServed: [1] })
  })
})
