import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { crossTable, groupings } from '../../server/findings/cross-table.ts'
import { buildFindings, type FindingsInput } from '../../server/findings/build-findings.ts'
import type { CountTable } from '../../server/findings/findings.ts'
import { feasibleIntervals } from '../../server/model/disclosure-audit.ts'
import { anyAnswers } from './any-answers.ts'
import { inputOf } from './input.ts'

function crossed(input: FindingsInput, questionKey: string, by: string): CountTable {
  const question = input.questions.find(one => one.key === questionKey)
  const grouping = groupings(input).find(one => one.key === by)
  if (!question || !grouping) throw new Error('There is no such cross-table.')
  return crossTable(input, question, grouping)
}

describe('answers by groups of people', () => {
  it('count each person in their group, rounded', () => {
    const answers = ['strongly-agree', 'agree', 'neither', 'disagree', 'strongly-disagree', 'dont-know', '']
    const groups = ['female', 'male', 'prefer-not-to-say', '']
    const chosen = (value: string): string[] => (value === '' ? [] : [value])
    const all = groups.flatMap((sex, group) =>
      answers.flatMap((overall, at) =>
        Array.from({ length: 11 + 7 * group + 3 * at }, () => ({
          choices: { sex: chosen(sex), overall: chosen(overall) },
        })),
      ),
    )
    const table = crossed(inputOf(all), 'overall', 'sex')
    expect(table.rows.map(row => [row.label, ...row.counts])).toEqual([
      ['Female', 10, 15, 15, 20, 25, 25],
      ['Male', 20, 20, 25, 25, 30, 35],
      ['Prefer not to say', 25, 30, 30, 35, 35, 40],
    ])
  })

  it('tell nobody a small count beyond what every exact answer and each group’s published size tell', () => {
    fc.assert(
      fc.property(anyAnswers, all => {
        const input = inputOf(all)
        const table = crossed(input, 'overall', 'sex')
        const sizes = buildFindings(input, 'staff').tables.find(one => one.id === 'sex.all')
        const counted = input.responses.counted
        const answer = (key: string, at: number): string => {
          const chosen = counted[at]?.choices[key] ?? []
          return chosen.length === 1 ? (chosen[0] ?? '') : ''
        }
        const groups = ['female', 'male', 'prefer-not-to-say', '']
        const answers = [
          'strongly-agree',
          'agree',
          'neither',
          'disagree',
          'strongly-disagree',
          'dont-know',
          '',
        ]
        const truth = groups.map(group =>
          answers.map(
            one =>
              counted.filter((_, at) => answer('sex', at) === group && answer('overall', at) === one).length,
          ),
        )
        const people = answers.map((_, at) => truth.reduce((sum, row) => sum + (row[at] ?? 0), 0))
        if (counted.length === 0) return
        const shown = groups.map((_, group) => answers.map((__, at) => table.rows[group]?.counts[at] ?? null))
        const learnt = (cells: (number | null)[][]) =>
          feasibleIntervals({
            cells,
            columnTotals: people,
            rowTotals: groups.map((_, group) => sizes?.rows[group]?.counts[0] ?? null),
            total: counted.length,
            totals: { columns: 'exact', rows: 'rounded' },
          })
        const plain = learnt(shown.map(row => row.map(() => null)))
        const intervals = learnt(shown)
        truth.slice(0, 3).forEach((row, group) => {
          row.forEach((count, at) => {
            const [now, before] = [intervals[group]?.[at], plain[group]?.[at]]
            if (count >= 10 || !now || !before) return
            expect({ low: now.low > before.low, high: now.high < Math.min(9, before.high) }).toEqual({
              low: false,
              high: false,
            })
          })
        })
      }),
      { numRuns: 300 },
    )
  })
})
