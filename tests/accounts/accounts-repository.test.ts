import { expect, it } from '@jest/globals'
import {
  addAccount,
  addOneTimeLink,
  countWrongPassword,
  findAccount,
  findAccountByEmail,
  listAccounts,
  readOneTimeLink,
  replaceRoles,
  setDisabled,
  setLock,
  setPassword,
  useOneTimeLink,
} from '../../server/accounts/accounts-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const at = new Date('2026-01-05T09:00:00Z')
const hoursLater = (hours: number): Date => new Date(at.getTime() + hours * 3_600_000)
const aPerson = (db: Db, email = 'person@example.org'): Promise<string> =>
  addAccount(db, { email, name: 'A person', roles: ['analyst', 'planner'], at })

eachDatabase('accounts', database => {
  it('come back with their roles, by id and by address', async () => {
    const id = await aPerson(database.db)
    const account = await findAccount(database.db, id)
    expect(account).toMatchObject({ name: 'A person', roles: ['planner', 'analyst'], hasPassword: false })
    expect(await findAccountByEmail(database.db, 'person@example.org')).toEqual(account)
    expect(await findAccount(database.db, 'nobody')).toBeNull()
    expect(await listAccounts(database.db)).toHaveLength(1)
  })

  it('refuse the same address twice', async () => {
    await aPerson(database.db)
    await expect(aPerson(database.db)).rejects.toHaveProperty('code')
  })

  it('can be given other roles, or none', async () => {
    const id = await aPerson(database.db)
    await replaceRoles(database.db, id, ['drop-in'])
    expect((await findAccount(database.db, id))?.roles).toEqual(['drop-in'])
    await replaceRoles(database.db, id, [])
    expect((await findAccount(database.db, id))?.roles).toEqual([])
  })

  it('count wrong passwords one by one, also side by side, and forget them with a new password', async () => {
    const id = await aPerson(database.db)
    const counts = await Promise.all([1, 2, 3].map(() => countWrongPassword(database.db, id)))
    expect(counts.sort()).toEqual([1, 2, 3])
    await setLock(database.db, id, hoursLater(1).toISOString())
    expect((await findAccount(database.db, id))?.lockedUntil).toBe(hoursLater(1).toISOString())
    await setPassword(database.db, id, 'hash')
    expect(await findAccount(database.db, id)).toMatchObject({
      hasPassword: true,
      failedAttempts: 0,
      lockedUntil: null,
    })
  })
})

eachDatabase('a one-time link', database => {
  it('is good once, and of two at once only one gets in', async () => {
    const id = await aPerson(database.db)
    const token = await addOneTimeLink(database.db, id, 'sign-in', at, 1)
    expect(await readOneTimeLink(database.db, token, at)).toEqual({ accountId: id, purpose: 'sign-in' })
    const used = await Promise.all([1, 2, 3].map(() => useOneTimeLink(database.db, token, at)))
    expect(used.filter(Boolean)).toHaveLength(1)
    expect(await readOneTimeLink(database.db, token, at)).toBeNull()
  })

  it('is worth nothing when it is too old, made up, or for an account that is switched off', async () => {
    const id = await aPerson(database.db)
    const token = await addOneTimeLink(database.db, id, 'sign-in', at, 1)
    expect(await readOneTimeLink(database.db, token, hoursLater(2))).toBeNull()
    expect(await useOneTimeLink(database.db, token, hoursLater(2))).toBe(false)
    expect(await readOneTimeLink(database.db, 'made up', at)).toBeNull()
    await setDisabled(database.db, id, at.toISOString())
    expect(await readOneTimeLink(database.db, token, at)).toBeNull()
  })

  it('is not kept as it is', async () => {
    const token = await addOneTimeLink(database.db, await aPerson(database.db), 'sign-in', at, 1)
    const rows = await database.db.selectFrom('one_time_link').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})
