import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import {
  definitionProblems,
  districtSurvey,
  keyFrom,
  planProblems,
  questionsOf,
  type PlannedDistrict,
  type PlannedPage,
  type SurveyPlan,
} from '../../../server/model/survey.ts'
import { standardPlan } from '../../../server/surveys/standard-survey.ts'

const district = (code: string, ...titles: string[]): PlannedDistrict => ({
  code,
  name: `District ${code}`,
  proposals: titles.map(title => ({
    id: `id-${title}`,
    title,
    whatIsLost: '',
    whatChanges: `${title} changes.`,
  })),
  centres: [{ id: 'c1', name: 'Oak' }],
})
const page = (key: string, more: Partial<PlannedPage> = {}): PlannedPage => ({
  id: key,
  key,
  title: key,
  questions: [{ key, kind: 'text', text: key, required: false }],
  ...more,
})
const plan = (...pages: PlannedPage[]): SurveyPlan => ({ title: 'In {{district}}', pages, equality: [] })

describe('a plan becomes a survey', () => {
  it('that names the district and its centres, and asks about each of its proposals', () => {
    const survey = districtSurvey(standardPlan(), district('A', 'Marsh', 'Mill'))
    expect(survey.title).toBe('Children’s centres in District A')
    const keys = survey.pages.map(one => one.key)
    expect(keys.filter(key => key.startsWith('proposal'))).toEqual(['proposal-1', 'proposal-2'])
    const [first, why] = survey.pages.find(one => one.key === 'proposal-2')?.questions ?? []
    expect([first?.key, first?.proposalId, why?.key]).toEqual(['proposal-2', 'id-Mill', 'proposal-2-why'])
    const centres = questionsOf(survey.pages).find(question => question.key === 'centres')
    expect(centres?.options?.[0]).toEqual({ value: 'c1', text: 'Oak' })
    expect(JSON.stringify(survey)).not.toContain('{{')
    expect(definitionProblems(survey)).toEqual([])
  })

  it('with pages of one district only, even under the same key', () => {
    const two = plan(
      page('q', { id: '1', districts: ['A'], title: 'For A' }),
      page('q', { id: '2', districts: ['B'], title: 'For B' }),
    )
    expect(districtSurvey(two, district('A')).pages.map(one => one.title)).toEqual(['For A'])
    expect(districtSurvey(two, district('B')).pages.map(one => one.title)).toEqual(['For B'])
    expect(planProblems(two, [district('A'), district('B')])).toEqual([])
    expect(planProblems(two, [district('A'), district('B'), district('C')])).toEqual([
      { message: 'The survey has no questions.', districts: ['District C'], pageId: null, questionKey: null },
    ])
  })

  it('whose block depends on its own proposal and repeats its own answer', () => {
    const block: PlannedPage = {
      ...page('proposal-more', { block: 'proposals', title: 'More on {{proposal}}: {{answer:proposal|it}}' }),
      condition: { questionKey: 'proposal', has: 'any of', values: ['disagree'] },
    }
    const first = page('proposal', {
      block: 'proposals',
      questions: [{ key: 'proposal', kind: 'agreement', text: 'Agree?', required: false }],
    })
    const survey = districtSurvey(plan(first, block), district('A', 'X', 'Y'))
    expect(survey.pages.map(one => [one.key, one.condition?.questionKey])).toEqual([
      ['proposal-1', undefined],
      ['proposal-2', undefined],
      ['proposal-more', undefined].map((value, at) => (at === 0 ? 'proposal-1-more' : 'proposal-1')),
      ['proposal-2-more', 'proposal-2'],
    ])
    expect(survey.pages[3]?.title).toBe('More on Y: {{answer:proposal-2|it}}')
  })

  it('without reading marks that a proposal’s own text holds', () => {
    const survey = districtSurvey(standardPlan(), district('A', '{{district}} {{answer:role|x}}'))
    expect(survey.pages.find(one => one.key === 'proposal-1')?.title).toBe('{{district}} {{answer:role|x}}')
  })
})

describe('problems of a plan', () => {
  it('say where they are and in which districts', () => {
    const wrong = plan(
      page('q'),
      page('late', { condition: { questionKey: 'none', has: 'any of', values: ['a'] } }),
    )
    expect(planProblems(wrong, [district('A'), district('B')])).toEqual([
      {
        message: 'The page “late” depends on a question that is not asked before it.',
        districts: ['District A', 'District B'],
        pageId: 'late',
        questionKey: null,
      },
    ])
  })

  it('name the planned question behind one about a proposal', () => {
    const block = page('proposal', {
      block: 'proposals',
      questions: [{ key: 'proposal-pick', kind: 'one', text: 'Pick', options: [], required: false }],
    })
    expect(
      planProblems(plan(block), [district('A', 'X')]).map(({ pageId, questionKey }) => [pageId, questionKey]),
    ).toEqual([['proposal', 'proposal-pick']])
    expect(planProblems(plan(page('x', { block: 'proposals' })), [district('A', 'X')])).toHaveLength(2)
  })

  it('name a page that is asked nowhere', () => {
    const nowhere = plan(page('q'), page('away', { districts: ['Z'] }))
    expect(planProblems(nowhere, [district('A')]).map(({ message, pageId }) => [pageId, message])).toEqual([
      ['away', 'The page “away” is asked in no district: those that it names are not in this consultation.'],
    ])
  })

  it('are none in the standard plan', () => {
    expect(planProblems(standardPlan(), [district('A', 'X', 'Y'), district('B', 'Z')])).toEqual([])
  })
})

describe('a key from words', () => {
  it('is fit for addresses and new', () => {
    expect(keyFrom('How many children’s beds?')).toBe('how-many-childrens-beds')
    expect(keyFrom('Zażółć – ĄĘ')).toBe('zazo-c-ae')
    expect(keyFrom('مرحبا')).toBe('question')
    expect(keyFrom('Bus', ['bus', 'bus-2'])).toBe('bus-3')
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (words, taken) => {
        const key = keyFrom(words, taken)
        expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(taken).not.toContain(key)
        expect(key.length).toBeLessThan(50)
      }),
    )
  })
})
