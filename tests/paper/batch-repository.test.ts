import { expect, it } from '@jest/globals'
import { reconcile } from '../../server/paper/batch.ts'
import {
  addBatch,
  changeBatch,
  findBatch,
  listBatches,
  setBatchClosed,
} from '../../server/paper/batch-repository.ts'
import { setAside, takeBack } from '../../server/paper/form-repository.ts'
import { enterForm } from '../../server/paper/keying-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation } from './support.ts'
import { aPlace, ann, at, written, postBatch } from './keyed-forms.ts'

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
    expect(await setBatchClosed(db, closed?.id ?? '', null)).toBe(false)
    expect(await setBatchClosed(db, closed?.id ?? '', { at, by: 'Ann' })).toBe(true)
    expect(await setBatchClosed(db, closed?.id ?? '', { at, by: 'Bob' })).toBe(false)
    expect(await findBatch(db, closed?.id ?? '')).toMatchObject({ closedBy: 'Ann' })
    expect((await listBatches(db, consultation.id)).map(batch => batch.label)).toEqual(['Old', 'Closed'])
    await changeBatch(db, old, { ...postBatch, label: 'Older', countIn: null })
    expect(await findBatch(db, old)).toMatchObject({ label: 'Older', countIn: null })
  })
})
