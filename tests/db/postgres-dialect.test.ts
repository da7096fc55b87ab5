import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Kysely, sql } from 'kysely'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { askedOften, type Db, type Schema } from '../../server/db/index.ts'
import { SharedPostgresDialect } from '../../server/db/postgres-dialect.ts'
import { openTestDatabase } from '../support/open-database.ts'

describe('a process that asks PostgreSQL many things at once', () => {
  let db: Db
  let close: () => Promise<void>
  beforeEach(async () => {
    ;({ db, close } = await openTestDatabase('PostgreSQL'))
  })
  afterEach(() => close())

  const pid = sql<number>`pg_backend_pid()`.as('pid')
  /** Which of PostgreSQL's processes answered a short read. */
  const whoReads = askedOften((db, name: string) =>
    db.selectNoFrom([pid, sql<string>`cast(${name} as text)`.as('name')]),
  )
  const readBy = async (): Promise<number | undefined> => (await whoReads(db, 'one'))[0]?.pid
  const end = (process: number): Promise<unknown> =>
    sql`select pg_terminate_backend(${process}, 5000)`.execute(db)

  it('asks short reads on one connection, and gives each its own answer', async () => {
    const asked = Array.from({ length: 40 }, (_, at) => `read ${at}`)
    const answers = await Promise.all(asked.map(name => whoReads(db, name)))
    expect(answers.map(([row]) => row?.name)).toEqual(asked)
    expect(new Set(answers.map(([row]) => row?.pid)).size).toBe(1)
  })

  it('plans a short read once for all values', async () => {
    const plans = askedOften((db, text: string) =>
      db
        .selectFrom(
          sql<{
            generic_plans: number
            custom_plans: number
          }>`(select * from pg_prepared_statements where statement like ${text}::text)`.as('of'),
        )
        .select(['of.generic_plans', 'of.custom_plans']),
    )
    // PostgreSQL would make a plan for the values of each: one that is planned for a single row looks much better.
    const most = askedOften((db, most: string) =>
      db
        .selectFrom(sql`generate_series(1, ${most}::integer)`.as('one'))
        .select(of => of.fn.countAll().as('count')),
    )
    for (let time = 1; time <= 10; time += 1) expect(await most(db, '1')).toEqual([{ count: 1 }])
    expect(await plans(db, '%generate_series(1, $1%')).toEqual([{ generic_plans: 8, custom_plans: 0 }])
  })

  it('lets nobody wait there for what takes long', async () => {
    const line = await readBy()
    let over = false
    const long = db
      .selectNoFrom([pid, sql`pg_sleep(0.5)`.as('slept')])
      .executeTakeFirstOrThrow()
      .then(row => {
        over = true
        return row.pid
      })
    expect(await readBy()).toBe(line)
    expect(over).toBe(false)
    expect(await long).not.toBe(line)
  })

  it('reads within a transaction where the transaction is', async () => {
    const line = await readBy()
    const within = await db.transaction().execute(async tx => {
      const [first] = await whoReads(tx, 'one')
      const second = await tx.selectNoFrom(pid).executeTakeFirstOrThrow()
      return [first?.pid, second.pid]
    })
    expect(within[0]).toBe(within[1])
    expect(within[0]).not.toBe(line)
  })

  it('opens another when the one for short reads is lost, also while it is asked', async () => {
    const line = await readBy()
    await end(line ?? 0)
    const next = await readBy().catch(() => readBy())
    expect(next).not.toBe(line)
    const slow = askedOften((db, seconds: string) =>
      db.selectNoFrom(sql`pg_sleep(${seconds}::text::float)`.as('slept')),
    )
    const waiting = [slow(db, '20'), whoReads(db, 'behind')]
    const outcomes = Promise.allSettled(waiting)
    await end(next ?? 0)
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const last = await readBy()
    expect(last).not.toBe(next)
    // And the connections of the pool are all there: as many transactions run at once as before.
    const all = await Promise.all(
      Array.from({ length: 9 }, () =>
        db.transaction().execute(tx => tx.selectNoFrom([pid, sql`pg_sleep(0.2)`.as('slept')]).execute()),
      ),
    )
    expect(new Set(all.map(([row]) => row?.pid)).size).toBe(9)
  })

  it('keeps asking after a short read that was wrong', async () => {
    const wrong = askedOften((db, text: string) =>
      db.selectNoFrom(sql<number>`${text}::integer`.as('number')),
    )
    const outcomes = await Promise.allSettled([wrong(db, '7'), wrong(db, 'seven'), wrong(db, '8')])
    expect(outcomes.map(one => (one.status === 'fulfilled' ? one.value : 'wrong'))).toEqual([
      [{ number: 7 }],
      'wrong',
      [{ number: 8 }],
    ])
    const line = await readBy()
    expect(await readBy()).toBe(line)
  })

  it('does nothing for a transaction that is over', async () => {
    const left = await db.transaction().execute(tx => Promise.resolve({ tx }))
    await expect(whoReads(left.tx, 'one')).rejects.toThrow()
    await expect(left.tx.deleteFrom('audit').execute()).rejects.toThrow()
  })
})

it('gives the connection for short reads back when nobody reads for a while', async () => {
  const server = process.env['DOORSTEP_TEST_POSTGRES'] ?? ''
  const pool = new pg.Pool({ connectionString: `${server}/postgres`, pipeline: true })
  const db = new Kysely<Schema>({ dialect: new SharedPostgresDialect(pool, 20) })
  const read = askedOften((db, name: string) => db.selectNoFrom(sql<string>`${name}::text`.as('name')))
  const slow = askedOften((db, name: string) =>
    db.selectNoFrom([sql`pg_sleep(0.2)`.as('slept'), sql<string>`${name}::text`.as('name')]),
  )
  expect(await read(db, 'one')).toEqual([{ name: 'one' }])
  expect(pool.idleCount).toBe(0)
  while (pool.idleCount === 0) await setTimeout(5)
  expect(pool.totalCount).toBe(1)
  expect(await slow(db, 'two')).toMatchObject([{ name: 'two' }])
  expect(await read(db, 'three')).toEqual([{ name: 'three' }])
  while (pool.idleCount === 0) await setTimeout(5)
  // Whoever has it next finds it as it was.
  const { rows } = await sql<{ plan_cache_mode: string }>`show plan_cache_mode`.execute(db)
  expect(rows).toEqual([{ plan_cache_mode: 'auto' }])
  await db.destroy()
  expect(pool.totalCount).toBe(0)
})
