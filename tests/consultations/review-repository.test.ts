import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { askForReview, sendBack } from '../../server/consultations/review-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { openConnections } from '../sites/builders.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const [one, other] = [
  { accountId: 'one', name: 'One' },
  { accountId: null, name: 'Other' },
]

eachDatabase('the review before publishing', database => {
  it('is asked for by one of two people at once, and says who', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    await openConnections(db)
    const both = await Promise.all([
      askForReview(db, consultationId, one, at),
      askForReview(db, consultationId, other, at),
    ])
    expect([...both].sort()).toEqual([false, true])
    expect(await findConsultation(db, consultationId)).toMatchObject({
      preparation: 'review',
      review: { at: at.toISOString(), name: both[0] ? 'One' : 'Other', accountId: both[0] ? 'one' : null },
    })
  })

  it('ends with a reason, which stands until the next is asked for', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    expect(await sendBack(db, consultationId, 'Nobody asked.', at)).toBe(false)
    await askForReview(db, consultationId, one, at)
    expect(await sendBack(db, consultationId, 'Say it <b>more simply</b>.', at)).toBe(true)
    expect(await sendBack(db, consultationId, 'Again.', at)).toBe(false)
    expect(await findConsultation(db, consultationId)).toMatchObject({
      preparation: 'draft',
      review: null,
      sentBackBecause: 'Say it <b>more simply</b>.',
    })
    expect(await askForReview(db, consultationId, other, at)).toBe(true)
    expect((await findConsultation(db, consultationId))?.sentBackBecause).toBe('')
  })

  it('is not for what is published, nor for what is not there', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const before = await findConsultation(db, consultationId)
    expect(await askForReview(db, consultationId, one, at)).toBe(false)
    expect(await sendBack(db, consultationId, 'Late.', at)).toBe(false)
    expect(await askForReview(db, 'none', one, at)).toBe(false)
    expect(await findConsultation(db, consultationId)).toEqual(before)
  })
})
