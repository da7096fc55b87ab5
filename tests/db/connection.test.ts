import { expect, it } from '@jest/globals'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const account = {
  id: 'a1',
  email: 'planner@example.org',
  name: 'A planner',
  password_hash: null,
  failed_attempts: 0,
  locked_until: null,
  disabled_at: null,
  created_at: '2026-01-05T09:00:00.000Z',
}

eachDatabase('a transaction', database => {
  it('keeps nothing when the work fails', async () => {
    const work = inTransaction(database.db, async tx => {
      await tx.insertInto('account').values(account).execute()
      throw new Error('stopped half-way')
    })
    await expect(work).rejects.toThrow('stopped half-way')
    expect(await database.db.selectFrom('account').selectAll().execute()).toEqual([])
  })

  it('joins the one that it is called in', async () => {
    const work = inTransaction(database.db, async tx => {
      await inTransaction(tx, inner => inner.insertInto('account').values(account).execute())
      throw new Error('stopped afterwards')
    })
    await expect(work).rejects.toThrow('stopped afterwards')
    expect(await database.db.selectFrom('account').selectAll().execute()).toEqual([])
  })

  it('refuses a role for nobody', async () => {
    const orphan = database.db
      .insertInto('account_role')
      .values({ account_id: 'nobody', role: 'planner' })
      .execute()
    await expect(orphan).rejects.toHaveProperty('code')
  })
})
