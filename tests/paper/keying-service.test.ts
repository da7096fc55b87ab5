import { describe, expect, it } from '@jest/globals'
import { changeBatch, findBatch, setBatchClosed } from '../../server/paper/batch-repository.ts'
import { findForm } from '../../server/paper/form-repository.ts'
import { readKeyings } from '../../server/paper/keying-repository.ts'
import { checkForm, enterForm, receivedMoment, settleForm } from '../../server/paper/keying-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { listAnswers, listResponses, storeResponse } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPlace, ann, at, bob, postBatch, written } from './keyed-forms.ts'

eachDatabase('entering a form', database => {
  it('stores one response in the figures of its channel, with the day of receipt and what was written', async () => {
    const { db } = database
    const place = await aPlace(db)
    const id = newId()
    const form = written([
      { questionKey: 'overall', ticks: ['agree', 'disagree'] },
      { questionKey: 'missed', text: 'The bus' },
      { questionKey: 'sex', ticks: ['female'] },
    ])
    expect(await enterForm(db, ann, place, id, form, at)).toBe('entered')
    const [response, ...more] = await listResponses(db, place.consultation.id)
    expect(more).toEqual([])
    expect(response).toMatchObject({
      id,
      channel: 'paper',
      districtCode: 'D1',
      receivedAt: '2026-09-22T11:00:00.000Z',
      submittedAt: at.toISOString(),
      neighbourhoodCode: 'E01000001',
    })
    const answers = await listAnswers(db, place.consultation.id)
    expect(
      answers.map(({ section, questionKey, choices, text }) => ({ section, questionKey, choices, text })),
    ).toEqual([
      { section: 'survey', questionKey: 'missed', choices: [], text: 'The bus' },
      { section: 'survey', questionKey: 'overall', choices: ['agree', 'disagree'], text: null },
      { section: 'equality', questionKey: 'sex', choices: ['female'], text: null },
    ])
    expect((await readKeyings(db, place.form.id)).first?.form).toEqual(form)
  })

  it('stores once when the button is pressed twice', async () => {
    const { db } = database
    const place = await aPlace(db)
    const id = newId()
    const outcomes = await Promise.all([
      enterForm(db, ann, place, id, written(), at),
      enterForm(db, ann, place, id, written(), at),
    ])
    expect(outcomes.sort()).toEqual(['entered', 'entered before'])
    expect(await enterForm(db, ann, place, id, written(), at)).toBe('entered before')
    expect(await listResponses(db, place.consultation.id)).toHaveLength(1)
    expect((await findBatch(db, place.batch.id))?.counts.entered).toBe(1)
  })

  it('tells who sends it again with something changed that this was not stored', async () => {
    const { db } = database
    const place = await aPlace(db)
    const id = newId()
    const stored = written([
      { questionKey: 'overall', ticks: ['agree'] },
      { questionKey: 'missed', text: 'The bus' },
    ])
    await enterForm(db, ann, place, id, stored, at)
    const more = (text: string) => [stored.answers[0] ?? {}, { questionKey: 'missed', text }]
    const changed = [
      written([{ questionKey: 'overall', ticks: ['disagree'] }, ...stored.answers.slice(1)]),
      written(more('the bus')),
      written(stored.answers, { receivedOn: '2026-09-21' }),
      written(stored.answers, { helped: true }),
      written(stored.answers, { postcode: { ...stored.postcode, distanceBand: '1-to-2-km' } }),
    ]
    for (const one of changed) {
      await expect(enterForm(db, ann, place, id, one, at)).rejects.toMatchObject({
        code: 'stored-otherwise',
        message: expect.stringMatching(
          /was entered already, by you, .*22 September 2026.* not stored\. .*ask another person to check/,
        ),
      })
    }
    await expect(enterForm(db, bob, place, id, written(), at)).rejects.toThrow(/entered already, by Ann/)
    expect((await readKeyings(db, place.form.id)).first?.form).toEqual(stored)
    expect(await enterForm(db, ann, place, id, stored, at)).toBe('entered before')
    await checkForm(db, bob, place, newId(), written(more('A train')), at)
    await expect(enterForm(db, ann, place, id, written(), at)).rejects.toThrow(/settle the differences/)
  })

  it('tells so too when both are sent side by side', async () => {
    const { db } = database
    const place = await aPlace(db)
    const id = newId()
    const both = await Promise.allSettled(
      ['agree', 'disagree'].map(tick =>
        enterForm(db, ann, place, id, written([{ questionKey: 'overall', ticks: [tick] }]), at),
      ),
    )
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(one => one.status === 'rejected')?.reason).toMatchObject({ code: 'stored-otherwise' })
  })

  it('refuses a number that was used, whoever uses it again', async () => {
    const { db } = database
    const place = await aPlace(db)
    await enterForm(db, ann, place, newId(), written(), at)
    await expect(enterForm(db, bob, place, newId(), written(), at)).rejects.toThrow(
      /entered or set aside already/,
    )
    const both = await Promise.allSettled(
      [ann, bob].map(who =>
        enterForm(db, who, { ...place, form: place.others[0] ?? place.form }, newId(), written(), at),
      ),
    )
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await listResponses(db, place.consultation.id)).toHaveLength(2)
  })

  it('refuses the page of another form, and the id of any other response: each form has its own', async () => {
    const { db } = database
    const place = await aPlace(db)
    const [other] = place.others
    if (!other) throw new Error('There is no other form.')
    const ids = [newId(), newId(), newId()] as const
    await enterForm(db, ann, place, ids[0], written(), at)
    await checkForm(db, bob, place, ids[1], written(), at)
    await storeResponse(db, {
      responseId: ids[2],
      surveyId: place.survey.id,
      channel: 'online',
      receivedAt: at.toISOString(),
      submittedAt: at.toISOString(),
      withinGrace: false,
      language: 'en',
      helped: false,
      neighbourhoodCode: null,
      distanceBand: null,
      answers: [],
      equality: [],
    })
    const before = await listResponses(db, place.consultation.id)
    for (const used of ids) {
      await expect(enterForm(db, bob, { ...place, form: other }, used, written(), at)).rejects.toThrow(
        /belongs to another form/,
      )
    }
    expect((await findForm(db, other.id))?.status).toBe('issued')
    expect(await listResponses(db, place.consultation.id)).toEqual(before)
    expect(await db.selectFrom('response_aside').select('id').execute()).toEqual([])
  })

  it('refuses a closed batch and stores nothing', async () => {
    const { db } = database
    const place = await aPlace(db)
    await setBatchClosed(db, place.batch.id, { at, by: 'Ann' })
    await expect(enterForm(db, ann, place, newId(), written(), at)).rejects.toThrow(/batch is closed/)
    expect(await listResponses(db, place.consultation.id)).toEqual([])
    expect((await findForm(db, place.form.id))?.status).toBe('issued')
    expect(await changeBatch(db, place.batch.id, postBatch)).toBe(false)
  })

  it('counts phone answers as their own channel', async () => {
    const { db } = database
    const place = await aPlace(db)
    await enterForm(db, ann, { ...place, batch: { ...place.batch, kind: 'phone' } }, newId(), written(), at)
    expect((await listResponses(db, place.consultation.id))[0]?.channel).toBe('phone')
  })
})

