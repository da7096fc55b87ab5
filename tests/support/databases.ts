import { afterAll, afterEach, beforeAll, describe } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import pg from 'pg'
import { migrate, openDatabase, type Db } from '../../server/db/index.ts'

/** The two databases that every repository test runs on. */
export type DatabaseName = 'SQLite' | 'PostgreSQL'

/** What a test of a repository is handed; `db` is open while tests run. */
export interface TestDatabase {
  readonly name: DatabaseName
  readonly db: Db
}

interface OpenDatabase {
  readonly db: Db
  close(): Promise<void>
}

/** Opens an empty, migrated database of its own; SQLite in memory, or in a file that may be there already. */
export async function openTestDatabase(
  name: DatabaseName,
  hear?: Parameters<typeof openDatabase>[1],
  file = ':memory:',
): Promise<OpenDatabase> {
  if (name === 'SQLite') {
    const db = openDatabase(`sqlite:${file}`, hear)
    await migrate(db)
    return { db, close: () => db.destroy() }
  }
  const server = process.env['DOORSTEP_TEST_POSTGRES']
  if (server === undefined) throw new Error('PostgreSQL was not started by tests/support/global-setup.mjs')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: `${server}/postgres` })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await admin(`CREATE DATABASE ${database}`)
  const db = openDatabase(`${server}/${database}`, hear)
  await migrate(db)
  return {
    db,
    close: async () => {
      await db.destroy()
      await admin(`DROP DATABASE ${database} WITH (FORCE)`)
    },
  }
}

/** Empties every table, so that each test starts from nothing. */
export async function clearDatabase({ name, db }: TestDatabase): Promise<void> {
  const tables = (await db.introspection.getTables())
    .map(table => table.name)
    .filter(table => !table.startsWith('kysely'))
  const anything = db as unknown as Kysely<Record<string, object>>
  if (name === 'PostgreSQL') {
    await sql`truncate table ${sql.join(tables.map(table => sql.table(table)))} cascade`.execute(db)
    return
  }
  await sql`pragma foreign_keys = off`.execute(db)
  for (const table of tables) await anything.deleteFrom(table).execute()
  await sql`pragma foreign_keys = on`.execute(db)
}

/** Describes a behaviour twice, once on each database; rows are cleared after every test. */
export function eachDatabase(subject: string, define: (database: TestDatabase) => void): void {
  for (const name of ['SQLite', 'PostgreSQL'] as const) {
    describe(`${subject} on ${name}`, () => {
      let open: OpenDatabase | null = null
      const database: TestDatabase = {
        name,
        get db() {
          if (open === null) throw new Error('The database is open only while a test runs.')
          return open.db
        },
      }
      beforeAll(async () => {
        open = await openTestDatabase(name)
      })
      afterEach(() => clearDatabase(database))
      afterAll(() => open?.close())
      define(database)
    })
  }
}
