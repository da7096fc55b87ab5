import { describe, expect, it } from '@jest/globals'
import { withMonths } from '../../server/findings/answer-months.ts'
import type { AskedQuestion } from '../../server/findings/asked-questions.ts'
import type { CountedResponse } from '../../server/findings/counted-responses.ts'

const question = (kind: 'date' | 'one'): AskedQuestion => ({
  key: 'born',
  surveyKey: 'born',
  section: 'survey',
  kind,
  text: 'When?',
  required: false,
  conditional: false,
  everybody: true,
  after: [],
  several: false,
  options: [],
  districts: ['D1'],
})
const monthsOf = (...given: readonly string[]): string[] => {
  const counted = given.map((month): CountedResponse => ({
    id: month,
    channel: 'online',
    districtCode: 'D1',
    neighbourhoodCode: null,
    distanceBand: null,
    choices: { born: [month] },
    worded: new Set(),
    orders: {},
    numbers: {},
    helpedBy: null,
    official: null,
  }))
  return (withMonths([question('date')], counted)[0]?.options ?? []).map(
    option => `${option.value} ${option.text}`,
  )
}

describe('the months of answers', () => {
  it('stand in order across the end of a year, those without an answer among them', () => {
    expect(monthsOf('2027-02', '2026-11')).toEqual([
      '2026-11 November 2026',
      '2026-12 December 2026',
      '2027-01 January 2027',
      '2027-02 February 2027',
    ])
  })

  it('are only those that were answered where one answer is far away, so that a slip makes no table of centuries', () => {
    expect(monthsOf('2026-11', '1026-11', '2026-12')).toEqual([
      '1026-11 November 1026',
      '2026-11 November 2026',
      '2026-12 December 2026',
    ])
    expect(monthsOf('2023-01', '2025-12')).toHaveLength(36)
    expect(monthsOf('2023-01', '2026-01')).toHaveLength(2)
  })

  it('are none while nobody answered, and other questions keep their answers', () => {
    expect(monthsOf()).toEqual([])
    expect(withMonths([question('one')], [])).toEqual([question('one')])
  })
})
