import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { feasibleIntervals } from '../../server/model/disclosure-audit.ts'
import type { DisclosureRules, PublishedTable, TotalsShown } from '../../server/model/suppression.ts'
import { PUBLIC_RULES, publishedShare, suppressList, suppressTable } from '../../server/model/suppression.ts'

const sums = (lists: readonly (readonly number[])[]) => lists.map(list => list.reduce((sum, n) => sum + n, 0))
const columnsOf = (counts: readonly (readonly number[])[]) =>
  (counts[0] ?? []).map((_, j) => counts.map(row => row[j] ?? 0))

const totalsShown: fc.Arbitrary<TotalsShown> = fc.record({
  columns: fc.constantFrom('exact', 'rounded', 'none'),
  rows: fc.constantFrom('rounded', 'none'),
})
const tableOf = (rows: number, columns: number, count: fc.Arbitrary<number>) =>
  fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
const anyTable = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) =>
    tableOf(rows, columns, fc.oneof(fc.nat(12), fc.integer({ min: 10, max: 30 }), fc.nat(400))),
  )

describe('a list fit to be shown', () => {
  it('withholds small counts and rounds the others', () => {
    expect(suppressList([112, 43, 9, 0, 10], 'none')).toEqual({
      cells: [110, 45, null, null, 10],
      total: null,
    })
  })

  it('withholds another count where the total would give a small one away', () => {
    // 60 − 40 − 15 leaves 3 to 7 for the third count: it would be known not to be nothing.
    const { cells, total } = suppressList([40, 15, 5], 'exact')
    expect(total).toBe(60)
    expect(cells).toEqual([40, null, null])
  })

  it('does not tell that everyone said the same', () => {
    expect(suppressList([30, 0, 0], 'exact')).toEqual({ cells: [null, null, null], total: 30 })
  })

  it('withholds a total that is small itself, unless it is public anyway', () => {
    expect(suppressList([3, 2], 'rounded')).toEqual({ cells: [null, null], total: null })
    expect(suppressList([3, 2], 'exact')).toEqual({ cells: [null, null], total: 5 })
    expect(suppressList([7], 'exact')).toEqual({ cells: [null], total: null })
  })

  it('shows everything where nothing is small', () => {
    expect(suppressList([52, 48], 'exact')).toEqual({ cells: [50, 50], total: 100 })
    expect(suppressList([], 'exact')).toEqual({ cells: [], total: null })
  })
})

describe('a percentage', () => {
  it('comes from the count as published', () => {
    expect(publishedShare(45, 210)).toBe(0.21)
    expect(publishedShare(null, 210)).toBeNull()
    expect(publishedShare(45, 0)).toBeNull()
    expect(publishedShare(30, 29)).toBe(1)
  })
})

describe('a table fit to be shown', () => {
  it('withholds little more than the small counts', () => {
    const counts = [
      [210, 95, 143],
      [118, 60, 4],
      [44, 31, 28],
      [12, 3, 19],
    ]
    const table = suppressTable(counts, { columns: 'exact', rows: 'rounded' })
    expect(table.columnTotals).toEqual([384, 189, 194])
    expect(table.total).toBe(767)
    expect(table.cells[1]?.[2]).toBeNull()
    expect(table.cells[3]?.[1]).toBeNull()
    expect(table.cells.flat().filter(cell => cell === null).length).toBeLessThanOrEqual(6)
  })

  it('never shows a small count, nor one further off than rounding, and leaves exact totals exact', () => {
    fc.assert(
      fc.property(anyTable, totalsShown, (counts, totals) => {
        const table = suppressTable(counts, totals)
        const check = (shown: number | null, count: number) => {
          if (shown === null) return
          expect(count).toBeGreaterThanOrEqual(10)
          expect(shown % 5).toBe(0)
          expect(Math.abs(shown - count)).toBeLessThanOrEqual(2)
        }
        counts.forEach((row, i) => {
          row.forEach((count, j) => {
            check(table.cells[i]?.[j] ?? null, count)
          })
        })
        sums(counts).forEach((sum, i) => {
          check(table.rowTotals?.[i] ?? null, sum)
        })
        if (totals.columns === 'exact' && counts.length > 1) {
          expect(table.columnTotals).toEqual(sums(columnsOf(counts)))
        }
        expect(table.rowTotals === null).toBe(totals.rows === 'none')
      }),
    )
  })

  it('lets no small count be narrowed down by adding and subtracting', () => {
    fc.assert(
      fc.property(anyTable, totalsShown, (counts, totals) => {
        const table = suppressTable(counts, totals)
        const columnSums = sums(columnsOf(counts))
        const intervals = feasibleIntervals(table)
        counts.forEach((row, i) => {
          row.forEach((count, j) => {
            const interval = intervals[i]?.[j] ?? { low: NaN, high: NaN }
            expect(interval.low).toBeLessThanOrEqual(count)
            expect(interval.high).toBeGreaterThanOrEqual(count)
            if (count >= 10) return
            const most = table.totals.columns === 'exact' ? (columnSums[j] ?? 0) : Infinity
            expect(interval.low).toBe(0)
            expect(interval.high).toBeGreaterThanOrEqual(Math.min(9, most))
          })
        })
      }),
      { numRuns: 200 },
    )
  })

  it('refuses what is not a table of people', () => {
    expect(() => suppressTable([[1, 2], [3]], { columns: 'none', rows: 'none' })).toThrow(RangeError)
    expect(() => suppressTable([[1.5]], { columns: 'none', rows: 'none' })).toThrow(RangeError)
    expect(() => suppressTable([[-1]], { columns: 'none', rows: 'none' })).toThrow(RangeError)
  })
})

