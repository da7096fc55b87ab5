import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { knownCounts, withholdMore } from '../../server/findings/withhold-more.ts'
import { suppressTable } from '../../server/model/suppression.ts'

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
const peopleOf = (counts: readonly (readonly number[])[]): number[] =>
  (counts[0] ?? []).map((_, at) => sum(counts.map(row => row[at] ?? 0)))
const exact = (counts: readonly (readonly number[])[]) =>
  counts.map(row => ({ low: sum(row), high: sum(row) }))

const table = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.oneof(fc.nat(12), fc.nat(80)), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

describe('what is known of a table’s counts', () => {
  it('always holds the truth', () => {
    fc.assert(
      fc.property(table, counts => {
        const { cells } = suppressTable(counts, { columns: 'exact', rows: 'rounded' })
        const known = knownCounts(cells, peopleOf(counts), exact(counts))
        counts.forEach((row, i) => {
          row.forEach((count, j) => {
            const { low, high } = known[i]?.[j] ?? { low: NaN, high: NaN }
            expect(low <= count && count <= high).toBe(true)
          })
        })
      }),
      { numRuns: 60 },
    )
  })

  it('is all of it where one count of a row and column is withheld', () => {
    const known = knownCounts(
      [
        [null, 20],
        [20, 20],
      ],
      [25, 40],
      [
        { low: 0, high: Infinity },
        { low: 0, high: Infinity },
      ],
    )
    // 25 without 18 to 22.
    expect(known[0]?.[0]).toEqual({ low: 3, high: 7 })
  })

  it('is all of it where a row is known to be everybody, though no count is shown', () => {
    const known = knownCounts(
      [
        [null, null],
        [null, null],
      ],
      [12, 8],
      [
        { low: 20, high: 20 },
        { low: 0, high: Infinity },
      ],
    )
    expect(known.map(row => row.map(({ low, high }) => [low, high]))).toEqual([
      [
        [12, 12],
        [8, 8],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ])
  })
})

describe('withholding more, where rows’ totals are known from elsewhere', () => {
  it('lets nobody learn more of a small count than is plain from the totals alone', () => {
    fc.assert(
      fc.property(table, counts => {
        const { cells } = suppressTable(counts, { columns: 'exact', rows: 'rounded' })
        const people = peopleOf(counts)
        const shown = withholdMore(counts, cells, exact(counts))
        const nothing = shown.map(row => row.map(() => null))
        const known = knownCounts(shown, people, exact(counts))
        const plain = knownCounts(nothing, people, exact(counts))
        counts.forEach((row, i) => {
          row.forEach((count, j) => {
            if (count >= 10) return
            const [now, before] = [known[i]?.[j], plain[i]?.[j]]
            expect(now?.low).toBe(before?.low)
            expect(now?.high).toBeGreaterThanOrEqual(Math.min(9, before?.high ?? NaN))
          })
        })
      }),
      { numRuns: 60 },
    )
  })

  it('changes no count and shows nothing that was withheld', () => {
    fc.assert(
      fc.property(table, counts => {
        const { cells } = suppressTable(counts, { columns: 'exact', rows: 'rounded' })
        const shown = withholdMore(counts, cells, exact(counts))
        shown.forEach((row, i) => {
          row.forEach((count, j) => {
            if (count !== null) expect(count).toBe(cells[i]?.[j])
          })
        })
      }),
      { numRuns: 60 },
    )
  })

  it('withholds what a row’s exact total would give away, and no more than that', () => {
    const counts = [
      [50, 3, 40],
      [50, 40, 40],
      [50, 40, 40],
    ]
    const cells = counts.map(row => row.map(count => (count < 10 ? null : count)))
    const open = counts.map(() => ({ low: 0, high: Infinity }))
    for (const totals of [exact(counts), open]) {
      const shown = withholdMore(counts, cells, totals)
      const withheld = shown.flat().filter(count => count === null).length
      expect(withheld).toBeGreaterThan(1)
      expect(withheld).toBeLessThan(7)
    }
  })
})
