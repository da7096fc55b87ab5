import { type JourneyColumns, columnsOf } from './near-lists.ts'
import type { Control, SiteRules, SitingInstance } from './siting.ts'
import { solveSites, type SolvedSites } from './solve-sites.ts'

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
): SolvedSites {
  return leastTotalOfColumns(columnsOf(instance), instance.weights, p, rules, control)
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
): SolvedSites {
  return solveSites({ columns, weights, number: p, fixed: null, rules }, control)
}
