import { expect, it } from '@jest/globals'
import {
  addSession,
  cancelSession,
  changeSession,
  findPublicSessions,
  findSession,
  listSessions,
  removeSession,
} from '../../server/consultations/session-repository.ts'
import { readUpdates } from '../../server/consultations/updates-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation } from './builders.ts'

const at = new Date('2026-06-05T12:00:00.000Z')
const later = new Date('2026-06-08T12:00:00.000Z')

eachDatabase('drop-in sessions', database => {
  it('keep how they stood, count their changes, and stay when they are cancelled', async () => {
    const { db } = database
    const { consultationId, slug } = await aPublishedConsultation(db)
    const [session] = await listSessions(db, consultationId)
    if (!session) throw new Error('No session.')
    const plan = { ...session, venue: 'Village hall', position: [0.1, 52.3] as const }
    expect(
      await changeSession(db, consultationId, session.id, { plan, note: 'The library is shut' }, at),
    ).toBe(true)
    expect(await changeSession(db, 'another', session.id, { plan, note: 'Forged' }, at)).toBe(false)
    expect(await cancelSession(db, consultationId, session.id, 'Snow', later)).toBe(true)
    expect(await cancelSession(db, consultationId, session.id, 'Again', later)).toBe(false)
    expect(await changeSession(db, consultationId, session.id, { plan, note: 'Late' }, later)).toBe(false)
    expect(await removeSession(db, consultationId, session.id)).toBe(false)
    const stored = await findSession(db, consultationId, session.id)
    expect(stored).toMatchObject({
      venue: 'Village hall',
      position: [0.1, 52.3],
      sequence: 2,
      cancelledAt: later.toISOString(),
      changedAt: later.toISOString(),
    })
    expect(stored?.changes.map(({ note, venue }) => [note, venue])).toEqual([
      ['Snow', 'Village hall'],
      ['The library is shut', 'Fenton Library'],
    ])
    expect((await readUpdates(db, consultationId)).sessions[0]).toMatchObject({
      cancelledAt: later.toISOString(),
      changes: stored?.changes,
    })
    expect((await findPublicSessions(db, slug))?.sessions).toEqual([stored])
    expect(await findPublicSessions(db, 'none')).toBeNull()
  })

  it('are changed without a trace, and taken out, before publication', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const id = await addSession(db, consultationId, {
      districtCode: null,
      startsAt: '2026-06-20T09:00:00.000Z',
      endsAt: '2026-06-20T10:00:00.000Z',
      venue: 'Hall',
      address: 'Green Lane',
      access: '',
      languages: '',
    })
    const session = await findSession(db, consultationId, id)
    if (!session) throw new Error('No session.')
    await changeSession(db, consultationId, id, { plan: { ...session, venue: 'Other hall' }, note: null }, at)
    expect(await findSession(db, consultationId, id)).toMatchObject({
      venue: 'Other hall',
      sequence: 0,
      changedAt: null,
      changes: [],
    })
    expect(await removeSession(db, consultationId, id)).toBe(true)
  })
})
