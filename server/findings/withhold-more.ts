import { greatestFlow, leastFlow, settle } from '../model/circulation.ts'
import { tableNetwork, type CountInterval } from '../model/disclosure-audit.ts'
import { PUBLIC_RULES, type PublishedCount } from '../model/suppression.ts'

/**
 * Withholds further counts of a table until nobody learns more about a small one than is plain without the table: from
 * the exact totals of its columns and what is known of its rows' totals.
 *
 * @param counts - the exact counts
 * @param shown - the counts as they would be published
 * @param rowTotals - what is known of each row's total from elsewhere
 * @returns the counts to publish
 */
export function withholdMore(
  counts: readonly (readonly number[])[],
  shown: readonly (readonly PublishedCount[])[],
  rowTotals: readonly CountInterval[],
): PublishedCount[][] {
  const cells = shown.map(row => [...row])
  const people = (counts[0] ?? []).map((_, at) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0))
  const plain = knownCounts(
    cells.map(row => row.map(() => null)),
    people,
    rowTotals,
  )
  for (;;) {
    const exposed = firstExposed(counts, knownCounts(cells, people, rowTotals), plain)
    if (exposed === null) return cells
    const next = smallestShown(counts, cells, exposed)
    if (next === null) return cells
    const row = cells[next.row]
    if (row) row[next.column] = null
  }
}

interface Place {
  readonly row: number
  readonly column: number
}

/**
 * What is known of each count of a table from what is shown, the exact totals of its columns and what is known of its
 * rows' totals.
 *
 * @param cells - the counts as shown, by row and column
 * @param people - each column's exact total
 * @param rowTotals - what is known of each row's total
 * @returns by row and column
 */
export function knownCounts(
  cells: readonly (readonly PublishedCount[])[],
  people: readonly number[],
  rowTotals: readonly CountInterval[],
): CountInterval[][] {
  const { network, cellArc, rowArc } = tableNetwork(
    {
      cells,
      columnTotals: people,
      rowTotals: null,
      total: people.reduce((sum, count) => sum + count, 0),
      totals: { columns: 'exact', rows: 'none' },
    },
    PUBLIC_RULES,
  )
  rowTotals.forEach(({ low, high }, at) => {
    const arc = network.arcs[rowArc(at)]
    if (arc) Object.assign(arc, { low, high })
  })
  settle(network)
  return cells.map((row, i) =>
    row.map((_, j) => ({
      low: leastFlow(network, cellArc(i, j)),
      high: greatestFlow(network, cellArc(i, j)),
    })),
  )
}

function firstExposed(
  counts: readonly (readonly number[])[],
  known: readonly (readonly CountInterval[])[],
  plain: readonly (readonly CountInterval[])[],
): Place | null {
  for (const [row, own] of counts.entries()) {
    for (const [column, count] of own.entries()) {
      const [now, before] = [known[row]?.[column], plain[row]?.[column]]
      if (count >= PUBLIC_RULES.threshold || !now || !before) continue
      const enough = Math.min(PUBLIC_RULES.threshold - 1, before.high)
      if (now.low > before.low || now.high < enough) return { row, column }
    }
  }
  return null
}

// In the column first, then in the row: those are what is subtracted. The smallest is missed least.
function smallestShown(
  counts: readonly (readonly number[])[],
  cells: readonly (readonly PublishedCount[])[],
  exposed: Place,
): Place | null {
  const open = cells.flatMap((own, row) =>
    own.flatMap((count, column) =>
      count === null ? [] : [{ row, column, count: counts[row]?.[column] ?? 0 }],
    ),
  )
  const near = [
    open.filter(place => place.column === exposed.column),
    open.filter(place => place.row === exposed.row),
    open,
  ].find(places => places.length > 0)
  return near?.sort((a, b) => a.count - b.count)[0] ?? null
}
