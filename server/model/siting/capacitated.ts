import { allowedUnits } from './allowed-units.ts'
import type { CapacitatedAnswer } from './capacitated-best.ts'
import { BestAssignment } from './capacitated-best.ts'
import { capacitatedBound } from './capacitated-bound.ts'
import type { CapacitatedProblem } from './capacitated-problem.ts'
import { capacitatedProgramme } from './capacitated-programme.ts'
import { assignedWithin } from './capacitated-search.ts'
import type { SolveProgramme } from './integer-programme.ts'
import type { Control, SiteRules, SitingInstance } from './siting.ts'
import { noRules } from './siting.ts'

export type { CapacitatedAnswer, ServedShare } from './capacitated-best.ts'

/** What a capacitated problem is made of beside journeys. */
export interface Capacities {
  /** How many families each site can serve. */
  readonly of: Float64Array
  /** How many families each area sends; the instance's weights say how much their journeys count. */
  readonly demand: Float64Array
  /** Whether an area may be shared among sites. */
  readonly split?: boolean
}

/**
 * Finds the sites with the least total journey when every site can serve only so many families. An area is served by
 * one site, not always the nearest, or shared among sites where that is allowed.
 *
 * At most `p` sites open: places that serve nobody are filled by index. First assignments are made and improved for sites that a Lagrangian bound suggests; what the
 * bound leaves open goes to a general solver.
 *
 * Source: the capacitated p-median of Mulvey & Beck 1984; fixing by reduced costs as in Boccia, Sforza, Sterle & Vasilyev
 * 2008.
 * @param instance - the journeys, and how much each area's journey counts.
 * @param p - how many sites may open.
 * @param capacities - what sites can serve and areas send.
 * @param solve - solves integer programmes; it works outside the model.
 * @param rules - what must hold of the sites.
 * @param control - stops the search, and hears of it.
 * @returns the sites, who is served where, the total and a bound from below. When it cannot be done the conflict names
 * rules, or 'number' and 'capacity'.
 */
export async function capacitatedMedian(
  instance: SitingInstance,
  p: number,
  capacities: Capacities,
  solve: SolveProgramme,
  rules: SiteRules = noRules,
  control: Control = {},
): Promise<CapacitatedAnswer> {
  const units = allowedUnits(instance.journeys.length, rules, p)
  if (units.conflict.length > 0) return cannotBeServed(units.conflict)
  const stop = control.stop ?? (() => false)
  const may = new Set(units.units.flat())
  const must = new Set(units.fixed.flatMap(u => units.units[u] as readonly number[]))
  const problem: CapacitatedProblem = {
    costs: instance.journeys.map(column =>
      column.map((journey, i) => counted(journey, instance.weights[i] as number)),
    ),
    demand: capacities.demand,
    capacity: capacities.of,
    p,
    mustOpen: Uint8Array.from(instance.journeys, (_, site) => Number(must.has(site))),
    mayOpen: Uint8Array.from(instance.journeys, (_, site) => Number(may.has(site))),
    split: capacities.split === true,
  }
  const best = new BestAssignment(problem, control, rules)
  const start = Float64Array.from(instance.weights.keys(), i => medianCost(problem, i))
  const bound = capacitatedBound(
    problem,
    start,
    () => best.value ?? firstValue(problem),
    500,
    stop,
    open => {
      const found = assignedWithin(problem, open)
      if (found !== null) best.take(Array.from(found.site, (site, area) => ({ area, site, share: 1 })))
    },
  )
  best.bounded(bound.bound)
  if (best.proven || stop()) return best.answer(false)
  const together = units.units.filter(unit => unit.length > 1)
  const stated = capacitatedProgramme(problem, bound, best.value, together)
  const solved = await solve(stated.programme, {
    stop,
    start: best.value === null || stated.onlyBetter ? null : stated.columnsOf(best.shares),
    hear: (columns, _, least) => {
      best.take(stated.sharesIn(columns))
      if (Number.isFinite(least)) best.bounded(least * stated.scale)
    },
  })
  if (solved.columns !== null) best.take(stated.sharesIn(solved.columns))
  if (solved.status !== 'stopped') {
    return best.value === null ? cannotBeServed(['number', 'capacity']) : best.answer(true)
  }
  if (Number.isFinite(solved.bound)) best.bounded(solved.bound * stated.scale)
  return best.answer(false)
}

/** Nobody's way counts nothing, even where there is none. */
function counted(journey: number, weight: number): number {
  return weight === 0 ? 0 : journey * weight
}

function medianCost(problem: CapacitatedProblem, area: number): number {
  const here = problem.costs.map(column => column[area] as number).filter(cost => cost < Infinity)
  here.sort((a, b) => a - b)
  return here[Math.floor(here.length / problem.p)] ?? 0
}

/** A value for the first steps while no plan is known. */
function firstValue(problem: CapacitatedProblem): number {
  return 1.2 * [...problem.demand.keys()].reduce((sum, area) => sum + medianCost(problem, area), 0)
}

function cannotBeServed(conflict: readonly string[]): CapacitatedAnswer {
  return {
    objective: null,
    bound: Infinity,
    gap: null,
    proof: 'cannot be done',
    open: [],
    conflict,
    served: [],
  }
}
