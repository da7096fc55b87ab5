import { describe, expect, it } from '@jest/globals'
import { withMonths } from '../../server/findings/answer-months.ts'
import { numberBands } from '../../server/findings/number-bands.ts'
import { questionBook } from '../../server/findings/asked-questions.ts'
import { buildFindings } from '../../server/findings/build-findings.ts'
import { countResponses } from '../../server/findings/counted-responses.ts'
import type { Audience, CountTable, Findings } from '../../server/findings/findings.ts'
import { chartsAcrossDistricts } from '../../server/findings/agreement-page.ts'
import { shownTable } from '../../server/findings/findings-page.ts'
import { findingsRows } from '../../server/findings/findings-rows.ts'
import type { GivenAnswer, SurveyDefinition } from '../../server/model/survey.ts'
import type { Survey } from '../../server/surveys/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { kinds } from '../surveys/every-kind.ts'
import { someDistricts } from './support.ts'

const definition = (childrenText = 'How many children have you?'): SurveyDefinition => ({
  title: 'Children’s centres',
  pages: [
    {
      key: 'page',
      title: 'Your centre',
      questions: [
        kinds.order,
        { ...kinds.count, text: childrenText, maximum: 10 },
        kinds.born,
        kinds.photo,
        kinds.views,
      ],
    },
  ],
  equality: [],
})

const surveys = (...versions: [district: 'D1' | 'D2', version: number, text?: string][]): Survey[] =>
  versions.map(([districtCode, version, text]) => ({
    id: `${districtCode}-${version}`,
    consultationId: 'c',
    districtCode,
    version,
    definition: definition(text),
    hash: '',
    publishedAt: '2026-08-01T09:00:00.000Z',
  }))

interface Given {
  readonly survey?: string
  readonly helpedBy?: 'staff' | 'interpreter' | 'family-or-friend'
  readonly order?: readonly string[]
  readonly texts?: Readonly<Record<string, string>>
  readonly choices?: Readonly<Record<string, readonly string[]>>
}

function answersOf({ order, texts = {}, choices = {} }: Given): GivenAnswer[] {
  return [
    ...(order ? [{ questionKey: 'order', choices: order, text: null }] : []),
    ...Object.entries(texts).map(([questionKey, text]) => ({ questionKey, choices: [], text })),
    ...Object.entries(choices).map(([questionKey, chosen]) => ({ questionKey, choices: chosen, text: null })),
  ]
}

function findingsOf(all: readonly Given[], audience: Audience, asked = surveys(['D1', 1])): Findings {
  const closesAt = '2026-09-30T22:59:00.000Z'
  const book = questionBook(asked, someDistricts)
  const stored = all.map(one => ({
    id: newId(),
    surveyId: one.survey ?? 'D1-1',
    districtCode: (one.survey ?? 'D1-1').slice(0, 2),
    channel: 'online' as const,
    reference: '',
    receivedAt: '2026-09-10T10:00:00.000Z',
    submittedAt: '2026-09-10T10:00:00.000Z',
    withinGrace: false,
    language: 'en',
    helped: false,
    neighbourhoodCode: null,
    distanceBand: null,
    withdrawnAt: null,
    about: { helpedBy: one.helpedBy ?? null, official: null, members: null, alsoAnswered: null },
  }))
  const answers = all.flatMap((one, at) =>
    answersOf(one).map(answer => ({
      ...answer,
      textId: null,
      responseId: stored[at]?.id ?? '',
      section: 'survey' as const,
    })),
  )
  const responses = countResponses(stored, answers, asked, book, closesAt)
  return buildFindings(
    {
      consultation: { slug: 'c', name: 'C', opensAt: '2026-08-31T23:00:00.000Z', closesAt },
      districts: someDistricts,
      questions: withMonths(book.questions, responses.counted),
      responses,
      living: { neighbourhoods: new Map(), sources: [] },
      themes: [],
    },
    audience,
  )
}

const times = (count: number, given: Given): Given[] => Array.from({ length: count }, () => given)
const tableOf = (findings: Findings, id: string): CountTable => {
  const table = findings.tables.find(one => one.id === id)
  if (!table) throw new Error(`There is no table ${id}.`)
  return table
}
const lastOf = (table: CountTable): Record<string, number | null> =>
  Object.fromEntries(table.rows.map(row => [row.label, row.counts.at(-1) ?? null]))

