import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  bandsInUse,
  DISTANCE_BANDS,
  JOURNEY_BANDS,
  journeyBand,
  RESPONSE_BANDS,
  AGREEMENT_OPTIONS,
  answersThatCount,
  checkAnswer,
  cleanText,
  definitionProblems,
  distanceBand,
  isEmpty,
  optionsOf,
  pagesThatApply,
  questionsOf,
  type GivenAnswer,
  type SurveyPage,
  type SurveyQuestion,
} from '../../server/model/survey.ts'
import { standardSurvey } from '../../server/surveys/standard-survey.ts'

const several: SurveyQuestion = {
  key: 'use',
  kind: 'several',
  text: 'What do you use?',
  options: [
    { value: 'a', text: 'A' },
    { value: 'b', text: 'B' },
    { value: 'none', text: 'None', exclusive: true },
  ],
  otherOption: true,
  required: false,
}
const one: SurveyQuestion = {
  key: 'sex',
  kind: 'one',
  text: 'One',
  options: several.options ?? [],
  required: true,
}
const text: SurveyQuestion = { key: 'why', kind: 'long-text', text: 'Why?', required: false }
const given = (questionKey: string, ...choices: string[]): GivenAnswer => ({
  questionKey,
  choices,
  text: null,
})

describe('an answer', () => {
  it('keeps known choices once, in the order of the question, and offers Other before None', () => {
    expect(optionsOf(several).map(option => option.value)).toEqual(['a', 'b', 'other', 'none'])
    expect(checkAnswer(several, ['b', 'a', 'b'], '').answer.choices).toEqual(['a', 'b'])
  })

  it('refuses choices that were not offered', () => {
    expect(checkAnswer(several, ['a', 'forged'], '')).toMatchObject({
      answer: given('use', 'a'),
      problem: 'Choose from the answers on this page',
    })
    expect(checkAnswer({ ...text, kind: 'agreement' }, ['agree', 'x'], '').problem).not.toBeNull()
  })

  it('takes writing under Other as Other', () => {
    expect(checkAnswer(several, ['a'], ' crafts ').answer).toEqual({
      questionKey: 'use',
      choices: ['a', 'other'],
      text: 'crafts',
    })
    expect(checkAnswer({ ...one, otherOption: true }, [], 'mine').answer.choices).toEqual(['other'])
  })

  it('does not let None stand beside others, nor two answers where one is asked', () => {
    expect(checkAnswer(several, ['a', 'none'], '').problem).toContain('“None”')
    expect(checkAnswer(one, ['a', 'b'], '').problem).toBe('Choose one answer only')
  })

  it('asks for what is required, and for nothing else', () => {
    expect(checkAnswer(one, [], '').problem).toBe('Choose an answer')
    expect(checkAnswer({ ...several, required: true }, [], '').problem).toBe('Choose at least one answer')
    expect(checkAnswer({ ...text, required: true }, [], '  ').problem).toBe('Write an answer')
    expect(checkAnswer(several, [], '').problem).toBeNull()
  })

  it('keeps a text of the longest length and says how much a longer one is over', () => {
    expect(checkAnswer(text, [], 'x'.repeat(10_000)).problem).toBeNull()
    const over = checkAnswer(text, [], 'x'.repeat(10_001))
    expect(over.problem).toBe('This is 1 character too long: write 10,000 or fewer')
    expect(over.answer.text).toHaveLength(10_001)
  })

  it('drops a choice for a question that is only written', () => {
    expect(checkAnswer(text, ['a'], 'because').answer).toEqual({
      questionKey: 'why',
      choices: [],
      text: 'because',
    })
  })

  it('never keeps a text for a question with fixed answers', () => {
    expect(checkAnswer(one, ['a'], 'hidden').answer.text).toBeNull()
  })
})

describe('written text', () => {
  it('loses what hides or reorders it, and keeps everything else', () => {
    expect(cleanText('  a\r\nb\u202Ec\u0000d\uFEFF ')).toBe('a\nbcd')
    expect(cleanText('مرحبا = <b> 👶🏽 \u200f')).toContain('مرحبا = <b> 👶🏽')
    expect(cleanText('x\ud800y')).toBe('x\ufffdy')
  })

  it('is the same when it is cleaned again, and can be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), typed => {
        const once = cleanText(typed)
        expect(cleanText(once)).toBe(once)
        expect(once).not.toContain('\u0000')
        expect(Buffer.from(once, 'utf8').toString('utf8')).toBe(once)
      }),
    )
  })
})

