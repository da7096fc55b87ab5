import { columnsOf } from './near-lists.ts'
import type { Control, SiteRules, SitingInstance } from './siting.ts'
import { solveSites, type SolvedSites } from './solve-sites.ts'

/**
 * Finds the sites for which total journey and fixed costs come to least: any number of sites, each with what it costs to
 * open it (uncapacitated facility location).
 *
 * The bound is that of the p-median with sites that pay for themselves or stay closed; units of sites that cannot pay
 * within the gap are settled, and what is left is split.
 *
 * Sources: Balinski 1965 (the problem); Erlenkotter 1978, "A dual-based procedure for uncapacitated facility location";
 * Cornuéjols, Nemhauser & Wolsey 1990.
 * @param instance - journeys and families
 * @param fixed - what opening each site costs, at least 0, in the unit of families × journey
 * @param rules - what must hold
 * @param control - stops the search, and hears of it
 * @returns the best plan, with journeys and fixed costs together as its objective.
 * @throws RangeError when the instance is not well formed or a rule names a site that does not exist.
 */
export function leastCost(
  instance: SitingInstance,
  fixed: Float64Array,
  rules: SiteRules,
  control: Control = {},
): SolvedSites {
  if (fixed.length !== instance.journeys.length) {
    throw new RangeError(`There are ${fixed.length} fixed costs for ${instance.journeys.length} sites.`)
  }
  const { weights } = instance
  return solveSites({ columns: columnsOf(instance), weights, number: null, fixed, rules }, control)
}
