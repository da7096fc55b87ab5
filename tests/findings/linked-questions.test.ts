import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { buildFindings } from '../../server/findings/build-findings.ts'
import type { CountTable, Findings } from '../../server/findings/findings.ts'
import { tellingPlaces } from '../../server/findings/linked-questions.ts'
import type { SurveyDefinition, SurveyQuestion } from '../../server/model/survey.ts'
import { inputOf } from './input.ts'
import type { TestAnswers } from './support.ts'

const one = (key: string, values: readonly string[], required = true): SurveyQuestion => ({
  key,
  kind: 'one',
  text: `${key}?`,
  required,
  options: values.map(value => ({ value, text: value })),
})
const after = (values: string[], question: SurveyQuestion, has: 'any of' | 'none of' = 'any of') => ({
  key: question.key,
  title: question.key,
  condition: { questionKey: 'use', has, values },
  questions: [question],
})

const uses = ['yes', 'no', 'once', 'unsure'] as const
/** Everybody is asked one thing, and two questions follow from certain answers to it. */
const asksMore =
  (required: boolean) =>
  (district: { name: string }): SurveyDefinition => ({
    title: district.name,
    pages: [
      { key: 'use', title: 'Use', questions: [one('use', uses)] },
      after(['yes'], one('way', ['bus', 'car'], required)),
      after(['yes', 'unsure'], one('why', ['far', 'dear'], required), 'none of'),
    ],
    equality: [],
  })

const anyPerson = fc.record({
  district: fc.constantFrom('D1' as const, 'D1' as const, 'D2' as const),
  use: fc.constantFrom('yes', ...uses),
  way: fc.constantFrom('bus', 'car', ''),
  why: fc.constantFrom('far', 'dear', ''),
})
const anyAnswers = (required: boolean): fc.Arbitrary<TestAnswers[]> =>
  fc.array(fc.tuple(anyPerson, fc.constantFrom(1, 2, 3, 9, 10, 12, 25)), { maxLength: 14 }).map(groups =>
    groups.flatMap(([{ district, use, way, why }, times]) => {
      const given = (key: string, value: string, first: string): Record<string, string[]> =>
        value === '' && !required ? {} : { [key]: [value === '' ? first : value] }
      const more = use === 'yes' ? given('way', way, 'bus') : use === 'unsure' ? {} : given('why', why, 'far')
      return Array.from({ length: times }, () => ({ district, choices: { use: [use], ...more } }))
    }),
  )

interface Interval {
  readonly low: number
  readonly high: number
}
const told = (count: number | null): Interval =>
  count === null ? { low: 0, high: Infinity } : { low: Math.max(10, count - 2), high: count + 2 }

/** How many answered, from a table by itself. */
function answered(table: CountTable | undefined, people: number): Interval {
  if (!table) return { low: 0, high: people }
  const rows = table.rows.filter(row => row.role === 'count').map(row => told(row.counts[0] ?? null))
  const row = table.rows.find(({ label }) => label === 'No answer')
  const rest = row ? told(row.counts[0] ?? null) : { low: 0, high: 0 }
  return {
    low: Math.max(
      0,
      people - rest.high,
      rows.reduce((sum, { low }) => sum + low, 0),
    ),
    high: Math.min(
      people - rest.low,
      rows.reduce((sum, { high }) => sum + high, 0),
    ),
  }
}

type Group = readonly [rows: readonly number[], Interval]

function narrowed(cells: readonly (number | null)[], groups: readonly Group[]): Interval[] {
  const found = cells.map(told)
  for (let round = 0; round < 30; round++) {
    for (const [rows, { low, high }] of groups) {
      for (const row of rows) {
        const others = rows.filter(other => other !== row)
        const sum = (end: 'low' | 'high'): number =>
          others.reduce((all, at) => all + (found[at]?.[end] ?? 0), 0)
        const before = found[row] ?? { low: 0, high: Infinity }
        found[row] = {
          low: Math.max(before.low, low - sum('high')),
          high: Math.min(before.high, high - sum('low')),
        }
      }
    }
  }
  return found
}

/** Small counts of the earlier question of which the later ones rule something out. */
function ruledOut(findings: Findings, all: readonly TestAnswers[], required: boolean): string[] {
  return ['D1', 'D2', 'all'].flatMap(place => {
    const here = all.filter(({ district }) => place === 'all' || district === place)
    const table = (key: string) => findings.tables.find(({ id }) => id === `${key}.${place}`)
    const cells = table('use')?.rows.map(row => row.counts[0] ?? null)
    if (!cells) return []
    const people = here.length
    const among = (key: string, rows: readonly number[]): Group => {
      const { low, high } = answered(table(key), people)
      return [rows, { low, high: required ? high : people }]
    }
    const together: Group = [cells.map((_, at) => at), { low: people, high: people }]
    const alone = narrowed(cells, [together])
    const joint = narrowed(cells, [together, among('way', [0]), among('why', [1, 2])])
    return uses.flatMap((use, at) => {
      const truth = here.filter(({ choices }) => choices?.['use']?.[0] === use).length
      const [before, now] = [alone[at], joint[at]]
      if (truth >= 10 || !before || !now) return []
      const out = now.low > before.low || now.high < Math.min(9, before.high)
      return out ? [`${place}, ${use}: ${truth} is from ${now.low} to ${now.high}`] : []
    })
  })
}

const times = (count: number, district: 'D1' | 'D2', choices: Record<string, string[]>): TestAnswers[] =>
  Array.from({ length: count }, () => ({ district, choices }))

describe('questions that only some people were asked', () => {
  it.each([
    ['had to answer', true],
    ['could answer', false],
  ])('tell nothing of a small count of the question before, where those %s', (_, required) => {
    fc.assert(
      fc.property(anyAnswers(required), all => {
        const findings = buildFindings(inputOf(all, {}, asksMore(required)), 'public')
        expect(ruledOut(findings, all, required)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('have a row for those who gave no answer, without which everybody would have given one earlier answer', () => {
    const all = times(12, 'D1', { use: ['yes'], way: ['bus'] })
    const { tables } = buildFindings(inputOf(all, {}, asksMore(true)), 'public')
    const rows = tables.find(({ id }) => id === 'way.D1')?.rows
    expect(rows?.map(({ label, counts }) => [label, counts[0]])).toEqual([
      ['bus', null],
      ['car', null],
      ['No answer', null],
    ])
  })

  it('are shown where many gave each answer before', () => {
    const all = (['D1', 'D2'] as const).flatMap(district => [
      ...times(40, district, { use: ['yes'], way: ['bus'] }),
      ...times(30, district, { use: ['yes'], way: ['car'] }),
      ...times(50, district, { use: ['no'], why: ['far'] }),
      ...times(20, district, { use: ['once'], why: ['dear'] }),
      ...times(15, district, { use: ['unsure'] }),
    ])
    const input = inputOf(all, {}, asksMore(true))
    const { questions, responses, districts } = input
    expect(tellingPlaces(questions, responses.counted, districts, () => 'by district').size).toBe(0)
    const way = buildFindings(input, 'public').tables.find(({ id }) => id === 'way.D1')
    expect(way?.rows.map(({ counts }) => counts[0])).toEqual([40, 30, 85])
  })
})
