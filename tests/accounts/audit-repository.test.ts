import { expect, it } from '@jest/globals'
import { listActions, recordAction } from '../../server/accounts/audit-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const who = { accountId: 'a1', name: 'A planner' }

eachDatabase('the record of changes', database => {
  it('tells who did what, newest first, a hundred a page', async () => {
    for (let minute = 0; minute < 101; minute++) {
      const at = new Date(Date.UTC(2026, 0, 5, 9, minute))
      await recordAction(database.db, who, {
        action: 'site.changed',
        subject: 's1',
        summary: `Change ${minute}`,
        at,
      })
    }
    const first = await listActions(database.db, 1)
    expect(first.total).toBe(101)
    expect(first.entries).toHaveLength(100)
    expect(first.entries[0]).toMatchObject({
      accountName: 'A planner',
      action: 'site.changed',
      summary: 'Change 100',
    })
    expect((await listActions(database.db, 2)).entries.map(entry => entry.summary)).toEqual(['Change 0'])
  })

  it('goes with the change: neither is kept when the other fails', async () => {
    const work = inTransaction(database.db, async tx => {
      await recordAction(tx, who, { action: 'site.changed', summary: 'Never' })
      throw new Error('the change failed')
    })
    await expect(work).rejects.toThrow()
    expect((await listActions(database.db, 1)).total).toBe(0)
  })
})
