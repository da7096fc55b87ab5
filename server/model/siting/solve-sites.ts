import { rulesAmong, ruleKeys } from './allowed-units.ts'
import { branchAndBound, type SearchResult } from './branch-and-bound.ts'
import { type JourneyColumns, type MadeLists, nearLists } from './near-lists.ts'
import { CLOSED, groupsToMakeUp, OPEN, type SiteUnits, siteUnits, UNDECIDED } from './site-units.ts'
import { type Core, narrowed, type UnitFacts } from './siting-core.ts'
import type { Control, SiteRules, SitingAnswer } from './siting.ts'
import { smallestConflict } from './smallest-conflict.ts'
import { UnitSearch } from './unit-search.ts'

/** Sites to be chosen so that journeys, and what the sites cost, come to least. */
export interface SitesTask {
  readonly columns: JourneyColumns
  /** Families by area. */
  readonly weights: Float64Array
  /** How many sites are to be open, exactly; null when any number will do, at least one. */
  readonly number: number | null
  /** What opening each site costs, at least 0, in the unit of families × journey; null when sites cost nothing. */
  readonly fixed: Float64Array | null
  readonly rules: SiteRules
}

/** An answer, and what it took. */
export interface SolvedSites extends SitingAnswer {
  /** How often the problem was split, how many relaxations were worked out, the bound before the first split. */
  readonly effort: Pick<SearchResult, 'splits' | 'evaluations' | 'root'>
}

/**
 * Finds the sites for which journeys and fixed costs come to least, with proof.
 *
 * A plan by greedy opening and interchange, prices from it, Lagrangian bounds that settle sites, and branch and bound on
 * what is left.
 *
 * @param task - what is to be chosen
 * @param control - stops the search, and hears of it
 * @returns the best plan and its bound; *best found* only where lists had to be cut short.
 * @throws RangeError when figures are not known or below 0, or a rule names a site that does not exist.
 */
export function solveSites(task: SitesTask, control: Control): SolvedSites {
  const units = siteUnits(task.columns.sites, task.rules)
  const groups = units && firstGroups(units, task.number)
  if (units === null || groups === null) return impossible(conflictOf(task))
  const { made, result } = searched(task, units, groups, control)
  if (result.total >= made.unservedFrom && !result.stopped) return impossible(conflictOf(task, control))
  return answered(task, units, made, result)
}

/** The best choice of units; a total of at least `unservedFrom` leaves somebody without a site. */
function searched(
  task: SitesTask,
  units: SiteUnits,
  groups: Uint8Array,
  control: Control,
): { made: MadeLists; result: SearchResult } {
  const { columns, weights, number } = task
  const facts = factsOf(units, task.fixed)
  const least = Math.max(40, Math.ceil((6 * columns.sites) / (number ?? 1)))
  const oneOpen = number === null && !units.state.includes(OPEN) ? leastFixed(units, facts) : 0
  const made = withOneOpen(nearLists(columns, weights, units.members, least, sumOf(facts.fixed)), oneOpen)
  // Where nobody sets out there are only the sites to pay for.
  const settled = made.lists.areas === 0 ? oneOpen : 0
  const undecided = Int32Array.from(units.state.keys())
  const state = new Uint8Array(undecided.length)
  const all: Core = { lists: made.lists, undecided, state, left: number, settled }
  const free = units.state.every(known => known === UNDECIDED)
  const core = free ? all : narrowed(all, units.state, made.lists.cap, facts).core
  const stop = control.stop ?? ((): boolean => false)
  const search = new UnitSearch(core.lists, units.state, facts, core.settled)
  search.start(groups)
  search.addGreedily(number)
  search.improve(number !== null, stop)
  const whole = made.whole && facts.fixed.every(Number.isInteger)
  const result = branchAndBound({
    core,
    facts,
    whole,
    plan: search.plan(),
    prices: search.prices(),
    stop,
    polish: open => {
      search.start(open)
      search.improve(number !== null, stop)
      return search.plan()
    },
    report: (best, bound) =>
      control.progress?.({ objective: best.total, bound, open: sitesOf(units, best.open) }),
  })
  return { made, result }
}

function answered(task: SitesTask, units: SiteUnits, made: MadeLists, result: SearchResult): SolvedSites {
  const found = sitesOf(units, result.open)
  const open = found.length > 0 ? found : cheapestUnit(task, units)
  const total = made.complete ? result.total : totalOf(task, open)
  const proven = !result.stopped && total - result.total <= 1e-9 * Math.abs(total)
  const bound = Math.min(result.bound, total)
  const left = result.total >= made.unservedFrom || total === Infinity
  return {
    objective: left ? null : total,
    bound,
    gap: left ? null : proven ? 0 : (total - bound) / Math.max(total, Number.MIN_VALUE),
    proof: proven ? 'proven best' : result.stopped ? 'stopped' : 'best found',
    open: left ? [] : open,
    conflict: [],
    effort: { splits: result.splits, evaluations: result.evaluations, root: result.root },
  }
}