describe('a ranking', () => {
  const some = [
    ...times(3, { order: ['place', 'hours', 'staff'] }),
    ...times(1, { order: ['hours', 'place'] }),
    ...times(2, {}),
  ]

  it('counts how often each came first, and its average place among those who gave it one', () => {
    const findings = findingsOf(some, 'staff')
    expect(lastOf(tableOf(findings, 'order.D1'))).toEqual({
      Place: 3,
      Hours: 1,
      Staff: 0,
      'Base: gave an answer': 4,
      'No answer': 2,
      Asked: 6,
    })
    expect(tableOf(findings, 'order.places.D1').rows.map(row => [row.label, ...row.counts])).toEqual([
      ['Hours', 4, 1.8],
      ['Place', 4, 1.3],
      ['Staff', 3, 3],
    ])
  })

  it('says of what nobody gave a place just that', () => {
    const table = tableOf(findingsOf([{ order: ['place'] }], 'staff'), 'order.places.D1')
    expect(table.rows.map(row => row.label)).toEqual(['Place'])
    expect(table.notes).toContain('Nobody gave “Staff” a place.')
  })

  it('shows the public average places only where no place of anything is rare', () => {
    const few = findingsOf([...times(60, { order: ['place', 'hours', 'staff'] }), ...some], 'public')
    expect(lastOf(tableOf(few, 'order.places.D1'))).toEqual({
      Place: null,
      Hours: null,
      Staff: null,
    })
    expect(lastOf(tableOf(few, 'order.D1'))).toMatchObject({ Hours: null, Staff: null })
    const mixed = [
      ...times(30, { order: ['place', 'hours', 'staff'] }),
      ...times(20, { order: ['hours', 'staff', 'place'] }),
      ...times(10, { order: ['staff', 'place', 'hours'] }),
      ...times(15, {}),
    ]
    expect(lastOf(tableOf(findingsOf(mixed, 'public'), 'order.places.D1'))).toEqual({
      Place: 1.8,
      Hours: 1.8,
      Staff: 2.3,
    })
  })

  it('withholds every district’s averages when one district’s would tell of few', () => {
    const asked = surveys(['D1', 1], ['D2', 1])
    const mixed = (survey: string, each: number): Given[] => [
      ...times(each, { survey, order: ['place', 'hours', 'staff'] }),
      ...times(each, { survey, order: ['hours', 'staff', 'place'] }),
      ...times(each, { survey, order: ['staff', 'place', 'hours'] }),
      ...times(12, { survey }),
    ]
    const findings = findingsOf([...mixed('D1-1', 12), ...mixed('D2-1', 4)], 'public', asked)
    expect(lastOf(tableOf(findings, 'order.places.all'))).toMatchObject({ Place: 2 })
    expect(lastOf(tableOf(findings, 'order.places.D1'))).toMatchObject({ Place: null })
    expect(lastOf(tableOf(findings, 'order.places.D2'))).toMatchObject({ Place: null })
  })
})

describe('a number', () => {
  it('is counted in ranges that follow from the question, not from the answers', () => {
    const of = (more: object): string[] =>
      numberBands({ key: 'n', kind: 'number', text: '', required: false, ...more }).map(band => band.text)
    expect(of({ minimum: 0, maximum: 3 })).toEqual(['0', '1', '2', '3'])
    expect(of({ minimum: 0, maximum: 30 })).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6 to 10',
      '11 to 20',
      '21 to 30',
    ])
    expect(of({ minimum: 7 })).toEqual(['7 to 10', '11 to 20', '21 to 50', '51 to 100', 'More than 100'])
    expect(of({})).toEqual(expect.arrayContaining(['Below 0', '0', '1', '6 to 10', 'More than 100']))
    expect(of({ minimum: 0, maximum: 2, decimals: 1 })).toEqual([
      '0',
      'Over 0 and up to 1',
      'Over 1 and up to 2',
    ])
    expect(of({ maximum: -5 })).toEqual(['-5 or less'])
  })

  const numbers = ['0', '1', '2', '2', '10', 'about three', '11'].map(children => ({
    texts: { count: children },
  }))

  it('gives staff middle and ends; what is not known is never zero', () => {
    const findings = findingsOf([...numbers, {}, {}], 'staff')
    expect(lastOf(tableOf(findings, 'count.numbers.D1'))).toEqual({
      Least: 0,
      'Lower quartile': 1,
      Median: 2,
      'Upper quartile': 2,
      Greatest: 10,
      'Base: gave a number': 5,
    })
    expect(lastOf(tableOf(findings, 'count.D1'))).toMatchObject({
      '0': 1,
      '1': 1,
      '2': 2,
      '10': 1,
      '“a number outside of the range”, which is not in the survey': 1,
      'Written, but no number': 1,
      'No answer': 2,
      Asked: 9,
    })
  })

  it('shows the public counts of ranges only', () => {
    const findings = findingsOf([...numbers, ...times(40, { texts: { count: '3' } })], 'public')
    expect(lastOf(tableOf(findings, 'count.D1'))).toMatchObject({ '3': 40, '0': null, '10': null })
    expect(findings.tables.filter(table => table.id.includes('.numbers.'))).toEqual([])
    expect(findingsOf([{}], 'staff').tables.filter(table => table.id.includes('.numbers.'))).toEqual([])
  })
})

