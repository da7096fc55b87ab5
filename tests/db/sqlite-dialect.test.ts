import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onDisk } from '../../server/db/on-disk.ts'
import { SharedSqliteDialect } from '../../server/db/sqlite-dialect.ts'

interface Tables {
  note: { id: number; words: string }
}

let sqlite: Database.Database
let db: Kysely<Tables>
/** Ways to the disk that have begun; each is ended by hand. */
let ways: (() => void)[]

const turns = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
const add = (id: number, words = 'words'): Promise<unknown> =>
  db.insertInto('note').values({ id, words }).execute()
const ids = async (): Promise<number[]> =>
  (await db.selectFrom('note').select('id').orderBy('id').execute()).map(row => row.id)

/** Whether it has come to an end by now. */
async function hasEnded(work: Promise<unknown>): Promise<boolean> {
  let ended = false
  const end = (): void => {
    ended = true
  }
  work.then(end, end)
  await turns()
  await turns()
  return ended
}

beforeEach(() => {
  ways = []
  sqlite = new Database(':memory:')
  sqlite.exec('create table note (id integer primary key, words text not null)')
  const disk = onDisk(() => new Promise(resolve => ways.push(resolve)))
  db = new Kysely<Tables>({ dialect: new SharedSqliteDialect(sqlite, disk) })
})
afterEach(async () => {
  const closing = db.destroy()
  for (const end of ways) end()
  await closing
})

describe('SQLite that many share', () => {
  it('tells nobody of a change before the disk has it, and lets others change things meanwhile', async () => {
    const first = add(1)
    const second = db.transaction().execute(async tx => {
      await tx.insertInto('note').values({ id: 2, words: 'two' }).execute()
    })
    expect([await hasEnded(first), await hasEnded(second)]).toEqual([false, false])
    expect(sqlite.prepare('select count(*) as many from note').get()).toEqual({ many: 2 })
    ways[0]?.()
    expect([await hasEnded(first), await hasEnded(second)]).toEqual([true, false])
    ways[1]?.()
    expect(await hasEnded(second)).toBe(true)
    expect(ways).toHaveLength(2)
  })

  it('shows nobody what the disk does not have yet', async () => {
    const written = add(1)
    const looked = ids()
    expect(await hasEnded(looked)).toBe(false)
    ways[0]?.()
    await turns()
    ways[1]?.()
    expect(await looked).toEqual([1])
    await written
    expect(await ids()).toEqual([1])
  })

  it('keeps a transaction to itself', async () => {
    let goOn: () => void = () => undefined
    const transaction = db.transaction().execute(async tx => {
      await tx.insertInto('note').values({ id: 1, words: 'one' }).execute()
      await new Promise<void>(resolve => {
        goOn = resolve
      })
      throw new Error('second thoughts')
    })
    await turns()
    const other = add(2)
    await turns()
    expect(sqlite.prepare('select id from note').all()).toEqual([{ id: 1 }])
    goOn()
    await expect(transaction).rejects.toHaveProperty('message', 'second thoughts')
    await turns()
    ways[0]?.()
    await other
    expect(sqlite.prepare('select id from note').all()).toEqual([{ id: 2 }])
  })

  it('stores nothing of a transaction that the database itself has undone', async () => {
    const undone = db.transaction().execute(async tx => {
      await tx.insertInto('note').values({ id: 1, words: 'one' }).execute()
      // What a full disk does.
      await sql`insert or rollback into note (id, words) values (1, 'again')`
        .execute(tx)
        .catch(() => undefined)
      await tx.insertInto('note').values({ id: 2, words: 'two' }).execute()
    })
    await expect(undone).rejects.toHaveProperty('message', 'The database has undone this transaction.')
    expect(await ids()).toEqual([])
  })

  it('undoes nobody else’s transaction after its own was undone', async () => {
    let goOn: () => void = () => undefined
    const undone = db.transaction().execute(async tx => {
      await sql`insert or rollback into note (id, words) values (1, null)`.execute(tx).catch(() => undefined)
      await new Promise<void>(resolve => {
        goOn = resolve
      })
      throw new Error('after all')
    })
    await turns()
    const other = db.transaction().execute(async tx => {
      await tx.insertInto('note').values({ id: 2, words: 'two' }).execute()
      goOn()
      await turns()
      await tx.insertInto('note').values({ id: 3, words: 'three' }).execute()
    })
    await expect(undone).rejects.toHaveProperty('message', 'after all')
    await turns()
    ways[0]?.()
    await other
    expect(sqlite.prepare('select id from note').all()).toEqual([{ id: 2 }, { id: 3 }])
  })

  it('goes on after a statement that is wrong', async () => {
    await expect(
      db
        .insertInto('note')
        .values({ id: 1, words: null as never })
        .execute(),
    ).rejects.toHaveProperty('code', 'SQLITE_CONSTRAINT_NOTNULL')
    expect(await ids()).toEqual([])
  })

  it('reads a long table row by row, and lets go of it when somebody has seen enough', async () => {
    sqlite.exec(`insert into note values (1, 'one'), (2, 'two'), (3, 'three')`)
    const seen: number[] = []
    for await (const { id } of db.selectFrom('note').select('id').orderBy('id').stream()) {
      seen.push(id)
      if (seen.length === 2) break
    }
    expect(seen).toEqual([1, 2])
    expect(await ids()).toEqual([1, 2, 3])
  })
})