function firstGroups(units: SiteUnits, number: number | null): Uint8Array | null {
  if (number !== null) return groupsToMakeUp(units.size, units.state, number)
  return units.state.every(known => known === CLOSED) ? null : new Uint8Array(units.size.length)
}

function factsOf(units: SiteUnits, fixed: Float64Array | null): UnitFacts {
  if (fixed?.some(cost => !(cost >= 0 && cost < Infinity))) {
    throw new RangeError('Every site needs a fixed cost of at least 0.')
  }
  const sum = (sites: readonly number[]): number =>
    sites.reduce((total, site) => total + (fixed?.[site] ?? 0), 0)
  return { size: units.size, fixed: Float64Array.from(units.members, sum) }
}

/**
 * Without any open site an area would come at its cap, and nothing would be paid for a site. So that this is never the
 * better plan, one area's cap is raised by the least that a site costs.
 */
function withOneOpen(made: MadeLists, least: number): MadeLists {
  if (least === 0 || made.lists.areas === 0 || !made.complete) return made
  const cap = made.lists.cap.slice()
  cap[0] = (cap[0] as number) + least
  return { ...made, lists: { ...made.lists, cap } }
}

function leastFixed({ state }: SiteUnits, { fixed }: UnitFacts): number {
  return Math.min(...fixed.filter((_, unit) => state[unit] !== CLOSED))
}

function sumOf(costs: Float64Array): number {
  return costs.reduce((sum, cost) => sum + cost, 0)
}

function sitesOf(units: SiteUnits, open: Uint8Array): number[] {
  return units.members.flatMap((members, unit) => (open[unit] === 1 ? members : [])).sort((a, b) => a - b)
}

/** The unit that costs least: as good as no site at all, where that came out as best. */
function cheapestUnit({ fixed }: SitesTask, { members, state }: SiteUnits): readonly number[] {
  const cost = (sites: readonly number[]): number =>
    sites.reduce((sum, site) => sum + (fixed?.[site] ?? 0), 0)
  const allowed = members.filter((_, unit) => state[unit] !== CLOSED)
  return allowed.reduce((best, sites) => (cost(sites) < cost(best) ? sites : best))
}

/** What a plan really costs where lists were cut short; Infinity when it leaves out an area that could be reached. */
function totalOf(task: SitesTask, open: readonly number[]): number {
  const { columns, weights } = task
  const nearest = new Float64Array(columns.areas).fill(Infinity)
  let total = 0
  for (const site of open) {
    total += task.fixed?.[site] ?? 0
    const column = columns.column(site)
    for (let area = 0; area < nearest.length; area++) {
      if ((column[area] as number) < (nearest[area] as number)) nearest[area] = column[area] as number
    }
  }
  for (const [area, journey] of nearest.entries()) {
    if (weights[area] === 0) continue
    if (journey < Infinity) total += journey * (weights[area] as number)
    else if (couldBeReached(columns, area)) return Infinity
  }
  return total
}

function couldBeReached(columns: JourneyColumns, area: number): boolean {
  for (let site = 0; site < columns.sites; site++) {
    if ((columns.column(site)[area] as number) < Infinity) return true
  }
  return false
}

/** A smallest set of rules that cannot hold together; 'reach' stands for "nobody is left without a site". */
function conflictOf(task: SitesTask, control: Control | null = null): string[] {
  const counted = task.number === null ? [] : ['number']
  const reach = control === null ? [] : ['reach']
  return smallestConflict([...ruleKeys(task.rules), ...counted, ...reach], some => {
    const rules = rulesAmong(task.rules, some)
    const number = some.includes('number') ? task.number : null
    const units = siteUnits(task.columns.sites, rules)
    const groups = units && firstGroups(units, number)
    if (units === null || groups === null) return true
    if (control === null || !some.includes('reach')) return false
    const anyNumber = number === null ? new Float64Array(task.columns.sites) : null
    const reaching = { ...task, columns: reachOf(task.columns), rules, number, fixed: anyNumber }
    const { made, result } = searched(reaching, units, groups, control.stop ? { stop: control.stop } : {})
    return result.total >= made.unservedFrom && !result.stopped
  })
}

/** No journey takes anything, where there is one: all that counts is who can be reached. */
function reachOf(columns: JourneyColumns): JourneyColumns {
  const column = (site: number): Float64Array =>
    Float64Array.from(columns.column(site), journey => (journey < Infinity ? 0 : Infinity))
  return { ...columns, column }
}

function impossible(conflict: readonly string[]): SolvedSites {
  return {
    objective: null,
    bound: Infinity,
    gap: null,
    proof: 'cannot be done',
    open: [],
    conflict,
    effort: { splits: 0, evaluations: 0, root: Infinity },
  }
}
