import { describe, expect, it } from '@jest/globals'
import { countedAnswer } from '../../server/findings/counted-answer.ts'
import { numberBands } from '../../server/findings/number-bands.ts'
import type { SurveyQuestion } from '../../server/model/survey.ts'

const given = (text: string | null, choices: readonly string[] = []) => ({ questionKey: 'q', choices, text })

describe('an answer as it is counted', () => {
  it('counts of an order what came first, and keeps the whole order', () => {
    expect(countedAnswer({ kind: 'ranking' }, given(null, ['hours', 'place']))).toEqual({
      choices: ['hours'],
      order: ['hours', 'place'],
    })
    expect(countedAnswer({ kind: 'ranking' }, given(null)).choices).toEqual([])
  })

  it('counts a date by its month, and a day that is not in the calendar not at all', () => {
    expect(countedAnswer({ kind: 'date' }, given('2026-02-28')).choices).toEqual(['2026-02'])
    expect(countedAnswer({ kind: 'date' }, given('28/2/2026')).choices).toEqual(['2026-02'])
    expect(countedAnswer({ kind: 'date' }, given('2026-02-30')).choices).toEqual([])
    expect(countedAnswer({ kind: 'date' }, given(null)).choices).toEqual([])
  })

  it('reads a number as it was typed, and takes what is none for no answer rather than for nought', () => {
    const question: SurveyQuestion = { key: 'q', kind: 'number', text: '', required: false, minimum: 0 }
    const asked = { ...question, bands: numberBands(question) }
    expect(countedAnswer(asked, given('1,200'))).toEqual({ choices: ['over-100'], number: 1200 })
    expect(countedAnswer(asked, given('0'))).toEqual({ choices: ['up-to-0'], number: 0 })
    for (const text of [null, '', 'two', '1–2']) {
      expect(countedAnswer(asked, given(text))).toEqual({ choices: [] })
    }
  })

  it('leaves what was chosen from a list as it is, words beside it or not', () => {
    expect(countedAnswer({ kind: 'several' }, given('a tram', ['bus', 'other'])).choices).toEqual([
      'bus',
      'other',
    ])
    expect(countedAnswer({ kind: 'one' }, given(null, ['a', 'b'])).choices).toEqual(['a', 'b'])
  })
})
