import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { questionBook } from '../../server/findings/asked-questions.ts'
import { countResponses, helperOf, isLate } from '../../server/findings/counted-responses.ts'
import type { StoredResponse, Survey } from '../../server/surveys/index.ts'
import { aDefinition, someDistricts } from './support.ts'

const closesAt = '2026-09-30T22:59:00.000Z'
const survey = (districtCode: string, version = 1): Survey => ({
  id: `${districtCode}-${version}`,
  consultationId: 'c',
  districtCode,
  version,
  definition: aDefinition(someDistricts.find(({ code }) => code === districtCode) ?? someDistricts[0]),
  hash: '',
  publishedAt: '2026-08-01T09:00:00.000Z',
})
const surveys = [survey('D1'), survey('D2')]
const book = questionBook(surveys, someDistricts)

const response = (id: string, given: Partial<StoredResponse> = {}): StoredResponse => ({
  id,
  surveyId: 'D1-1',
  districtCode: 'D1',
  channel: 'online',
  reference: '',
  receivedAt: '2026-09-10T10:00:00.000Z',
  submittedAt: '2026-09-10T10:00:00.000Z',
  withinGrace: false,
  language: 'en',
  helped: false,
  neighbourhoodCode: null,
  distanceBand: null,
  withdrawnAt: null,
  ...given,
})
const chosen = (responseId: string, questionKey: string, ...choices: string[]) => ({
  responseId,
  questionKey,
  choices,
  text: null,
})

describe('which responses count', () => {
  it('is every one exactly once: as counted, as taken back or as late', () => {
    const any = fc.array(
      fc.record({
        receivedAt: fc.constantFrom('2026-09-10T10:00:00.000Z', closesAt, '2026-10-02T10:00:00.000Z'),
        withinGrace: fc.boolean(),
        withdrawnAt: fc.constantFrom(null, '2026-09-11T10:00:00.000Z'),
        channel: fc.constantFrom('online' as const, 'paper' as const, 'phone' as const),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(any, given => {
        const all = given.map((one, at) => response(String(at), one))
        const { counted, withdrawn, late } = countResponses(all, [], surveys, book, closesAt)
        expect(counted.length + withdrawn + late).toBe(all.length)
        expect(new Set(counted.map(({ id }) => id)).size).toBe(counted.length)
        expect(withdrawn).toBe(all.filter(one => one.withdrawnAt !== null).length)
      }),
    )
  })

  it('ends at the moment of closing itself, save for those sent within the grace', () => {
    expect(isLate({ receivedAt: '2026-09-30T22:58:59.999Z', withinGrace: false }, closesAt)).toBe(false)
    expect(isLate({ receivedAt: closesAt, withinGrace: false }, closesAt)).toBe(true)
    expect(isLate({ receivedAt: '2026-09-30T23:20:00.000Z', withinGrace: true }, closesAt)).toBe(false)
  })

  it('does not tell late what was taken back: it is only taken back', () => {
    const both = response('a', {
      receivedAt: '2026-10-02T10:00:00.000Z',
      channel: 'paper',
      withdrawnAt: '2026-10-03T10:00:00.000Z',
    })
    expect(countResponses([both], [], surveys, book, closesAt)).toMatchObject({ withdrawn: 1, late: 0 })
  })
})

describe('what counts as asked', () => {
  const of = (...answers: ReturnType<typeof chosen>[]) =>
    countResponses([response('a')], answers, surveys, book, closesAt).counted[0]

  it('leaves out a page that the answers before it did not lead to', () => {
    expect(of(chosen('a', 'role', 'staff'))?.choices).not.toHaveProperty('often')
    expect(of(chosen('a', 'role', 'parent'))?.choices).toHaveProperty('often', [])
  })

  it('holds a question that was answered all the same, as on paper', () => {
    expect(of(chosen('a', 'role', 'staff'), chosen('a', 'often', 'weekly'))?.choices).toMatchObject({
      often: ['weekly'],
      role: ['staff'],
    })
  })

  it('is each person’s own: one person’s answers never stand at another’s', () => {
    const all = ['a', 'b', 'c'].map(id => response(id))
    const answers = [
      chosen('c', 'overall', 'agree'),
      chosen('a', 'overall', 'disagree'),
      chosen('a', 'role', 'staff'),
    ]
    const { counted } = countResponses(all, answers, surveys, book, closesAt)
    expect(counted.map(one => [one.choices['overall'], one.choices['role'], 'often' in one.choices])).toEqual(
      [
        [['disagree'], ['staff'], false],
        [[], [], false],
        [['agree'], [], false],
      ],
    )
  })

  it('keeps each district’s proposal apart, though both surveys call it the same', () => {
    const all = [response('a'), response('b', { surveyId: 'D2-1', districtCode: 'D2' })]
    const answers = [chosen('a', 'proposal-1', 'agree'), chosen('b', 'proposal-1', 'disagree')]
    const [one, two] = countResponses(all, answers, surveys, book, closesAt).counted
    expect([one?.choices['proposal-1--1'], one?.choices['proposal-1--2']]).toEqual([['agree'], undefined])
    expect([two?.choices['proposal-1--1'], two?.choices['proposal-1--2']]).toEqual([undefined, ['disagree']])
  })

  it('passes over an answer to what the survey does not ask, and keeps that words were written', () => {
    const { counted } = countResponses(
      [response('a')],
      [chosen('a', 'of-no-survey', 'x'), { ...chosen('a', 'missed'), text: 'The bus' }],
      surveys,
      book,
      closesAt,
    )
    expect(Object.values(counted[0]?.choices ?? {}).flat()).toEqual([])
    expect([...(counted[0]?.worded ?? [])]).toEqual(['missed'])
  })
})

describe('who helped', () => {
  it('is staff where a paper form or a call says that somebody did, and nobody where it was answered online', () => {
    expect(helperOf({ channel: 'paper', helped: true })).toBe('staff')
    expect(helperOf({ channel: 'phone', helped: true })).toBe('staff')
    expect(helperOf({ channel: 'paper', helped: false })).toBeNull()
    expect(helperOf({ channel: 'online', helped: true })).toBeNull()
  })

  it('is whom they named', () => {
    const about = { helpedBy: 'interpreter' as const, official: null, members: null, alsoAnswered: null }
    expect(helperOf({ about, channel: 'paper', helped: true })).toBe('interpreter')
  })
})
