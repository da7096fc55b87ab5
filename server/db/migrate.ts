import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Migrator, sql, type Migration } from 'kysely'
import type { Db } from './connection.ts'

const folder = path.join(import.meta.dirname, 'migrations')

async function migrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter(file => /^\d{4}-[a-z0-9-]+\.[jt]s$/.test(file)).sort()
  const found: Record<string, Migration> = {}
  for (const file of files) {
    found[file.replace(/\.[jt]s$/, '')] = (await import(`./migrations/${file}`)) as Migration
  }
  return found
}

/** A database that a later release has brought to its own layout, which this one does not know. */
export class NewerDatabase extends Error {
  /** The first change of the layout that this release does not know. */
  readonly migration: string

  /** @param migration - its name */
  constructor(migration: string) {
    super(`The database has the layout of a later release: ${migration}.`)
    this.migration = migration
  }
}

/** The first migration that was applied and is not among those of this release. */
async function firstUnknown(db: Db): Promise<string | undefined> {
  const known = Object.keys(await migrations())
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`
    .execute(db)
    .catch(() => ({ rows: [] }))
  return applied.rows.map(({ name }) => name).find(name => !known.includes(name))
}

/**
 * Brings the database to the newest layout; what is already there stays.
 *
 * @param db - the open database
 * @returns names of the migrations that were applied now, in order
 * @throws {NewerDatabase} when a later release has used it; nothing is changed
 * @throws {Error} when a migration fails; the database stays as it was before that migration
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const unknown = await firstUnknown(db)
    if (unknown !== undefined) throw new NewerDatabase(unknown)
    throw error instanceof Error ? error : new Error('A migration failed.', { cause: error })
  }
  return (results ?? []).map(result => result.migrationName)
}
