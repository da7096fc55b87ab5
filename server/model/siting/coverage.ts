import { allowedUnits } from './allowed-units.ts'
import { coversWithin } from './covers.ts'
import type { CoverageProblem } from './coverage-problem.ts'
import { decided } from './coverage-problem.ts'
import { searchCoverage } from './coverage-search.ts'
import type { Control, SiteRules, SitingAnswer, SitingInstance } from './siting.ts'
import { noRules } from './siting.ts'

/** How a family counts that has one, or more than one, open site within the limit. */
export interface CoverageCounting {
  /** For the first site within the limit, at least 0. */
  readonly once: number
  /** On top of it for a second site, at least 0: a second one to turn to when the first is full or shut. */
  readonly twice: number
}

/** A family counts once, however many sites it has within the limit. */
export const countedOnce: CoverageCounting = { once: 1, twice: 0 }

/** Only families with two sites within the limit count. */
export const countedWithBackup: CoverageCounting = { once: 0, twice: 1 }

/**
 * Finds the sites that bring most families within a limit.
 *
 * At most `p` sites open; places that gain nothing are filled all the same with the sites that reach most families,
 * unless groups that open together do not fit.
 *
 * Source: the maximal covering location problem of Church & ReVelle 1974; with backup Hogan & ReVelle 1986.
 * @param instance - the journeys and families.
 * @param p - how many sites may open.
 * @param limit - the longest journey that counts, in the unit of the journeys; equal to it is within it.
 * @param rules - what must hold of the sites.
 * @param control - lets it be stopped, and hears how it gets on.
 * @param counting - how families count that have one, or two, sites within the limit.
 * @returns the best sites with the families they bring within the limit; the bound is from above.
 * @throws RangeError if a number of families, or what they count, is negative or not known, or a rule names no site.
 */
export function coverageBest(
  instance: SitingInstance,
  p: number,
  limit: number,
  rules: SiteRules = noRules,
  control: Control = {},
  counting: CoverageCounting = countedOnce,
): SitingAnswer {
  if (!(counting.once >= 0 && counting.twice >= 0)) throw new RangeError('A family counts at least 0.')
  const { units, fixed, conflict } = allowedUnits(instance.journeys.length, rules, p)
  if (conflict.length > 0) return cannotBeDone(conflict)
  const covers = coversWithin(instance, units, limit)
  const whole: CoverageProblem = {
    reaches: covers.reaches,
    times: covers.times,
    sizes: Int32Array.from(units, unit => unit.length),
    once: covers.weights.map(weight => weight * counting.once),
    twice: covers.weights.map(weight => weight * counting.twice),
    places: p,
  }
  const { problem, unitOf, gained } = decided(whole, fixed, new Uint8Array(units.length))
  const inWhole = (some: readonly number[]): number[] => [...fixed, ...some.map(u => unitOf[u] as number)]
  const sitesOf = (some: readonly number[]): number[] =>
    filled(whole, units, some)
      .flatMap(u => units[u] as readonly number[])
      .sort((a, b) => a - b)
  const hear = control.progress
  const found = searchCoverage(problem, {
    ...control,
    ...(hear && {
      progress: state => {
        const open = sitesOf(inWhole(state.open))
        hear({
          objective: familiesCovered(instance, open, limit, counting),
          bound: gained + state.bound,
          open,
        })
      },
    }),
  })
  const open = sitesOf(inWhole(found.units))
  const objective = familiesCovered(instance, open, limit, counting)
  const bound = found.complete ? objective : Math.max(objective, gained + found.bound)
  return {
    objective,
    bound,
    gap: objective === bound ? 0 : (bound - objective) / objective,
    proof: found.complete ? 'proven best' : 'stopped',
    open,
    conflict: [],
  }
}

/**
 * Counts the families whom open sites bring within a limit, straight from their journeys.
 * @param instance - the journeys and families.
 * @param open - the open sites.
 * @param limit - the longest journey that counts.
 * @param counting - how families count that have one, or two, sites within the limit.
 * @returns the families, counted as asked.
 */
export function familiesCovered(
  instance: SitingInstance,
  open: readonly number[],
  limit: number,
  counting: CoverageCounting = countedOnce,
): number {
  let families = 0
  for (const [i, weight] of instance.weights.entries()) {
    const near = open.filter(site => (instance.journeys[site]?.[i] ?? NaN) <= limit).length
    if (near > 0) families += weight * counting.once
    if (near > 1) families += weight * counting.twice
  }
  return families
}

function cannotBeDone(conflict: readonly string[]): SitingAnswer {
  return { objective: null, bound: -Infinity, gap: null, proof: 'cannot be done', open: [], conflict }
}

/** Fills places that are left with the units that reach most families, equal ones by index. */
function filled(
  problem: CoverageProblem,
  units: readonly (readonly number[])[],
  some: readonly number[],
): number[] {
  const open = [...some]
  let left = problem.places - open.reduce((sum, u) => sum + (units[u]?.length ?? 0), 0)
  if (left === 0) return open
  const used = new Set(open)
  const families = problem.reaches.map(areas =>
    areas.reduce((sum, i) => sum + (problem.once[i] as number) + (problem.twice[i] as number), 0),
  )
  const order = [...units.keys()].sort((a, b) => (families[b] as number) - (families[a] as number) || a - b)
  for (const u of order) {
    const size = units[u]?.length ?? 0
    if (used.has(u) || size > left) continue
    open.push(u)
    left -= size
  }
  return open
}
