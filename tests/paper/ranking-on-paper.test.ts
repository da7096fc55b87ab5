import { describe, expect, it } from '@jest/globals'
import type { SurveyDefinition } from '../../server/model/survey.ts'
import {
  asWrittenFrom,
  differencesBetween,
  givenAnswers,
  type AsWritten,
  type WrittenAnswer,
} from '../../server/paper/as-written.ts'
import { readKeyings } from '../../server/paper/keying-repository.ts'
import { keyingQuestions } from '../../server/paper/keying-page.ts'
import { checkForm, enterForm, settleForm } from '../../server/paper/keying-service.ts'
import { draftFields, readKeyedForm } from '../../server/paper/paper-forms.ts'
import { newId } from '../../server/platform/ids.ts'
import { listAnswers } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { ann, aPlaceFor, at, bob, days, formNow, keyed } from './keyed-forms.ts'

const definition: SurveyDefinition = {
  title: 'Children’s centres in City',
  pages: [
    {
      key: 'order',
      title: 'What matters',
      questions: [
        {
          key: 'order',
          kind: 'ranking',
          text: 'What matters most?',
          options: [
            { value: 'near', text: 'Near home' },
            { value: 'hours', text: 'Opening hours' },
            { value: 'staff', text: 'Known staff' },
          ],
          required: false,
        },
      ],
    },
  ],
  equality: [],
}

const placed = (...places: [option: string, place: string][]): WrittenAnswer => ({
  questionKey: 'order',
  state: 'answered',
  ticks: [],
  text: null,
  places: places.map(([option, place]) => ({ option, place })),
})
const formWith = (answer: WrittenAnswer): AsWritten => ({
  receivedOn: '2026-09-22',
  helped: false,
  postcode: { state: 'blank', neighbourhoodCode: null, distanceBand: null },
  answers: [answer],
})

describe('a ranking on paper', () => {
  it('is keyed as the places that stand beside its options', () => {
    const read = readKeyedForm(
      definition,
      keyed({ 'place-order--near': ' 2 ', 'place-order--hours': '1', 'place-order--staff': '' }),
      days,
    )
    if (!read.ok) throw new Error('The form was refused.')
    expect(read.value.answers).toEqual([placed(['near', '2'], ['hours', '1'])])
    const blank = readKeyedForm(definition, keyed({}), days)
    expect(blank.ok && blank.value.answers[0]?.state).toBe('blank')
    expect(readKeyedForm(definition, keyed({ 'place-order--near': '1'.repeat(21) }), days).ok).toBe(false)
  })

  it('counts in order, gaps closed', () => {
    const counted = (...places: [string, string][]): readonly string[] | undefined =>
      givenAnswers(definition, formWith(placed(...places)))[0]?.choices
    expect(counted(['near', '3'], ['hours', '1'])).toEqual(['hours', 'near'])
    expect(counted(['near', '1'], ['hours', '2'], ['staff', '3'])).toEqual(['near', 'hours', 'staff'])
  })

  it('is asked but not answered where two things share a place, or a place is none; what was written is kept', () => {
    for (const places of [
      placed(['near', '1'], ['hours', '1'], ['staff', '3']),
      placed(['near', 'first'], ['hours', '2']),
      placed(['near', '4']),
    ]) {
      const form = formWith(places)
      expect(givenAnswers(definition, form)).toEqual([{ questionKey: 'order', choices: [], text: null }])
      expect(asWrittenFrom(JSON.stringify(form))).toEqual(form)
    }
  })

  it('is compared place by place between two readings', () => {
    const first = formWith(placed(['near', '1'], ['hours', '1']))
    const second = formWith(placed(['near', '1'], ['hours', '2']))
    expect(differencesBetween(definition, first, second)).toEqual([
      {
        field: 'order',
        label: '1. What matters most?',
        first: 'Near home: 1; Opening hours: 1',
        second: 'Near home: 1; Opening hours: 2',
      },
    ])
    expect(differencesBetween(definition, first, formWith(placed(['near', '1'], ['hours', '01'])))).toEqual(
      [],
    )
  })

  it('keeps half-keyed places, and shows them again', () => {
    const draft = draftFields(definition, { 'place-order--near': '2', 'words-order': '', other: 'x' })
    expect(draft).toMatchObject({ 'place-order--near': '2' })
    const [question] = keyingQuestions(definition, draft)
    expect(question).toMatchObject({ ranked: true, words: 'none' })
    expect(question?.options.map(option => [option.text, option.place, option.pressed])).toEqual([
      ['Near home', '2', ''],
      ['Opening hours', '', ''],
      ['Known staff', '', ''],
    ])
  })
})

eachDatabase('a ranking that two people key', database => {
  it('counts once they are settled', async () => {
    const { db } = database
    const { consultation, place, print } = await aPlaceFor(db, definition)
    const form = await print()
    const responseId = newId()
    const tied = formWith(placed(['near', '1'], ['hours', '1'], ['staff', '3']))
    await enterForm(db, ann, { ...place, form }, responseId, tied, at)
    expect((await readKeyings(db, form.id)).first?.form).toEqual(tied)
    const stored = async (): Promise<(readonly string[])[]> =>
      (await listAnswers(db, consultation.id, { responseId })).map(answer => answer.choices)
    expect((await stored()).flat()).toEqual([])
    const read = formWith(placed(['near', '2'], ['hours', '1'], ['staff', '3']))
    await checkForm(db, bob, { ...place, form: await formNow(db, form) }, newId(), read, at)
    const checked = { ...place, form: await formNow(db, form) }
    await settleForm(db, bob, checked, new Map([['order', 'second']]), at)
    expect(await stored()).toEqual([['hours', 'near', 'staff']])
  })
})
