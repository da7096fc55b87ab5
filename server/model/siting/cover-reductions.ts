import type { CoverProblem, SmallerCover } from './cover-problem.ts'
import { coverAfter, reachedBy } from './cover-problem.ts'

/**
 * Makes a covering problem smaller without losing its best answer: an area whose only unit is known opens it; an area
 * that is reached whenever another one is needs no looking at; a unit that reaches no more than another one, and costs
 * no less, is ruled out (of equal ones the one with the lowest index stays). Repeated until nothing changes.
 *
 * Source: Toregas & ReVelle 1972, "Optimal location under time or distance constraints"; Beasley 1987, "An algorithm for
 * set covering problems".
 * @param problem - the problem, in which every area is reached by some unit; left as it is.
 * @returns what is left, and the units that have to open.
 */
export function reducedCover(problem: CoverProblem): SmallerCover {
  let now: SmallerCover = {
    problem,
    opened: [],
    unitOf: Int32Array.from(problem.reaches.keys()),
    areaOf: Int32Array.from({ length: problem.areas }, (_, i) => i),
  }
  for (;;) {
    const byArea = reachedBy(now.problem)
    const opened = [...new Set(byArea.filter(units => units.length === 1).map(units => units[0] as number))]
    const skipped = needless(byArea, now.problem.reaches)
    const lessAreas = joined(
      now,
      coverAfter(now.problem, opened, new Uint8Array(now.problem.reaches.length), skipped),
    )
    const closed = needlessUnits(lessAreas.problem)
    const lessUnits = joined(lessAreas, coverAfter(lessAreas.problem, [], closed))
    const changed =
      lessUnits.problem.areas < now.problem.areas ||
      lessUnits.problem.reaches.length < now.problem.reaches.length
    now = lessUnits
    if (!changed) return now
  }
}

function joined(before: SmallerCover, after: SmallerCover): SmallerCover {
  return {
    problem: after.problem,
    opened: [...before.opened, ...after.opened.map(u => before.unitOf[u] as number)],
    unitOf: after.unitOf.map(u => before.unitOf[u] as number),
    areaOf: after.areaOf.map(i => before.areaOf[i] as number),
  }
}

/** Marks areas that are reached by all the units that reach some other area. */
function needless(byArea: readonly Int32Array[], reaches: readonly Int32Array[]): Uint8Array {
  const gone = new Uint8Array(byArea.length)
  const stamp = new Int32Array(byArea.length)
  const hits = new Int32Array(byArea.length)
  for (const [i, units] of byArea.entries()) {
    if (gone[i] === 1) continue
    // Every area that all of these units reach is in the list of the first.
    for (const [at, u] of units.entries()) {
      for (const k of reaches[u] as Int32Array) {
        if (at === 0) {
          stamp[k] = i + 1
          hits[k] = 1
        } else if (stamp[k] === i + 1 && hits[k] === at) hits[k] = at + 1
      }
    }
    for (const k of reaches[units[0] as number] as Int32Array) {
      if (k === i || gone[k] === 1 || hits[k] !== units.length) continue
      // Equal areas: the first stays.
      if ((byArea[k] as Int32Array).length === units.length && k < i) continue
      gone[k] = 1
    }
  }
  return gone
}

/** Marks units that reach no more than some other unit that costs no more. */
function needlessUnits(problem: CoverProblem): Uint8Array {
  const byArea = reachedBy(problem)
  const { reaches, costs } = problem
  const gone = new Uint8Array(reaches.length)
  const stamp = new Int32Array(reaches.length)
  const hits = new Int32Array(reaches.length)
  for (const [u, areas] of reaches.entries()) {
    for (const [at, i] of areas.entries()) {
      for (const v of byArea[i] as Int32Array) {
        if (at === 0) {
          stamp[v] = u + 1
          hits[v] = 1
        } else if (stamp[v] === u + 1 && hits[v] === at) hits[v] = at + 1
      }
    }
    for (const v of byArea[areas[0] as number] as Int32Array) {
      if (v === u || gone[v] === 1 || hits[v] !== areas.length) continue
      const [cost, other] = [costs[u] as number, costs[v] as number]
      if (other > cost) continue
      const same = other === cost && (reaches[v] as Int32Array).length === areas.length
      if (same && v > u) continue
      gone[u] = 1
      break
    }
  }
  return gone
}