describe('pages', () => {
  const pages: SurveyPage[] = [
    { key: 'use', title: 'Use', questions: [several] },
    {
      key: 'often',
      title: 'Often',
      condition: { questionKey: 'use', has: 'none of', values: ['none'] },
      questions: [{ ...one, key: 'often' }],
    },
    {
      key: 'b-why',
      title: 'B',
      condition: { questionKey: 'often', has: 'any of', values: ['b'] },
      questions: [{ ...text, key: 'b-why' }],
    },
  ]
  const keys = (answers: GivenAnswer[]): string[] => pagesThatApply(pages, answers).map(page => page.key)

  it('are asked as earlier answers tell', () => {
    expect(keys([])).toEqual(['use', 'often'])
    expect(keys([given('use', 'none')])).toEqual(['use'])
    expect(keys([given('often', 'b')])).toEqual(['use', 'often', 'b-why'])
  })

  it('do not depend on an answer to a page that is not asked any more', () => {
    expect(keys([given('use', 'none'), given('often', 'b')])).toEqual(['use'])
    expect(answersThatCount(pages, [given('often', 'b'), given('use', 'none')])).toEqual([
      given('use', 'none'),
    ])
  })

  it('keep only answers to what is asked, in the order of the survey, and no empty ones', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            questionKey: fc.constantFrom('use', 'often', 'b-why', 'unknown'),
            choices: fc.subarray(['a', 'b', 'none']),
            text: fc.constant(null),
          }),
        ),
        answers => {
          const counted = answersThatCount(pages, answers)
          const asked = questionsOf(pagesThatApply(pages, answers)).map(question => question.key)
          expect(asked.filter(key => counted.some(answer => answer.questionKey === key))).toEqual(
            counted.map(answer => answer.questionKey),
          )
          expect(counted.some(isEmpty)).toBe(false)
        },
      ),
    )
  })
})

describe('distance bands', () => {
  it('hold their upper edges, and an unknown distance has none', () => {
    expect([0, 1000, 1000.1, 2500, 5000, 5000.1].map(distanceBand)).toEqual([
      'under-1-km',
      'under-1-km',
      '1-to-2.5-km',
      '1-to-2.5-km',
      '2.5-to-5-km',
      'over-5-km',
    ])
    expect([distanceBand(null), distanceBand(NaN)]).toEqual([null, null])
  })
})

describe('a survey before it is published', () => {
  const survey = standardSurvey(
    { code: 'D', name: 'Fen' },
    [
      { id: 'p1', title: 'Alder', whatIsLost: 'Alder would close.', whatChanges: 'Sessions.' },
      { id: 'p2', title: 'Birch', whatIsLost: '', whatChanges: 'Birch would stay.' },
    ],
    { centres: [{ id: 's1', name: 'Alder' }] },
  )

  it('has nothing wrong when it is the standard one', () => {
    expect(definitionProblems(survey)).toEqual([])
  })

  it('asks five points and “don’t know” of each proposal, what is lost first, and why', () => {
    const page = survey.pages.find(one => one.key === 'proposal-1')
    expect(page?.introduction).toBe('Alder would close.\n\nSessions.')
    expect(page?.questions.map(question => [question.key, question.kind, question.proposalId])).toEqual([
      ['proposal-1', 'agreement', 'p1'],
      ['proposal-1-why', 'long-text', 'p1'],
    ])
    expect(AGREEMENT_OPTIONS).toHaveLength(6)
    expect(survey.pages.some(one => one.key === 'proposal-3')).toBe(false)
  })

  it('offers “prefer not to say” to every equality question with answers, requires none, and lists Roma', () => {
    const questions = questionsOf(survey.equality).filter(question => question.kind !== 'text')
    for (const question of questions) {
      expect([question.key, optionsOf(question).at(-1)?.value]).toEqual([question.key, 'prefer-not-to-say'])
      expect(question.required).toBe(false)
    }
    expect(questions.flatMap(optionsOf).map(option => option.text)).toContain('Roma')
    expect(questions.map(question => question.key)).toEqual(
      expect.arrayContaining(['age', 'pregnancy', 'carer']),
    )
  })

  it('is told what is wrong with it', () => {
    const [first] = survey.pages
    if (!first) throw new Error('The survey has pages.')
    const wrong = definitionProblems({
      title: 'Wrong',
      pages: [
        { ...first, key: 'Not An Address' },
        first,
        { key: 'empty', title: 'Empty', questions: [] },
        {
          key: 'late',
          title: 'Late',
          condition: { questionKey: 'postcode', has: 'any of', values: ['x'] },
          questions: [
            {
              key: 'lonely',
              kind: 'one',
              text: 'Lonely',
              options: [{ value: 'a', text: 'A' }],
              required: false,
            },
          ],
        },
      ],
      equality: [],
    })
    expect(wrong).toEqual([
      'Two questions have the key “role”.',
      'The page key “Not An Address” cannot stand in an address.',
      'The page “Empty” has no question.',
      '“Lonely” needs at least two answers to choose from.',
      'The page “Late” depends on a question that is not asked before it.',
    ])
  })
})

describe('bands of a respondent’s journey', () => {
  it('hold their upper edge, and tell no way from not known', () => {
    expect([0, 900, 901, 2700, 99_999, Infinity, NaN, null].map(journeyBand)).toEqual([
      'under-15-minutes',
      'under-15-minutes',
      '15-to-30-minutes',
      '30-to-45-minutes',
      'over-45-minutes',
      'no-way-there',
      null,
      null,
    ])
  })

  it('are those that were stored: distances, times, or both', () => {
    const names = (stored: (string | null)[]): string[] => bandsInUse(stored).map(band => band.value)
    expect(names([])).toEqual(DISTANCE_BANDS.map(band => band.value))
    expect(names([null, 'under-1-km'])).toEqual(DISTANCE_BANDS.map(band => band.value))
    expect(names(['no-way-there'])).toEqual(JOURNEY_BANDS.map(band => band.value))
    expect(names(['under-1-km', '15-to-30-minutes'])).toEqual(RESPONSE_BANDS.map(band => band.value))
  })
})
