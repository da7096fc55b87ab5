import type { CoverProblem } from './cover-problem.ts'
import { reachedBy } from './cover-problem.ts'

/** What is known of a covering problem once its areas have been given prices. */
export interface CoverBound {
  /** No cover costs less. */
  readonly bound: number
  /** The prices at which the bound was found, by area. */
  readonly prices: Float64Array
  /** For each unit its cost less what its areas would pay: below 0 it pays its way. */
  readonly worth: Float64Array
}

/**
 * Bounds what a cover costs at least: each area pays a price to be reached, and units that cost less than their areas
 * pay are taken. The prices are improved by subgradient steps.
 *
 * Source: Beasley 1990, "A Lagrangian heuristic for set-covering problems".
 * @param problem - the problem, in which every area is reached by some unit.
 * @param start - prices to begin with, by area; all 0 makes it begin with prices of its own.
 * @param rounds - how many steps at most.
 * @param room - a bound that comes this high ends the work: only cheaper covers are wanted.
 * @param hear - hears covers that were made from the prices, now and then.
 * @returns the best bound and all that belongs to it.
 */
export function coverBound(
  problem: CoverProblem,
  start: Float64Array,
  rounds: number,
  room: number,
  hear: (units: readonly number[]) => void,
): CoverBound {
  const { reaches, costs, areas } = problem
  let prices = start.some(price => price > 0) ? start.slice() : fairPrices(problem)
  const worth = new Float64Array(reaches.length)
  const short = new Int32Array(areas)
  let best: CoverBound = { bound: -Infinity, prices, worth }
  let stride = 1
  let stale = 0
  let target = Math.min(room, Infinity)
  for (let round = 0; round < rounds; round++) {
    let bound = 0
    for (let i = 0; i < areas; i++) bound += prices[i] as number
    short.fill(1)
    for (let u = 0; u < reaches.length; u++) {
      const list = reaches[u] as Int32Array
      let left = costs[u] as number
      for (let k = 0; k < list.length; k++) left -= prices[list[k] as number] as number
      worth[u] = left
      if (left >= 0) continue
      bound += left
      for (let k = 0; k < list.length; k++) {
        const i = list[k] as number
        short[i] = (short[i] as number) - 1
      }
    }
    if (bound > best.bound + 1e-7) {
      best = { bound, prices: prices.slice(), worth: worth.slice() }
      stale = 0
      if (Math.ceil(bound - 1e-6) >= room) return best
    } else if (++stale >= 15) {
      stride /= 2
      stale = 0
      prices = best.prices.slice()
      if (stride < 0.003) break
      continue
    }
    if (round % 25 === 0) {
      const units = greedyCover(problem, prices)
      hear(units)
      target = Math.min(
        target,
        units.reduce((sum, u) => sum + (costs[u] as number), 0),
      )
    }
    let length = 0
    for (let i = 0; i < areas; i++) {
      if ((short[i] as number) < 0 && prices[i] === 0) short[i] = 0
      length += (short[i] as number) ** 2
    }
    if (length === 0) break
    const step = (stride * Math.max(1.02 * target - bound, 0.01)) / length
    for (let i = 0; i < areas; i++) {
      prices[i] = Math.max(0, (prices[i] as number) + step * (short[i] as number))
    }
  }
  return best
}

/** Prices that no unit could undercut: each area pays its share of the unit that serves it most cheaply. */
function fairPrices(problem: CoverProblem): Float64Array {
  const prices = new Float64Array(problem.areas).fill(Infinity)
  for (const [u, areas] of problem.reaches.entries()) {
    const share = (problem.costs[u] as number) / areas.length
    for (const i of areas) if (share < (prices[i] as number)) prices[i] = share
  }
  return prices
}

/**
 * Covers every area by taking, one after another, the unit that costs least for what it newly reaches, and then drops
 * those that are not needed.
 * @param problem - the problem, in which every area is reached by some unit.
 * @param prices - what reaching each area is worth; null counts them alike.
 * @returns the units of a cover.
 */
export function greedyCover(problem: CoverProblem, prices: Float64Array | null): number[] {
  const { reaches, costs, areas } = problem
  const byArea = reachedBy(problem)
  const gain = new Float64Array(reaches.length)
  const value = (i: number): number => (prices === null ? 1 : (prices[i] as number) + 1e-4)
  for (const [u, list] of reaches.entries()) {
    let sum = 0
    for (let k = 0; k < list.length; k++) sum += value(list[k] as number)
    gain[u] = sum / (costs[u] as number)
  }
  const counts = new Int32Array(areas)
  const chosen: number[] = []
  let left = areas
  while (left > 0) {
    let best = 0
    for (let u = 1; u < gain.length; u++) if ((gain[u] as number) > (gain[best] as number) + 1e-12) best = u
    chosen.push(best)
    for (const i of reaches[best] as Int32Array) {
      const before = counts[i] as number
      counts[i] = before + 1
      if (before > 0) continue
      left--
      const units = byArea[i] as Int32Array
      const worth = value(i)
      for (let k = 0; k < units.length; k++) {
        const u = units[k] as number
        gain[u] = (gain[u] as number) - worth / (costs[u] as number)
      }
    }
    gain[best] = -1
  }
  return needed(problem, chosen, counts)
}

function needed(problem: CoverProblem, chosen: readonly number[], counts: Int32Array): number[] {
  const kept: number[] = []
  const dearestFirst = [...chosen].sort(
    (a, b) => (problem.costs[b] as number) - (problem.costs[a] as number) || a - b,
  )
  for (const u of dearestFirst) {
    const areas = problem.reaches[u] as Int32Array
    if (areas.every(i => (counts[i] as number) > 1)) {
      for (const i of areas) counts[i] = (counts[i] as number) - 1
    } else kept.push(u)
  }
  return kept
}
