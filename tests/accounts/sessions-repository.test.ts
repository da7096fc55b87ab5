import { expect, it } from '@jest/globals'
import { addAccount } from '../../server/accounts/accounts-repository.ts'
import { endSessions, removeOldSessions, sessionsIn } from '../../server/accounts/sessions-repository.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date('2026-01-05T09:00:00Z')
const soon = '2026-01-05T10:00:00.000Z'

eachDatabase('sessions', database => {
  it('are read until they run out', async () => {
    let now = at
    const sessions = sessionsIn(database.db, () => now)
    await sessions.write('a', null, '{"x":1}', soon)
    await sessions.write('a', null, '{"x":2}', soon)
    expect(await sessions.read('a')).toBe('{"x":2}')
    now = new Date(soon)
    expect(await sessions.read('a')).toBeNull()
  })

  it('of one account end together, and nobody else’s', async () => {
    const { db } = database
    const sessions = sessionsIn(db, () => at)
    const one = await addAccount(db, { email: 'one@example.org', name: 'One', roles: [], at })
    const two = await addAccount(db, { email: 'two@example.org', name: 'Two', roles: [], at })
    await sessions.write('a', one, '{}', soon)
    await sessions.write('b', one, '{}', soon)
    await sessions.write('c', two, '{}', soon)
    expect(await endSessions(db, one)).toBe(2)
    expect(await sessions.read('a')).toBeNull()
    expect(await sessions.read('c')).toBe('{}')
    await sessions.remove('c')
    expect(await sessions.read('c')).toBeNull()
  })

  it('that ran out are removed', async () => {
    const sessions = sessionsIn(database.db, () => at)
    await sessions.write('old', null, '{}', '2026-01-05T08:00:00.000Z')
    await sessions.write('new', null, '{}', soon)
    await removeOldSessions(database.db, at)
    expect(await database.db.selectFrom('session').select('id_hash').execute()).toEqual([{ id_hash: 'new' }])
  })
})
