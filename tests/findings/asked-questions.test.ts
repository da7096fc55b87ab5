import { describe, expect, it } from '@jest/globals'
import { questionBook } from '../../server/findings/asked-questions.ts'
import type { SurveyDefinition, SurveyPage, SurveyQuestion } from '../../server/model/survey.ts'
import type { Survey } from '../../server/surveys/index.ts'
import { someDistricts } from './support.ts'

const choice = (key: string, text: string, given: Partial<SurveyQuestion> = {}): SurveyQuestion => ({
  key,
  kind: 'one',
  text,
  options: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
  required: true,
  ...given,
})
const page = (
  key: string,
  questions: readonly SurveyQuestion[],
  given: Partial<SurveyPage> = {},
): SurveyPage => ({
  key,
  title: key,
  questions,
  ...given,
})
const survey = (
  districtCode: string,
  version: number,
  pages: readonly SurveyPage[],
  equality: SurveyDefinition['equality'] = [],
): Survey => ({
  id: `${districtCode}-${version}`,
  consultationId: 'c',
  districtCode,
  version,
  definition: { title: 'Survey', pages, equality },
  hash: '',
  publishedAt: '2026-08-01T09:00:00.000Z',
})
const bookOf = (...surveys: readonly Survey[]) => questionBook(surveys, someDistricts)
const keys = (book: ReturnType<typeof bookOf>): string[] => book.questions.map(question => question.key)

describe('one question in several versions of a survey', () => {
  const before = survey('D1', 1, [page('p', [choice('use', 'Do you come?')])])

  it('is one question while its words and answers stay, so that all who answered are counted together', () => {
    const after = survey('D1', 2, [page('p', [choice('use', 'Do you come?'), choice('new', 'A new one?')])])
    const book = bookOf(before, after)
    expect(keys(book)).toEqual(['use', 'new'])
    expect(['D1-1', 'D1-2'].map(id => book.idOf(id, 'use'))).toEqual(['use', 'use'])
    expect(book.idOf('D1-1', 'new')).toBeUndefined()
  })

  it('is two, each with its own answers and saying its versions, once it asks something else', () => {
    const after = survey('D1', 2, [page('p', [choice('use', 'Did you ever come?')])])
    const again = survey('D1', 3, [page('p', [choice('use', 'Did you ever come?')])])
    const book = bookOf(before, after, again)
    expect(book.questions).toHaveLength(2)
    expect(book.idOf('D1-1', 'use')).not.toBe(book.idOf('D1-2', 'use'))
    expect(book.idOf('D1-2', 'use')).toBe(book.idOf('D1-3', 'use'))
    const texts = new Map(book.questions.map(question => [question.key, question.text]))
    expect(texts.get(book.idOf('D1-1', 'use') ?? '')).toBe('Do you come? (version 1 of the survey)')
    expect(texts.get(book.idOf('D1-2', 'use') ?? '')).toBe(
      'Did you ever come? (versions 2 and 3 of the survey)',
    )
  })

  it('is two where the same words offer other answers', () => {
    const options = [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'Never' },
    ]
    const after = survey('D1', 2, [page('p', [choice('use', 'Do you come?', { options })])])
    const book = bookOf(before, after)
    expect(book.idOf('D1-1', 'use')).not.toBe(book.idOf('D1-2', 'use'))
  })

  it('counts as one that may be left out as soon as one version let it be', () => {
    const after = survey('D1', 2, [page('p', [choice('use', 'Do you come?', { required: false })])])
    expect(bookOf(before, after).questions.map(question => question.required)).toEqual([false])
    expect(bookOf(before).questions.map(question => question.required)).toEqual([true])
  })

  it('counts as asked of some as soon as one version made it depend on another answer', () => {
    const condition = { questionKey: 'role', has: 'any of', values: ['yes'] } as const
    const after = survey('D1', 2, [
      page('r', [choice('role', 'Who?')]),
      page('p', [choice('use', 'Do you come?')], { condition }),
    ])
    const conditional = new Map(
      bookOf(before, after).questions.map(({ key, conditional }) => [key, conditional]),
    )
    expect(conditional).toEqual(
      new Map([
        ['role', false],
        ['use', true],
      ]),
    )
  })
})

