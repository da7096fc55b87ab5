import { describe, expect, it } from '@jest/globals'
import {
  answersThatCount,
  definitionProblems,
  expandedQuestions,
  questionSignature,
  sameQuestion,
  surveyProblems,
  type SurveyPage,
  type SurveyQuestion,
} from '../../../server/model/survey.ts'

const options = ['a', 'b'].map(value => ({ value, text: value }))
const question = (key: string, more: Partial<SurveyQuestion> = {}): SurveyQuestion => ({
  key,
  kind: 'one',
  text: `Is ${key}?`,
  options,
  required: false,
  ...more,
})
const page = (key: string, more: Partial<SurveyPage> = {}, ...questions: SurveyQuestion[]): SurveyPage => ({
  key,
  title: key,
  questions: questions.length > 0 ? questions : [question(key)],
  ...more,
})
const wrong = (pages: SurveyPage[], equality: SurveyPage[] = []): string[] =>
  definitionProblems({ title: 'Survey', pages, equality })
const list = question('list', {
  kind: 'agreement-list',
  items: [
    { value: 'x', text: 'X is good' },
    { value: 'y', text: 'Y is good' },
  ],
})

describe('a list of statements', () => {
  it('is answered statement by statement', () => {
    const answers = ['list--y', 'list', 'list--x'].map(questionKey => ({
      questionKey,
      choices: ['agree'],
      text: null,
    }))
    expect(
      expandedQuestions([page('p', {}, list)]).map(({ key, kind, text, list: whole }) => [
        key,
        kind,
        text,
        whole?.key,
      ]),
    ).toEqual([
      ['list--x', 'agreement', 'X is good', 'list'],
      ['list--y', 'agreement', 'Y is good', 'list'],
    ])
    expect(answersThatCount([page('p', {}, list)], answers).map(answer => answer.questionKey)).toEqual([
      'list--x',
      'list--y',
    ])
  })

  it('needs statements, each once', () => {
    expect(wrong([page('p', {}, { ...list, items: [] })])).toEqual([
      '“Is list?” needs at least one statement.',
    ])
    expect(
      wrong([page('p', {}, { ...list, items: [...(list.items ?? []), { value: 'x', text: 'Again' }] })]),
    ).toEqual(['“Is list?” offers “x” twice.'])
  })
})

describe('a survey', () => {
  it('may not use keys that break addresses, forms or objects', () => {
    for (const key of ['__proto__', 'constructor', 'list--x', 'Über', 'a b', 'return', '']) {
      expect([key, wrong([page('p', {}, question(key))]).length]).toEqual([key, 1])
    }
    for (const key of ['check', 'send', 'equality', 'constructor', '../x', '']) {
      expect([key, wrong([page(key, { title: 'T' }, question('q'))]).length]).toEqual([key, 1])
    }
  })

  it('says which page and which question is wrong', () => {
    const problems = surveyProblems({
      title: 'S',
      pages: [
        page('p', {}, question('q', { options: [] })),
        page('later', { condition: { questionKey: 'q', has: 'any of', values: ['z'] } }),
      ],
      equality: [],
    })
    expect(problems.map(({ pageKey, questionKey }) => [pageKey, questionKey])).toEqual([
      ['p', 'q'],
      ['later', null],
    ])
  })

  it('may not have pages that wait for each other, or for themselves', () => {
    expect(
      wrong([
        page('p', { condition: { questionKey: 'q', has: 'any of', values: ['a'] } }),
        page('q', { condition: { questionKey: 'p', has: 'any of', values: ['a'] } }),
      ])[0],
    ).toBe('The pages “p” and “q” depend on each other: neither could ever be asked first.')
    expect(wrong([page('p', { condition: { questionKey: 'p', has: 'any of', values: ['a'] } })])).toEqual([
      'The page “p” depends on its own question “p”.',
    ])
  })

  it('may not have pages that nobody can reach', () => {
    expect(
      wrong([
        page('q'),
        page('p', {
          condition: { questionKey: 'q', has: 'any of', values: ['a'] },
          also: [{ questionKey: 'q', has: 'any of', values: ['b'] }],
        }),
      ]),
    ).toEqual(['Nobody can reach the page “p”: its conditions never hold together.'])
    // It wants what is only asked of others.
    expect(
      wrong([
        page('q'),
        page('between', { condition: { questionKey: 'q', has: 'any of', values: ['a'] } }),
        page('p', {
          condition: { questionKey: 'between', has: 'any of', values: ['a'] },
          also: [{ questionKey: 'q', has: 'none of', values: ['a'] }],
        }),
      ]),
    ).toEqual([
      'Nobody can reach the page “p”: its conditions never hold together. Look also at who is asked “between”, on whose answers it depends.',
    ])
  })

  it('keeps equality to itself: nothing required, nothing asked because of an opinion', () => {
    const because = { questionKey: 'q', has: 'any of', values: ['a'] } as const
    expect(
      wrong([page('q')], [page('e', { condition: because }, question('e', { required: true }))]),
    ).toEqual([
      '“Is e?” is an equality question: nobody has to answer it.',
      'The page “e” is about equality and cannot depend on the answers to the consultation.',
    ])
  })

  it('repeats only earlier answers that were chosen, with words for who did not answer', () => {
    const asks = (title: string): string[] =>
      wrong([page('q'), page('t', {}, question('t', { kind: 'text' })), page('p', { title })])
    expect(asks('Why {{answer:q|that}}?')).toEqual([])
    expect(asks('Why {{answer:q}}?')).toHaveLength(1)
    expect(asks('Why {{answer:p|that}}?')).toHaveLength(1)
    expect(asks('Why {{answer:t|that}}?')).toHaveLength(1)
    expect(asks('Why {{q}}?')).toHaveLength(1)
  })

  it('of ten thousand questions is refused at once', () => {
    const pages = Array.from({ length: 10_000 }, (_, at) =>
      page(
        `p${at}`,
        at === 0 ? {} : { condition: { questionKey: `p${at - 1}`, has: 'any of', values: ['a'] } },
      ),
    )
    expect(wrong(pages)).toHaveLength(1)
  })

  it('has limits that are limits', () => {
    expect(wrong([page('p', {}, question('q', { kind: 'number', minimum: 2, maximum: 1 }))])).toHaveLength(1)
    expect(wrong([page('p', {}, question('q', { kind: 'date', earliest: '2024-02-30' }))])).toHaveLength(1)
    expect(
      wrong([page('p', {}, question('q', { kind: 'ranking', options: options.slice(0, 1) }))]),
    ).toHaveLength(1)
  })
})

describe('the same question', () => {
  it('is one with the same kind, words, answers and statements, whatever its spaces, key and hint', () => {
    expect(sameQuestion(question('q'), { ...question('other'), text: ' Is  q?\n', hint: 'New' })).toBe(true)
    expect(sameQuestion(list, { ...list, items: [...(list.items ?? [])].slice(0, 1) })).toBe(false)
    expect(sameQuestion(question('q'), { ...question('q'), kind: 'several' })).toBe(false)
    expect(sameQuestion(question('q'), { ...question('q'), options: [...options].reverse() })).toBe(false)
    expect(sameQuestion(question('q'), { ...question('q'), otherOption: true })).toBe(false)
    expect(sameQuestion(question('q'), { ...question('q'), proposalId: 'p' })).toBe(false)
    expect(questionSignature(question('q'), 'Is x?')).toBe(questionSignature(question('x')))
  })
})
