import type { BestPlan } from './county-plan-best.ts'
import type { LayeredProblem } from './county-plan-layers.ts'
import type { CountyPlanAnswer, CountyPlanProblem } from './county-plan-problem.ts'
import type { RoleProgramme, RoleRules } from './county-plan-rules.ts'
import { addReach, addWorse, planIn, roleProgramme } from './county-plan-rules.ts'
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
  let known = -1
  for (;;) {
    const next = steps.after(known)
    if (next >= search.least * (1 - 1e-12)) return search.answer(true)
    search.bounded(next)
    if (search.stop()) return search.answer(false)
    const worst = (next + search.least) / 2
    const roles = roleProgramme(search.problem, rules)
    addWorse(search.problem, roles)
    addReach(search.problem, roles)
    addNobodyBeyond(search, roles, worst)
    const solved = await solve(roles.builder.done(), { stop: search.stop })
    if (solved.status === 'stopped') return search.answer(false)
    if (solved.columns === null) known = worst
    else if (!search.take(planIn(roles, solved.columns))) {
      throw new Error('A plan that should be better is not.')
    }
  }
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

/** Adds that no area's journey counts as more than `worst`. */
function addNobodyBeyond({ problem }: BestPlan, roles: RoleProgramme, worst: number): void {
  const { zoneWorth, journeys, weights, alwaysOpen } = problem
  const most = worst * (1 + 1e-12)
  const seen = new Set<string>()
  const add = (columns: readonly number[]): void => {
    const key = [...columns].sort((a, b) => a - b).join()
    if (!seen.has(key)) roles.builder.row(1, Infinity, columns)
    seen.add(key)
  }
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue
    const to = (site: number): number => journeys[site]?.[i] ?? Infinity
    const always = alwaysOpen.reduce((least, site) => Math.min(least, to(site)), Infinity)
    const within = (of: Int32Array, limit: number): number[] =>
      [...of.keys()].filter(site => (of[site] as number) >= 0 && to(site) <= limit)
    if (zoneWorth === 0 || zoneWorth === 1) {
      if (always > most) {
        const of = zoneWorth === 0 ? roles.centre : roles.used
        add(within(of, most).map(site => of[site] as number))
      }
      continue
    }
    // Whatever the nearest place is: unless a nearer one is open, a Centre must make up for it.
    const places = within(roles.used, most)
    const columnsOf = (of: Int32Array, sites: readonly number[]): number[] =>
      sites.map(site => of[site] as number)
    for (const near of new Set([...places.map(to), always])) {
      if (near > always || near > most) continue
      const far = (most - zoneWorth * near) / (1 - zoneWorth)
      if (always <= far) continue
      const nearer = places.filter(site => to(site) < near)
      const centres = within(roles.centre, far).filter(site => to(site) >= near)
      add([...columnsOf(roles.used, nearer), ...columnsOf(roles.centre, centres)])
    }
    if (always > most) add(columnsOf(roles.used, places))
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
