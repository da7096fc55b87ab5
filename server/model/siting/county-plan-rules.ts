import type { CountyPlanProblem, CountyRule } from './county-plan-problem.ts'
import type { PlanSites } from './county-plan-value.ts'
import { ProgrammeBuilder } from './integer-programme.ts'

/** A rule over the roles of sites: a weighted count of Centres and Zones lies between two bounds. */
export interface RoleRow {
  readonly rule: CountyRule
  /** What each site counts as a Centre, and as a Zone. */
  readonly centre: Float64Array
  readonly zone: Float64Array
  readonly lower: number
  readonly upper: number
}

/** What each site may become, and the rules over all of them. */
export interface RoleRules {
  /** For each site 1 if it may stay unused, become a Centre, become a Zone. */
  readonly mayBeUnused: Uint8Array
  readonly mayBeCentre: Uint8Array
  readonly mayBeZone: Uint8Array
  /** The number of Centres comes first and that of Zones second, where those rules hold. */
  readonly rows: readonly RoleRow[]
}

/** Every rule that can be part of a conflict, the likeliest to be named first. */
export const countyRules: readonly CountyRule[] = [
  'centres',
  'zones',
  'districts',
  'deprived',
  'budget',
  'worse',
  'unlike',
  'mustBeCentre',
  'mustBeUsed',
  'mustNotBeUsed',
  'together',
  'reach',
]

/**
 * Puts the rules of a problem in a form that bounds and programmes share.
 * @param problem - the problem.
 * @param held - the rules that hold; others are left out.
 * @returns what each site may become, and the rows. 'worse' and 'reach' are about journeys and are not among them.
 */
export function roleRules(
  problem: CountyPlanProblem,
  held: ReadonlySet<CountyRule> = new Set(countyRules),
): RoleRules {
  const { sites } = problem
  const always = new Set(problem.alwaysOpen)
  const flags = (may: (site: number) => boolean): Uint8Array =>
    Uint8Array.from(sites, (_, site) => Number(!always.has(site) && may(site)))
  const listed = (rule: CountyRule, list: readonly number[]): Set<number> =>
    new Set(held.has(rule) ? list : [])
  const mustBeCentre = listed('mustBeCentre', problem.mustBeCentre)
  const mustBeUsed = listed('mustBeUsed', problem.mustBeUsed)
  const mustNot = listed('mustNotBeUsed', problem.mustNotBeUsed)
  const barred = held.has('mustNotBeUsed')
  return {
    mayBeUnused: Uint8Array.from(sites, (_, site) =>
      Number(!mustBeCentre.has(site) && !mustBeUsed.has(site)),
    ),
    mayBeCentre: flags(site => !mustNot.has(site) && (!barred || sites[site]?.mayBeCentre === true)),
    mayBeZone: flags(
      site => !mustNot.has(site) && !mustBeCentre.has(site) && (!barred || sites[site]?.mayBeZone === true),
    ),
    rows: rowsOf(problem, held),
  }
}

function rowsOf(problem: CountyPlanProblem, held: ReadonlySet<CountyRule>): RoleRow[] {
  const { sites } = problem
  const none = new Float64Array(sites.length)
  const all = new Float64Array(sites.length).fill(1)
  const always = new Set(problem.alwaysOpen)
  const rows: RoleRow[] = [
    { rule: 'centres', centre: all, zone: none, lower: problem.centres, upper: problem.centres },
    { rule: 'zones', centre: none, zone: all, lower: -Infinity, upper: problem.zones },
  ]
  for (const group of problem.together) {
    const [first, ...others] = [...new Set(group)]
    for (const other of others) {
      const pair = none.slice()
      pair[first as number] = 1
      pair[other] = -1
      rows.push({ rule: 'together', centre: pair, zone: pair, lower: 0, upper: 0 })
    }
  }
  if (problem.oneInEachDistrict) {
    for (let district = 0; district < problem.districts; district++) {
      const centre = Float64Array.from(sites, site => Number(site.district === district))
      rows.push({ rule: 'districts', centre, zone: none, lower: 1, upper: Infinity })
    }
  }
  if (problem.deprivedShare !== null) {
    const share = problem.deprivedShare
    const centre = Float64Array.from(sites, site => Number(site.mostDeprived30) - share)
    rows.push({ rule: 'deprived', centre, zone: none, lower: -1e-9, upper: Infinity })
  }
  if (problem.budget !== null) {
    const of = (more: (cost: (typeof sites)[number]['cost']) => number): Float64Array =>
      Float64Array.from(sites, ({ cost }, site) => (always.has(site) ? 0 : more(cost)))
    const unused = of(cost => cost.unused).reduce((sum, cost) => sum + cost, 0)
    rows.push({
      rule: 'budget',
      centre: of(cost => cost.centre - cost.unused),
      zone: of(cost => cost.zone - cost.unused),
      lower: -Infinity,
      upper: problem.budget - unused,
    })
  }
  for (const { centres, differ } of problem.unlike ?? []) {
    const centre = none.slice()
    for (const site of centres) centre[site] = 1
    rows.push({ rule: 'unlike', centre, zone: none, lower: -Infinity, upper: centres.length - differ })
  }
  return rows.filter(row => held.has(row.rule))
}

/** The part of a programme that says what sites become; further parts are added by whoever needs them. */
export interface RoleProgramme {
  readonly builder: ProgrammeBuilder
  /** For each site the column of being a Centre, a Zone, and of being used at all; −1 where it cannot be. */
  readonly centre: Int32Array
  readonly zone: Int32Array
  readonly used: Int32Array
}

