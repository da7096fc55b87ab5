import type { BestPlan } from './county-plan-best.ts'
import type { LayeredProblem } from './county-plan-layers.ts'
import type { CountyPlanAnswer, CountyPlanProblem } from './county-plan-problem.ts'
import type { RoleProgramme, RoleRules } from './county-plan-rules.ts'
import { addReach, addWorse, planIn, roleProgramme } from './county-plan-rules.ts'
import type { PlanSites } from './county-plan-value.ts'
import type { SolveProgramme } from './integer-programme.ts'

/**
 * Finds the plan that brings most families within a limit: areas that the same sites reach are one column.
 * @param search - the search, with a plan to begin with.
 * @param layers - the problem by layers: journeys are 0 within the limit and 1 beyond it.
 * @param rules - what sites may become.
 * @param solve - solves integer programmes.
 * @returns the answer.
 */
export async function mostWithinPlan(
  search: BestPlan,
  layers: LayeredProblem,
  rules: RoleRules,
  solve: SolveProgramme,
): Promise<CountyPlanAnswer> {
  const { problem } = search
  const roles = roleProgramme(problem, rules)
  addWorse(problem, roles)
  const { builder } = roles
  const all = layers.layers.reduce((sum, { price }) => price.reduce((each, one) => each + one, sum), 0)
  const scale = Math.max(1e-9, all) / 1e4
  const beyond: { readonly column: number; readonly near: readonly number[] }[] = []
  let lost = 0
  for (const layer of layers.layers) {
    const columnOf = layer.withZones ? roles.used : roles.centre
    const gathered = new Map<string, { near: number[]; price: number }>()
    for (const [i, price] of layer.price.entries()) {
      const reaches = (site: number): boolean => layers.journeys[site]?.[i] === 0
      if (problem.alwaysOpen.some(reaches)) continue
      const near = [...columnOf.keys()].filter(site => (columnOf[site] as number) >= 0 && reaches(site))
      const known = gathered.get(near.join())
      if (known) known.price += price
      else gathered.set(near.join(), { near, price })
    }
    for (const { near, price } of gathered.values()) {
      if (near.length === 0) {
        lost += price
        continue
      }
      const column = builder.column(price / scale, 0, 1, false)
      const sites = near.map(site => columnOf[site] as number)
      builder.row(1, Infinity, [column, ...sites])
      beyond.push({ column, near: sites })
    }
  }
  // The programme counts whom no place reaches; the value counts the others.
  const least = (value: number): number => value * scale + lost - all
  const programme = builder.done()
  const start = startColumns(roles, search, programme.costs.length)
  for (const { column, near } of beyond) start[column] = near.some(site => start[site] === 1) ? 0 : 1
  const solved = await solve(programme, {
    stop: search.stop,
    start: problem.worse === null ? start : null,
    hear: (columns, _, bound) => {
      search.take(planIn(roles, columns))
      if (Number.isFinite(bound)) search.bounded(least(bound))
    },
  })
  if (solved.columns !== null) search.take(planIn(roles, solved.columns))
  if (solved.status === 'best') return search.answer(true)
  if (Number.isFinite(solved.bound)) search.bounded(least(solved.bound))
  return search.answer(false)
}

/**
 * Finds the plan whose worst journey is the shortest, by halving the journeys that it can be: whether some plan leaves
 * nobody worse is a question of covering.
 *
 * With Zones that count in part, an area is well served if for every distance to its nearest place its nearest Centre is
 * near enough to make up for it.
 * @param search - the search, with a plan to begin with.
 * @param rules - what sites may become.
 * @param solve - solves integer programmes.
 * @returns the answer.
 */
export async function leastWorstPlan(
  search: BestPlan,
  rules: RoleRules,
  solve: SolveProgramme,
): Promise<CountyPlanAnswer> {
  const steps = new WorstSteps(search.problem)
  const looked: Looked = new Set()
  const least = bestOfWorst(search.problem, rules)
  // No plan comes to this or less.
  let known = least - 1e-9 * (1 + least)
  for (;;) {
    const next = steps.after(known)
    if (next >= search.least * (1 - 1e-12)) return search.answer(true)
    search.bounded(next)
    if (search.stop()) return search.answer(false)
    const worst = (next + search.least) / 2
    const found = await planWithin(search, rules, solve, worst, looked)
    if (found === 'stopped') return search.answer(false)
    if (found === null) known = worst
    else if (!search.take(found)) throw new Error('A plan that should be better is not.')
  }
}

/** Areas, and distances to their nearest places, that a plan has been wrong about: 'area:distance'. */
type Looked = Set<string>

/**
 * Finds a plan that leaves nobody beyond `worst`. Most rows that say so never matter: only those that some plan breaks
 * are added, until a plan breaks none.
 */
async function planWithin(
  { problem, plan: first, stop }: BestPlan,
  rules: RoleRules,
  solve: SolveProgramme,
  worst: number,
  looked: Looked,
): Promise<PlanSites | null | 'stopped'> {
  let plan = first
  for (;;) {
    const broken = nearestBeyond(problem, plan, worst)
    if (broken.length === 0) return plan
    for (const { area, near } of broken) looked.add(`${area}:${near}`)
    const roles = roleProgramme(problem, rules)
    addWorse(problem, roles)
    addReach(problem, roles)
    addNobodyBeyond(problem, roles, worst, looked)
    const solved = await solve(roles.builder.done(), { stop })
    if (solved.status === 'stopped') return 'stopped'
    if (solved.columns === null) return null
    plan = planIn(roles, solved.columns)
  }
}

