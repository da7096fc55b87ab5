import { expect, it } from '@jest/globals'
import { inSharedTransaction, inTransaction, type Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const named = (db: Db): Promise<string[]> =>
  db
    .selectFrom('county')
    .select('name')
    .orderBy('name')
    .execute()
    .then(rows => rows.map(row => row.name))

const add =
  (name: string) =>
  async (tx: Db): Promise<string> => {
    await tx
      .insertInto('county')
      .values({
        id: name,
        code: name,
        name,
        vintage: '2021',
        district_codes: '[]',
        demonstration: 0,
        active: 0,
        created_at: '2026-01-01T00:00:00.000Z',
      })
      .execute()
    return name
  }

eachDatabase('a shared transaction', database => {
  it('stores everything that arrives at once, and answers each with its own result', async () => {
    const names = Array.from({ length: 200 }, (_, at) => `County ${String(at).padStart(3, '0')}`)
    const results = await Promise.all(names.map(name => inSharedTransaction(database.db, add(name))))
    expect(results).toEqual(names)
    expect(await named(database.db)).toEqual(names)
  })

  it('undoes one that fails, whole, and stores its neighbours', async () => {
    const outcomes = await Promise.allSettled([
      inSharedTransaction(database.db, add('A')),
      inSharedTransaction(database.db, async tx => {
        await add('B')(tx)
        throw new Error('second thoughts')
      }),
      inSharedTransaction(database.db, add('A')),
      inSharedTransaction(database.db, add('C')),
    ])
    expect(outcomes.map(one => one.status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected'])
    expect(outcomes[1]).toHaveProperty('reason.message', 'second thoughts')
    expect(await named(database.db)).toEqual(['A', 'C'])
  })

  it('joins a transaction that it is called in', async () => {
    const failed = inTransaction(database.db, async tx => {
      await inSharedTransaction(tx, add('A'))
      throw new Error('all of it')
    })
    await expect(failed).rejects.toHaveProperty('message', 'all of it')
    expect(await named(database.db)).toEqual([])
  })

  it('goes on after a failure', async () => {
    const failed = inSharedTransaction(database.db, () => Promise.reject(new Error('no')))
    await expect(failed).rejects.toHaveProperty('message', 'no')
    await inSharedTransaction(database.db, add('A'))
    expect(await named(database.db)).toEqual(['A'])
  })
})
