import { describe, expect, it } from '@jest/globals'
import type { Candidates } from '../../../server/scenarios/suggestions/candidates-service.ts'
import { stateProblem } from '../../../server/scenarios/suggestions/plan-problem.ts'
import type { PlanRequest } from '../../../server/scenarios/suggestions/plan-request.ts'
import type { PlanningSite } from '../../../server/scenarios/planning-inputs.ts'
import { defaultScenarioSettings } from '../../../server/scenarios/scenario-settings.ts'

const site = (id: string, changed: Partial<PlanningSite> = {}): PlanningSite => ({
  id,
  reference: id,
  name: `Site ${id}`,
  kind: 'centre',
  existing: true,
  beyondCounty: false,
  districtCode: 'D1',
  decile: 2,
  position: [0, 52],
  ...changed,
})

const request: PlanRequest = {
  goal: 'least-journey',
  within: null,
  mode: 'driving',
  deprivedCount: 2,
  centres: 1,
  zones: 1,
  zoneWorth: 0.5,
  oneInEachDistrict: true,
  keepGates: true,
  deprivedShare: null,
  saving: 30,
  worse: { children: 5, by: 60 },
  venueKinds: ['library'],
  mustBeCentre: [],
  mustStayOpen: ['a'],
  mustNotBeUsed: ['gone'],
  together: [
    ['a', 'b'],
    ['b', 'gone'],
  ],
  searchSeconds: 20,
}

/** Two neighbourhoods of 30 and 10 children; three postcodes in the first, one in the second, one nowhere known. */
function candidates(): Candidates {
  const neighbourhood = (code: string, children: number | null, decile: number) => ({
    code,
    name: code,
    districtCode: 'D1',
    position: null,
    children,
    decile,
    rural: null,
    noCarShare: null,
  })
  const none = Infinity
  return {
    inputs: {
      county: { name: 'Testshire', vintage: '2021' },
      travel: { key: '', method: '', unit: 'seconds', detourFactor: 1 },
      journeys: null,
      settings: defaultScenarioSettings,
      districts: [
        { code: 'D1', name: 'North' },
        { code: 'D2', name: 'South' },
      ],
      neighbourhoods: [neighbourhood('N1', 30, 1), neighbourhood('N2', 10, 9)],
      sites: [],
      costs: [
        { siteId: 'a', line: 'premises', poundsPerYear: 100 },
        { siteId: 'a', line: 'frontline', poundsPerYear: null },
        { siteId: 'b', line: 'premises', poundsPerYear: 50 },
        { siteId: 'library', line: 'premises', poundsPerYear: 1000 },
      ],
      gates: [{ siteId: 'b', definitely: [7], possibly: [] }],
      datasets: [],
    },
    sites: [
      site('a'),
      site('b', { districtCode: 'D2', decile: null }),
      site('library', { kind: 'library', existing: false, decile: 5 }),
      site('over', { beyondCounty: true, districtCode: null }),
    ],
    beyond: 1,
    neighbourhood: Int32Array.from([0, 0, 0, 1, -1]),
    journeys: [
      Float64Array.from([60, 120, none, 300, 1]),
      Float64Array.from([180, 60, none, 600, 1]),
      Float64Array.from([30, none, none, 200, 1]),
      Float64Array.from([none, none, none, 100, 1]),
    ],
    unit: 'seconds',
    method: 'Driving',
    leftOut: [],
  }
}

describe('a request as a problem', () => {
  const { problem, ...rest } = stateProblem(request, candidates())

  it('shares children among postcodes and counts deprived ones as often as was asked', () => {
    expect([...problem.families]).toEqual([10, 10, 10])
    expect([...problem.weights]).toEqual([20, 20, 10])
    expect(rest.childrenCounted).toBe(50)
  })

  it('names children who can reach no site, and counts a missing way as half as long again as the longest', () => {
    expect(rest.childrenOutOfReach).toBe(10)
    expect(rest.noWayCountsAs).toBe(900)
    expect([...(problem.journeys[2] ?? [])]).toEqual([30, 900, 200])
  })

  it('keeps centres beyond the county open, and counts from today', () => {
    expect(problem.alwaysOpen).toEqual([3])
    expect(problem.sites[3]).toMatchObject({ mayBeCentre: false, mayBeZone: false, district: -1 })
    expect([...(problem.worse?.today ?? [])]).toEqual([60, 60, 100])
    expect(problem.worse).toMatchObject({ by: 60, families: 5 })
  })

  it('closes the way to a Centre where a criterion is known to fail', () => {
    expect(problem.sites.map(one => one.mayBeCentre)).toEqual([true, false, true, false])
    expect(problem.sites.map(one => one.mayBeZone)).toEqual([true, true, true, false])
    const without = stateProblem({ ...request, keepGates: false }, candidates()).problem
    expect(without.sites[1]?.mayBeCentre).toBe(true)
  })

  it('holds the plan to what is left of today’s known costs; other sites’ costs are not the service’s', () => {
    expect(problem.budget).toBe(120)
    expect(problem.sites.map(one => one.cost.centre)).toEqual([100, 50, 0, 0])
    expect(problem.sites.map(one => one.cost.unused)).toEqual([0, 0, 0, 0])
    expect(problem.sites[0]?.cost.zone).toBe(50)
  })

  it('leaves out sites that are not there', () => {
    expect(problem).toMatchObject({
      mustBeUsed: [0],
      mustNotBeUsed: [],
      together: [[0, 1]],
      oneInEachDistrict: true,
      districts: 2,
    })
    expect(problem.sites.map(one => one.district)).toEqual([0, 1, 0, -1])
    expect(problem.sites.map(one => one.mostDeprived30)).toEqual([true, false, false, true])
  })
})
