import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { withMonths } from '../../server/findings/answer-months.ts'
import type { AskedQuestion } from '../../server/findings/asked-questions.ts'
import type { CountedResponse } from '../../server/findings/counted-responses.ts'
import { publicAnswers } from '../../server/findings/public-answers.ts'

const question = (given: Partial<AskedQuestion> = {}): AskedQuestion => ({
  key: 'q',
  surveyKey: 'q',
  section: 'survey',
  kind: 'one',
  text: 'Which?',
  required: false,
  conditional: false,
  everybody: true,
  after: [],
  several: false,
  options: [
    { value: 'a', text: 'A' },
    { value: 'b', text: 'B' },
  ],
  districts: ['D1', 'D2'],
  ...given,
})
/** Responses with these choices; null was not asked. */
const responses = (count: number, choices: readonly string[] | null, worded = false): CountedResponse[] =>
  Array.from({ length: count }, (_, at) => ({
    id: String(at),
    channel: 'online',
    districtCode: 'D1',
    neighbourhoodCode: null,
    distanceBand: null,
    choices: choices === null ? {} : { q: choices },
    worded: new Set(worded ? ['q'] : []),
    orders: {},
    numbers: {},
    helpedBy: null,
    official: null,
  }))

describe('the answers to a question as anybody may see them', () => {
  it('sum to the people of the place: whoever gave none, or several on paper, is in the last row', () => {
    const place = [
      ...responses(20, ['a']),
      ...responses(15, ['b']),
      ...responses(11, []),
      ...responses(12, ['a', 'b']),
      ...responses(10, null),
    ]
    const { labels, counts, withRest, shown } = publicAnswers(question(), [place])
    expect([labels, counts, withRest]).toEqual([['A', 'B'], [[20], [15]], true])
    expect(shown.cells).toEqual([[20], [15], [35]])
  })

  it('have no row for those who gave none where everybody had to answer, and did', () => {
    const place = [...responses(20, ['a']), ...responses(15, ['b'])]
    expect(publicAnswers(question({ required: true }), [place])).toMatchObject({ withRest: false })
    expect(publicAnswers(question(), [place])).toMatchObject({ withRest: true })
    // A paper form may leave out what had to be answered online.
    const left = publicAnswers(question({ required: true }), [[...place, ...responses(12, [])]])
    expect(left.withRest).toBe(true)
  })

  it('count each of several answers of one person, and hide one that all but a few gave', () => {
    const place = [...responses(20, ['a', 'b']), ...responses(4, ['b'])]
    const { counts, withRest, shown } = publicAnswers(question({ several: true, kind: 'several' }), [place])
    expect([counts, withRest]).toEqual([[[20], [24]], false])
    expect(shown.cells).toEqual([[null], [null]])
  })

  it('of words or files tell only how many gave them', () => {
    const place = [...responses(30, [], true), ...responses(25, [])]
    for (const kind of ['long-text', 'text', 'file'] as const) {
      const { labels, counts, shown } = publicAnswers(question({ kind, options: [] }), [place])
      expect([labels.length, counts, shown.cells]).toEqual([1, [[30]], [[30]]])
    }
  })
})

describe('months as anybody may see them', () => {
  const months = fc.array(
    fc.tuple(fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-06', '2027-01'), fc.nat(25), fc.nat(25)),
    { minLength: 1, maxLength: 6 },
  )

  it('have a row only where its number for all places is shown, so that the row itself tells nothing', () => {
    fc.assert(
      fc.property(months, fc.nat(15), (given, silent) => {
        const places = [0, 1].map(place => [
          ...given.flatMap(([month, one, two]) => responses(place === 0 ? one : two, [month])),
          ...responses(silent, []),
        ])
        const [asked] = withMonths([question({ kind: 'date', options: [] })], places.flat())
        if (!asked) throw new Error('One question comes back.')
        const { labels, counts, shown } = publicAnswers(asked, places)
        labels.slice(0, -1).forEach((_, at) => {
          expect(shown.all[at]).not.toBeNull()
        })
        // Every answer is in a row: nobody is lost between the months.
        const answered = places.map(own => own.filter(one => (one.choices['q'] ?? []).length > 0).length)
        expect([0, 1].map(place => counts.reduce((sum, row) => sum + (row[place] ?? 0), 0))).toEqual(answered)
      }),
      { numRuns: 60 },
    )
  })
})
