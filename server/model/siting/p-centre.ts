import type { AllowedUnits } from './allowed-units.ts'
import { allowedUnits, ruleKeys, rulesAmong } from './allowed-units.ts'
import { coversWithin } from './covers.ts'
import type { CoverAnswer, OutOfReach, SitesFound } from './set-cover.ts'
import { coverWith, impossibleCover, whyOutOfReach } from './set-cover.ts'
import type { Control, SiteRules, SitingInstance } from './siting.ts'
import { noRules } from './siting.ts'
import { smallestConflict } from './smallest-conflict.ts'

/**
 * Finds the sites that make the longest journey as short as can be.
 *
 * The answer is one of the journeys themselves: whether so and so many sites can bring everybody within a journey is a
 * question of covering, and the least journey for which they can is found by halving.
 *
 * Source: Minieka 1970, "The m-center problem"; bounds as in Daskin 2000, "A new approach to solving the vertex p-center
 * problem to optimality".
 * @param instance - the journeys and families; areas without families count for nothing.
 * @param p - how many sites may open.
 * @param rules - what must hold of the sites.
 * @param control - lets it be stopped, and hears how it gets on.
 * @param outOfReach - what to do about areas that no allowed site can be reached from.
 * @returns the sites, with the longest journey to the nearest of them as the objective, and the areas out of reach. At
 * most `p` sites open; places that are not needed are filled by index. When it cannot be done the conflict names rules,
 * 'number' (of sites) and 'areas' (everybody has to be reached) or one area ('area:17').
 * @throws RangeError if a number of families is negative or not known, or a rule names a site that there is not.
 */
export function leastWorst(
  instance: SitingInstance,
  p: number,
  rules: SiteRules = noRules,
  control: Control = {},
  outOfReach: OutOfReach = 'refuse',
): CoverAnswer {
  const units = allowedUnits(instance.journeys.length, rules, p)
  if (units.conflict.length > 0) return impossibleCover(units.conflict, [])
  const cutOff = coversWithin(instance, units.units, Number.MAX_VALUE).outOfReach
  if (cutOff.length > 0 && outOfReach === 'refuse') {
    return impossibleCover(whyOutOfReach(instance, Number.MAX_VALUE, rules, cutOff[0] as number), cutOff)
  }
  const unserved = new Set(cutOff)
  const served = { ...instance, weights: instance.weights.map((w, i) => (unserved.has(i) ? 0 : w)) }
  const steps = journeysWorthTrying(served, units)
  const worst = (open: readonly number[]): number => longestJourney(served, open)
  const within = (step: number, stop: () => boolean): SitesFound =>
    coverWith(units, coversWithin(served, units.units, steps[step] as number), {
      below: p + 1,
      enough: p,
      stop,
    })
  const stop = control.stop ?? (() => false)

  let [low, high] = [0, steps.length - 1]
  // With every journey allowed, enough sites may still not be enough: the county may be in pieces.
  const anything = high < 0 ? { open: fixedSites(units) } : within(high, () => false)
  if (anything.open === null) return impossibleCover(whyTooFew(served, p, rules), cutOff)
  let open = anything.open
  const nextBelow = (): number => stepOf(steps, worst(open))
  high = nextBelow()
  let stopped = false
  while (low < high) {
    const middle = (low + high) >> 1
    const found = within(middle, stop)
    if (found.open !== null) {
      open = found.open
      high = nextBelow()
    } else if (found.complete) low = middle + 1
    else {
      stopped = true
      break
    }
    control.progress?.({ objective: worst(open), bound: steps[low] as number, open })
  }
  const full = filledByIndex(units, open, p)
  const objective = worst(full)
  const bound = stopped ? Math.min(objective, steps[low] as number) : objective
  return {
    objective,
    bound,
    gap: objective === bound ? 0 : (objective - bound) / objective,
    proof: bound === objective ? 'proven best' : 'stopped',
    open: full,
    conflict: [],
    outOfReach: cutOff,
  }
}

/**
 * Finds the longest journey to the nearest open site, straight from the journeys.
 * @param instance - the journeys and families; areas without families count for nothing.
 * @param open - the open sites.
 * @returns the longest of the areas' shortest journeys; infinite when an area cannot be reached; 0 without families.
 */
export function longestJourney(instance: SitingInstance, open: readonly number[]): number {
  let longest = 0
  for (const [i, weight] of instance.weights.entries()) {
    if (weight === 0) continue
    let nearest = Infinity
    for (const site of open) {
      const journey = instance.journeys[site]?.[i] ?? NaN
      if (journey < nearest) nearest = journey
    }
    if (nearest > longest) longest = nearest
  }
  return longest
}

/** The distinct journeys, ascending, that can be the longest of a plan: none is shorter than what somebody has to go. */
function journeysWorthTrying(instance: SitingInstance, units: AllowedUnits): number[] {
  const sites = units.units.flat()
  const least = longestJourney(instance, sites)
  const all = new Set<number>()
  for (const site of sites) {
    for (const [i, journey] of (instance.journeys[site] as Float64Array).entries()) {
      if ((instance.weights[i] as number) > 0 && journey >= least && journey < Infinity) all.add(journey)
    }
  }
  return Array.from(Float64Array.from(all).sort())
}

function stepOf(steps: readonly number[], journey: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] as number) < journey) low = middle + 1
    else high = middle
  }
  return low
}

function fixedSites(units: AllowedUnits): number[] {
  return units.fixed.flatMap(u => units.units[u] as readonly number[]).sort((a, b) => a - b)
}

function filledByIndex(units: AllowedUnits, open: readonly number[], p: number): number[] {
  const full = new Set(open)
  for (const unit of units.units) {
    if (full.size + unit.length <= p && !unit.some(site => full.has(site))) {
      for (const site of unit) full.add(site)
    }
  }
  return [...full].sort((a, b) => a - b)
}

/** Names why the number of sites is too small: rules that cost places, or that so many pieces need so many sites. */
function whyTooFew(instance: SitingInstance, p: number, rules: SiteRules): string[] {
  const keys = ['number', 'areas', ...ruleKeys(rules)]
  return smallestConflict(keys, some => {
    if (!some.includes('number') || !some.includes('areas')) return false
    const units = allowedUnits(instance.journeys.length, rulesAmong(rules, some))
    const covers = coversWithin(instance, units.units, Number.MAX_VALUE)
    return coverWith(units, covers, { below: p + 1, enough: p, stop: () => false }).open === null
  })
}
