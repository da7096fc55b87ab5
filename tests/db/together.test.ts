import { expect, it } from '@jest/globals'
import { inTransaction, together, togetherOneByOne, type Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const named = (db: Db): Promise<string[]> =>
  db
    .selectFrom('county')
    .select('name')
    .orderBy('name')
    .execute()
    .then(rows => rows.map(row => row.name))

const rowOf = (name: string) => ({
  id: name,
  code: name,
  name,
  vintage: '2021',
  district_codes: '[]',
  demonstration: 0,
  active: 0,
  created_at: '2026-01-01T00:00:00.000Z',
})

async function addOne(tx: Db, name: string): Promise<string> {
  await tx.insertInto('county').values(rowOf(name)).execute()
  if (name === 'second thoughts') throw new Error(name)
  return name
}

eachDatabase('changes that arrive together', database => {
  it('are all stored in a few transactions, and each caller hears of its own', async () => {
    const batches: number[] = []
    const add = together<string, string>(async (tx, names) => {
      batches.push(names.length)
      await tx.insertInto('county').values(names.map(rowOf)).execute()
      return names.map(name => `stored ${name}`)
    })
    const names = Array.from({ length: 200 }, (_, at) => `County ${String(at).padStart(3, '0')}`)
    const results = await Promise.all(names.map(name => add(database.db, name)))
    expect(results).toEqual(names.map(name => `stored ${name}`))
    expect(await named(database.db)).toEqual(names)
    // Two may be under way, and either may begin first.
    expect(batches.sort((one, other) => other - one)).toEqual([64, 64, 64, 8])
  })

  it('are undone where one fails, whole, and its neighbours are stored', async () => {
    const add = togetherOneByOne(addOne)
    const outcomes = await Promise.allSettled(
      ['A', 'second thoughts', 'A', 'C'].map(name => add(database.db, name)),
    )
    expect(outcomes.map(one => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toHaveProperty('reason.message', 'second thoughts')
    expect(await named(database.db)).toEqual(['A', 'C'])
  })

  it('join a transaction that they are called in', async () => {
    const add = togetherOneByOne(addOne)
    const failed = inTransaction(database.db, async tx => {
      await add(tx, 'A')
      throw new Error('all of it')
    })
    await expect(failed).rejects.toHaveProperty('message', 'all of it')
    expect(await named(database.db)).toEqual([])
  })

  it('go on after a failure', async () => {
    const add = togetherOneByOne(addOne)
    await expect(add(database.db, 'second thoughts')).rejects.toHaveProperty('message', 'second thoughts')
    await add(database.db, 'A')
    expect(await named(database.db)).toEqual(['A'])
  })

  it('need no transaction when one comes alone and its work is whole by itself', async () => {
    const within: boolean[] = []
    const work = async (db: Db, name: string): Promise<string> => {
      within.push(db.isTransaction)
      return addOne(db, name)
    }
    const add = togetherOneByOne(work, work)
    await add(database.db, 'A')
    await Promise.all([add(database.db, 'B'), add(database.db, 'C')])
    expect(within).toEqual([false, true, true])
  })

  it('all hear at once that the database is full, locked or gone, and nothing is tried again', async () => {
    for (const code of ['SQLITE_BUSY', 'SQLITE_FULL', '57P01', '08006', 'ECONNRESET']) {
      let tried = 0
      const add = together<string, string>(() => {
        tried += 1
        return Promise.reject(Object.assign(new Error('out'), { code }))
      })
      const outcomes = await Promise.allSettled(['A', 'B', 'C'].map(name => add(database.db, name)))
      expect(outcomes.map(one => one.status)).toEqual(['rejected', 'rejected', 'rejected'])
      expect([code, tried]).toEqual([code, 1])
    }
  })
})
