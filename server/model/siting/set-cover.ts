import type { AllowedUnits } from './allowed-units.ts'
import { allowedUnits, ruleKeys, rulesAmong } from './allowed-units.ts'
import { coverAfter } from './cover-problem.ts'
import { cheapestCover } from './cover-search.ts'
import type { Covers } from './covers.ts'
import { coversWithin } from './covers.ts'
import type { Control, SiteRules, SitingAnswer, SitingInstance } from './siting.ts'
import { noRules } from './siting.ts'
import { smallestConflict } from './smallest-conflict.ts'

/** An answer that also names the areas that no choice of sites can serve. */
export interface CoverAnswer extends SitingAnswer {
  /** Areas with families that no allowed site reaches, ascending. */
  readonly outOfReach: readonly number[]
}

/** What to do about areas that no allowed site reaches: say that it cannot be done, or serve all the others. */
export type OutOfReach = 'refuse' | 'serve the others'

/**
 * Finds the fewest sites that leave no family further than a limit.
 *
 * Source: the location set covering problem of Toregas, Swain, ReVelle & Bergman 1971.
 * @param instance - the journeys and families; areas without families need not be reached.
 * @param limit - the longest journey allowed, in the unit of the journeys; equal to it is allowed.
 * @param rules - what must hold of the sites.
 * @param control - lets it be stopped, and hears how it gets on.
 * @param outOfReach - what to do about areas that no allowed site reaches.
 * @returns the sites, whose number is the objective, and the areas out of reach. When it cannot be done, the conflict
 * names an area ('area:17') and the rules that cut it off.
 * @throws RangeError if a number of families is negative or not known, or a rule names a site that there is not.
 */
export function fewestSites(
  instance: SitingInstance,
  limit: number,
  rules: SiteRules = noRules,
  control: Control = {},
  outOfReach: OutOfReach = 'refuse',
): CoverAnswer {
  const units = allowedUnits(instance.journeys.length, rules)
  if (units.conflict.length > 0) return impossibleCover(units.conflict, [])
  const covers = coversWithin(instance, units.units, limit)
  const cutOff = covers.outOfReach
  if (cutOff.length > 0 && outOfReach === 'refuse') {
    return impossibleCover(whyOutOfReach(instance, limit, rules, cutOff[0] as number), cutOff)
  }
  const found = coverWith(units, covers, {
    below: Infinity,
    enough: -1,
    stop: control.stop ?? (() => false),
    hear: open => control.progress?.({ objective: open.length, bound: 0, open }),
  })
  // Every area that is left is reached by some unit, so that there is always a cover.
  const open = found.open ?? []
  return {
    objective: open.length,
    bound: found.bound,
    gap: open.length === 0 ? 0 : (open.length - found.bound) / open.length,
    proof: found.complete ? 'proven best' : 'stopped',
    open,
    conflict: [],
    outOfReach: cutOff,
  }
}

/** Sites that reach everybody who can be reached. */
export interface SitesFound {
  /** The sites, ascending; null when fewer than `below` could not be found. */
  readonly open: readonly number[] | null
  /** No such choice has fewer sites; `below` when it is proven that there is none with less. */
  readonly bound: number
  readonly complete: boolean
}

/**
 * Finds the fewest sites for a table of who reaches whom.
 * @param units - the units of sites, of which the fixed ones open.
 * @param covers - which areas each unit reaches.
 * @param limits - when the search may end, in numbers of sites; `hear` hears sites.
 * @returns the sites and how far the proof has come.
 */
export function coverWith(
  units: AllowedUnits,
  covers: Covers,
  limits: {
    readonly below: number
    readonly enough: number
    readonly stop: () => boolean
    readonly hear?: (open: readonly number[]) => void
  },
): SitesFound {
  const whole = {
    areas: covers.weights.length,
    reaches: covers.reaches,
    costs: Int32Array.from(units.units, unit => unit.length),
  }
  const { problem, unitOf } = coverAfter(whole, units.fixed, new Uint8Array(units.units.length))
  const fixedCost = units.fixed.reduce((sum, u) => sum + (whole.costs[u] as number), 0)
  const sitesOf = (some: readonly number[]): number[] =>
    [...units.fixed, ...some.map(u => unitOf[u] as number)]
      .flatMap(u => units.units[u] as readonly number[])
      .sort((a, b) => a - b)
  if (fixedCost >= limits.below) return { open: null, bound: limits.below, complete: true }
  const found = cheapestCover(problem, {
    below: limits.below - fixedCost,
    enough: limits.enough - fixedCost,
    stop: limits.stop,
    hear: some => limits.hear?.(sitesOf(some)),
  })
  return {
    open: found.units === null ? null : sitesOf(found.units),
    bound: fixedCost + found.bound,
    complete: found.complete,
  }
}

/**
 * Finds which rules cut an area off.
 * @param instance - the journeys.
 * @param limit - the longest journey allowed.
 * @param rules - what must hold of the sites.
 * @param area - an area that no allowed site reaches.
 * @returns the area's key, and those of a smallest set of rules without which it would be reached.
 */
export function whyOutOfReach(
  instance: SitingInstance,
  limit: number,
  rules: SiteRules,
  area: number,
): string[] {
  const keys = [`area:${area}`, ...ruleKeys({ ...rules, mustOpen: [] })]
  return smallestConflict(keys, some => {
    if (some[0] !== keys[0]) return false
    const { units } = allowedUnits(instance.journeys.length, rulesAmong({ ...rules, mustOpen: [] }, some))
    return !units.some(unit => unit.some(site => (instance.journeys[site]?.[area] ?? NaN) <= limit))
  })
}

/**
 * Says that areas cannot be covered.
 * @param conflict - the keys of a smallest set of rules that cannot hold together.
 * @param outOfReach - areas that no allowed site reaches.
 * @returns the answer without a plan.
 */
export function impossibleCover(conflict: readonly string[], outOfReach: readonly number[]): CoverAnswer {
  return {
    objective: null,
    bound: Infinity,
    gap: null,
    proof: 'cannot be done',
    open: [],
    conflict,
    outOfReach,
  }
}