describe('SQLite that several processes share', () => {
  let folder: string
  let other: Database.Database

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-shared-'))
    const file = path.join(folder, 'notes.sqlite')
    await db.destroy()
    sqlite = new Database(file)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('busy_timeout = 0')
    sqlite.exec('create table note (id integer primary key, words text not null)')
    const disk = onDisk(() => new Promise(resolve => ways.push(resolve)))
    db = new Kysely<Tables>({ dialect: new SharedSqliteDialect(sqlite, disk) })
    other = new Database(file)
  })
  afterEach(async () => {
    other.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('shows nobody what another process wrote before the disk has it', async () => {
    other.exec("insert into note values (1, 'theirs')")
    const looked = ids()
    expect(await hasEnded(looked)).toBe(false)
    ways[0]?.()
    expect(await looked).toEqual([1])
    // Nothing was written since: nobody waits.
    expect(await ids()).toEqual([1])
    expect(ways).toHaveLength(1)
  })

  it('waits while another process writes, and lets others read meanwhile', async () => {
    other.exec("begin immediate; insert into note values (1, 'theirs')")
    const alone = add(2)
    const transaction = db.transaction().execute(async tx => {
      await tx.insertInto('note').values({ id: 3, words: 'three' }).execute()
    })
    expect([await hasEnded(alone), await hasEnded(transaction)]).toEqual([false, false])
    expect(await ids()).toEqual([])
    other.exec('commit')
    const both = Promise.all([alone, transaction])
    while (!(await hasEnded(both))) for (const end of ways) end()
    const looked = ids()
    while (!(await hasEnded(looked))) for (const end of ways) end()
    expect(await looked).toEqual([1, 2, 3])
  })

  it('reads within a transaction what nobody changes under it', async () => {
    let goOn: () => void = () => undefined
    const transaction = db.transaction().execute(async tx => {
      const before = await tx.selectFrom('note').selectAll().execute()
      await new Promise<void>(resolve => {
        goOn = resolve
      })
      await tx.insertInto('note').values({ id: 1, words: 'one' }).execute()
      return before
    })
    await turns()
    other.pragma('busy_timeout = 0')
    expect(() => other.exec("insert into note values (1, 'theirs')")).toThrow('locked')
    goOn()
    while (!(await hasEnded(transaction))) for (const end of ways) end()
    expect(await transaction).toEqual([])
  })
})
