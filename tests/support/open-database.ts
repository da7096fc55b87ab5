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

/** A database, until it is closed. */
export interface OpenDatabase {
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
    if (file === ':memory:') await likeMigrated(db)
    else await migrate(db)
    return { db, close: () => db.destroy() }
  }
  const server = process.env['DOORSTEP_TEST_POSTGRES']
  if (server === undefined) throw new Error('PostgreSQL was not started by tests/support/global-setup.mjs')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, async admin => {
    await makeTemplate(server, admin)
    await admin(`CREATE DATABASE ${database} TEMPLATE ${template}`)
  })
  const db = openDatabase(`${server}/${database}`, hear)
  return {
    db,
    close: async () => {
      await db.destroy()
      await onServer(server, admin => admin(`DROP DATABASE ${database} WITH (FORCE)`))
    },
  }
}

type Admin = (statement: string) => Promise<readonly unknown[]>

async function onServer<Result>(server: string, work: (admin: Admin) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    return await work(async statement => (await client.query(statement)).rows as unknown[])
  } finally {
    await client.end()
  }
}

/** The migrated database that each PostgreSQL test gets a copy of: migrating takes ten times as long as copying. */
const template = 'doorstep_migrated'
let templateIsThere = false

/** Makes the template unless it is there; of several test processes one makes it, and the others wait. */
async function makeTemplate(server: string, admin: Admin): Promise<void> {
  if (templateIsThere) return
  await admin('SELECT pg_advisory_lock(1)')
  const found = await admin(`SELECT 1 FROM pg_database WHERE datname = '${template}'`)
  if (found.length === 0) {
    await admin('DROP DATABASE IF EXISTS doorstep_in_the_making')
    await admin('CREATE DATABASE doorstep_in_the_making')
    const db = openDatabase(`${server}/doorstep_in_the_making`)
    await migrate(db)
    await db.destroy()
    await admin(`ALTER DATABASE doorstep_in_the_making RENAME TO ${template}`)
  }
  await admin('SELECT pg_advisory_unlock(1)')
  templateIsThere = true
}

/** What migrating an empty SQLite database leaves: its layout, and the rows that migrations put into tables. */
let migrated: null | {
  layout: readonly string[]
  rows: readonly (readonly [string, Record<string, unknown>])[]
} = null

async function likeMigrated(db: Db): Promise<void> {
  if (migrated === null) {
    await migrate(db)
    const objects = await sql<{ type: string; name: string; sql: string }>`
      select type, name, sql from sqlite_master
      where sql is not null and name not like 'sqlite_%' order by type = 'table' desc, rowid`.execute(db)
    const rows: (readonly [string, Record<string, unknown>])[] = []
    for (const { type, name } of objects.rows) {
      if (type !== 'table') continue
      const held = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
      for (const row of held.rows) rows.push([name, row])
    }
    migrated = { layout: objects.rows.map(object => object.sql), rows }
    return
  }
  const anything = db as unknown as Kysely<Record<string, Record<string, unknown>>>
  for (const statement of migrated.layout) await sql.raw(statement).execute(db)
  for (const [name, row] of migrated.rows) await anything.insertInto(name).values(row).execute()
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
