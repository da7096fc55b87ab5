import type { CoverageProblem } from './coverage-problem.ts'
import { countsOf } from './coverage-problem.ts'

/**
 * Chooses units one after another, each time the one that adds most for each of its sites.
 * @param problem - the problem.
 * @param first - units that are chosen already.
 * @param liking - what each unit is thought to be worth: breaks ties, and comes last of all.
 * @returns the chosen units, in the order of choice.
 */
export function greedyCoverage(
  problem: CoverageProblem,
  first: readonly number[],
  liking: Float64Array | null = null,
): number[] {
  const chosen = [...first]
  const counts = countsOf(problem, chosen)
  const used = new Set(chosen)
  let left = problem.places - chosen.reduce((sum, u) => sum + (problem.sizes[u] as number), 0)
  for (;;) {
    let [best, bestGain] = [-1, 0]
    for (let u = 0; u < problem.sizes.length; u++) {
      const size = problem.sizes[u] as number
      if (size > left || used.has(u)) continue
      const gain = (addedBy(problem, counts, u) + 1e-9 * (liking?.[u] ?? 0)) / size
      if (gain > bestGain) [best, bestGain] = [u, gain]
    }
    if (best < 0) return chosen
    chosen.push(best)
    used.add(best)
    change(problem, counts, best, 1)
    left -= problem.sizes[best] as number
  }
}

/**
 * Improves a choice by exchanging one unit for another that fits, each time the best exchange, until none helps.
 *
 * Source: Teitz & Bart 1968, "Heuristic methods for estimating the generalized vertex median of a weighted graph", with
 * the best instead of the first exchange.
 * @param problem - the problem.
 * @param chosen - the units to begin with; left as they are.
 * @returns the improved choice.
 */
export function improvedCoverage(problem: CoverageProblem, chosen: readonly number[]): number[] {
  const now = [...chosen]
  const counts = countsOf(problem, now)
  const used = new Set(now)
  let spare = problem.places - now.reduce((sum, u) => sum + (problem.sizes[u] as number), 0)
  for (;;) {
    let best = { at: -1, unit: -1, gain: 1e-9 }
    for (const [at, out] of now.entries()) {
      change(problem, counts, out, -1)
      const lost = addedBy(problem, counts, out)
      const room = spare + (problem.sizes[out] as number)
      for (let unit = 0; unit < problem.sizes.length; unit++) {
        if (used.has(unit) || (problem.sizes[unit] as number) > room) continue
        const gain = addedBy(problem, counts, unit) - lost
        if (gain > best.gain * (1 + 1e-12)) best = { at, unit, gain }
      }
      change(problem, counts, out, 1)
    }
    if (best.at < 0) return now
    const out = now[best.at] as number
    change(problem, counts, out, -1)
    change(problem, counts, best.unit, 1)
    used.delete(out)
    used.add(best.unit)
    spare += (problem.sizes[out] as number) - (problem.sizes[best.unit] as number)
    now[best.at] = best.unit
  }
}

function addedBy(problem: CoverageProblem, counts: Int32Array, u: number): number {
  const areas = problem.reaches[u] as Int32Array
  const times = problem.times[u] as Uint8Array
  let gain = 0
  for (let k = 0; k < areas.length; k++) {
    const i = areas[k] as number
    const before = counts[i] as number
    if (before > 1) continue
    if (before === 0) gain += problem.once[i] as number
    if (before + (times[k] as number) > 1) gain += problem.twice[i] as number
  }
  return gain
}

function change(problem: CoverageProblem, counts: Int32Array, u: number, sign: 1 | -1): void {
  const areas = problem.reaches[u] as Int32Array
  const times = problem.times[u] as Uint8Array
  for (let k = 0; k < areas.length; k++) {
    const i = areas[k] as number
    counts[i] = (counts[i] as number) + sign * (times[k] as number)
  }
}
