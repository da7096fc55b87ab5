import { greatestFlow, leastFlow, UNBOUNDED } from './circulation.ts'
import type { TableNetwork } from './disclosure-audit.ts'
import { outsiderBounds, tableNetwork } from './disclosure-audit.ts'
import type { DisclosureRules, PublishedCount, PublishedTable, TotalsShown } from './published-table.ts'
import { PUBLIC_RULES, roundedCount } from './published-table.ts'

export type { DisclosureRules, PublishedCount, PublishedTable, TotalsShown } from './published-table.ts'
export { PUBLIC_RULES, publishedShare } from './published-table.ts'

/** A list of counts that can be shown to anyone. */
export interface PublishedList {
  readonly cells: readonly PublishedCount[]
  /** Null where it is withheld or not shown. */
  readonly total: PublishedCount
}

/**
 * Makes a table of counts fit to be shown to anyone.
 *
 * Counts below the threshold, 0 among them, are withheld and the others rounded. Then further counts are withheld
 * until every small one is protected: whoever adds and subtracts all that is shown, and knows the rules, can still
 * not rule out that it is 0, nor that it is anything else below the threshold (up to the exact total that it is part
 * of, if that is less). At last, what proves not to be needed is shown after all.
 *
 * Tables of one question that share totals (by district, by channel) protect each other only if their shared totals
 * are shown alike; show small groups of small groups in no other table.
 *
 * Source: "10-5" rule, Office for National Statistics; secondary suppression, Willenborg & de Waal 2001.
 * @param counts - exact counts by row and column, such as options × districts; people, so never below 0.
 * @param totals - which totals stand beside the table. Exact columns' totals of a single row would be its counts:
 * they are rounded and withheld like the counts.
 * @param rules - the rules of disclosure.
 * @returns the table to show. Of equal counts the earlier one is withheld first.
 * @throws RangeError if the rows differ in length or a count is not a whole number of at least 0.
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  totals: TotalsShown,
  rules: DisclosureRules = PUBLIC_RULES,
): PublishedTable {
  checkCounts(counts)
  if ((counts[0]?.length ?? 0) === 0) return nothingToShow(counts.length, totals)
  const columns = totals.columns === 'exact' && counts.length < 2 ? 'rounded' : totals.columns
  const table = new OpenTable(counts, { ...totals, columns }, rules)
  for (;;) {
    const exposed = table.sensitive().find(index => !table.isProtected(index))
    if (exposed === undefined) break
    table.withhold(bestToWithhold(table, exposed))
  }
  // Largest first: those are the counts that readers miss most.
  for (const index of table.secondary().sort((a, b) => table.countOf(b) - table.countOf(a))) {
    table.show(index)
    if (!table.sensitive().every(each => table.isProtected(each))) table.withhold(index)
  }
  return table.published()
}

/**
 * Makes a list of counts fit to be shown to anyone, by the rules of {@link suppressTable}.
 * @param counts - exact counts, such as one for each option.
 * @param total - how their sum is shown; 'none' where they do not add up to anything.
 * @param rules - the rules of disclosure.
 * @returns the list to show.
 * @throws RangeError if a count is not a whole number of at least 0.
 */
export function suppressList(
  counts: readonly number[],
  total: TotalsShown['columns'],
  rules: DisclosureRules = PUBLIC_RULES,
): PublishedList {
  const table = suppressTable(
    counts.map(count => [count]),
    { columns: total, rows: 'none' },
    rules,
  )
  return { cells: table.cells.map(row => row[0] ?? null), total: table.columnTotals?.[0] ?? null }
}

/** A table on its way to being published: which counts are withheld so far, and what that gives away. */
class OpenTable {
  readonly #rows: number
  readonly #columns: number
  readonly #totals: TotalsShown
  readonly #rules: DisclosureRules
  readonly #net: TableNetwork
  readonly #withheld: boolean[]