describe('one question in several districts', () => {
  it('is one where only the district’s own name differs, and names no district', () => {
    const in_ = (name: string, code: string): Survey =>
      survey(code, 1, [page('p', [choice('use', `Do you come in ${name}?`)])])
    const book = bookOf(in_('Fenland', 'D2'), in_('City', 'D1'))
    expect(book.questions).toMatchObject([
      { key: 'use', text: 'Do you come in your district?', districts: ['D1', 'D2'] },
    ])
    // Another district's name is part of the question.
    const other = bookOf(
      in_('Fenland', 'D2'),
      survey('D1', 1, [page('p', [choice('use', 'Do you come in Fenland?')])]),
    )
    expect(other.questions).toHaveLength(2)
  })

  it('stays in the order of the surveys, and what one district adds stands where it asks it', () => {
    const [a, b, c, x] = ['a', 'b', 'c', 'x'].map(key => choice(key, `${key}?`)) as [
      SurveyQuestion,
      SurveyQuestion,
      SurveyQuestion,
      SurveyQuestion,
    ]
    expect(
      keys(bookOf(survey('D1', 1, [page('p', [a, b, c])]), survey('D2', 1, [page('p', [a, x, b, c])]))),
    ).toEqual(['a', 'x', 'b', 'c'])
    const three = bookOf(
      survey('D1', 1, [page('p', [a, b])]),
      survey('D2', 1, [page('p', [a, x, b])]),
      survey('D3', 1, [page('p', [a, c, b])]),
    )
    expect(keys(three)).toEqual(['a', 'x', 'c', 'b'])
    expect(keys(bookOf(survey('D1', 1, [page('p', [b])]), survey('D2', 1, [page('p', [a, b])])))).toEqual([
      'a',
      'b',
    ])
  })
})

describe('a question that is called as another one is told apart by', () => {
  it('is counted by itself', () => {
    const list: SurveyQuestion = {
      key: 'views',
      kind: 'agreement-list',
      text: 'How far do you agree?',
      required: false,
      items: [{ value: '1', text: 'Near is good' }],
    }
    const book = bookOf(
      survey('D1', 1, [page('p', [choice('views', 'A?')])]),
      survey('D2', 1, [page('p', [choice('views', 'B?')])]),
      survey('D3', 1, [page('p', [list])]),
    )
    const ids = [
      book.idOf('D1-1', 'views'),
      book.idOf('D2-1', 'views'),
      book.idOf('D3-1', 'views--1') ?? 'none',
    ]
    expect(new Set(ids).size).toBe(3)
    expect([...keys(book)].sort()).toEqual([...ids].sort())
  })
})

describe('what is no question of the findings', () => {
  it('is a postcode, which nobody keeps; every statement of a list is a question by itself', () => {
    const list: SurveyQuestion = {
      key: 'views',
      kind: 'agreement-list',
      text: 'How far do you agree?',
      required: false,
      items: [
        { value: 'near', text: 'Near is good' },
        { value: 'warm', text: 'Warm is good' },
      ],
    }
    const postcode: SurveyQuestion = { key: 'postcode', kind: 'postcode', text: 'Postcode', required: false }
    const book = bookOf(survey('D1', 1, [page('p', [list, postcode])], [page('e', [choice('sex', 'Sex?')])]))
    expect(book.questions.map(question => question.section)).toEqual(['survey', 'survey', 'equality'])
    expect(book.questions.map(question => question.text)).toEqual([
      'How far do you agree? Near is good',
      'How far do you agree? Warm is good',
      'Sex?',
    ])
    expect(book.idOf('D1-1', 'postcode')).toBeUndefined()
  })
})
