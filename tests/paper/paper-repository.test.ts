import { describe, expect, it } from '@jest/globals'
import { inTransaction, type Db } from '../../server/db/index.ts'
import type { AsWritten, WrittenAnswer } from '../../server/paper/as-written.ts'
import { reconcile } from '../../server/paper/batch.ts'
import {
  addBatch,
  changeBatch,
  findBatch,
  listBatches,
  setBatchClosed,
} from '../../server/paper/batch-repository.ts'
import {
  findForm,
  findFormBySerial,
  setAside,
  takeBack,
  type PaperForm,
} from '../../server/paper/form-repository.ts'
import { findIssue, issueForms, listIssues } from '../../server/paper/issue-repository.ts'
import {
  addRepeat,
  listDrafts,
  readDraft,
  readKeyings,
  repeatedSerials,
  saveDraft,
} from '../../server/paper/keying-repository.ts'
import {
  checkForm,
  enterForm,
  receivedMoment,
  settleForm,
  type KeyingPlace,
} from '../../server/paper/keying-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { listAnswers, listResponses } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation, type TestConsultation } from './support.ts'

const at = new Date('2026-09-22T10:00:00Z')
const ann = { accountId: 'a', name: 'Ann' }
const bob = { accountId: 'b', name: 'Bob' }

const postBatch = {
  kind: 'post' as const,
  sessionId: null,
  label: 'Post of 22 September',
  heldOn: '2026-09-22',
  districtCode: null,
  countIn: 3,
  note: '',
}

const written = (
  answers: readonly Partial<WrittenAnswer>[] = [],
  more: Partial<AsWritten> = {},
): AsWritten => ({
  receivedOn: '2026-09-22',
  helped: false,
  postcode: { state: 'answered', neighbourhoodCode: 'E01000001', distanceBand: 'under-1-km' },
  answers: answers.map(answer => ({ questionKey: '', state: 'answered', ticks: [], text: null, ...answer })),
  ...more,
})

async function issue(db: Db, consultation: TestConsultation, copies = 3): Promise<PaperForm[]> {
  return inTransaction(db, tx =>
    issueForms(tx, {
      consultationId: consultation.id,
      districtCode: 'D1',
      districtSlug: 'city',
      surveyId: consultation.surveys.city.id,
      label: 'Drop-in at the library',
      copies,
      by: 'Ann',
      at,
    }),
  )
}

async function aPlace(
  db: Db,
): Promise<KeyingPlace & { consultation: TestConsultation; others: PaperForm[] }> {
  const consultation = await aConsultation(db)
  const [form, ...others] = await issue(db, consultation)
  const batch = await findBatch(db, await addBatch(db, consultation.id, postBatch, 'Ann', at))
  if (!form || !batch) throw new Error('Nothing was made.')
  return {
    consultation,
    form,
    others,
    batch,
    survey: consultation.surveys.city,
    closesAt: consultation.closesAt,
  }
}

