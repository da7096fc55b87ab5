/** A linear programme with whole-number columns, as plain data that a general solver takes. The sum of costs is least. */
export interface IntegerProgramme {
  /** By column. */
  readonly costs: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** 1 where the column takes whole numbers only. */
  readonly whole: Uint8Array
  /** By row: where its entries start; one more at the end. */
  readonly starts: Int32Array
  /** By entry. */
  readonly columns: Int32Array
  readonly values: Float64Array
  /** By row; infinite where there is no bound. */
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
}

/** How a solver is to go about it. */
export interface SolveLimits {
  /** Asked now and then: true makes it return what it has. */
  readonly stop?: () => boolean
  /** Values of the columns to begin with; they keep all rows. */
  readonly start?: Float64Array | null
  /** Hears the columns of each better answer, and how low an answer can be at least. */
  readonly hear?: (columns: Float64Array, value: number, bound: number) => void
}

/** What a solver found. */
export interface SolvedProgramme {
  readonly status: 'best' | 'impossible' | 'stopped'
  /** The best values of the columns; null when there are none. */
  readonly columns: Float64Array | null
  /** No answer costs less. */
  readonly bound: number
}

/** Solves a programme; it knows nothing of what the programme is about. */
export type SolveProgramme = (programme: IntegerProgramme, limits: SolveLimits) => Promise<SolvedProgramme>

/** Puts a programme together column by column and row by row. */
export class ProgrammeBuilder {
  private readonly costs: number[] = []
  private readonly lower: number[] = []
  private readonly upper: number[] = []
  private readonly whole: number[] = []
  private readonly starts: number[] = [0]
  private readonly columns: number[] = []
  private readonly values: number[] = []
  private readonly rowLower: number[] = []
  private readonly rowUpper: number[] = []

  /** Adds a column. @returns its index. */
  column(cost: number, lower: number, upper: number, whole: boolean): number {
    this.costs.push(cost)
    this.lower.push(lower)
    this.upper.push(upper)
    this.whole.push(Number(whole))
    return this.costs.length - 1
  }

  /** Adds to what a column costs. */
  cost(column: number, more: number): void {
    this.costs[column] = (this.costs[column] as number) + more
  }

  /** Adds a row: the entries' sum lies between two bounds. */
  row(
    lower: number,
    upper: number,
    columns: readonly number[],
    values: readonly number[] | number = 1,
  ): void {
    for (const [at, column] of columns.entries()) {
      const value = typeof values === 'number' ? values : (values[at] as number)
      if (value === 0) continue
      this.columns.push(column)
      this.values.push(value)
    }
    this.starts.push(this.columns.length)
    this.rowLower.push(lower)
    this.rowUpper.push(upper)
  }

  /** How many columns there are. */
  get width(): number {
    return this.costs.length
  }

  /** @returns the programme as plain data. */
  done(): IntegerProgramme {
    return {
      costs: Float64Array.from(this.costs),
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      whole: Uint8Array.from(this.whole),
      starts: Int32Array.from(this.starts),
      columns: Int32Array.from(this.columns),
      values: Float64Array.from(this.values),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
    }
  }
}