/** Every table of two rows that an outsider could believe in, one by one: slow, and nothing like the audit's method. */
function believable(table: PublishedTable, rules: DisclosureRules, most: number): number[][][] {
  const fits = (count: number, shown: number | null, how: TotalsShown['columns']) => {
    if (shown === null || how === 'none') return true
    if (how === 'exact') return count === shown
    return count >= rules.threshold && rules.roundTo * Math.floor(count / rules.roundTo + 0.5) === shown
  }
  const columns = (table.cells[0] ?? []).map((_, j) => {
    const pairs: [number, number][] = []
    for (let a = 0; a <= most; a++) {
      for (let b = 0; b <= most; b++) {
        if (!fits(a, table.cells[0]?.[j] ?? null, 'rounded')) continue
        if (!fits(b, table.cells[1]?.[j] ?? null, 'rounded')) continue
        if (!fits(a + b, table.columnTotals?.[j] ?? null, table.totals.columns)) continue
        pairs.push([a, b])
      }
    }
    return pairs
  })
  let found: number[][][] = [[[], []]]
  for (const pairs of columns) {
    found = found.flatMap(([top, bottom]) =>
      pairs.map(([a, b]) => [
        [...(top ?? []), a],
        [...(bottom ?? []), b],
      ]),
    )
  }
  return found.filter(
    rows =>
      sums(rows).every((sum, i) => fits(sum, table.rowTotals?.[i] ?? null, table.totals.rows)) &&
      fits(
        sums(sums(rows).map(sum => [sum])).reduce((a, b) => a + b, 0),
        table.total,
        table.totals.columns,
      ),
  )
}

describe('the audit of a table', () => {
  const rules: DisclosureRules = { threshold: 3, roundTo: 3 }
  const small = fc.integer({ min: 1, max: 3 }).chain(columns => tableOf(2, columns, fc.nat(7)))

  it('finds exactly what trying every table finds', () => {
    fc.assert(
      fc.property(small, fc.constantFrom('rounded', 'none'), (counts, rows) => {
        const table = suppressTable(counts, { columns: 'exact', rows }, rules)
        const tables = believable(table, rules, 14)
        const intervals = feasibleIntervals(table, rules)
        counts.forEach((row, i) => {
          row.forEach((count, j) => {
            const possible = new Set(tables.map(each => each[i]?.[j] ?? NaN))
            expect(possible.has(count)).toBe(true)
            expect(intervals[i]?.[j]).toEqual({ low: Math.min(...possible), high: Math.max(...possible) })
            const columnSum = sums(columnsOf(counts))[j] ?? 0
            if (count < rules.threshold) {
              for (let value = 0; value <= Math.min(2, columnSum); value++)
                expect(possible.has(value)).toBe(true)
            }
          })
        })
      }),
      { numRuns: 300 },
    )
  })

  it('refuses counts that cannot belong together', () => {
    const table: PublishedTable = {
      cells: [[20], [20]],
      rowTotals: null,
      columnTotals: [100],
      total: 100,
      totals: { columns: 'exact', rows: 'none' },
    }
    expect(() => feasibleIntervals(table, PUBLIC_RULES)).toThrow('cannot belong to one table')
  })
})
