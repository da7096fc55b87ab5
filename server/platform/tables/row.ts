/** One row of a table. */
export interface Row {
  /** As a spreadsheet counts it: the first row is 1. */
  readonly number: number
  /** As text; an empty cell is ''. */
  readonly cells: readonly string[]
}
