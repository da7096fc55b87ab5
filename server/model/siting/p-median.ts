import { branchAndBound, type SearchResult } from './branch-and-bound.ts'
import { type JourneyColumns, nearLists } from './near-lists.ts'
import { type Core, type UnitFacts, narrowed } from './siting-core.ts'
import { groupsToMakeUp, rulesInConflict, siteUnits } from './site-units.ts'
import type { Control, SiteRules, SitingAnswer, SitingInstance } from './siting.ts'
import { UnitSearch } from './unit-search.ts'

/** The answer to a p-median problem, and what it took. */
export interface PMedianAnswer extends SitingAnswer {
  /** How often the problem was split, how many relaxations were worked out, the bound before the first split. */
  readonly effort: Pick<SearchResult, 'splits' | 'evaluations' | 'root'>
}

/**
 * Finds the sites with the least total journey: every family goes to the nearest of exactly p open sites (p-median).
 *
 * Areas without families, and areas that no permitted site can be reached from, are left out of the total, for they
 * make no difference between plans; a plan that leaves out an area which could be reached is not a plan.
 *
 * Sources: Hakimi 1964; Cornuéjols, Fisher & Nemhauser 1977 (relaxation); Resende & Werneck 2007 (interchange).
 * @param instance - journeys and families
 * @param p - how many sites are to be open, those that must be open among them
 * @param rules - what must hold
 * @param control - stops the search, and hears of it
 * @returns the best plan, with its total of families × journey and a bound; *proven best* unless it was stopped.
 * @throws RangeError when the instance is not well formed or a rule names a site that does not exist.
 */
export function leastTotalJourney(
  instance: SitingInstance,
  p: number,
  rules: SiteRules,
  control: Control = {},
): PMedianAnswer {
  const areas = instance.weights.length
  for (const [site, journeys] of instance.journeys.entries()) {
    if (journeys.length !== areas) {
      throw new RangeError(`Site ${site} has ${journeys.length} journeys for ${areas} areas.`)
    }
  }
  const columns: JourneyColumns = {
    areas,
    sites: instance.journeys.length,
    column: site => instance.journeys[site] as Float64Array,
  }
  return leastTotalOfColumns(columns, instance.weights, p, rules, control)
}

/**
 * The same for journeys that are worked out a site at a time, so that England fits in memory.
 *
 * @param columns - the journeys
 * @param weights - families by area
 * @param p - how many sites are to be open
 * @param rules - what must hold
 * @param control - stops the search, and hears of it
 * @returns the best plan, its total and a bound; *best found* where lists had to be cut short.
 */
export function leastTotalOfColumns(
  columns: JourneyColumns,
  weights: Float64Array,
  p: number,
  rules: SiteRules,
  control: Control,
): PMedianAnswer {
  const units = siteUnits(columns.sites, rules)
  const groups = units && groupsToMakeUp(units.size, units.state, p)
  if (units === null || groups === null) return impossible(rulesInConflict(columns.sites, rules, p))
  const made = nearLists(columns, weights, units.members, Math.max(40, Math.ceil((6 * columns.sites) / p)))
  const facts: UnitFacts = { size: units.size, fixed: new Float64Array(units.size.length) }
  const undecided = Int32Array.from(units.state.keys())
  const all: Core = {
    lists: made.lists,
    undecided,
    state: new Uint8Array(undecided.length),
    left: p,
    settled: 0,
  }
  const { core } = narrowed(all, units.state, made.lists.cap, facts)
  const stop = control.stop ?? ((): boolean => false)

  const search = new UnitSearch(core.lists, units.state, facts)
  search.start(groups)
  search.addGreedily(p)
  search.improve(true, stop)
  const sitesOf = (open: Uint8Array): number[] =>
    units.members.flatMap((members, unit) => (open[unit] === 1 ? members : [])).sort((a, b) => a - b)
  const prices = search.prices()
  const result = branchAndBound({
    core,
    facts,
    whole: made.whole,
    plan: { open: search.open.slice(), total: search.total + core.settled },
    prices,
    stop,
    polish: open => {
      search.start(open)
      search.improve(true, stop)
      return { open: search.open, total: search.total + core.settled }
    },
    report: (best, bound) => control.progress?.({ objective: best.total, bound, open: sitesOf(best.open) }),
  })
  if (result.total >= made.unservedFrom && !result.stopped) return impossible(['number', 'reach'])
  const gap = (result.total - result.bound) / Math.max(Math.abs(result.total), Number.MIN_VALUE)
  return {
    objective: result.total,
    bound: result.bound,
    gap: result.stopped ? gap : 0,
    proof: result.stopped ? 'stopped' : 'proven best',
    open: sitesOf(result.open),
    conflict: [],
    effort: { splits: result.splits, evaluations: result.evaluations, root: result.root },
  }
}

function impossible(conflict: readonly string[]): PMedianAnswer {
  return {
    effort: { splits: 0, evaluations: 0, root: Infinity },
    objective: null,
    bound: Infinity,
    gap: null,
    proof: 'cannot be done',
    open: [],
    conflict,
  }
}
