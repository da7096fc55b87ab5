import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import type { SurveyDefinition } from '../../server/model/survey.ts'
import {
  asWrittenFrom,
  differencesBetween,
  givenAnswers,
  type AsWritten,
  type WrittenAnswer,
} from '../../server/paper/as-written.ts'
import { addBatch, findBatch } from '../../server/paper/batch-repository.ts'
import { findForm } from '../../server/paper/form-repository.ts'
import { issueForms } from '../../server/paper/issue-repository.ts'
import { readKeyings } from '../../server/paper/keying-repository.ts'
import { keyingQuestions } from '../../server/paper/keying-page.ts'
import { checkForm, enterForm, settleForm } from '../../server/paper/keying-service.ts'
import { draftFields, readKeyedForm } from '../../server/paper/paper-forms.ts'
import { newId } from '../../server/platform/ids.ts'
import { addSurvey, listAnswers, type Survey } from '../../server/surveys/index.ts'
import { testApplication, type Fields, type TestApplication, type Visitor } from '../support/application.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation, type TestConsultation } from './support.ts'

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
const days = { first: '2026-09-01', today: '2026-09-22' }
const typed = (more: Fields): Fields => ({
  keyingId: newId(),
  'received-day': '22',
  'received-month': '9',
  'received-year': '2026',
  ...more,
})

describe('a ranking on paper', () => {
  it('is keyed as the places that stand beside its options', () => {
    const read = readKeyedForm(
      definition,
      typed({ 'place-order--near': ' 2 ', 'place-order--hours': '1', 'place-order--staff': '' }),
      days,
    )
    if (!read.ok) throw new Error('The form was refused.')
    expect(read.value.answers).toEqual([placed(['near', '2'], ['hours', '1'])])
    const blank = readKeyedForm(definition, typed({}), days)
    expect(blank.ok && blank.value.answers[0]?.state).toBe('blank')
    expect(readKeyedForm(definition, typed({ 'place-order--near': '1'.repeat(21) }), days).ok).toBe(false)
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

async function rankingSurvey(db: Db, consultation: TestConsultation): Promise<Survey> {
  return addSurvey(
    db,
    { consultationId: consultation.id, districtCode: 'D1', definition },
    new Date('2026-08-02T09:00:00Z'),
  )
}

eachDatabase('a ranking that two people key', database => {
  it('counts once they are settled', async () => {
    const { db } = database
    const at = new Date('2026-09-22T10:00:00Z')
    const [ann, bob] = [
      { accountId: 'a', name: 'Ann' },
      { accountId: 'b', name: 'Bob' },
    ]
    const consultation = await aConsultation(db)
    const survey = await rankingSurvey(db, consultation)
    const [issued] = await inTransaction(db, tx =>
      issueForms(tx, {
        consultationId: consultation.id,
        districtCode: 'D1',
        districtSlug: 'city',
        surveyId: survey.id,
        label: 'Library',
        copies: 1,
        by: 'Ann',
        at,
      }),
    )
    const batchId = await addBatch(
      db,
      consultation.id,
      {
        kind: 'post',
        sessionId: null,
        label: 'Post',
        heldOn: '2026-09-22',
        districtCode: null,
        countIn: 1,
        note: '',
      },
      'Ann',
      at,
    )
    const batch = await findBatch(db, batchId)
    if (!issued || !batch) throw new Error('There is no form to key.')
    const place = { batch, survey, closesAt: consultation.closesAt }
    const responseId = newId()
    const tied = formWith(placed(['near', '1'], ['hours', '1'], ['staff', '3']))
    await enterForm(db, ann, { ...place, form: issued }, responseId, tied, at)
    expect((await readKeyings(db, issued.id)).first?.form).toEqual(tied)
    const stored = async (): Promise<(readonly string[])[]> =>
      (await listAnswers(db, consultation.id, { responseId })).map(answer => answer.choices)
    expect((await stored()).flat()).toEqual([])
    const entered = await findForm(db, issued.id)
    if (!entered) throw new Error('The form is gone.')
    const read = formWith(placed(['near', '2'], ['hours', '1'], ['staff', '3']))
    await checkForm(db, bob, { ...place, form: entered }, newId(), read, at)
    const checked = await findForm(db, issued.id)
    if (!checked) throw new Error('The form is gone.')
    await settleForm(db, bob, { ...place, form: checked }, new Map([['order', 'second']]), at)
    expect(await stored()).toEqual([['hours', 'near', 'staff']])
  })
})

describe('the page for keying a ranking', () => {
  let app: TestApplication
  let ann: Visitor

  beforeAll(async () => {
    app = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    await rankingSurvey(app.db, await aConsultation(app.db))
    ann = await app.agent('drop-in')
  })
  afterAll(() => app.close())

  it('has a box for a place beside each option, and says which is wrong', async () => {
    const printed = await ann.post('/paper/centres/print', {
      district: 'city',
      copies: '1',
      label: 'Library',
    })
    const { text } = await ann.get(printed.headers['location'] as string)
    const serial = /[A-Z]{4}-\d{4}-[A-Z]/.exec(text)?.[0] ?? ''
    const opened = await ann.post('/paper/centres/batches', {
      kind: 'post',
      'heldOn-day': '22',
      'heldOn-month': '9',
      'heldOn-year': '2026',
      countIn: '1',
    })
    const batch = (opened.headers['location'] as string).replace('?next=1', '')
    const begun = await ann.post(`${batch}/start`, { serial })
    const form = begun.headers['location'] as string
    const page = (await ann.get(form)).text
    expect(page).toContain('name="place-order--near"')
    expect(page).not.toContain('name="tick-order"')
    const refused = await ann.post(form, typed({ 'place-order--hours': '1'.repeat(21) }))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#place-order--hours"')
    expect(refused.text).toContain('id="place-order--hours"')
    const stored = await ann.post(form, typed({ 'place-order--hours': '1', 'place-order--near': '1' }))
    expect(stored.status).toBe(303)
    expect((await ann.get(stored.headers['location'] as string)).text).toContain(
      'is entered. Question 1 is kept as written, and not counted',
    )
  })
})