/** Areas whose journey counts as more than `worst`, and the distance to their nearest place that counts. */
function nearestBeyond(
  problem: CountyPlanProblem,
  plan: PlanSites,
  worst: number,
): { readonly area: number; readonly near: number }[] {
  const { journeys, weights, zoneWorth } = problem
  const centres = [...plan.centres, ...problem.alwaysOpen]
  const beyond: { area: number; near: number }[] = []
  for (const [area, weight] of weights.entries()) {
    if (weight === 0) continue
    const nearest = (sites: readonly number[]): number =>
      sites.reduce((least, site) => Math.min(least, journeys[site]?.[area] ?? Infinity), Infinity)
    const far = nearest(centres)
    const near = zoneWorth === 0 ? far : Math.min(far, nearest(plan.zones))
    const counts = (zoneWorth < 1 ? (1 - zoneWorth) * far : 0) + (zoneWorth > 0 ? zoneWorth * near : 0)
    if (counts > worst * (1 + 1e-12)) beyond.push({ area, near })
  }
  return beyond
}

/** No plan can do better than this: some area has no place nearer. */
function bestOfWorst({ journeys, weights, alwaysOpen }: CountyPlanProblem, rules: RoleRules): number {
  const open = new Set(alwaysOpen)
  const usable = [...journeys.keys()].filter(
    site => open.has(site) || rules.mayBeCentre[site] === 1 || rules.mayBeZone[site] === 1,
  )
  let worst = 0
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue
    const least = usable.reduce((all, site) => Math.min(all, journeys[site]?.[i] ?? Infinity), Infinity)
    if (least > worst && least < Infinity) worst = least
  }
  return worst
}

/** The values that the worst journey can have. */
class WorstSteps {
  private readonly zoneWorth: number
  /** For each area with a weight its distinct journeys, ascending. */
  private readonly journeys: readonly Float64Array[]

  constructor({ zoneWorth, journeys, weights }: CountyPlanProblem) {
    this.zoneWorth = zoneWorth
    this.journeys = [...weights.keys()]
      .filter(i => (weights[i] as number) > 0)
      .map(i => {
        const finite = journeys.map(column => column[i] as number).filter(one => one < Infinity)
        return Float64Array.from(new Set(finite)).sort()
      })
  }

  /** The least value above another one; Infinity when there is none. */
  after(value: number): number {
    const { zoneWorth } = this
    const above = value + 1e-12 * Math.abs(value)
    let least = Infinity
    for (const journeys of this.journeys) {
      if (zoneWorth === 0 || zoneWorth === 1) {
        least = Math.min(least, journeys[firstAbove(journeys, above)] ?? Infinity)
        continue
      }
      for (const [at, near] of journeys.entries()) {
        if (near >= least) break
        const far = journeys[Math.max(at, firstAbove(journeys, (above - zoneWorth * near) / (1 - zoneWorth)))]
        const mixed = far === undefined ? Infinity : (1 - zoneWorth) * far + zoneWorth * near
        if (mixed > above && mixed < least) least = mixed
      }
    }
    return least
  }
}

/** Adds, for areas that were looked at, that their journey counts as no more than `worst`. */
function addNobodyBeyond(
  problem: CountyPlanProblem,
  roles: RoleProgramme,
  worst: number,
  looked: Looked,
): void {
  const { zoneWorth, journeys, alwaysOpen } = problem
  const most = worst * (1 + 1e-12)
  const seen = new Set<string>()
  const add = (columns: readonly number[]): void => {
    const key = [...columns].sort((a, b) => a - b).join()
    if (!seen.has(key)) roles.builder.row(1, Infinity, columns)
    seen.add(key)
  }
  for (const pair of looked) {
    const [i, near] = pair.split(':').map(Number) as [number, number]
    const to = (site: number): number => journeys[site]?.[i] ?? Infinity
    const always = alwaysOpen.reduce((least, site) => Math.min(least, to(site)), Infinity)
    const within = (of: Int32Array, limit: number): number[] =>
      [...of.keys()].filter(site => (of[site] as number) >= 0 && to(site) <= limit)
    const columnsOf = (of: Int32Array, sites: readonly number[]): number[] =>
      sites.map(site => of[site] as number)
    // Some place has to be within it in any case.
    const counting = zoneWorth === 0 ? roles.centre : roles.used
    if (always > most) add(columnsOf(counting, within(counting, most)))
    if (zoneWorth === 0 || zoneWorth === 1 || near > most || near > always) continue
    // When the nearest place is this far and no nearer one opens, a Centre must make up for it.
    const far = (most - zoneWorth * near) / (1 - zoneWorth)
    if (always <= far) continue
    const nearer = within(roles.used, near).filter(site => to(site) < near)
    const centres = within(roles.centre, far).filter(site => to(site) >= near)
    add([...columnsOf(roles.used, nearer), ...columnsOf(roles.centre, centres)])
  }
}

function startColumns(roles: RoleProgramme, { plan }: BestPlan, width: number): Float64Array {
  const columns = new Float64Array(width)
  const set = (of: Int32Array, sites: readonly number[]): void => {
    for (const site of sites) if ((of[site] as number) >= 0) columns[of[site] as number] = 1
  }
  set(roles.centre, plan.centres)
  set(roles.zone, plan.zones)
  set(roles.used, [...plan.centres, ...plan.zones])
  return columns
}

function firstAbove(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}
