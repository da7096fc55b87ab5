import { expect, it } from '@jest/globals'
import {
  addUpdate,
  changeUpdate,
  countLetters,
  findUpdate,
  listUpdates,
  markPublished,
  publishedUpdates,
  removeUpdate,
} from '../../../server/consultations/taking-part/update-repository.ts'
import { inTransaction } from '../../../server/db/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

const at = new Date(whileOpen)
const later = new Date(at.getTime() + 60_000)
const words = { title: 'Moved', body: 'It is on Friday.' }

eachDatabase('news for subscribers', database => {
  it('is written, changed and thrown away until it is published, by its own consultation only', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const id = await addUpdate(db, consultationId, words, at)
    expect(await changeUpdate(db, 'another', { id, ...words, title: 'Forged' })).toBe(false)
    expect(await changeUpdate(db, consultationId, { id, ...words, title: 'Better' })).toBe(true)
    expect(await publishedUpdates(db, consultationId)).toEqual([])
    expect(await findUpdate(db, 'another', id)).toBeNull()
    expect(await removeUpdate(db, 'another', id)).toBe(false)
    await markPublished(db, consultationId, id, at)
    await countLetters(db, id, 3)
    expect(await changeUpdate(db, consultationId, { id, ...words })).toBe(false)
    expect(await removeUpdate(db, consultationId, id)).toBe(false)
    expect(await publishedUpdates(db, consultationId)).toMatchObject([{ title: 'Better', letters: 3 }])
    const draft = await addUpdate(db, consultationId, words, later)
    expect(await removeUpdate(db, consultationId, draft)).toBe(true)
  })

  it('is published by the first of two who do at once', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const id = await addUpdate(db, consultationId, words, at)
    const both = await Promise.all(
      [at, later].map(moment => inTransaction(db, tx => markPublished(tx, consultationId, id, moment))),
    )
    expect(both.filter(one => one !== null)).toHaveLength(1)
    expect(await markPublished(db, 'another', id, at)).toBeNull()
  })

  it('stands drafts first for staff, then the newest', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    for (const [title, moment] of [
      ['First', at],
      ['Second', later],
    ] as const) {
      const id = await addUpdate(db, consultationId, { ...words, title }, moment)
      await markPublished(db, consultationId, id, moment)
    }
    await addUpdate(db, consultationId, { ...words, title: 'Draft' }, at)
    expect((await listUpdates(db, consultationId)).map(({ title }) => title)).toEqual([
      'Draft',
      'Second',
      'First',
    ])
  })
})
