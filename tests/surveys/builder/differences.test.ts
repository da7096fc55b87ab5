import { describe, expect, it } from '@jest/globals'
import type { SurveyDefinition, SurveyPage } from '../../../server/model/survey.ts'
import { surveyDifferences } from '../../../server/surveys/builder/differences.ts'

const page = (key: string, more: Partial<SurveyPage> = {}): SurveyPage => ({
  key,
  title: key,
  questions: [{ key, kind: 'text', text: `${key}?`, required: false }],
  ...more,
})
const survey = (...pages: SurveyPage[]): SurveyDefinition => ({ title: 'T', pages, equality: [] })
const changes = (before: SurveyDefinition, after: SurveyDefinition): string[] =>
  surveyDifferences(before, after).map(({ change, text }) => `${change}: ${text}`)

describe('what differs between two versions', () => {
  it('is nothing for the same, in whatever order it was stored', () => {
    const { title, pages, equality } = survey(page('a'))
    expect(surveyDifferences(survey(page('a')), { equality, pages, title })).toEqual([])
  })

  it('is each question that came, went or asks something else', () => {
    const before = survey(page('a'), page('b'))
    const asked = { key: 'b', kind: 'text' as const, text: 'Otherwise?', required: false }
    expect(changes(before, survey(page('b', { questions: [asked] }), page('c')))).toEqual([
      'changed: Otherwise?',
      'added: c?',
      'removed: a?',
    ])
  })

  it('is who is asked, and else the words around the questions', () => {
    const condition = { questionKey: 'a', has: 'any of' as const, values: ['x'] }
    expect(changes(survey(page('a'), page('b')), survey(page('a'), page('b', { condition })))).toEqual([
      'who: b',
    ])
    expect(changes(survey(page('a')), survey(page('a', { introduction: 'Hello' })))).toHaveLength(1)
  })

  it('is not silent about other words beside a new question, nor says them where there are none', () => {
    const required = { key: 'a', kind: 'text' as const, text: 'a?', required: true }
    const around = 'words: Order, headings, help texts, or what has to be answered'
    const before = survey(page('a'), page('b'))
    expect(changes(before, survey(page('a', { questions: [required] }), page('b'), page('c')))).toEqual([
      'added: c?',
      around,
    ])
    expect(changes(before, survey(page('b'), page('a'), page('c')))).toEqual(['added: c?', around])
    expect(changes(before, survey(page('a'), page('c'), page('b')))).toEqual(['added: c?'])
    // A page whose title is its question's words.
    const titled = (text: string): SurveyDefinition =>
      survey(page('a', { title: text, questions: [{ key: 'a', kind: 'text', text, required: false }] }))
    expect(changes(titled('Old?'), titled('New?'))).toEqual(['changed: New?'])
  })
})
