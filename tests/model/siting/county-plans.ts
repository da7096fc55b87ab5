import fc from '../../support/fast-check.ts'
import type { CountyPlanProblem, CountyRule } from '../../../server/model/siting/county-plan-problem.ts'
import type { PlanSites } from '../../../server/model/siting/county-plan-value.ts'
import { brokenRules, planValue } from '../../../server/model/siting/county-plan-value.ts'

const sites = 5
const areas = 5
const someSites = (most: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: sites - 1 }), { maxLength: most })
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 1 })
const column = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 0, max: 12 }) },
      { weight: 1, arbitrary: fc.constant(Infinity) },
    ),
    { minLength: areas, maxLength: areas },
  )
  .map(journeys => Float64Array.from(journeys))
const counts = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: areas, maxLength: areas })
  .map(weights => Float64Array.from(weights))

/** County problems of five sites and five areas with every kind of rule; many cannot be done. */
export const countyProblem: fc.Arbitrary<CountyPlanProblem> = fc.record({
  journeys: fc.array(column, { minLength: sites, maxLength: sites }),
  weights: counts,
  families: counts,
  sites: fc.array(
    fc.record({
      district: fc.integer({ min: -1, max: 1 }),
      mostDeprived30: fc.boolean(),
      mayBeCentre: fc.integer({ min: 0, max: 9 }).map(n => n > 0),
      mayBeZone: fc.integer({ min: 0, max: 9 }).map(n => n > 0),
      cost: fc.record({
        centre: fc.integer({ min: 5, max: 9 }),
        zone: fc.integer({ min: 1, max: 4 }),
        unused: fc.integer({ min: 0, max: 1 }),
      }),
    }),
    { minLength: sites, maxLength: sites },
  ),
  districts: fc.integer({ min: 0, max: 2 }),
  aim: fc.oneof(
    fc.record({ kind: fc.constant('least-journey' as const) }),
    fc.record({ kind: fc.constant('most-within' as const), limit: fc.integer({ min: 0, max: 10 }) }),
    fc.record({ kind: fc.constant('least-worst' as const) }),
  ),
  unlike: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.array(fc.record({ centres: someSites(3), differ: fc.integer({ min: 1, max: 2 }) }), { maxLength: 2 }),
  ),
  zoneWorth: fc.constantFrom(0, 0.25, 0.5, 1),
  centres: fc.integer({ min: 0, max: 3 }),
  zones: fc.integer({ min: 0, max: 3 }),
  alwaysOpen: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, someSites(1)),
  mustBeCentre: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, someSites(1)),
  mustBeUsed: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, someSites(1)),
  mustNotBeUsed: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, someSites(1)),
  together: fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[][]>([]) },
    fc.array(
      someSites(3).filter(group => group.length > 1),
      { maxLength: 1 },
    ),
  ),
  oneInEachDistrict: fc.boolean(),
  deprivedShare: maybe(fc.constantFrom(0.3, 0.5, 0.7, 1)),
  budget: maybe(fc.integer({ min: 5, max: 35 })),
  worse: maybe(
    fc.record({
      today: fc
        .array(fc.integer({ min: 0, max: 12 }), { minLength: areas, maxLength: areas })
        .map(journeys => Float64Array.from(journeys)),
      by: fc.integer({ min: 0, max: 5 }),
      families: fc.integer({ min: 0, max: 20 }),
    }),
  ),
})

/** Every plan of a few sites, whatever the rules. */
export function* plans(problem: CountyPlanProblem): Generator<PlanSites> {
  const own = [...problem.sites.keys()].filter(site => !problem.alwaysOpen.includes(site))
  for (let code = 0; code < 3 ** own.length; code++) {
    const roles = own.map((_, at) => Math.floor(code / 3 ** at) % 3)
    yield {
      centres: own.filter((_, at) => roles[at] === 1),
      zones: own.filter((_, at) => roles[at] === 2),
    }
  }
}

/** The value of the best plan that breaks none of some rules, by trying them all; null when there is none. */
export function bestOfAll(
  problem: CountyPlanProblem,
  held: (rule: CountyRule) => boolean = () => true,
): number | null {
  let best: number | null = null
  for (const plan of plans(problem)) {
    if (brokenRules(problem, plan).some(held)) continue
    const value = planValue(problem, plan)
    const better = problem.aim.kind === 'most-within' ? Math.max : Math.min
    best = best === null ? value : better(best, value)
  }
  return best
}
