import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Migrator, type Migration } from 'kysely'
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

/**
 * Brings the database to the newest layout; what is already there stays.
 *
 * @param db - the open database
 * @returns names of the migrations that were applied now, in order
 * @throws {Error} when a migration fails; the database stays as it was before that migration
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('A migration failed.', { cause: error })
  return (results ?? []).map(result => result.migrationName)
}
