import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { addBatch } from '../../server/paper/batch-repository.ts'
import {
  findForm,
  findFormBySerial,
  formsOfBatch,
  markChecked,
  markEntered,
  setAside,
  takeBack,
  type PaperForm,
} from '../../server/paper/form-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { at, issue, postBatch } from './keyed-forms.ts'
import { aConsultation, type TestConsultation } from './support.ts'

const later = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000)

/** Some forms that are out, and a batch in which they may come back. */
async function someForms(
  db: Db,
): Promise<{ consultation: TestConsultation; forms: PaperForm[]; batchId: string }> {
  const consultation = await aConsultation(db)
  const forms = await issue(db, consultation)
  return { consultation, forms, batchId: await addBatch(db, consultation.id, postBatch, 'Ann', at) }
}
const entry = (batchId: string) => ({
  batchId,
  receivedOn: '2026-09-21',
  late: false,
  responseId: 'r1',
  at,
})
const aside = (batchId: string) => ({ status: 'void' as const, batchId, reason: 'Empty', at })

eachDatabase('a numbered form', database => {
  it('is found by its number in its own consultation alone, as it was printed', async () => {
    const { db } = database
    const { consultation, forms } = await someForms(db)
    const [form] = forms
    const serial = form?.serial ?? ''
    expect(await findFormBySerial(db, consultation.id, serial)).toEqual(form)
    expect(await findForm(db, form?.id ?? '')).toEqual(form)
    const other = await aConsultation(db, 'others')
    expect(await findFormBySerial(db, other.id, serial)).toBeNull()
    for (const wrong of ['', '%', `${serial}'--`, serial.toLowerCase(), '__proto__']) {
      expect([wrong, await findFormBySerial(db, consultation.id, wrong)]).toEqual([wrong, null])
      expect([wrong, await findForm(db, wrong)]).toEqual([wrong, null])
    }
  })

  it('is entered once, and neither entered again nor set aside after that', async () => {
    const { db } = database
    const { forms, batchId } = await someForms(db)
    const id = forms[0]?.id ?? ''
    const both = await Promise.all(
      ['r1', 'r2'].map(responseId => markEntered(db, id, { ...entry(batchId), responseId })),
    )
    expect([...both].sort()).toEqual([false, true])
    expect(await findForm(db, id)).toMatchObject({
      status: 'entered',
      batchId,
      receivedOn: '2026-09-21',
      late: false,
      responseId: both[0] === true ? 'r1' : 'r2',
      checked: 'not-checked',
    })
    expect(await setAside(db, id, aside(batchId))).toBe(false)
    expect(await takeBack(db, id, at)).toBe(false)
    expect(await findForm(db, id)).toMatchObject({ status: 'entered', reason: null })
    expect(await markEntered(db, 'none', entry(batchId))).toBe(false)
  })

  it('is out again, without a reason, once it was taken back, and can then be entered', async () => {
    const { db } = database
    const { forms, batchId } = await someForms(db)
    const id = forms[0]?.id ?? ''
    expect(await takeBack(db, id, at)).toBe(false)
    expect(await setAside(db, id, { ...aside(batchId), status: 'spoilt', reason: 'Soaked' })).toBe(true)
    expect(await findForm(db, id)).toMatchObject({ status: 'spoilt', reason: 'Soaked', batchId })
    expect(await setAside(db, id, aside(batchId))).toBe(false)
    expect(await markEntered(db, id, entry(batchId))).toBe(false)
    expect(await takeBack(db, id, at)).toBe(true)
    expect(await findForm(db, id)).toEqual(forms[0])
    expect(await markEntered(db, id, { ...entry(batchId), late: true, responseId: null })).toBe(true)
    expect(await findForm(db, id)).toMatchObject({ status: 'entered', late: true, responseId: null })
  })

  it('stands in its batch with the last change on top; forms that are out stand in none', async () => {
    const { db } = database
    const { consultation, forms, batchId } = await someForms(db)
    const [first, second, third] = forms.map(({ id }) => id)
    const other = await addBatch(db, consultation.id, postBatch, 'Ann', at)
    await markEntered(db, second ?? '', { ...entry(batchId), at: later(2) })
    await markEntered(db, first ?? '', { ...entry(batchId), responseId: 'r2', at: later(1) })
    await setAside(db, third ?? '', aside(other))
    const serials = forms.map(({ serial }) => serial)
    const listed = async () => (await formsOfBatch(db, batchId)).map(({ serial }) => serial)
    expect(await listed()).toEqual([serials[1], serials[0]])
    // Checking is a change too; at the same moment the lower number is first.
    await markChecked(db, first ?? '', { checked: 'agrees' }, later(2))
    expect(await listed()).toEqual([serials[0], serials[1]])
    expect(await formsOfBatch(db, 'none')).toEqual([])
  })

  it('keeps what settling did not change', async () => {
    const { db } = database
    const { forms, batchId } = await someForms(db)
    const id = forms[0]?.id ?? ''
    await markEntered(db, id, entry(batchId))
    await markChecked(db, id, { checked: 'differs' }, later(1))
    const before = { receivedOn: '2026-09-21', late: false, responseId: 'r1' }
    expect(await findForm(db, id)).toMatchObject({ checked: 'differs', ...before })
    const settled = { receivedOn: '2026-10-02', late: true, responseId: null }
    await markChecked(db, id, { checked: 'settled', ...settled }, later(2))
    expect(await findForm(db, id)).toMatchObject({ checked: 'settled', ...settled })
  })
})
