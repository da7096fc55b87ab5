import { expect, it } from '@jest/globals'
import {
  addStopLinks,
  askSubscription,
  confirmedSubscribers,
  confirmSubscription,
  countSubscriptions,
  endSubscription,
  eraseUnconfirmed,
  followLink,
  unconfirmedDays,
} from '../../../server/consultations/taking-part/subscription-repository.ts'
import { inTransaction } from '../../../server/db/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { aPublishedConsultation, whileOpen } from '../builders.ts'

const at = new Date(whileOpen)
const daysLater = (days: number): Date => new Date(at.getTime() + days * 86_400_000)
const person = { email: 'parent@example.org', language: 'pl' }

eachDatabase('subscriptions', database => {
  it('are one for each address, also when it is typed twice at once, and speak the language of the last time', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    await Promise.all(
      [1, 2].map(() => inTransaction(db, tx => askSubscription(tx, consultationId, person, at))),
    )
    const { token, already } = await askSubscription(db, consultationId, { ...person, language: 'ro' }, at)
    expect(already).toBe(false)
    expect(await countSubscriptions(db, consultationId)).toEqual({ confirmed: 0, unconfirmed: 1 })
    expect(await confirmSubscription(db, consultationId, token, at)).toBe(true)
    expect(await confirmedSubscribers(db, consultationId)).toMatchObject([{ ...person, language: 'ro' }])
    expect(await askSubscription(db, consultationId, person, at)).toMatchObject({ already: true })
  })

  it('are reached by the link for their purpose alone, in their own consultation, in time', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const { token } = await askSubscription(db, consultationId, person, at)
    expect(await followLink(db, consultationId, token, 'stop', at)).toBeNull()
    expect(await followLink(db, 'another', token, 'confirm', at)).toBeNull()
    expect(await endSubscription(db, consultationId, token, at)).toBe(false)
    const late = new Date(daysLater(unconfirmedDays).getTime() + 1)
    expect(await confirmSubscription(db, consultationId, token, late)).toBe(false)
    expect(await confirmSubscription(db, consultationId, token, daysLater(unconfirmedDays))).toBe(true)
  })

  it('end by any link of theirs, once, and nothing of the address is left', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const { token } = await askSubscription(db, consultationId, person, at)
    await confirmSubscription(db, consultationId, token, at)
    const subscribers = await confirmedSubscribers(db, consultationId)
    const stop = [...(await addStopLinks(db, subscribers, at)).values()][0] ?? ''
    const both = await Promise.all([1, 2].map(() => endSubscription(db, consultationId, stop, at)))
    expect(both).toContain(true)
    expect(await endSubscription(db, consultationId, stop, at)).toBe(false)
    for (const table of ['subscription', 'subscription_link', 'letter'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
  })

  it('that nobody confirmed are erased after seven days, and no other', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const { token } = await askSubscription(db, consultationId, person, at)
    await confirmSubscription(db, consultationId, token, at)
    await askSubscription(db, consultationId, { ...person, email: 'late@example.org' }, at)
    expect(await eraseUnconfirmed(db, daysLater(unconfirmedDays))).toBe(0)
    expect(await eraseUnconfirmed(db, new Date(daysLater(unconfirmedDays).getTime() + 1))).toBe(1)
    expect(await countSubscriptions(db, consultationId)).toEqual({ confirmed: 1, unconfirmed: 0 })
  })
})
