/** Which units of sites to open so that most is gained: each area gains once, and may gain again, by being reached. */
export interface CoverageProblem {
  /** For each unit the areas that it reaches. */
  readonly reaches: readonly Int32Array[]
  /** For each unit and each area that it reaches, by how many sites: 1 or 2. */
  readonly times: readonly Uint8Array[]
  /** How many sites each unit has, at least 1. */
  readonly sizes: Int32Array
  /** What an area gains by being reached at all. */
  readonly once: Float64Array
  /** What it gains on top by being reached by a second site. */
  readonly twice: Float64Array
  /** How many sites may be opened. */
  readonly places: number
}

/** A problem after some of its units were decided. */
export interface SmallerProblem {
  readonly problem: CoverageProblem
  /** What the units that were opened have gained. */
  readonly gained: number
  /** For each unit that is left, its index in the problem before. */
  readonly unitOf: Int32Array
  /** For each area that is left, its index in the problem before. */
  readonly areaOf: Int32Array
}

/**
 * Sums up what a choice of units gains.
 * @param problem - the problem.
 * @param units - the units that open.
 * @returns the gain.
 */
export function gainOf(problem: CoverageProblem, units: readonly number[]): number {
  const counts = countsOf(problem, units)
  let gain = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number
    if (count > 0) gain += problem.once[i] as number
    if (count > 1) gain += problem.twice[i] as number
  }
  return gain
}

/**
 * Counts how often each area is reached.
 * @param problem - the problem.
 * @param units - the units that open.
 * @returns the number of sites that reach each area; a unit of many sites counts as two at most.
 */
export function countsOf(problem: CoverageProblem, units: readonly number[]): Int32Array {
  const counts = new Int32Array(problem.once.length)
  for (const u of units) {
    const areas = problem.reaches[u] as Int32Array
    const times = problem.times[u] as Uint8Array
    for (let k = 0; k < areas.length; k++) {
      const i = areas[k] as number
      counts[i] = (counts[i] as number) + (times[k] as number)
    }
  }
  return counts
}

/**
 * Opens some units and rules others out, and leaves what is still to be decided. Areas that can gain no more, and units
 * that do not fit any more or gain nothing, disappear.
 * @param problem - the problem; left as it is.
 * @param opened - the units that open.
 * @param closed - for each unit 1 if it is ruled out; the opened ones are ruled out by themselves.
 * @returns the smaller problem.
 */
export function decided(
  problem: CoverageProblem,
  opened: readonly number[],
  closed: Uint8Array,
): SmallerProblem {
  const counts = countsOf(problem, opened)
  const places = problem.places - opened.reduce((sum, u) => sum + (problem.sizes[u] as number), 0)
  const isOpen = new Set(opened)
  const once: number[] = []
  const twice: number[] = []
  const areaOf: number[] = []
  const now = new Int32Array(counts.length).fill(-1)
  let gained = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number
    const [first, second] = [problem.once[i] as number, problem.twice[i] as number]
    if (count > 0) gained += first
    if (count > 1) gained += second
    const left = count === 0 ? first + second : count === 1 ? second : 0
    if (left <= 0) continue
    now[i] = areaOf.length
    areaOf.push(i)
    once.push(count === 0 ? first : second)
    twice.push(count === 0 ? second : 0)
  }
  const unitOf: number[] = []
  const reaches: Int32Array[] = []
  const times: Uint8Array[] = []
  for (const [u, areas] of problem.reaches.entries()) {
    if (closed[u] === 1 || isOpen.has(u) || (problem.sizes[u] as number) > places) continue
    const left = smallerReach(areas, problem.times[u] as Uint8Array, now, twice)
    if (left.areas.length === 0) continue
    unitOf.push(u)
    reaches.push(left.areas)
    times.push(left.times)
  }
  const sizes = Int32Array.from(unitOf, u => problem.sizes[u] as number)
  return {
    problem: {
      reaches,
      times,
      sizes,
      once: Float64Array.from(once),
      twice: Float64Array.from(twice),
      places,
    },
    gained,
    unitOf: Int32Array.from(unitOf),
    areaOf: Int32Array.from(areaOf),
  }
}

function smallerReach(
  areas: Int32Array,
  times: Uint8Array,
  now: Int32Array,
  twice: readonly number[],
): { areas: Int32Array; times: Uint8Array } {
  const left = new Int32Array(areas.length)
  const leftTimes = new Uint8Array(areas.length)
  let count = 0
  for (let k = 0; k < areas.length; k++) {
    const area = now[areas[k] as number] as number
    if (area < 0) continue
    left[count] = area
    leftTimes[count++] = twice[area] === 0 ? 1 : (times[k] as number)
  }
  return { areas: left.slice(0, count), times: leftTimes.slice(0, count) }
}
