import { expect, it } from '@jest/globals'
import {
  addConsultation,
  changeConsultation,
  changePublished,
  findConsultation,
  listConsultations,
} from '../../server/consultations/consultation-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { openConnections } from '../sites/builders.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)

eachDatabase('consultations', database => {
  it('keep what was written, count changes, and give each its own address', async () => {
    const { db } = database
    const { county, slug } = await aDraftConsultation(db)
    const id = await addConsultation(db, county.id, { name: 'Children’s centres in Testshire' }, at)
    expect((await findConsultation(db, id))?.slug).toBe(`${slug}-2`)
    expect(await changeConsultation(db, id, { reasons: 'Money', decisionOn: '2026-09-01' }, at)).toBe(true)
    expect(await findConsultation(db, id)).toMatchObject({
      reasons: 'Money',
      decisionOn: '2026-09-01',
      version: 2,
      introduction: '',
    })
    expect((await listConsultations(db, county.id)).map(one => one.id)[0]).toBe(id)
  })

  it('do not change as drafts do once they are published', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const before = await findConsultation(db, consultationId)
    if (!before) throw new Error('The consultation is there.')
    expect(await changeConsultation(db, consultationId, { name: 'Other' }, at)).toBe(false)
    expect(await findConsultation(db, consultationId)).toEqual(before)
  })

  it('changes dates only for somebody who has seen the newest', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const { version = 0 } = (await findConsultation(db, consultationId)) ?? {}
    const change = { closesAt: '2026-07-31T16:00:00.000Z' }
    expect(await changePublished(db, consultationId, version - 1, change, at)).toBe(false)
    expect(await changePublished(db, consultationId, version, change, at)).toBe(true)
    expect(await changePublished(db, consultationId, version, change, at)).toBe(false)
  })

  it('change dates for one of two people at once', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const { version = 0 } = (await findConsultation(db, consultationId)) ?? {}
    await openConnections(db)
    const moments = ['2026-07-14T16:00:00.000Z', '2026-07-21T16:00:00.000Z']
    const both = await Promise.all(
      moments.map(closesAt => changePublished(db, consultationId, version, { closesAt }, at)),
    )
    expect([...both].sort()).toEqual([false, true])
    expect(await findConsultation(db, consultationId)).toMatchObject({
      closesAt: moments[both.indexOf(true)],
      version: version + 1,
    })
  })
})
