import type { PlanBound } from './county-plan-bound.ts'
import type { CountyPlanProblem, CountyRule } from './county-plan-problem.ts'
import type { RoleRules } from './county-plan-rules.ts'
import { addReach, addWorse, countyRules, planIn, roleProgramme, roleRules } from './county-plan-rules.ts'
import type { PlanSites } from './county-plan-value.ts'
import type { SolveProgramme } from './integer-programme.ts'
import { smallestConflictOf } from './smallest-conflict.ts'

/**
 * Finds a plan that keeps every rule.
 * @param problem - the problem.
 * @param rules - what sites may become.
 * @param solve - solves integer programmes.
 * @param guide - what sites cost in each role: the plan is the cheapest by that. Null: any plan will do.
 * @param stop - asked now and then.
 * @returns a plan, null when none was found; and whether it is certain that there is none.
 */
export async function feasiblePlan(
  problem: CountyPlanProblem,
  rules: RoleRules,
  solve: SolveProgramme,
  guide: Pick<PlanBound, 'centre' | 'zone'> | null,
  stop: () => boolean,
): Promise<{ readonly plan: PlanSites | null; readonly impossible: boolean }> {
  const largest = guide === null ? 1 : Math.max(1e-9, ...guide.centre.map(Math.abs))
  const programme = roleProgramme(
    problem,
    rules,
    guide && {
      centre: guide.centre.map(cost => (100 * cost) / largest),
      zone: guide.zone.map(cost => (100 * cost) / largest),
    },
  )
  addWorse(problem, programme)
  addReach(problem, programme)
  if (programme.builder.width === 0) {
    const kept = programmeOfNothing(rules)
    return { plan: kept ? { centres: [], zones: [] } : null, impossible: !kept }
  }
  // By a guide a plan need not be the very cheapest: it is only a beginning.
  let [patience, any] = [guide === null ? Infinity : 20, false]
  const solved = await solve(programme.builder.done(), {
    stop: () => stop() || (any && --patience < 0),
    hear: () => {
      any = true
    },
  })
  return {
    plan: solved.columns === null ? null : planIn(programme, solved.columns),
    impossible: solved.status === 'impossible',
  }
}

/**
 * Finds a smallest set of rules that no plan keeps together.
 * @param problem - a problem that cannot be done.
 * @param solve - solves integer programmes.
 * @returns the rules: without any one of them the others can be kept.
 */
export async function countyConflict(
  problem: CountyPlanProblem,
  solve: SolveProgramme,
): Promise<CountyRule[]> {
  const conflict = await smallestConflictOf(countyRules, async some => {
    const held = new Set(some as readonly CountyRule[])
    const rules = roleRules(problem, held)
    const programme = roleProgramme(problem, rules)
    if (held.has('worse')) addWorse(problem, programme)
    if (held.has('reach')) addReach(problem, programme)
    if (programme.builder.width === 0) return !programmeOfNothing(rules)
    return (await solve(programme.builder.done(), {})).status === 'impossible'
  })
  return conflict as CountyRule[]
}

/** Whether doing nothing keeps the rules, where no site can become anything. */
function programmeOfNothing(rules: RoleRules): boolean {
  return (
    rules.rows.every(row => row.lower <= 0 && row.upper >= 0) && rules.mayBeUnused.every(may => may === 1)
  )
}