  constructor(counts: readonly (readonly number[])[], totals: TotalsShown, rules: DisclosureRules) {
    this.#rows = counts.length
    this.#columns = counts[0]?.length ?? 0
    this.#totals = totals
    this.#rules = rules
    const nothing = counts.map(row => row.map(() => null))
    this.#net = tableNetwork(
      { cells: nothing, rowTotals: null, columnTotals: null, total: null, totals },
      rules,
    )
    // The truth is a flow that keeps every outsider's bounds, and so a place to start from.
    for (const [i, row] of counts.entries()) {
      for (const [j, count] of row.entries()) {
        for (const index of [this.#net.cellArc(i, j), this.#net.rowArc(i), this.#net.columnArc(j)]) {
          this.#arc(index).flow += count
        }
        this.#arc(this.#net.totalArc).flow += count
      }
    }
    this.#withheld = this.#net.network.arcs.map((_, index) => this.#isSmall(index))
    for (const index of this.#withheld.keys()) this.#setBounds(index)
  }

  countOf(index: number): number {
    return this.#arc(index).flow
  }

  /** The small counts that the table would show if they were not small. */
  sensitive(): number[] {
    return [...this.#withheld.keys()].filter(index => this.#isSmall(index))
  }

  /** The counts that are withheld for the sake of others. */
  secondary(): number[] {
    return [...this.#withheld.keys()].filter(index => this.#withheld[index] && !this.#isSmall(index))
  }

  /** Whether an outsider can rule out neither 0 nor any other small count. */
  isProtected(index: number): boolean {
    const enough = Math.min(this.#rules.threshold - 1, this.#exactTotalOver(index))
    const { network } = this.#net
    return leastFlow(network, index) === 0 && greatestFlow(network, index, enough) >= enough
  }

  /** The shown counts that could be withheld: first those in line with a count, otherwise all of them. */
  candidates(exposed: number): number[] {
    const { network } = this.#net
    const { from, to } = this.#arc(exposed)
    const shown = [...this.#withheld.keys()].filter(
      index => !this.#withheld[index] && this.#howShown(index) === 'rounded',
    )
    const near = shown.filter(index => {
      const arc = network.arcs[index]
      return arc !== undefined && [arc.from, arc.to].some(node => node === from || node === to)
    })
    return near.length > 0 ? near : shown
  }

  /** Whether a count is a cell: losing a total is worse. */
  isCell(index: number): boolean {
    return index < this.#rows * this.#columns
  }

  withhold(index: number): void {
    this.#withheld[index] = true
    this.#setBounds(index)
  }

  show(index: number): void {
    this.#withheld[index] = false
    this.#setBounds(index)
  }

  published(): PublishedTable {
    const rows = Array.from({ length: this.#rows }, (_, i) => i)
    const columns = Array.from({ length: this.#columns }, (_, j) => j)
    const { cellArc, rowArc, columnArc, totalArc } = this.#net
    return {
      cells: rows.map(i => columns.map(j => this.#publishedCount(cellArc(i, j)))),
      rowTotals: this.#totals.rows === 'none' ? null : rows.map(i => this.#publishedCount(rowArc(i))),
      columnTotals:
        this.#totals.columns === 'none' ? null : columns.map(j => this.#publishedCount(columnArc(j))),
      total: this.#publishedCount(totalArc),
      totals: this.#totals,
    }
  }

  #arc(index: number) {
    const arc = this.#net.network.arcs[index]
    if (arc === undefined) throw new RangeError('There is no such count in the table.')
    return arc
  }

  #howShown(index: number): TotalsShown['columns'] {
    if (this.isCell(index)) return 'rounded'
    return index < this.#net.columnArc(0) ? this.#totals.rows : this.#totals.columns
  }

  #isSmall(index: number): boolean {
    return this.#howShown(index) === 'rounded' && this.#arc(index).flow < this.#rules.threshold
  }

  #publishedCount(index: number): PublishedCount {
    const how = this.#howShown(index)
    if (how === 'none' || this.#withheld[index]) return null
    return how === 'exact' ? this.#arc(index).flow : roundedCount(this.#arc(index).flow, this.#rules)
  }

  #setBounds(index: number): void {
    const { low, high } = outsiderBounds(this.#publishedCount(index), this.#howShown(index), this.#rules)
    Object.assign(this.#arc(index), { low, high })
  }

  /** The exact total that a count is part of, and so cannot exceed; UNBOUNDED where there is none. */
  #exactTotalOver(index: number): number {
    if (this.#totals.columns !== 'exact') return UNBOUNDED
    const over = this.isCell(index) ? this.#net.columnArc(index % this.#columns) : this.#net.totalArc
    return this.#arc(over).flow
  }
}

/** The count whose loss protects an exposed one at the least cost to readers. */
function bestToWithhold(table: OpenTable, exposed: number): number {
  const byLoss = table
    .candidates(exposed)
    .sort((a, b) => Number(table.isCell(b)) - Number(table.isCell(a)) || table.countOf(a) - table.countOf(b))
  for (const index of byLoss) {
    table.withhold(index)
    const enough = table.isProtected(exposed)
    table.show(index)
    if (enough) return index
  }
  const smallest = byLoss[0]
  if (smallest === undefined) throw new RangeError('This table cannot be protected.')
  return smallest
}

function nothingToShow(rows: number, totals: TotalsShown): PublishedTable {
  return {
    cells: Array.from({ length: rows }, () => []),
    rowTotals: totals.rows === 'none' ? null : Array.from({ length: rows }, () => null),
    columnTotals: totals.columns === 'none' ? null : [],
    total: null,
    totals,
  }
}

function checkCounts(counts: readonly (readonly number[])[]): void {
  const width = counts[0]?.length ?? 0
  for (const row of counts) {
    if (row.length !== width) throw new RangeError('Every row of a table has equally many counts.')
    if (!row.every(count => Number.isInteger(count) && count >= 0)) {
      throw new RangeError('A count of people is a whole number of at least 0.')
    }
  }
}
