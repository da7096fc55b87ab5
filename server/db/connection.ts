import Database from 'better-sqlite3'
import { Kysely, type Dialect, type LogEvent } from 'kysely'
import pg from 'pg'
import { rememberStatements } from './named-statements.ts'
import { fileOnDisk } from './on-disk.ts'
import { SharedPostgresDialect } from './postgres-dialect.ts'
import type { Schema } from './schema.ts'
import { SharedSqliteDialect } from './sqlite-dialect.ts'
import { writeTogether } from './written-together.ts'

/** The database, or a transaction on it. */
export type Db = Kysely<Schema>

// PostgreSQL counts in 64 bits and sums in decimals, which its driver hands over as text; ours stay below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/**
 * Opens the database; makes the SQLite file where there is none. SQLite writes ahead, checks foreign keys and does not
 * answer before a change is on the disk.
 *
 * @param url - `sqlite:/path/to/file`, `sqlite::memory:` or `postgres://…`
 * @param hear - hears of each statement; for counting them in tests
 * @returns the open database
 */
export function openDatabase(url: string, hear?: (event: LogEvent) => void): Db {
  const log = hear ? { log: hear } : {}
  if (!url.startsWith('sqlite:')) {
    // One that was just made has every statement to read and plan first: who comes after a lull should not wait for that.
    const idle = { idleTimeoutMillis: 60_000, keepAlive: true }
    const pool = new pg.Pool({ connectionString: url, max: 10, pipeline: true, ...idle })
    // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
    pool.on('error', () => undefined)
    // The same for one that breaks between two statements of a transaction: the next statement fails and tells of it.
    pool.on('connect', client => {
      client.on('error', () => undefined)
      writeTogether(client)
      rememberStatements(client)
    })
    return new Kysely<Schema>({ dialect: new SharedPostgresDialect(pool), ...log })
  }
  return new Kysely<Schema>({ dialect: sqliteDialect(url.slice('sqlite:'.length)), ...log })
}

function sqliteDialect(file: string): Dialect {
  const sqlite = new Database(file)
  const ahead = sqlite.pragma('journal_mode = WAL', { simple: true }) === 'wal'
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  // What was deleted (an address, a draft) is overwritten, and not left in the file until its place is needed.
  sqlite.pragma('secure_delete = ON')
  // 64 MB of pages stay in memory.
  sqlite.pragma('cache_size = -65536')
  if (!ahead) return new SharedSqliteDialect(sqlite, null)
  // SQLite would wait for the disk on the thread that answers. Its log is brought to the disk beside it instead, and
  // nothing is handed out before: see `SharedSqliteDialect`. SQLite itself waits only when it tidies the log away.
  sqlite.pragma('synchronous = NORMAL')
  sqlite.pragma('wal_autocheckpoint = 4000')
  // From here on it is `SharedSqliteDialect` that waits while another process writes.
  sqlite.pragma('busy_timeout = 0')
  // What another process wrote makes SQLite forget the pages that it holds: the system holds them for all.
  sqlite.pragma('mmap_size = 268435456')
  // Looking makes the file of the log, which stays until the last connection closes.
  sqlite.pragma('user_version')
  return new SharedSqliteDialect(sqlite, fileOnDisk(`${file}-wal`))
}

/**
 * Does several changes as one: all of them, or none. Within a transaction it joins that one.
 *
 * @param db - the database, or a transaction
 * @param work - does the changes through the transaction that it receives
 * @returns what the work returns
 */
export function inTransaction<Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
