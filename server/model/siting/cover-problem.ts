/** Which units of sites to open so that every area is reached, at the least cost. */
export interface CoverProblem {
  readonly areas: number
  /** For each unit the areas that it reaches, ascending. */
  readonly reaches: readonly Int32Array[]
  /** What each unit costs: a whole number of at least 1. */
  readonly costs: Int32Array
}

/** A problem after some of its units were decided. */
export interface SmallerCover {
  readonly problem: CoverProblem
  /** The units, by their index before, that were opened on the way. */
  readonly opened: readonly number[]
  /** For each unit that is left, its index in the problem before. */
  readonly unitOf: Int32Array
  /** For each area that is left, its index in the problem before. */
  readonly areaOf: Int32Array
}

/**
 * Opens some units and rules others out; the areas that are reached disappear.
 * @param problem - the problem; left as it is.
 * @param opened - the units that open.
 * @param closed - for each unit 1 if it is ruled out.
 * @param skipped - for each area 1 if it need not be looked at any more.
 * @returns the smaller problem.
 */
export function coverAfter(
  problem: CoverProblem,
  opened: readonly number[],
  closed: Uint8Array,
  skipped?: Uint8Array,
): SmallerCover {
  const gone = skipped?.slice() ?? new Uint8Array(problem.areas)
  for (const u of opened) for (const i of problem.reaches[u] as Int32Array) gone[i] = 1
  const now = new Int32Array(problem.areas).fill(-1)
  const areaOf: number[] = []
  for (let i = 0; i < problem.areas; i++) {
    if (gone[i] === 1) continue
    now[i] = areaOf.length
    areaOf.push(i)
  }
  const isOpen = new Set(opened)
  const unitOf: number[] = []
  const reaches: Int32Array[] = []
  for (const [u, areas] of problem.reaches.entries()) {
    if (closed[u] === 1 || isOpen.has(u)) continue
    const left = new Int32Array(areas.length)
    let count = 0
    for (let k = 0; k < areas.length; k++) {
      const area = now[areas[k] as number] as number
      if (area >= 0) left[count++] = area
    }
    if (count === 0) continue
    unitOf.push(u)
    reaches.push(left.slice(0, count))
  }
  return {
    problem: {
      areas: areaOf.length,
      reaches,
      costs: Int32Array.from(unitOf, u => problem.costs[u] as number),
    },
    opened,
    unitOf: Int32Array.from(unitOf),
    areaOf: Int32Array.from(areaOf),
  }
}

/**
 * Turns the table round.
 * @param problem - the problem.
 * @returns for each area the units that reach it, ascending.
 */
export function reachedBy(problem: CoverProblem): Int32Array[] {
  const counts = new Int32Array(problem.areas)
  for (const areas of problem.reaches)
    for (let k = 0; k < areas.length; k++) {
      const i = areas[k] as number
      counts[i] = (counts[i] as number) + 1
    }
  const units = Array.from(counts, count => new Int32Array(count))
  counts.fill(0)
  for (const [u, areas] of problem.reaches.entries())
    for (let k = 0; k < areas.length; k++) {
      const i = areas[k] as number
      const at = counts[i] as number
      ;(units[i] as Int32Array)[at] = u
      counts[i] = at + 1
    }
  return units
}
