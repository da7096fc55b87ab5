import { expect, it } from '@jest/globals'
import { listChanges, logChange } from '../../server/consultations/change-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)

eachDatabase('the public log of a consultation', database => {
  it('begins with its publication: of before nothing is written', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    expect(await logChange(db, consultationId, { kind: 'texts', summary: 'A word.', at })).toBe(false)
    expect(await logChange(db, 'none', { kind: 'texts', summary: 'A word.', at })).toBe(false)
    expect(await listChanges(db, consultationId)).toEqual([])
  })

  it('has the newest first, also of changes at the same moment, with reasons and hashes', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const hashes = { beforeHash: 'a'.repeat(64), afterHash: 'b'.repeat(64) }
    for (const summary of ['First.', 'Second.', 'Third.']) {
      expect(await logChange(db, consultationId, { kind: 'document', summary, at })).toBe(true)
    }
    const early = new Date('2026-06-01T12:00:00.000Z')
    await logChange(db, consultationId, {
      kind: 'dates',
      summary: 'Early.',
      reason: 'Snow.',
      at: early,
      ...hashes,
    })
    const listed = await listChanges(db, consultationId)
    const [third, second, first, dates] = listed
    expect([third, second, first].map(one => one?.summary)).toEqual(['Third.', 'Second.', 'First.'])
    expect(third).toMatchObject({ kind: 'document', reason: '', beforeHash: null, afterHash: null })
    expect(dates).toMatchObject({ kind: 'dates', reason: 'Snow.', at: early.toISOString(), ...hashes })
    expect(listed.at(-1)?.kind).toBe('published')
    expect(await listChanges(db, 'another')).toEqual([])
  })

  it('keeps nothing that turns lines round, and what is markup as it was written', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const hostile = '<b>A\u202e\u0000\u2066 hall</b>'
    await logChange(db, consultationId, { kind: 'contact', summary: hostile, reason: hostile, at })
    expect((await listChanges(db, consultationId))[0]).toMatchObject({
      summary: '<b>A hall</b>',
      reason: '<b>A hall</b>',
    })
  })
})
