import type { Arc, Circulation } from './circulation.ts'
import { circulation, greatestFlow, leastFlow, settle, UNBOUNDED } from './circulation.ts'
import type { DisclosureRules, PublishedCount, PublishedTable, TotalsShown } from './published-table.ts'
import { PUBLIC_RULES } from './published-table.ts'

/** What an outsider can tell of a count: it is one of the whole numbers from `low` to `high`, and may be each. */
export interface CountInterval {
  readonly low: number
  /** Infinity where nothing bounds it. */
  readonly high: number
}

/**
 * Works out what an outsider can tell of each cell of a published table by adding and subtracting, who knows the
 * rules of rounding and withholding but not which counts were withheld to protect others.
 *
 * A table with totals is a network in which cells and totals flow between rows and columns, so that the bounds found
 * are exact and every whole number within them is possible.
 *
 * Source: network audit of two-way tables, Cox 1995; Fischetti & Salazar 1999.
 * @param table - the table as published.
 * @param rules - the rules by which it was made.
 * @returns the interval of each cell, by row and column.
 * @throws RangeError if the counts cannot belong to one table.
 */
export function feasibleIntervals(
  table: PublishedTable,
  rules: DisclosureRules = PUBLIC_RULES,
): CountInterval[][] {
  const { network, cellArc } = tableNetwork(table, rules)
  if (!settle(network)) throw new RangeError('These counts cannot belong to one table.')
  return table.cells.map((row, i) =>
    row.map((_, j) => {
      // Other counts leave a little less than what is called unbounded.
      const high = greatestFlow(network, cellArc(i, j))
      return { low: leastFlow(network, cellArc(i, j)), high: high >= UNBOUNDED / 2 ? Infinity : high }
    }),
  )
}

/** The network of a table, and where its cells and totals are among the arcs. */
export interface TableNetwork {
  readonly network: Circulation
  readonly cellArc: (row: number, column: number) => number
  readonly rowArc: (row: number) => number
  readonly columnArc: (column: number) => number
  readonly totalArc: number
}

/**
 * Writes a published table as a network: rows' totals flow from the whole to the rows, cells from rows to columns,
 * columns' totals from columns to the whole.
 * @param table - the table as published.
 * @param rules - the rules by which it was made.
 * @returns the network with an outsider's bounds and without flows.
 */
export function tableNetwork(table: PublishedTable, rules: DisclosureRules): TableNetwork {
  const rows = table.cells.length
  const columns = table.cells[0]?.length ?? 0
  const [whole, sum] = [rows + columns, rows + columns + 1]
  const { totals } = table
  const arcs: Arc[] = table.cells.flatMap((row, i) =>
    row.map((count, j) => arcOf(i, rows + j, outsiderBounds(count, 'rounded', rules))),
  )
  for (let i = 0; i < rows; i++) {
    arcs.push(arcOf(whole, i, outsiderBounds(table.rowTotals?.[i] ?? null, totals.rows, rules)))
  }
  for (let j = 0; j < columns; j++) {
    arcs.push(arcOf(rows + j, sum, outsiderBounds(table.columnTotals?.[j] ?? null, totals.columns, rules)))
  }
  arcs.push(arcOf(sum, whole, outsiderBounds(table.total, totals.columns, rules)))
  return {
    network: circulation(rows + columns + 2, arcs),
    cellArc: (row, column) => row * columns + column,
    rowArc: row => rows * columns + row,
    columnArc: column => rows * columns + rows + column,
    totalArc: arcs.length - 1,
  }
}

/**
 * Tells what an outsider knows of one count by itself.
 * @param count - the count as published.
 * @param shown - how such counts are shown in the table.
 * @param rules - the rules of disclosure.
 * @returns the bounds.
 */
export function outsiderBounds(
  count: PublishedCount,
  shown: TotalsShown['columns'],
  rules: DisclosureRules,
): CountInterval {
  if (count === null || shown === 'none') return { low: 0, high: UNBOUNDED }
  if (shown === 'exact') return { low: count, high: count }
  // Whoever sees 10 knows that it was not 8 or 9, which would have been withheld.
  return {
    low: Math.max(rules.threshold, Math.ceil(count - rules.roundTo / 2)),
    high: Math.ceil(count + rules.roundTo / 2) - 1,
  }
}

function arcOf(from: number, to: number, { low, high }: CountInterval): Arc {
  return { from, to, low, high, flow: 0 }
}
