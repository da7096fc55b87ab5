import { describe, expect, it } from '@jest/globals'
import type { GivenAnswer, SurveyPage } from '../../server/model/survey.ts'
import { payloadHash, payloadOf, withRanks, type NewResponse } from '../../server/surveys/response-payload.ts'
import { everyKind } from './every-kind.ts'

const response: NewResponse = {
  responseId: '6c1f6f8e-3df7-4b7e-9a55-0d6a3f0e4b11',
  surveyId: 'survey',
  channel: 'online',
  receivedAt: '2026-06-10T12:00:00.000Z',
  submittedAt: '2026-06-10T12:00:00.000Z',
  withinGrace: false,
  language: 'en',
  helped: false,
  neighbourhoodCode: null,
  distanceBand: null,
  answers: [],
  equality: [],
}
const chose = (questionKey: string, ...choices: string[]): GivenAnswer => ({
  questionKey,
  choices,
  text: null,
})
const hashOf = (answers: readonly GivenAnswer[], pages: readonly SurveyPage[] = everyKind.pages): string =>
  payloadHash(payloadOf({ ...response, answers: withRanks(pages, answers) }))

describe('what a response says, in one form', () => {
  it('is the same in whatever order questions and ticked boxes come', () => {
    expect(hashOf([chose('help', 'bus', 'walk'), chose('who', 'parent')])).toBe(
      hashOf([chose('who', 'parent'), chose('help', 'walk', 'bus')]),
    )
  })

  it('is another when only the order of a ranking is another', () => {
    expect(hashOf([chose('order', 'hours', 'place')])).toBe(hashOf([chose('order', 'hours', 'place')]))
    expect(hashOf([chose('order', 'hours', 'place')])).not.toBe(hashOf([chose('order', 'place', 'hours')]))
  })

  it('is what it was before rankings were marked, where nothing was ranked', () => {
    const answers = [chose('who', 'parent'), chose('help', 'walk', 'bus')]
    expect(payloadHash(payloadOf({ ...response, answers }))).toBe(hashOf(answers))
    // Stored by an earlier release: it must be known again for ever.
    expect(payloadOf({ ...response, answers })).toBe(
      '{"surveyId":"survey","channel":"online","language":"en","helped":false,"neighbourhoodCode":null,' +
        '"distanceBand":null,"answers":[["help",["bus","walk"],null],["who",["parent"],null]],"equality":[],"asWritten":null}',
    )
  })
})
