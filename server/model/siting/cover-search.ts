import type { CoverProblem, SmallerCover } from './cover-problem.ts'
import { coverAfter, reachedBy } from './cover-problem.ts'
import { coverBound, greedyCover } from './cover-bound.ts'
import { reducedCover } from './cover-reductions.ts'

/** The cheapest cover that was found. */
export interface CoverFound {
  /** The units that open; null when none below the limit was found. */
  readonly units: readonly number[] | null
  readonly cost: number
  /** No cover costs less. */
  readonly bound: number
  /** Whether the search came to its end. */
  readonly complete: boolean
}

/** When a search for a cover may end. */
export interface CoverLimits {
  /** Only covers that cost less than this are wanted. */
  readonly below: number
  /** The first cover that costs no more than this will do. */
  readonly enough: number
  /** Asked now and then: true ends the search. */
  readonly stop: () => boolean
  /** Hears of each better cover. */
  readonly hear?: (units: readonly number[], cost: number) => void
}

class Search {
  best: readonly number[] | null = null
  cost: number
  stopped = false
  private readonly limits: CoverLimits

  constructor(limits: CoverLimits) {
    this.limits = limits
    this.cost = limits.below
  }

  get done(): boolean {
    return this.stopped || this.cost <= this.limits.enough
  }

  take(units: readonly number[], cost: number): void {
    if (cost >= this.cost) return
    this.best = units
    this.cost = cost
    this.limits.hear?.(units, cost)
  }

  /** Looks at one branch; the prices are by area. @returns a bound on what it can cost at least. */
  branch(
    problem: CoverProblem,
    unitOf: Int32Array,
    opened: readonly number[],
    spent: number,
    prices: Float64Array,
    depth: number,
  ): number {
    if (this.limits.stop()) {
      this.stopped = true
      return spent
    }
    let now = opening(reducedCover(problem), problem, unitOf, opened, spent, prices)
    let bound = now.spent
    for (;;) {
      if (now.spent >= this.cost) return now.spent
      if (now.problem.areas === 0) {
        this.take(now.opened, now.spent)
        return now.spent
      }
      const room = this.cost - now.spent
      const found = coverBound(now.problem, now.prices, depth === 0 ? 400 : 80, room, units => {
        const cost = units.reduce((sum, u) => sum + (now.problem.costs[u] as number), now.spent)
        this.take([...now.opened, ...units.map(u => now.unitOf[u] as number)], cost)
      })
      bound = Math.max(bound, now.spent + Math.ceil(found.bound - 1e-6))
      if (this.done || bound >= this.cost) return bound
      // What is decided by the bound is decided, and what is left is made smaller again.
      const slack = this.cost - 1 - now.spent - found.bound + 1e-6
      const open = [...found.worth.keys()].filter(u => -(found.worth[u] as number) > slack)
      const shut = Uint8Array.from(found.worth, worth => Number(worth > slack))
      const after = coverAfter(now.problem, open, shut)
      const left = reachedBy(after.problem)
      if (left.some(units => units.length === 0)) return this.cost
      const smaller = opening(
        after,
        now.problem,
        now.unitOf,
        now.opened,
        now.spent,
        Float64Array.from(found.prices),
      )
      const reduced = opening(
        reducedCover(smaller.problem),
        smaller.problem,
        smaller.unitOf,
        smaller.opened,
        smaller.spent,
        smaller.prices,
      )
      const shrunk = reduced.problem.reaches.length < 0.9 * now.problem.reaches.length
      now = reduced
      if (now.problem.areas === 0 || shrunk) continue
      return Math.max(bound, this.below(now, depth))
    }
  }

  /** Tries the units that reach the area with the fewest of them, the likeliest first, each without those before it. */
  private below(now: Opening, depth: number): number {
    const { problem } = now
    const byArea = reachedBy(problem)
    const fewest = byArea.reduce((best, units) => (units.length < best.length ? units : best))
    const worthOf = (u: number): number =>
      (problem.reaches[u] as Int32Array).reduce((sum, i) => sum + (now.prices[i] as number), 0) /
      (problem.costs[u] as number)
    const order = Array.from(fewest).sort((a, b) => worthOf(b) - worthOf(a) || a - b)
    const shut = new Uint8Array(problem.reaches.length)
    let least = Infinity
    for (const u of order) {
      const after = coverAfter(problem, [u], shut)
      shut[u] = 1
      const bound = reachedBy(after.problem).some(units => units.length === 0)
        ? Infinity
        : this.branch(
            after.problem,
            after.unitOf.map(v => now.unitOf[v] as number),
            [...now.opened, now.unitOf[u] as number],
            now.spent + (problem.costs[u] as number),
            Float64Array.from(after.areaOf, i => now.prices[i] as number),
            depth + 1,
          )
      least = Math.min(least, bound)
      if (this.done) return Math.min(least, now.spent)
    }
    return least
  }
}

interface Opening {
  readonly problem: CoverProblem
  readonly unitOf: Int32Array
  readonly opened: readonly number[]
  readonly spent: number
  readonly prices: Float64Array
}

function opening(
  after: SmallerCover,
  before: CoverProblem,
  unitOf: Int32Array,
  opened: readonly number[],
  spent: number,
  prices: Float64Array,
): Opening {
  return {
    problem: after.problem,
    unitOf: after.unitOf.map(u => unitOf[u] as number),
    opened: [...opened, ...after.opened.map(u => unitOf[u] as number)],
    spent: after.opened.reduce((sum, u) => sum + (before.costs[u] as number), spent),
    prices: Float64Array.from(after.areaOf, i => prices[i] as number),
  }
}

/**
 * Finds the cheapest units that reach every area: reductions first, then branch and bound over a Lagrangian bound.
 *
 * Source: Beasley 1987, "An algorithm for set covering problems"; Caprara, Fischetti & Toth 1999.
 * @param problem - the problem, in which every area is reached by some unit.
 * @param limits - when the search may end.
 * @returns the cheapest cover found; the bound is never above what a wanted cover costs, and equals `below` when there is
 * none.
 */
export function cheapestCover(problem: CoverProblem, limits: CoverLimits): CoverFound {
  const search = new Search(limits)
  const greedy = greedyCover(problem, null)
  search.take(
    greedy,
    greedy.reduce((sum, u) => sum + (problem.costs[u] as number), 0),
  )
  if (search.done) return { units: search.best, cost: search.cost, bound: 0, complete: false }
  const bound = search.branch(
    problem,
    Int32Array.from(problem.reaches.keys()),
    [],
    0,
    new Float64Array(problem.areas),
    0,
  )
  const complete = !search.stopped && (search.cost > limits.enough || bound >= search.cost)
  return {
    units: search.best,
    cost: search.cost,
    bound: complete ? search.cost : Math.min(bound, search.cost),
    complete,
  }
}
