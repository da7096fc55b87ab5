import type { CountyPlanProblem, CountyRule } from './county-plan-problem.ts'

/** Centres and Zones of a plan. */
export interface PlanSites {
  readonly centres: readonly number[]
  readonly zones: readonly number[]
}

/**
 * Works out what a plan comes to, straight from its journeys and by none of the code that looks for plans.
 * @param problem - the problem.
 * @param plan - the plan.
 * @returns the value by the problem's aim; infinite where the aim needs a way and there is none.
 */
export function planValue(problem: CountyPlanProblem, plan: PlanSites): number {
  const { aim, zoneWorth, weights } = problem
  const centres = [...plan.centres, ...problem.alwaysOpen]
  const toCentre = nearest(problem, centres)
  const toPlace = nearest(problem, [...centres, ...plan.zones])
  let value = 0
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue
    const [far, near] = [toCentre[i] as number, toPlace[i] as number]
    if (aim.kind === 'most-within') {
      if (far <= aim.limit) value += (1 - zoneWorth) * weight
      if (near <= aim.limit) value += zoneWorth * weight
    } else {
      // Nothing times a way that there is not is nothing.
      const journey = (zoneWorth < 1 ? (1 - zoneWorth) * far : 0) + (zoneWorth > 0 ? zoneWorth * near : 0)
      value = aim.kind === 'least-worst' ? Math.max(value, journey) : value + weight * journey
    }
  }
  return value
}

/**
 * Checks a plan against the rules.
 * @param problem - the problem.
 * @param plan - the plan.
 * @returns the rules that it breaks; empty when it keeps them all.
 */
export function brokenRules(problem: CountyPlanProblem, plan: PlanSites): CountyRule[] {
  const { sites } = problem
  const isCentre = new Set(plan.centres)
  const isUsed = new Set([...plan.centres, ...plan.zones])
  const own = [...sites.keys()].filter(site => !problem.alwaysOpen.includes(site))
  const deprived = plan.centres.filter(site => sites[site]?.mostDeprived30 === true).length
  const districts = new Set(plan.centres.map(site => sites[site]?.district))
  const refused = new Set(problem.mustNotBeUsed)
  const checks: Record<CountyRule, boolean> = {
    centres: isCentre.size === problem.centres && isUsed.size === plan.centres.length + plan.zones.length,
    zones: plan.zones.length <= problem.zones,
    mustBeCentre: problem.mustBeCentre.every(site => isCentre.has(site)),
    mustBeUsed: problem.mustBeUsed.every(site => isUsed.has(site)),
    mustNotBeUsed:
      ![...isUsed].some(site => refused.has(site) || !own.includes(site)) &&
      plan.centres.every(site => sites[site]?.mayBeCentre === true) &&
      plan.zones.every(site => sites[site]?.mayBeZone === true),
    together: problem.together.every(group => new Set(group.map(site => isUsed.has(site))).size <= 1),
    districts:
      !problem.oneInEachDistrict ||
      Array.from({ length: problem.districts }, (_, d) => d).every(d => districts.has(d)),
    deprived: problem.deprivedShare === null || deprived >= problem.deprivedShare * isCentre.size - 1e-9,
    budget: problem.budget === null || costOf(problem, plan, own) <= problem.budget + 1e-6,
    unlike: (problem.unlike ?? []).every(
      ({ centres, differ }) => centres.filter(site => isCentre.has(site)).length <= centres.length - differ,
    ),
    worse: problem.worse === null || familiesWorse(problem, plan) <= problem.worse.families + 1e-6,
    reach: planValue({ ...problem, aim: { kind: 'least-journey' } }, plan) < Infinity,
  }
  const keys = Object.keys(checks) as CountyRule[]
  return keys.filter(key => !checks[key] && !(key === 'reach' && problem.aim.kind === 'most-within'))
}

/**
 * Counts the families whose nearest place is further than it is today by more than is allowed.
 * @param problem - the problem; its `worse` rule says what counts as worse.
 * @param plan - the plan.
 * @returns the families; 0 when there is no such rule.
 */
export function familiesWorse(problem: CountyPlanProblem, plan: PlanSites): number {
  const { worse, zoneWorth, families, alwaysOpen } = problem
  if (worse === null) return 0
  const places = [...plan.centres, ...alwaysOpen, ...(zoneWorth > 0 ? plan.zones : [])]
  return nearest(problem, places).reduce(
    (sum, journey, i) =>
      sum + (journey > (worse.today[i] as number) + worse.by ? (families[i] as number) : 0),
    0,
  )
}

function costOf(problem: CountyPlanProblem, plan: PlanSites, own: readonly number[]): number {
  const [centres, zones] = [new Set(plan.centres), new Set(plan.zones)]
  return own.reduce((sum, site) => {
    const cost = problem.sites[site]?.cost
    if (cost === undefined) return sum
    return sum + (centres.has(site) ? cost.centre : zones.has(site) ? cost.zone : cost.unused)
  }, 0)
}

function nearest(problem: CountyPlanProblem, open: readonly number[]): Float64Array {
  const journeys = new Float64Array(problem.weights.length).fill(Infinity)
  for (const site of open) {
    for (const [i, journey] of (problem.journeys[site] ?? []).entries()) {
      if (journey < (journeys[i] as number)) journeys[i] = journey
    }
  }
  return journeys
}
