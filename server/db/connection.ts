import Database from 'better-sqlite3'
import {
  Kysely,
  PostgresDialect,
  SqliteDialect,
  type LogEvent,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'

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
    const pool = new pg.Pool({ connectionString: url, max: 10 })
    // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
    pool.on('error', () => undefined)
    // The same for one that breaks between two statements of a transaction: the next statement fails and tells of it.
    pool.on('connect', client => {
      client.on('error', () => undefined)
    })
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), ...log })
  }
  const sqlite = new Database(url.slice('sqlite:'.length))
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  // What was deleted (an address, a draft) is overwritten, and not left in the file until its place is needed.
  sqlite.pragma('secure_delete = ON')
  // 64 MB of pages stay in memory.
  sqlite.pragma('cache_size = -65536')
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepingStatements(sqlite) }), ...log })
}

/** Most prepared statements that are kept, and the longest that is worth it: a bulk insert is used once. */
const mostStatements = 500
const longestStatement = 10_000

/** The database, preparing a statement that it has seen before only once. */
function keepingStatements(sqlite: Database.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => {
      kept.clear()
      sqlite.close()
    },
    prepare: text => {
      const known = kept.get(text)
      if (known) return known
      const statement = sqlite.prepare(text) as unknown as SqliteStatement
      if (text.length > longestStatement) return statement
      if (kept.size >= mostStatements) kept.clear()
      kept.set(text, statement)
      return statement
    },
  }
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