describe('the day of receipt', () => {
  it('decides whether a form is in time, not the day of keying', () => {
    const closesAt = '2026-09-30T22:59:00.000Z'
    expect(receivedMoment('2026-09-30', closesAt)).toEqual({ at: '2026-09-30T11:00:00.000Z', late: false })
    expect(receivedMoment('2026-10-01', closesAt)).toEqual({ at: '2026-10-01T11:00:00.000Z', late: true })
  })

  it('counts the whole last day, also when the consultation closes before noon', () => {
    expect(receivedMoment('2026-09-30', '2026-09-30T08:00:00.000Z')).toEqual({
      at: '2026-09-30T07:59:00.000Z',
      late: false,
    })
  })

  it('does not count a day that begins as the consultation closes', () => {
    expect(receivedMoment('2026-09-30', '2026-09-29T23:00:00.000Z').late).toBe(true)
    expect(receivedMoment('2026-09-29', '2026-09-29T23:00:00.000Z').late).toBe(false)
  })
})

eachDatabase('a second reading', database => {
  const first = written([
    { questionKey: 'overall', ticks: ['agree'] },
    { questionKey: 'missed', text: 'The bus is late' },
  ])
  const second = written([
    { questionKey: 'overall', ticks: ['disagree'] },
    { questionKey: 'missed', text: 'The bus is later' },
  ])

  it('by another person changes no figure while both agree', async () => {
    const { db } = database
    const place = await aPlace(db)
    await enterForm(db, ann, place, newId(), first, at)
    expect(await checkForm(db, bob, place, newId(), first, at)).toEqual([])
    expect((await findForm(db, place.form.id))?.checked).toBe('agrees')
    expect(await listResponses(db, place.consultation.id)).toHaveLength(1)
    await expect(checkForm(db, { accountId: 'c', name: 'Cy' }, place, newId(), first, at)).rejects.toThrow(
      /checked already/,
    )
  })

  it('that is sent again with something changed is not told as compared', async () => {
    const { db } = database
    const place = await aPlace(db)
    await enterForm(db, ann, place, newId(), first, at)
    const ids = [newId(), newId()] as const
    await checkForm(db, bob, place, ids[0], second, at)
    await expect(checkForm(db, bob, place, ids[0], first, at)).rejects.toMatchObject({
      code: 'stored-otherwise',
      message: expect.stringMatching(/checked already, by you.* not stored\. Its two readings differ/),
    })
    const [other] = place.others
    if (!other) throw new Error('There is no other form.')
    const there = { ...place, form: other }
    await enterForm(db, ann, there, newId(), first, at)
    await checkForm(db, bob, there, ids[1], first, at)
    await expect(checkForm(db, bob, there, ids[1], second, at)).rejects.toThrow(/Its two readings agree, so/)
    expect((await readKeyings(db, other.id)).second?.form).toEqual(first)
  })

  it('by the same person is refused', async () => {
    const { db } = database
    const place = await aPlace(db)
    await expect(checkForm(db, bob, place, newId(), first, at)).rejects.toThrow(/not been entered/)
    await enterForm(db, ann, place, newId(), first, at)
    await expect(checkForm(db, ann, place, newId(), first, at)).rejects.toThrow(/Another person/)
  })

  it('that differs is settled field by field, and then the response says so; texts keep their identity', async () => {
    const { db } = database
    const place = await aPlace(db)
    await enterForm(db, ann, place, newId(), first, at)
    const before = await listAnswers(db, place.consultation.id, { questionKeys: ['missed'] })
    const id = newId()
    const differences = await checkForm(db, bob, place, id, second, at)
    expect(differences.map(one => one.field)).toEqual(['overall', 'missed'])
    expect(await checkForm(db, bob, place, id, second, at)).toEqual(differences)
    expect((await findBatch(db, place.batch.id))?.counts).toMatchObject({
      entered: 1,
      differing: 1,
      checked: 0,
    })
    const form = await findForm(db, place.form.id)
    if (!form) throw new Error('The form is gone.')
    await settleForm(
      db,
      bob,
      { ...place, form },
      new Map([
        ['overall', 'second'],
        ['missed', 'second'],
      ]),
      at,
    )
    const answers = await listAnswers(db, place.consultation.id)
    expect(answers.map(answer => [answer.questionKey, answer.choices, answer.text])).toEqual([
      ['missed', [], 'The bus is later'],
      ['overall', ['disagree'], null],
    ])
    expect(answers[0]?.textId).toBe(before[0]?.textId)
    expect((await findBatch(db, place.batch.id))?.counts).toMatchObject({
      entered: 1,
      differing: 0,
      checked: 1,
    })
    expect(await listResponses(db, place.consultation.id)).toHaveLength(1)
    await expect(
      settleForm(db, bob, { ...place, form }, new Map([['overall', 'first']]), at),
    ).rejects.toThrow(/settled already/)
  })
})
