import { describe, expect, it } from '@jest/globals'
import type { PlannedPage, PlannedQuestion, SurveyPlan } from '../../../server/model/survey.ts'
import {
  addPage,
  pageForDistrict,
  pagesThatNeed,
  putQuestion,
  removePage,
  removeQuestion,
} from '../../../server/surveys/builder/plan-edits.ts'

const asked = (key: string, more: Partial<PlannedQuestion> = {}): PlannedQuestion => ({
  key,
  kind: 'one',
  text: key,
  options: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
  required: false,
  ...more,
})
const page = (id: string, more: Partial<PlannedPage> = {}): PlannedPage => ({
  id,
  key: id,
  title: id,
  questions: [asked(id)],
  ...more,
})
const plan = (...pages: PlannedPage[]): SurveyPlan => ({ title: 'T', pages, equality: [page('e')] })
const ids = ({ pages }: SurveyPlan): string[] => pages.map(one => one.id)

describe('edits of a plan', () => {
  it('add a page after another, or at the end when that one is gone', () => {
    expect(ids(addPage(plan(page('a'), page('b')), 'pages', page('n'), 'a'))).toEqual(['a', 'n', 'b'])
    expect(ids(addPage(plan(page('a'), page('b')), 'pages', page('n'), 'gone'))).toEqual(['a', 'b', 'n'])
  })

  it('keep the title of a page that is its question’s words', () => {
    const changed = putQuestion(plan(page('a')), 'a', 'a', asked('a', { text: 'Other words' }))
    expect(changed.pages[0]?.title).toBe('Other words')
    const two = plan(page('a', { questions: [asked('a'), asked('b')] }))
    expect(putQuestion(two, 'a', 'a', asked('a', { text: 'Other words' })).pages[0]?.title).toBe('a')
    expect(putQuestion(plan(page('a')), 'a', null, asked('n')).pages[0]?.questions).toHaveLength(2)
  })

  it('name a question by its new key wherever it is asked for', () => {
    const begun = plan(
      page('a', { questions: [asked('a', { kind: 'agreement-list', items: [{ value: 'x', text: 'X' }] })] }),
      page('b', {
        title: 'You said {{answer:a--x|nothing}} and {{ answer:ab|b }}',
        introduction: '{{answer:a|-}}',
        condition: { questionKey: 'a--x', has: 'any of', values: ['agree'] },
        also: [{ questionKey: 'ab', has: 'none of', values: ['yes'] }],
        questions: [asked('ab', { hint: '{{answer:a--x|-}}', easyText: '{{answer:a|-}}' })],
      }),
    )
    const changed = putQuestion(begun, 'a', 'a', { ...asked('new'), kind: 'agreement-list' })
    expect(changed.pages[1]).toMatchObject({
      title: 'You said {{answer:new--x|nothing}} and {{ answer:ab|b }}',
      introduction: '{{answer:new|-}}',
      condition: { questionKey: 'new--x' },
      also: [{ questionKey: 'ab' }],
      questions: [{ hint: '{{answer:new--x|-}}', easyText: '{{answer:new|-}}' }],
    })
    // Two districts ask under one key: what depends on it goes on doing so.
    const shared = plan(
      page('a', { districts: ['A'] }),
      page('b', { districts: ['B'], questions: [asked('a')] }),
      page('c', { condition: { questionKey: 'a', has: 'any of', values: ['yes'] } }),
    )
    expect(putQuestion(shared, 'a', 'a', asked('new')).pages[2]?.condition?.questionKey).toBe('a')
  })

  it('say which pages need a question', () => {
    const begun = plan(
      page('a'),
      page('b', { condition: { questionKey: 'a', has: 'any of', values: ['yes'] } }),
      page('c', { title: '{{answer:a|-}}' }),
      page('d'),
    )
    const titles = pagesThatNeed(begun, [asked('a')]).map(one => one.id)
    expect(titles).toEqual(['b', 'c'])
    expect(pagesThatNeed(begun, [asked('a')], 'b').map(one => one.id)).toEqual(['c'])
    expect(pagesThatNeed(begun, [asked('d')])).toEqual([])
  })

  it('take out what is named, and nothing else', () => {
    expect(ids(removePage(plan(page('a'), page('b')), 'a'))).toEqual(['b'])
    expect(removePage(plan(page('a')), 'e').equality).toEqual([])
    expect(removeQuestion(plan(page('a')), 'a', 'a').pages[0]?.questions).toEqual([])
  })

  it('give a district a page of its own only where it shares one with others', () => {
    const all = ['A', 'B', 'C']
    const made = pageForDistrict(plan(page('p')), 'p', 'A', all, 'own')
    expect(made.pages.map(one => [one.id, one.districts])).toEqual([
      ['p', ['B', 'C']],
      ['own', ['A']],
    ])
    expect(pageForDistrict(made, 'p', 'A', all, 'again')).toEqual(made)
    expect(pageForDistrict(made, 'own', 'A', all, 'again')).toEqual(made)
    expect(pageForDistrict(made, 'gone', 'A', all, 'again')).toEqual(made)
  })
})
