import type { Control } from './siting.ts'
import { coverageBound } from './coverage-bound.ts'
import { greedyCoverage, improvedCoverage } from './coverage-interchange.ts'
import type { CoverageProblem } from './coverage-problem.ts'
import { decided, gainOf } from './coverage-problem.ts'

/** The best choice of units that was found. */
export interface CoverageFound {
  readonly units: readonly number[]
  readonly gain: number
  /** No choice gains more. */
  readonly bound: number
  /** Whether the search came to its end. */
  readonly complete: boolean
}

interface Branch {
  readonly problem: CoverageProblem
  /** For each unit of the branch, its index in the whole problem. */
  readonly unitOf: Int32Array
  readonly opened: readonly number[]
  readonly gained: number
  readonly bound: number
  readonly prices: Float64Array
}

/**
 * Finds the choice of units that gains most, by branch and bound over the Lagrangian bound of {@link coverageBound}.
 * @param problem - the problem.
 * @param control - asked after every branch whether to stop; hears better plans with units instead of sites.
 * @returns the best choice, proven when the search is complete.
 */
export function searchCoverage(problem: CoverageProblem, control: Control): CoverageFound {
  const whole = [...problem.once, ...problem.twice].every(Number.isInteger)
  let units = improvedCoverage(problem, greedyCoverage(problem, []))
  let gain = gainOf(problem, units)
  // A bound this low means that nothing better is left: gains of whole families rise by whole steps.
  const enough = (): number => (whole ? gain + 1 - 1e-6 : gain + 1e-9 * Math.abs(gain))
  const take = (better: readonly number[]): void => {
    const value = gainOf(problem, better)
    if (value <= gain + 1e-9 * Math.abs(gain)) return
    units = [...better]
    gain = value
    control.progress?.({ objective: gain, bound: highest(), open: units })
  }
  const branches: Branch[] = [
    {
      problem,
      unitOf: Int32Array.from(problem.sizes.keys()),
      opened: [],
      gained: 0,
      bound: Infinity,
      prices: problem.once.map(value => value / 2),
    },
  ]
  const highest = (): number => Math.max(gain, ...branches.map(branch => branch.bound))
  let root = true
  for (let branch = branches.pop(); branch !== undefined; branch = branches.pop()) {
    const here = branch
    if (here.bound <= enough()) continue
    const found = coverageBound(
      here.problem,
      here.prices,
      root ? 600 : 60,
      () => gain - here.gained,
      () => enough() - here.gained,
      scores => {
        const picked = topUnits(here.problem, scores)
        const inWhole = [...here.opened, ...picked.map(u => here.unitOf[u] as number)]
        take(root ? improvedCoverage(problem, greedyCoverage(problem, inWhole)) : inWhole)
      },
    )
    root = false
    const bound = Math.min(here.bound, here.gained + found.bound)
    if (bound <= enough()) continue
    if (control.stop?.() === true) {
      branches.push({ ...here, bound })
      return { units, gain, bound: Math.max(gain, ...branches.map(each => each.bound)), complete: false }
    }
    const fixed = fixedUnits(here.problem, found, here.gained + found.bound - enough())
    const settled = decided(here.problem, fixed.opened, fixed.closed)
    const opened = [...here.opened, ...fixed.opened.map(u => here.unitOf[u] as number)]
    const unitOf = settled.unitOf.map(u => here.unitOf[u] as number)
    const gained = here.gained + settled.gained
    if (settled.unitOf.length === 0 || settled.problem.places === 0) {
      take(opened)
      continue
    }
    const next = mostUndecided(settled.unitOf, found.leaning, found.scores)
    const prices = Float64Array.from(settled.areaOf, i => found.prices[i] as number)
    const shut = new Uint8Array(unitOf.length)
    shut[next] = 1
    const below = [
      { smaller: decided(settled.problem, [], shut), opened },
      {
        smaller: decided(settled.problem, [next], new Uint8Array(unitOf.length)),
        opened: [...opened, unitOf[next] as number],
      },
    ]
    for (const { smaller, opened: openedBelow } of below) {
      branches.push({
        problem: smaller.problem,
        unitOf: smaller.unitOf.map(u => unitOf[u] as number),
        opened: openedBelow,
        gained: gained + smaller.gained,
        bound,
        prices: Float64Array.from(smaller.areaOf, i => prices[i] as number),
      })
    }
  }
  return { units, gain, bound: gain, complete: true }
}

function topUnits(problem: CoverageProblem, scores: Float64Array): number[] {
  const order = Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number))
  let left = problem.places
  return order.filter(u => {
    const size = problem.sizes[u] as number
    if (size > left || scores[u] === 0) return false
    left -= size
    return true
  })
}

/** Units that every better plan opens, or leaves shut: the other way round the bound falls by more than it may. */
function fixedUnits(
  problem: CoverageProblem,
  found: { readonly scores: Float64Array; readonly placePrice: number },
  slack: number,
): { opened: number[]; closed: Uint8Array } {
  const closed = new Uint8Array(problem.sizes.length)
  const opened: number[] = []
  let places = problem.places
  for (let u = 0; u < closed.length; u++) {
    const size = problem.sizes[u] as number
    const advantage = (found.scores[u] as number) - found.placePrice * size
    if (-advantage >= slack) closed[u] = 1
    else if (advantage >= slack && size <= places) {
      opened.push(u)
      places -= size
    }
  }
  return { opened, closed }
}

function mostUndecided(unitOf: Int32Array, leaning: Float64Array, scores: Float64Array): number {
  let [best, bestWeight] = [0, -1]
  for (const [at, u] of unitOf.entries()) {
    const weight = (scores[u] as number) * (1e-6 + Math.min(leaning[u] as number, 1 - (leaning[u] as number)))
    if (weight > bestWeight) [best, bestWeight] = [at, weight]
  }
  return best
}
