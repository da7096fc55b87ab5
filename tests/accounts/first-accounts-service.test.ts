import { expect, it } from '@jest/globals'
import { listAccounts, readOneTimeLink } from '../../server/accounts/accounts-repository.ts'
import { makeFirstAccounts } from '../../server/accounts/first-accounts-service.ts'
import { roleNames } from '../../server/accounts/roles.ts'
import { eachDatabase } from '../support/databases.ts'
import { openConnections } from '../sites/builders.ts'

const at = new Date('2026-01-05T09:00:00Z')
const daysLater = (days: number): Date => new Date(at.getTime() + days * 86_400_000)

eachDatabase('the first accounts', database => {
  it('are one for each role, each with a link that is good for seven days', async () => {
    const { db } = database
    const links = await makeFirstAccounts(db, at)
    expect(links.map(({ role }) => role)).toEqual(roleNames)
    for (const { role, token } of links) {
      const found = await readOneTimeLink(db, token, daysLater(6.9))
      const account = (await listAccounts(db)).find(({ id }) => id === found?.accountId)
      expect([role, account?.roles]).toEqual([role, [role]])
      expect(await readOneTimeLink(db, token, daysLater(7.1))).toBeNull()
    }
    const audit = await db.selectFrom('audit').select(['account_name', 'action']).execute()
    expect(audit).toEqual([{ account_name: 'First start', action: 'account.invited' }])
  })

  it('are made where there is none at all, and never again', async () => {
    const { db } = database
    await makeFirstAccounts(db, at)
    await db.updateTable('account').set({ disabled_at: at.toISOString() }).execute()
    expect(await makeFirstAccounts(db, daysLater(1))).toEqual([])
    expect(await listAccounts(db)).toHaveLength(roleNames.length)
  })

  it('are made whole, once, when two processes start at the same moment', async () => {
    const { db } = database
    await openConnections(db)
    const both = await Promise.allSettled([makeFirstAccounts(db, at), makeFirstAccounts(db, at)])
    const links = both.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
    expect(links).toHaveLength(roleNames.length)
    expect(await listAccounts(db)).toHaveLength(roleNames.length)
    for (const { token } of links) expect(await readOneTimeLink(db, token, at)).not.toBeNull()
  })
})