eachDatabase('paper forms', database => {
  it('are numbered without gaps or repeats, also when two people print at once', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const many = await Promise.all([issue(db, consultation, 5), issue(db, consultation, 7)])
    const serials = many.flat().map(form => form.serial)
    expect(new Set(serials).size).toBe(12)
    expect(serials.map(serial => Number(serial.split('-')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
    const issues = await listIssues(db, consultation.id)
    expect(issues.map(one => one.copies).sort()).toEqual([5, 7])
    expect(issues.every(one => one.out === one.copies)).toBe(true)
    const read = await findIssue(db, issues[0]?.id ?? '')
    expect(read?.forms[0]?.serial).toBe(issues[0]?.first)
    expect(read?.forms.at(-1)?.serial).toBe(issues[0]?.last)
  })

  it('have letters of their own for each district', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const [city] = await issue(db, consultation, 1)
    const [fenland] = await issueForms(db, {
      consultationId: consultation.id,
      districtCode: 'D2',
      districtSlug: 'city-without',
      surveyId: consultation.surveys.fenland.id,
      label: '',
      copies: 1,
      by: 'Ann',
      at,
    })
    expect(city?.serial).toMatch(/^CITY-0001-/)
    expect(fenland?.serial).toMatch(/^CITYW-0001-/)
    expect(await findFormBySerial(db, consultation.id, fenland?.serial ?? '')).toMatchObject({
      districtCode: 'D2',
    })
    expect(await findFormBySerial(db, newId(), fenland?.serial ?? '')).toBeNull()
  })
})

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

eachDatabase('a batch', database => {
  it('adds up when received = entered + void + spoilt', async () => {
    const { db } = database
    const place = await aPlace(db)
    const state = async () => {
      const batch = await findBatch(db, place.batch.id)
      return reconcile(
        batch?.countIn ?? null,
        batch?.counts ?? { entered: 0, void: 0, spoilt: 0, checked: 0, differing: 0 },
      )
    }
    expect(await state()).toMatchObject({ remaining: 3, reconciled: false })
    await enterForm(db, ann, place, newId(), written(), at)
    const [second, third] = place.others
    expect(
      await setAside(db, second?.id ?? '', {
        status: 'spoilt',
        batchId: place.batch.id,
        reason: 'Soaked',
        at,
      }),
    ).toBe(true)
    expect((await state()).sentence).toBe(
      '1 form of 3 is still to be entered, or to be marked void or spoilt.',
    )
    await setAside(db, third?.id ?? '', { status: 'void', batchId: place.batch.id, reason: 'Empty', at })
    expect(await state()).toMatchObject({ remaining: 0, reconciled: true })
    expect(await takeBack(db, third?.id ?? '', at)).toBe(true)
    expect(await state()).toMatchObject({ remaining: 1, reconciled: false })
    expect(await takeBack(db, place.form.id, at)).toBe(false)
    expect(
      await setAside(db, place.form.id, { status: 'void', batchId: place.batch.id, reason: 'x', at }),
    ).toBe(false)
  })

  it('says when more is accounted for than was counted in, and when nobody counted', () => {
    const counts = { entered: 2, void: 1, spoilt: 0, checked: 0, differing: 0 }
    expect(reconcile(2, counts)).toMatchObject({ remaining: -1, reconciled: false })
    expect(reconcile(2, counts).sentence).toMatch(/^1 form more is accounted for/)
    expect(reconcile(null, counts)).toMatchObject({ remaining: null, reconciled: false })
    expect(reconcile(0, { ...counts, entered: 0, void: 0 }).reconciled).toBe(true)
  })

  it('lists open ones first', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const old = await addBatch(
      db,
      consultation.id,
      { ...postBatch, heldOn: '2026-09-10', label: 'Old' },
      'Ann',
      at,
    )
    await addBatch(db, consultation.id, { ...postBatch, label: 'Closed' }, 'Ann', at)
    const closed = (await listBatches(db, consultation.id)).find(batch => batch.label === 'Closed')
    await setBatchClosed(db, closed?.id ?? '', { at, by: 'Ann' })
    expect((await listBatches(db, consultation.id)).map(batch => batch.label)).toEqual(['Old', 'Closed'])
    await changeBatch(db, old, { ...postBatch, label: 'Older', countIn: null })
    expect(await findBatch(db, old)).toMatchObject({ label: 'Older', countIn: null })
  })
})

eachDatabase('a half-keyed form', database => {
  it('waits for the person who keys it, and is gone once it was entered', async () => {
    const { db } = database
    const place = await aPlace(db)
    await saveDraft(db, place.form.id, 'a', { 'tick-overall': 'agree' }, at)
    await saveDraft(db, place.form.id, 'a', { 'tick-overall': ['agree', 'neither'] }, at)
    expect((await readDraft(db, place.form.id, 'a'))?.typed).toEqual({ 'tick-overall': ['agree', 'neither'] })
    expect(await readDraft(db, place.form.id, 'b')).toBeNull()
    expect(await listDrafts(db, place.consultation.id, 'a')).toMatchObject([{ serial: place.form.serial }])
    await enterForm(db, ann, place, newId(), written(), at)
    expect(await readDraft(db, place.form.id, 'a')).toBeNull()
  })
})

eachDatabase('a number that turns up again', database => {
  it('is remembered with its response', async () => {
    const { db } = database
    const place = await aPlace(db)
    const id = newId()
    await enterForm(db, ann, place, id, written(), at)
    for (let times = 0; times < 2; times += 1) {
      await addRepeat(db, { formId: place.form.id, batchId: place.batch.id, accountId: 'a', at })
    }
    expect(await repeatedSerials(db, place.consultation.id)).toEqual([
      { responseId: id, serial: place.form.serial },
    ])
  })
})
