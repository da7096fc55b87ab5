import type { CoverageProblem } from './coverage-problem.ts'

/** What is known of a coverage problem once its areas have been given prices. */
export interface CoverageBound {
  /** No choice of units gains more. */
  readonly bound: number
  /** The prices at which the bound was found, by area. */
  readonly prices: Float64Array
  /** What each unit would be worth at those prices. */
  readonly scores: Float64Array
  /** What a place for one more site is worth at those prices. */
  readonly placePrice: number
  /** How often, from 0 to 1, each unit was among the chosen ones lately; near a half means undecided. */
  readonly leaning: Float64Array
}

/** How much of the last step is taken again, so that prices do not swing to and fro (Camerini, Fratta & Maffioli 1975). */
const momentum = 0.7

/**
 * Bounds what can be gained at most. Being reached is sold to each area at a price; what the areas then gain, and what
 * the best units earn, is at least what any plan gains. The prices are improved by subgradient steps.
 *
 * Source: the Lagrangian relaxation of Galvão & ReVelle 1996, "A Lagrangean heuristic for the maximal covering location
 * problem"; a second cover is one more unit sold at the same price.
 * @param problem - the problem.
 * @param start - prices to begin with, by area.
 * @param rounds - how many steps at most.
 * @param known - the gain of a known plan: a bound that is not above `enough` ends the work.
 * @param enough - a bound at or below this ends the work.
 * @param hear - hears the units that were chosen in a step, now and then, to make plans of them.
 * @returns the best bound and all that belongs to it.
 */
export function coverageBound(
  problem: CoverageProblem,
  start: Float64Array,
  rounds: number,
  known: () => number,
  enough: () => number,
  hear: (scores: Float64Array) => void,
): CoverageBound {
  const { once, twice, reaches, times } = problem
  const units = reaches.length
  const areas = once.length
  let prices = start.slice()
  let best: CoverageBound | null = null
  const leaning = new Float64Array(units).fill(0.5)
  const slope = new Float64Array(areas)
  const course = new Float64Array(areas)
  let stride = 1.6
  let stale = 0
  for (let round = 0; round < rounds; round++) {
    let bound = soldTo(once, twice, prices, slope)
    const scores = new Float64Array(units)
    for (let u = 0; u < units; u++) {
      const list = reaches[u] as Int32Array
      const count = times[u] as Uint8Array
      let score = 0
      for (let k = 0; k < list.length; k++)
        score += (prices[list[k] as number] as number) * (count[k] as number)
      scores[u] = score
    }
    const { taken, worth, placePrice } = bestUnits(problem, scores)
    bound += worth
    for (let u = 0; u < units; u++) {
      const share = taken[u] as number
      leaning[u] = 0.85 * (leaning[u] as number) + 0.15 * share
      if (share === 0) continue
      const list = reaches[u] as Int32Array
      const count = times[u] as Uint8Array
      for (let k = 0; k < list.length; k++) {
        slope[list[k] as number] = (slope[list[k] as number] as number) + share * (count[k] as number)
      }
    }
    if (best === null || bound < best.bound - 1e-9 * Math.abs(best.bound)) {
      best = { bound, prices: prices.slice(), scores, placePrice, leaning }
      stale = 0
    } else if (++stale >= 12) {
      stride /= 2
      stale = 0
      prices = best.prices.slice()
      course.fill(0)
      if (stride < 0.002) break
      continue
    }
    if (round % 20 === 0) hear(scores)
    if (best.bound <= enough()) break
    let length = 0
    for (let i = 0; i < areas; i++) {
      let way = (slope[i] as number) + momentum * (course[i] as number)
      // A price of 0 cannot fall further.
      if (way > 0 && prices[i] === 0) way = 0
      course[i] = way
      length += way ** 2
    }
    if (length === 0) break
    const step = (stride * Math.max(bound - known(), 1e-6 * Math.abs(bound))) / length
    for (let i = 0; i < areas; i++) {
      prices[i] = Math.max(0, (prices[i] as number) - step * (course[i] as number))
    }
  }
  return (
    best ?? {
      bound: 0,
      prices,
      scores: new Float64Array(units),
      placePrice: 0,
      leaning,
    }
  )
}

/** What the areas gain when each buys being reached as often as pays; the slope becomes minus what they bought. */
function soldTo(once: Float64Array, twice: Float64Array, prices: Float64Array, slope: Float64Array): number {
  let gain = 0
  for (let i = 0; i < once.length; i++) {
    const price = prices[i] as number
    const one = (once[i] as number) - price
    const two = one + (twice[i] as number) - price
    if (two > one && two > 0) {
      gain += two
      slope[i] = -2
    } else if (one > 0) {
      gain += one
      slope[i] = -1
    } else slope[i] = 0
  }
  return gain
}

/** The units that earn most for the places there are; the last may be taken in part, which only lifts the bound. */
function bestUnits(
  problem: CoverageProblem,
  scores: Float64Array,
): { taken: Float64Array; worth: number; placePrice: number } {
  const { sizes, places } = problem
  const taken = new Float64Array(scores.length)
  const order = Int32Array.from(scores.keys()).sort(
    (a, b) => (scores[b] as number) / (sizes[b] as number) - (scores[a] as number) / (sizes[a] as number),
  )
  let left = places
  let worth = 0
  for (const u of order) {
    const size = sizes[u] as number
    const score = scores[u] as number
    if (left === 0) return { taken, worth, placePrice: score / size }
    const share = Math.min(1, left / size)
    taken[u] = share
    worth += share * score
    left -= share * size
    if (share < 1) return { taken, worth, placePrice: score / size }
  }
  return { taken, worth, placePrice: 0 }
}
