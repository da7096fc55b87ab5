import { describe, expect, it } from '@jest/globals'
import {
  chartOfDistrict,
  chartsAcrossDistricts,
  knownAgreement,
} from '../../server/findings/agreement-page.ts'
import type { CountTable, Findings } from '../../server/findings/findings.ts'

const answers = ['Strongly agree', 'Agree', 'Neither', 'Disagree', 'Strongly disagree', 'Don’t know']
const aTable = (
  title: string,
  counts: readonly (number | null)[],
  given: Partial<CountTable> = {},
): CountTable => ({
  id: `${title}.D1`,
  part: 'survey',
  questionId: title,
  agreement: true,
  title,
  districtCode: 'D1',
  placeName: 'City',
  base: { people: 100, words: 'about 100 who answered' },
  rowsAre: 'Answer',
  columns: ['All'],
  rows: counts.map((count, at) => ({
    label: answers[at] ?? '',
    role: 'count',
    counts: [count],
    share: null,
    population: null,
  })),
  notes: [],
  ...given,
})
const findingsOf = (...tables: CountTable[]): Findings => ({
  format: 'doorstep-findings/1',
  audience: 'public',
  consultation: { slug: 'c', name: 'C', opensAt: '2026-09-01T00:00:00Z', closesAt: '2026-09-30T00:00:00Z' },
  districts: [{ code: 'D1', slug: 'city', name: 'City', responses: 110 }],
  responses: 110,
  notCounted: null,
  tables,
})
const all = [10, 20, 15, 25, 20, 10]
const wordsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(found => found[1] ?? '')

describe('the chart of a district', () => {
  it('says above it how many agree with what stands first', () => {
    const chart = chartOfDistrict(findingsOf(aTable('Move it: Do you agree?', all)), 'D1')
    expect(chart?.heading.text).toBe('30% agree and 45% disagree with “Move it” in City')
  })

  it('picks out no other statement where the first does not tell it', () => {
    const first = aTable('Move it: Do you agree?', [null, 20, 15, 25, 20, 10])
    const chart = chartOfDistrict(findingsOf(first, aTable('Close it: Do you agree?', all)), 'D1')
    expect(chart?.heading.text).toBe('How far people agree in City')
    expect(chart?.subtitle.text).toBe('Move it: about 100 who answered.')
    expect(chart?.svg).toContain('Move it: some counts are too small to be shown.')
  })

  it('tells who agrees where only those who do not know are not shown, and draws what is', () => {
    const chart = chartOfDistrict(
      findingsOf(aTable('Move it: Do you agree?', [10, 20, 15, 25, 20, null])),
      'D1',
    )
    expect(chart?.heading.text).toBe('30% agree and 45% disagree with “Move it” in City')
    const words = wordsOf(chart?.svg ?? '')
    expect(words).toContain('30% agree, 45% disagree (100 answered)')
    expect(words).toContain('Some counts are too small to be shown')
    expect(chart?.svg).toMatch(/<rect[^>]*width="25%"[^>]*class="s-scale-disagree"/)
    expect(chart?.svg).not.toMatch(/<rect[^>]*width="[\d.]+%"[^>]*class="s-scale-dontKnow"/)
  })

  it('is left out where nothing of it is shown', () => {
    const none = [null, null, null, null, null, null]
    expect(chartOfDistrict(findingsOf(aTable('Move it: Do you agree?', none)), 'D1')).toBeNull()
    expect(chartOfDistrict(findingsOf(), 'D1')).toBeNull()
  })

  it('says of a list’s statements only the statement', () => {
    const chart = chartOfDistrict(
      findingsOf(aTable('Do you agree with each of these? Longer hours are better.', all)),
      'D1',
    )
    expect(chart?.heading.text).toBe('30% agree and 45% disagree with “Longer hours are better” in City')
    expect(wordsOf(chart?.svg ?? '')).toContain('Longer hours are better.')
    expect(chart?.svg).not.toContain('each of these')
  })
})

describe('the charts of all districts', () => {
  it('stand under the question, and not under one district, where all together are not shown', () => {
    const together = aTable('Do you agree?', [null, 20, 15, 25, 20, 10], {
      districtCode: null,
      placeName: 'All districts',
    })
    const [first] = chartsAcrossDistricts(findingsOf(together, aTable('Do you agree?', all)))
    expect(first?.chart.heading.text).toBe('Do you agree?')
  })
})

describe('what may be drawn of a table with counts that are not shown', () => {
  it('is nothing where it is not told how many answered', () => {
    const base = { people: 110, words: 'all 110 responses' }
    expect(knownAgreement(aTable('x', [10, 20, 15, 25, 20, null], { base }))).toBeNull()
    expect(knownAgreement(aTable('x', [10, null, null, null, null, null]))).toEqual({
      counts: { stronglyAgree: 10 },
      all: 100,
    })
  })
})
