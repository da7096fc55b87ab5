import { describe, expect, it } from '@jest/globals'
import { seededRandom } from '../../../server/model/random.ts'
import type { CountyPlanProblem } from '../../../server/model/siting/county-plan-problem.ts'
import { planVariations, type VariedAreas } from '../../../server/model/siting/plan-variations.ts'

const site = {
  district: 0,
  mostDeprived30: false,
  mayBeCentre: true,
  mayBeZone: true,
  cost: { centre: 0, zone: 0, unused: 0 },
}
const problem: CountyPlanProblem = {
  journeys: [Float64Array.from([100, 200, 300]), Float64Array.from([300, 200, Infinity])],
  weights: Float64Array.from([20, 10, 5]),
  families: Float64Array.from([10, 10, 5]),
  sites: [site, site],
  districts: 2,
  aim: { kind: 'least-journey' },
  zoneWorth: 0.5,
  centres: 1,
  zones: 1,
  alwaysOpen: [],
  mustBeCentre: [],
  mustBeUsed: [],
  mustNotBeUsed: [],
  together: [],
  oneInEachDistrict: false,
  deprivedShare: null,
  budget: null,
  worse: { today: Float64Array.from([100, 200, Infinity]), by: 60, families: 3 },
}
const areas: VariedAreas = {
  deprived: Uint8Array.from([1, 0, 0]),
  deprivedCount: 2,
  neighbourhood: Int32Array.from([0, 0, 1]),
  district: Int32Array.from([0, 1, 1]),
}
const variations = planVariations(problem, areas, seededRandom(1))
const of = (key: string): CountyPlanProblem => {
  const found = variations.find(one => one.key === key)
  if (!found) throw new Error(`There is no variation ${key}.`)
  return found.problem
}

describe('a problem under other assumptions', () => {
  it('begins with the problem as it was asked, and repeats nothing of it', () => {
    expect(variations[0]).toEqual({ key: 'as-asked', problem })
    expect(variations.map(one => one.key)).toEqual([
      'as-asked',
      'deprived:1',
      'deprived:3',
      'zone:0',
      'zone:1',
      ...[1, 2, 3, 4, 5, 6].map(draw => `population:${draw}`),
      'growth:0',
      'growth:1',
      'speed:1.25',
      'speed:0.8',
    ])
  })

  it('counts deprived areas otherwise', () => {
    expect([...of('deprived:1').weights]).toEqual([10, 10, 5])
    expect([...of('deprived:3').weights]).toEqual([30, 10, 5])
  })

  it('lets families of a neighbourhood grow and shrink together, the same at every time of asking', () => {
    const drawn = of('population:1')
    const factor = (area: number): number => (drawn.families[area] ?? 0) / (problem.families[area] ?? 1)
    expect(factor(0)).toBeCloseTo(factor(1), 12)
    expect(factor(0)).not.toBeCloseTo(factor(2), 6)
    expect((drawn.weights[0] ?? 0) / (drawn.families[0] ?? 1)).toBeCloseTo(2, 12)
    expect(planVariations(problem, areas, seededRandom(1))).toEqual(variations)
  })

  it('lets one district grow', () => {
    expect([...of('growth:1').families]).toEqual([10, 12, 6])
  })

  it('makes everybody slower, and today’s journeys with them', () => {
    const slower = of('speed:1.25')
    expect([...(slower.journeys[1] ?? [])]).toEqual([375, 250, Infinity])
    expect([...(slower.worse?.today ?? [])]).toEqual([125, 250, Infinity])
    expect(slower.worse?.by).toBe(60)
  })

  it('has no Zones to weigh where there are none', () => {
    const without = planVariations({ ...problem, zones: 0 }, areas, seededRandom(1))
    expect(without.some(one => one.key.startsWith('zone'))).toBe(false)
  })
})