/**
 * Begins a programme with the roles of sites and the rules over them.
 * @param problem - the problem.
 * @param rules - what each site may become, and the rows.
 * @param liking - for each site what it costs as a Centre and as a Zone; nothing if not given.
 * @returns the programme so far; 'worse' and 'reach' are added by {@link addWorse} and {@link addReach}.
 */
export function roleProgramme(
  problem: CountyPlanProblem,
  rules: RoleRules,
  liking: { readonly centre: Float64Array; readonly zone: Float64Array } | null = null,
): RoleProgramme {
  const builder = new ProgrammeBuilder()
  const size = problem.sites.length
  const none = (): Int32Array => new Int32Array(size).fill(-1)
  const [centre, zone, used] = [none(), none(), none()]
  for (let site = 0; site < size; site++) {
    if (rules.mayBeCentre[site] === 1) centre[site] = builder.column(liking?.centre[site] ?? 0, 0, 1, true)
    if (rules.mayBeZone[site] === 1) zone[site] = builder.column(liking?.zone[site] ?? 0, 0, 1, true)
    const roles = [centre[site] as number, zone[site] as number].filter(column => column >= 0)
    if (roles.length === 0) {
      // A site that must be used and cannot be: the row says that nothing is something.
      if (rules.mayBeUnused[site] === 0) builder.row(1, 1, [])
      continue
    }
    used[site] = roles.length === 1 ? (roles[0] as number) : builder.column(0, 0, 1, false)
    if (roles.length === 2) builder.row(0, 0, [...roles, used[site] as number], [1, 1, -1])
    if (rules.mayBeUnused[site] === 0) builder.row(1, 1, [used[site] as number])
  }
  for (const row of rules.rows) {
    const entries = [...problem.sites.keys()].flatMap(site => [
      { column: centre[site] as number, value: row.centre[site] as number },
      { column: zone[site] as number, value: row.zone[site] as number },
    ])
    const real = entries.filter(({ column, value }) => column >= 0 && value !== 0)
    const largest = Math.max(1, ...real.map(({ value }) => Math.abs(value)))
    builder.row(
      row.lower / largest,
      row.upper / largest,
      real.map(({ column }) => column),
      real.map(({ value }) => value / largest),
    )
  }
  return { builder, centre, zone, used }
}

/**
 * Adds that at most so many families fare worse than today.
 * @param problem - the problem; nothing is added when it has no such rule.
 * @param programme - the programme so far.
 */
export function addWorse(problem: CountyPlanProblem, programme: RoleProgramme): void {
  const { worse } = problem
  if (worse === null) return
  const columns = problem.zoneWorth > 0 ? programme.used : programme.centre
  const areas = worseAreas(problem, site => (columns[site] as number) >= 0)
  const total = Math.max(1, ...areas.map(area => area.families))
  const fares = areas.map(area => {
    const column = programme.builder.column(0, 0, 1, false)
    programme.builder.row(1, Infinity, [column, ...area.near.map(site => columns[site] as number)])
    return column
  })
  programme.builder.row(
    -Infinity,
    (worse.families + 1e-7) / total,
    fares,
    areas.map(area => area.families / total),
  )
}

/** Families who fare worse than today unless one of some sites is open. */
export interface WorseArea {
  readonly near: readonly number[]
  readonly families: number
}

/**
 * Gathers who may fare worse than today; areas with the same sites near enough are one.
 * @param problem - the problem.
 * @param may - says whether a site may be open.
 * @returns the areas for which no place that is always open is near enough; none when there is no such rule.
 */
export function worseAreas(problem: CountyPlanProblem, may: (site: number) => boolean): WorseArea[] {
  const { worse, families, alwaysOpen, journeys } = problem
  if (worse === null) return []
  const gathered = new Map<string, { near: number[]; families: number }>()
  for (const [i, count] of families.entries()) {
    const limit = (worse.today[i] as number) + worse.by
    const within = (site: number): boolean => (journeys[site]?.[i] ?? NaN) <= limit
    if (count === 0 || limit === Infinity || alwaysOpen.some(within)) continue
    const near = [...journeys.keys()].filter(site => may(site) && within(site))
    const known = gathered.get(near.join())
    if (known) known.families += count
    else gathered.set(near.join(), { near, families: count })
  }
  return [...gathered.values()]
}

/**
 * Adds that every area with a weight has a way to some place that counts.
 * @param problem - the problem.
 * @param programme - the programme so far.
 */
export function addReach(problem: CountyPlanProblem, programme: RoleProgramme): void {
  if (problem.aim.kind === 'most-within') return
  const columns = problem.zoneWorth < 1 ? programme.centre : programme.used
  const seen = new Set<string>()
  for (const [i, weight] of problem.weights.entries()) {
    const reached = (site: number): boolean => (problem.journeys[site]?.[i] ?? NaN) < Infinity
    if (weight === 0 || problem.alwaysOpen.some(reached)) continue
    const near = [...columns.keys()].filter(site => (columns[site] as number) >= 0 && reached(site))
    // Nearly always every site can be reached, and the row says no more than that there is one.
    const key = near.join()
    if (seen.has(key)) continue
    seen.add(key)
    programme.builder.row(
      1,
      Infinity,
      near.map(site => columns[site] as number),
    )
  }
}

/**
 * Reads a plan from the columns of a programme.
 * @param programme - the programme's roles.
 * @param columns - values of all columns.
 * @returns the plan, sites ascending.
 */
export function planIn(programme: RoleProgramme, columns: Float64Array): PlanSites {
  const chosen = (of: Int32Array): number[] =>
    [...of.keys()].filter(site => (columns[of[site] as number] ?? 0) > 0.5)
  return { centres: chosen(programme.centre), zones: chosen(programme.zone) }
}
