import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { givenTo, pageOfMarks, questionsToName } from '../../support/piped.ts'
import {
  expandedQuestions,
  pipedPage,
  pipedText,
  pipesIn,
  type GivenAnswer,
  type SurveyQuestion,
} from '../../../server/model/survey.ts'

const questions: SurveyQuestion[] = [
  ...questionsToName([
    { value: 'x', text: 'Oak <b>' },
    { value: 'y', text: 'Elm {{answer:name|z}}' },
    { value: 'w', text: 'Ash' },
  ]),
  { key: 'name', kind: 'text', text: 'Name?', required: false },
]
const put = (text: string, ...answers: GivenAnswer[]): string => pipedText(text, { questions, answers })

describe('an earlier answer in a later question', () => {
  it('stands there as plain text, several joined as people say them', () => {
    const text = 'Why {{answer:centres|your centre}}?'
    expect(put(text, givenTo('centres', ['w']))).toBe('Why Ash?')
    expect(put(text, givenTo('centres', ['x', 'w']))).toBe('Why Oak <b> and Ash?')
    expect(put('{{ answer:count | none }}', givenTo('count', [], '3'))).toBe('3')
    expect(put('{{answer:born|then}}', givenTo('born', [], '2024-02-09'))).toBe('9/2/2024')
  })

  it('is not read again as another mark', () => {
    const answers = [givenTo('centres', ['y']), givenTo('name', [], 'secret')]
    expect(put('{{answer:centres|c}}', ...answers)).toBe('Elm {{answer:name|z}}')
  })

  it('gives way to other words without an answer, and never repeats what people wrote', () => {
    expect(put('Why {{answer:centres|your centre}}?')).toBe('Why your centre?')
    expect(put('Why {{answer:centres|your centre}}?', givenTo('centres', ['other'], 'My house'))).toBe(
      'Why your centre?',
    )
    expect(put('{{answer:name|you}}', givenTo('name', [], 'Ann'))).toBe('you')
    expect(put('{{answer:nothing}}')).toBe('')
  })

  it('is found in a text', () => {
    expect(pipesIn('a {{answer:x|y z}} b {{answer:q}}')).toEqual([
      { questionKey: 'x', otherwise: 'y z' },
      { questionKey: 'q', otherwise: null },
    ])
  })

  it('says and joins in the reader’s language', () => {
    const how = {
      questions,
      answers: [givenTo('centres', ['x', 'w'])],
      say: (text: string) => text.toUpperCase(),
      list: (texts: readonly string[]) => texts.join(' i '),
    }
    expect(pipedText('{{answer:centres|c}}', how)).toBe('OAK <B> i ASH')
  })

  it('stands in every text of a page', () => {
    const mark = '{{answer:centres|yours}}'
    const page = pageOfMarks(mark)
    expect(JSON.stringify(pipedPage(page, { questions, answers: [] }))).not.toContain('{{')
    expect(expandedQuestions([pipedPage(page, { questions, answers: [] })])[0]?.text).toBe('yours')
    const plain = { ...page, title: 'T', introduction: 'I', questions: [] }
    expect(pipedPage(plain, { questions, answers: [] })).toBe(plain)
  })

  it('leaves texts without marks alone', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!text.includes('{{'))
        expect(put(text)).toBe(text)
      }),
    )
  })
})