describe('dates, files and lists of statements', () => {
  const dates = (count: number, born: string): Given[] => times(count, { texts: { born } })

  it('are counted by month, and rare months are one row for the public', () => {
    const all = [...dates(3, '2026-01-09'), ...dates(25, '2026-03-10'), ...dates(1, '2025-12-31')]
    expect(lastOf(tableOf(findingsOf(all, 'staff'), 'born.D1'))).toMatchObject({
      'December 2025': 1,
      'January 2026': 3,
      'February 2026': 0,
      'March 2026': 25,
      'Base: gave an answer': 29,
    })
    const more = [...all, ...dates(5, '2026-01-20'), ...dates(6, '2025-12-01'), ...times(20, {})]
    const shown = tableOf(findingsOf(more, 'public'), 'born.D1')
    expect(shown.rows.map(row => row.label)).toEqual(['March 2026', 'Any other month', 'No answer'])
    expect(lastOf(shown)).toEqual({ 'March 2026': 25, 'Any other month': 15, 'No answer': 20 })
  })

  it('tell only how many files came', () => {
    const all = [...times(12, { texts: { photo: 'our-house.pdf' } }), ...times(20, {})]
    expect(lastOf(tableOf(findingsOf(all, 'staff'), 'photo.D1'))).toMatchObject({ 'Sent a file': 12 })
    const shown = findingsOf(all, 'public')
    expect(lastOf(tableOf(shown, 'photo.D1'))).toEqual({ 'Sent a file': 10 })
    expect(JSON.stringify(shown)).not.toContain('our-house')
  })

  it('stand under the words of their list, and a statement that was passed over was asked', () => {
    const table = tableOf(
      findingsOf([{ choices: { 'views--near': ['agree'] } }, {}], 'staff'),
      'views--near.D1',
    )
    expect(table).toMatchObject({ title: 'How far do you agree? Near is better than big', agreement: true })
    expect(lastOf(table)).toMatchObject({ Agree: 1, 'No answer': 1, Asked: 2 })
  })
})

describe('the chart of a statement in a list', () => {
  it('says the statement, not what is asked of the whole list', () => {
    const all = times(12, { choices: { 'views--near': ['agree'] } })
    const asked = surveys(['D1', 1], ['D2', 1])
    const [first] = chartsAcrossDistricts(findingsOf(all, 'staff', asked))
    expect(String(first?.chart.heading)).toBe('100% agree and 0% disagree with “Near is better than big”')
  })
})

describe('versions of a survey', () => {
  it('are counted together where a question stayed the same, and apart, with their names, where it changed', () => {
    const asked = surveys(['D1', 1, 'How many under 5?'], ['D1', 2], ['D1', 3])
    const all = ['D1-1', 'D1-2', 'D1-2', 'D1-3'].map(survey => ({
      survey,
      order: ['place'],
      texts: { count: '2' },
    }))
    const findings = findingsOf(all, 'staff', asked)
    expect(lastOf(tableOf(findings, 'order.D1'))).toMatchObject({ Place: 4, Asked: 4 })
    const apart = findings.tables.filter(table => /^count--\d\.D1$/.test(table.id))
    expect(apart.map(table => [table.title, lastOf(table)['2']])).toEqual([
      ['How many children have you? (versions 2 and 3 of the survey)', 3],
      ['How many under 5? (version 1 of the survey)', 1],
    ])
  })
})

describe('who answered', () => {
  it('tells by whom people were helped, small numbers withheld, and nothing where few were', () => {
    const all = [
      ...times(20, { helpedBy: 'staff' }),
      ...times(8, { helpedBy: 'interpreter' }),
      ...times(9, { helpedBy: 'family-or-friend' }),
      ...times(40, {}),
    ]
    for (const audience of ['staff', 'public'] as const) {
      expect(lastOf(tableOf(findingsOf(all, audience), 'profile-helped'))).toMatchObject({
        'Staff of the council, a centre or another service': 20,
        'An interpreter': null,
        'Nobody, or not said': 40,
      })
      const few = findingsOf(times(9, { helpedBy: 'staff' }), audience)
      expect(few.tables.filter(table => table.id === 'profile-helped')).toEqual([])
      expect(few.tables.filter(table => table.id === 'profile-organisation')).toEqual([])
    }
  })
})

describe('the export', () => {
  it('says of the new kinds what the page says', () => {
    const all = [
      ...times(3, { order: ['place', 'staff'], texts: { count: '2', born: '2026-01-09' } }),
      ...times(1, { order: ['staff', 'place'] }),
    ]
    for (const audience of ['staff', 'public'] as const) {
      const findings = findingsOf(all, audience)
      for (const table of findings.tables.filter(one => /^(order|count|born)/.test(one.id))) {
        const rows = findingsRows(findings, [], one => one.id === table.id).slice(1)
        const page = shownTable(table)
        const exported = rows.map(row =>
          typeof row[5] === 'number' ? row[5].toLocaleString('en-GB') : row[5],
        )
        const counts = page.rows.flatMap(row => row.slice(1, 1 + table.columns.length).map(cell => cell.text))
        expect(exported).toEqual(counts)
        expect(new Set(rows.map(row => row[1]))).toEqual(new Set([page.title.text]))
      }
    }
  })
})
