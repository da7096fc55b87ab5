/** One line of the benchmark table. */
export interface BenchmarkRow {
  /** What was done, and on what. */
  readonly work: string
  /** What is counted: 'ms', 's', 'MB', 'pages a second'… */
  readonly unit: string
  /** Every run of ours, in the order in which they ran. */
  readonly runs: readonly number[]
  /** What ours is held against: a peer that ran in the same run, a bound, or a figure that was measured elsewhere. */
  readonly against: {
    readonly name: string
    readonly kind: 'same run' | 'bound' | 'measured elsewhere'
    readonly value: number
  } | null
  /** What was promised, in the same unit; null when nothing was. */
  readonly target: number | null
  /** Whether less is better (time) or more (throughput). */
  readonly better: 'less' | 'more'
  /** What else to know: the objective, the bound, whether it is proven. */
  readonly note: string
}

/** A group of measurements; says why when something that it needs is not there. */
export interface Benchmark {
  readonly name: string
  run(): Promise<readonly BenchmarkRow[]> | readonly BenchmarkRow[]
}

/**
 * Runs something several times and takes the time of each run.
 *
 * @param times - how often
 * @param work - what to run; its first run, which warms up, is not counted
 * @returns milliseconds of each counted run
 */
export async function timed(times: number, work: () => unknown): Promise<number[]> {
  await work()
  const runs: number[] = []
  for (let run = 0; run < times; run++) {
    const before = performance.now()
    await work()
    runs.push(performance.now() - before)
  }
  return runs
}

/**
 * The middle of some runs.
 *
 * @param runs - figures
 * @returns the median; NaN of none
 */
export function median(runs: readonly number[]): number {
  const sorted = [...runs].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle] ?? NaN
  return ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
