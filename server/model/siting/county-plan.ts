import type { PlanControl } from './county-plan-best.ts'
import { BestPlan, impossiblePlan } from './county-plan-best.ts'
import { seededRandom } from '../random.ts'
import { leastWorstPlan, mostWithinPlan } from './county-plan-aims.ts'
import type { StartPrices } from './county-plan-bound.ts'
import { planBound } from './county-plan-bound.ts'
import { countyConflict, feasiblePlan } from './county-plan-feasible.ts'
import type { LayeredProblem } from './county-plan-layers.ts'
import { layered } from './county-plan-layers.ts'
import type { CountyPlanAnswer, CountyPlanProblem } from './county-plan-problem.ts'
import { narrowedRules, planProgramme } from './county-plan-programme.ts'
import type { RoleRules } from './county-plan-rules.ts'
import { planIn, roleRules } from './county-plan-rules.ts'
import { improvedPlan, shakenPlan } from './county-plan-search.ts'
import type { SolveProgramme } from './integer-programme.ts'

export type { PlanControl } from './county-plan-best.ts'

/**
 * Finds the best Centres and Zones for a county: the number of Centres, Zones, districts, deprivation, budget, gates and
 * families made worse are all kept at once.
 *
 * First a plan that keeps the rules is found and improved by exchanges, then bounded; what the bound leaves open goes to
 * a general solver. Every plan is checked and worked out again by code that looks for none.
 * @param problem - the problem.
 * @param solve - solves integer programmes; it works outside the model.
 * @param control - stops the search, and hears of it.
 * @returns the plan with its value by the problem's aim, and the bound: from below, or from above for `most-within`.
 * When it cannot be done, a smallest set of rules in conflict.
 */
export async function bestCountyPlan(
  problem: CountyPlanProblem,
  solve: SolveProgramme,
  control: PlanControl = {},
): Promise<CountyPlanAnswer> {
  const search = new BestPlan(problem, control)
  const rules = roleRules(problem)
  if (control.start) search.take(control.start)
  const first = await feasiblePlan(problem, rules, solve, null, search.stop)
  if (first.impossible) return impossiblePlan(await countyConflict(problem, solve))
  if (first.plan !== null) search.take(first.plan)
  if (search.least === Infinity) return search.answer(false)
  if (problem.aim.kind === 'least-worst') return leastWorstPlan(search, rules, solve)
  const layers = layered(problem, Infinity)
  improveByChance(search, rules, 12)
  if (problem.aim.kind === 'most-within') return mostWithinPlan(search, layers, rules, solve)
  return leastJourneyPlan(search, layers, rules, solve)
}

async function leastJourneyPlan(
  search: BestPlan,
  layers: LayeredProblem,
  rules: RoleRules,
  solve: SolveProgramme,
): Promise<CountyPlanAnswer> {
  const { problem } = search
  const forSearch = layeredForSearch(problem)
  let bound = planBound(layers, rules, startPrices(layers, rules, search), search.least, 150, search.stop)
  for (const rounds of [300, 400, 600]) {
    search.bounded(bound.bound)
    if (search.answer(false).proof === 'proven best') return search.answer(true)
    if (search.stop()) return search.answer(false)
    // What sites are worth at these prices leads to plans that exchanges alone do not find.
    const { plan: guided } = await feasiblePlan(problem, rules, solve, bound, search.stop)
    if (guided !== null) search.take(improvedPlan(forSearch, rules, guided, search.stop))
    improveByChance(search, rules, 6)
    bound = planBound(layers, rules, bound, search.least, rounds, search.stop)
  }
  search.bounded(bound.bound)
  const left = narrowedRules(rules, bound, search.least)
  const stated = planProgramme(layers, left, bound, search.least)
  const inValue = (value: number): number => stated.offset + value * stated.scale
  const solved = await solve(stated.programme, {
    stop: search.stop,
    start: stated.columnsOf(search.plan),
    hear: (columns, _, least) => {
      search.take(planIn(stated.roles, columns))
      if (Number.isFinite(least)) search.bounded(Math.min(inValue(least), search.least))
    },
  })
  if (solved.columns !== null) search.take(planIn(stated.roles, solved.columns))
  // Plans that were ruled out on the way are no better than the best, so that nothing left means proven.
  if (solved.status !== 'stopped') return search.answer(true)
  if (Number.isFinite(solved.bound)) search.bounded(Math.min(inValue(solved.bound), search.least))
  return search.answer(false)
}

/** Improves the best plan by exchanges, and again after it was shaken, so many times. */
function improveByChance(search: BestPlan, rules: RoleRules, times: number): void {
  const layers = layeredForSearch(search.problem)
  // The same problem gives the same plan every time.
  const random = seededRandom(times)
  search.take(improvedPlan(layers, rules, search.plan, search.stop))
  for (let time = 0; time < times && !search.stop(); time++) {
    const shaken = shakenPlan(layers, rules, search.plan, random)
    search.take(improvedPlan(layers, rules, shaken, search.stop))
  }
}

/** Prices to begin with: what the second nearest place of the plan would cost every area. */
function startPrices(layers: LayeredProblem, rules: RoleRules, search: BestPlan): StartPrices {
  const { plan, problem } = search
  const prices = layers.layers.map(layer => {
    const open = [...problem.alwaysOpen, ...plan.centres, ...(layer.withZones ? plan.zones : [])]
    return layer.price.map((price, i) => {
      let [first, second] = [Infinity, Infinity]
      for (const site of open) {
        const journey = layers.journeys[site]?.[i] ?? Infinity
        if (journey < first) [first, second] = [journey, first]
        else if (journey < second) second = journey
      }
      if (first === Infinity) return 0
      return price * (second === Infinity ? 2 * first : second)
    })
  })
  return { prices, rulePrices: new Float64Array(Math.max(0, rules.rows.length - 2)), worsePrices: null }
}

/** Where there is no way, exchanges need a number: more than any journey. */
function layeredForSearch(problem: CountyPlanProblem): LayeredProblem {
  let longest = 1
  for (const column of problem.journeys) {
    for (const journey of column) if (journey > longest && journey < Infinity) longest = journey
  }
  return layered(problem, 1000 * longest)
}
