import { expect, it } from '@jest/globals'
import {
  addRepeat,
  listDrafts,
  readDraft,
  repeatedSerials,
  saveDraft,
} from '../../server/paper/keying-repository.ts'
import { enterForm } from '../../server/paper/keying-service.ts'
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
