import { describe, expect, it } from '@jest/globals'
import type { SurveyDefinition } from '../../server/model/survey.ts'
import {
  asWrittenFrom,
  differencesBetween,
  givenAnswers,
  numberedQuestions,
  settle,
  type AsWritten,
  type WrittenAnswer,
} from '../../server/paper/as-written.ts'

const definition: SurveyDefinition = {
  title: 'Children’s centres in Cambridge',
  pages: [
    {
      key: 'overall',
      title: 'The plan',
      questions: [
        { key: 'overall', kind: 'agreement', text: 'Do you agree with the plan?', required: true },
        {
          key: 'travel',
          kind: 'several',
          text: 'How do you travel now?',
          options: [
            { value: 'walk', text: 'Walking' },
            { value: 'bus', text: 'Bus' },
          ],
          otherOption: true,
          required: false,
        },
        { key: 'comment', kind: 'long-text', text: 'What have we missed?', required: false },
        { key: 'postcode', kind: 'postcode', text: 'Your postcode', required: false },
      ],
    },
  ],
  equality: [
    {
      key: 'equality',
      title: 'About you',
      questions: [
        {
          key: 'sex',
          kind: 'one',
          text: 'What is your sex?',
          options: [
            { value: 'female', text: 'Female' },
            { value: 'male', text: 'Male' },
          ],
          required: false,
        },
      ],
    },
  ],
}

const blank = (questionKey: string): WrittenAnswer => ({ questionKey, state: 'blank', ticks: [], text: null })
const aForm = (...answers: WrittenAnswer[]): AsWritten => ({
  receivedOn: '2026-09-22',
  helped: false,
  postcode: { state: 'answered', neighbourhoodCode: 'E01000001', distanceBand: 'under-1-km' },
  answers: ['overall', 'travel', 'comment', 'sex'].map(
    key => answers.find(answer => answer.questionKey === key) ?? blank(key),
  ),
})
const ticked = (questionKey: string, ...ticks: string[]): WrittenAnswer => ({
  questionKey,
  state: 'answered',
  ticks,
  text: null,
})
const written = (questionKey: string, text: string): WrittenAnswer => ({
  questionKey,
  state: 'answered',
  ticks: [],
  text,
})

describe('the questions of a form', () => {
  it('are in the words of the paper, which repeats no earlier answer', () => {
    const mark = 'Why {{answer:travel|that way}}?'
    const again: SurveyDefinition = {
      ...definition,
      pages: [
        ...definition.pages,
        {
          key: 'why',
          title: mark,
          questions: [
            {
              key: 'why',
              kind: 'agreement-list',
              text: mark,
              items: [{ value: 'near', text: `${mark} Near` }],
              required: false,
            },
          ],
        },
      ],
    }
    const asked = numberedQuestions(again).find(one => one.question.key === 'why--near')?.question
    expect([asked?.list?.text, asked?.text]).toEqual(['Why that way?', 'Why that way? Near'])
  })
})

describe('a form as it was written', () => {
  it('has the same numbers as the printed survey, equality questions last', () => {
    expect(numberedQuestions(definition).map(({ number, question }) => [number, question.key])).toEqual([
      [1, 'overall'],
      [2, 'travel'],
      [3, 'comment'],
      [4, 'postcode'],
      [5, 'sex'],
    ])
  })

  it('keeps two ticks where one was asked', () => {
    const given = givenAnswers(definition, aForm(ticked('overall', 'agree', 'disagree')))
    expect(given[0]).toEqual({ questionKey: 'overall', choices: ['agree', 'disagree'], text: null })
  })

  it('counts what was left blank, cannot be read or was crossed out as asked and not answered', () => {
    for (const state of ['blank', 'unreadable', 'crossed-out'] as const) {
      const given = givenAnswers(
        definition,
        aForm({ ...ticked('overall', 'agree'), state, text: 'scribble' }),
      )
      expect(given[0]).toEqual({ questionKey: 'overall', choices: [], text: null })
    }
  })

  it('takes words beside “other” for “other”, and gives no answer for the postcode', () => {
    const given = givenAnswers(definition, aForm(written('travel', 'Pony'), written('comment', 'More buses')))
    expect(given.map(answer => answer.questionKey)).toEqual(['overall', 'travel', 'comment', 'sex'])
    expect(given[1]).toEqual({ questionKey: 'travel', choices: ['other'], text: 'Pony' })
    expect(given[2]).toEqual({ questionKey: 'comment', choices: [], text: 'More buses' })
  })

  it('comes back from storage as it went', () => {
    const form = aForm(ticked('overall', 'agree', 'disagree'), written('comment', 'Zażółć “gęślą” ✓'))
    expect(asWrittenFrom(JSON.stringify(form))).toEqual(form)
    expect(() => asWrittenFrom('{"answers":[]}')).toThrow()
  })
})

describe('two readings of one form', () => {
  it('agree when only spaces, capitals and quotation marks differ', () => {
    const first = aForm(written('comment', 'My mum’s bus  is late'), ticked('travel', 'walk', 'bus'))
    const second = aForm(written('comment', "my mum's bus is\nlate"), ticked('travel', 'walk', 'bus'))
    expect(differencesBetween(definition, first, second)).toEqual([])
  })

  it('differ by tick, state, words, place, day and help, in printed order', () => {
    const first = aForm(ticked('overall', 'agree'), written('comment', 'Keep it open'))
    const second: AsWritten = {
      ...aForm(ticked('overall', 'agree', 'disagree'), { ...blank('comment'), state: 'unreadable' }),
      receivedOn: '2026-09-23',
      helped: true,
      postcode: { state: 'answered', neighbourhoodCode: null, distanceBand: null },
    }
    expect(differencesBetween(definition, first, second)).toEqual([
      { field: 'received-on', label: 'Date received', first: '2026-09-22', second: '2026-09-23' },
      {
        field: 'overall',
        label: '1. Do you agree with the plan?',
        first: 'Agree',
        second: 'Agree; Disagree',
      },
      {
        field: 'comment',
        label: '3. What have we missed?',
        first: '“Keep it open”',
        second: 'Cannot be read',
      },
      {
        field: 'postcode',
        label: '4. Your postcode',
        first: 'E01000001',
        second: 'Not a postcode of the county',
      },
      { field: 'helped', label: 'Helped by staff', first: 'No', second: 'Yes' },
    ])
  })

  it('are settled field by field', () => {
    const first = aForm(ticked('overall', 'agree'), written('comment', 'Keep it open'))
    const second = aForm(ticked('overall', 'disagree'), written('comment', 'Keep it free'))
    const settled = settle(
      first,
      second,
      new Map([
        ['overall', 'second'],
        ['comment', 'first'],
      ]),
    )
    expect(settled).toEqual(aForm(ticked('overall', 'disagree'), written('comment', 'Keep it open')))
    expect(differencesBetween(definition, settle(first, second, new Map()), first)).toEqual([])
  })
})
