import highsModule from 'highs'

// The package's types describe its CommonJS build; as an ES module its default export is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default

/** A linear programme with whole-number columns, rows in compressed form. The sum of costs is to be least. */
interface Programme {
  readonly costs: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly whole: Uint8Array
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
}

interface Limits {
  readonly stop?: () => boolean
  readonly start?: Float64Array | null
  readonly hear?: (columns: Float64Array, value: number, bound: number) => void
}

interface Solved {
  readonly status: 'best' | 'impossible' | 'stopped'
  readonly columns: Float64Array | null
  readonly bound: number
}

/**
 * Makes HiGHS (in WebAssembly) ready. It works in the thread that calls it and holds it up meanwhile: call it in a
 * worker. It asks `stop` at its own checkpoints, which may lie seconds apart in a large programme; a thread that has to
 * end at once is terminated, after it has posted what it heard.
 *
 * Every answer is checked: whole numbers are rounded, and values that break a row are not passed on.
 *
 * @param options - settings of HiGHS beyond the usual ones, by their names
 * @returns a function that solves one programme after another
 */
export async function integerProgrammeSolver(
  options: Readonly<Record<string, boolean | number | string>> = {},
): Promise<(programme: Programme, limits: Limits) => Promise<Solved>> {
  const highs = await loadHighs()
  const { callbackType, modelStatus, variableType } = highs.constants

  const solve = (programme: Programme, { stop, start, hear }: Limits): Solved => {
    const { columns, starts, values } = programme
    const numCols = programme.costs.length
    const numRows = programme.rowLower.length
    // HiGHS does not look at rows when there are no columns.
    if (numCols === 0) {
      const nothing = new Float64Array(0)
      return keeps(programme, nothing)
        ? { status: 'best', columns: nothing, bound: 0 }
        : { status: 'impossible', columns: null, bound: Infinity }
    }
    const model = highs.createModel({
      numCols,
      numRows,
      colCost: programme.costs,
      colLower: programme.lower,
      colUpper: programme.upper,
      rowLower: programme.rowLower,
      rowUpper: programme.rowUpper,
      matrix: { format: 'csr', numRows, numCols, starts, indices: columns, values },
      integrality: Int32Array.from(programme.whole, whole =>
        whole === 1 ? variableType.integer : variableType.continuous,
      ),
    })
    try {
      model.options.set({ output_flag: false, mip_rel_gap: 1e-7, mip_abs_gap: 1e-7, ...options })
      if (start) model.setSolution({ colValue: start })
      let bound = -Infinity
      let best: Float64Array | null = start ?? null
      model.run({
        [callbackType.mipInterrupt]: event => {
          bound = Math.max(bound, event.data.mip_dual_bound ?? -Infinity)
          if (stop?.() === true) event.interrupt()
        },
        [callbackType.mipImprovingSolution]: event => {
          const found = event.data.mip_solution
          if (found === undefined) return
          best = rounded(programme, found)
          bound = Math.max(bound, event.data.mip_dual_bound ?? -Infinity)
          hear?.(best, valueOf(programme, best), bound)
        },
      })
      const status = model.getModelStatus()
      if (status === modelStatus.infeasible) return { status: 'impossible', columns: null, bound: Infinity }
      if (status === modelStatus.optimal) {
        const found = rounded(programme, model.getSolution().colValue)
        if (!keeps(programme, found)) throw new Error('The solver returned values that break a row.')
        const last = Number(model.info.get('mip_dual_bound'))
        const value = valueOf(programme, found)
        const wholes = programme.whole.includes(1)
        return {
          status: 'best',
          columns: found,
          bound: wholes && Number.isFinite(last) ? Math.min(last, value) : value,
        }
      }
      if (status === modelStatus.unboundedOrInfeasible || status === modelStatus.unbounded) {
        throw new Error('The programme has no lower bound, or the solver cannot tell.')
      }
      if (status !== modelStatus.timeLimit && status !== modelStatus.interrupted) {
        throw new Error(`The solver ended with status ${status}.`)
      }
      return { status: 'stopped', columns: best, bound }
    } finally {
      model.dispose()
    }
  }
  return (programme, limits) => Promise.resolve().then(() => solve(programme, limits))
}

function rounded(programme: Programme, columns: Float64Array): Float64Array {
  return columns.map((value, at) => (programme.whole[at] === 1 ? Math.round(value) : value))
}

function valueOf(programme: Programme, columns: Float64Array): number {
  return columns.reduce((sum, value, at) => sum + value * (programme.costs[at] ?? 0), 0)
}

function keeps(programme: Programme, columns: Float64Array): boolean {
  return programme.rowLower.every((lower, row) => {
    let [sum, size] = [0, 1]
    const end = programme.starts[row + 1] ?? 0
    for (let at = programme.starts[row] ?? 0; at < end; at++) {
      const part = (programme.values[at] ?? 0) * (columns[programme.columns[at] ?? 0] ?? 0)
      sum += part
      size = Math.max(size, Math.abs(part))
    }
    return sum >= lower - 1e-5 * size && sum <= (programme.rowUpper[row] ?? 0) + 1e-5 * size
  })
}
