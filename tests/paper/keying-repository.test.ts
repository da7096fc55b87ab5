import { expect, it } from '@jest/globals'
import {
  addRepeat,
  listDrafts,
  readDraft,
  repeatedSerials,
  saveDraft,
} from '../../server/paper/keying-repository.ts'
import { setAside, takeBack } from '../../server/paper/form-repository.ts'
import { checkForm, enterForm } from '../../server/paper/keying-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPlace, ann, at, written } from './keyed-forms.ts'

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

  it('is not to be gone on with once somebody else entered it, and is there for who checks it', async () => {
    const { db } = database
    const place = await aPlace(db)
    const serials = async (who: string) =>
      (await listDrafts(db, place.consultation.id, who)).map(({ serial }) => serial)
    const minutesLater = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
    await saveDraft(db, place.form.id, 'b', { 'tick-overall': 'agree' }, at)
    expect(await serials('b')).toEqual([place.form.serial])
    await enterForm(db, ann, place, newId(), written(), minutesLater(1))
    expect(await serials('b')).toEqual([])
    expect((await readDraft(db, place.form.id, 'b'))?.typed).toEqual({ 'tick-overall': 'agree' })
    // Typed since, it is a second reading, until somebody has checked the form.
    await saveDraft(db, place.form.id, 'b', { 'tick-overall': 'neither' }, minutesLater(2))
    expect(await serials('b')).toEqual([place.form.serial])
    await checkForm(db, { accountId: 'c', name: 'Cy' }, place, newId(), written(), minutesLater(3))
    expect(await serials('b')).toEqual([])
  })

  it('waits while the form is set aside, and can be gone on with when that is taken back', async () => {
    const { db } = database
    const place = await aPlace(db)
    const drafts = () => listDrafts(db, place.consultation.id, 'a')
    await saveDraft(db, place.form.id, 'a', {}, at)
    await setAside(db, place.form.id, { status: 'void', reason: 'Empty', batchId: place.batch.id, at })
    expect(await drafts()).toEqual([])
    await takeBack(db, place.form.id, at)
    expect(await drafts()).toHaveLength(1)
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
