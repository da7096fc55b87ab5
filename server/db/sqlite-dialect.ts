import type Database from 'better-sqlite3'
import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
} from 'kysely'
import type { OnDisk } from './on-disk.ts'

type Sqlite = Database.Database

/**
 * SQLite for a process that answers many at once: it goes on while the disk is busy, and while another process writes.
 * A statement is run at once; its result is handed out only when everything that it wrote or may have seen is on the
 * disk, whichever process wrote it, and meanwhile others run.
 */
export class SharedSqliteDialect implements Dialect {
  readonly #sqlite: Sqlite
  readonly #disk: OnDisk | null

  /**
   * @param sqlite - the open database, which does not wait for the disk itself where `disk` is given
   * @param disk - tells what has reached the disk; null where there is none, or SQLite waits for it
   */
  constructor(sqlite: Sqlite, disk: OnDisk | null) {
    this.#sqlite = sqlite
    this.#disk = disk
  }

  createDriver(): Driver {
    return new SharedDriver(this.#sqlite, this.#disk)
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter()
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db)
  }
}

class SharedDriver implements Driver {
  readonly #shared: Shared

  constructor(sqlite: Sqlite, disk: OnDisk | null) {
    this.#shared = new Shared(sqlite, disk)
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<Turn> {
    const turn = new Turn(this.#shared)
    await turn.begin()
    return turn
  }

  async beginTransaction(turn: DatabaseConnection): Promise<void> {
    // The right to write comes first: one who has read already could not wait for it while somebody else writes.
    await turn.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(turn: DatabaseConnection): Promise<void> {
    await turn.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    // A full disk has undone it already; what is open now would be somebody else's.
    if (turn.holds) await turn.executeQuery(CompiledQuery.raw('rollback'))
  }

  releaseConnection(turn: Turn): Promise<void> {
    turn.end()
    return Promise.resolve()
  }

  async destroy(): Promise<void> {
    await this.#shared.close()
  }
}

/** Most prepared statements that are kept, and the longest that is worth it: a bulk insert is used once. */
const mostStatements = 500
const longestStatement = 10_000

/** Longest wait for another process that writes, and how long until it is asked again, both in milliseconds. */
const longestWait = 5000
const askAgainAfter = 2

/** The one connection, which serves one turn after the other. */
class Shared {
  readonly sqlite: Sqlite
  readonly disk: OnDisk | null
  readonly #version: Database.Statement<[], number>
  #versionSeen: number
  readonly #kept = new Map<string, Database.Statement>()
  readonly #waiting: (() => void)[] = []
  #taken = false

  constructor(sqlite: Sqlite, disk: OnDisk | null) {
    this.sqlite = sqlite
    this.disk = disk
    this.#version = sqlite.prepare<[], number>('pragma data_version').pluck()
    this.#versionSeen = this.#version.get() ?? 0
  }

  /** What another process wrote since this was last asked may have been seen, and may not be on the disk. */
  noticeOthers(): void {
    const version = this.#version.get() ?? 0
    if (version === this.#versionSeen) return
    this.#versionSeen = version
    this.disk?.written()
  }

  /** @returns null when it is free at once */
  take(): Promise<void> | null {
    if (!this.#taken) {
      this.#taken = true
      return null
    }
    return new Promise(resolve => this.#waiting.push(resolve))
  }

  pass(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken = false
    else next()
  }

  /** A statement that was seen before is prepared only once. */
  prepare(text: string): Database.Statement {
    const known = this.#kept.get(text)
    if (known) return known
    const statement = this.sqlite.prepare(text)
    if (text.length > longestStatement) return statement
    if (this.#kept.size >= mostStatements) this.#kept.clear()
    this.#kept.set(text, statement)
    return statement
  }

  async close(): Promise<void> {
    this.#kept.clear()
    this.sqlite.close()
    await this.disk?.close()
  }
}

/** Somebody's use of the connection: a transaction, or a statement at a time with others between them. */
class Turn implements DatabaseConnection {
  readonly #shared: Shared
  #inTransaction = false
  holds = false

  constructor(shared: Shared) {
    this.#shared = shared
  }

  async begin(): Promise<void> {
    const free = this.#shared.take()
    if (free !== null) await free
    this.holds = true
  }

  end(): void {
    if (!this.holds) return
    this.holds = false
    this.#shared.pass()
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.#ready()
    const { disk } = this.#shared
    const within = this.#inTransaction
    let result: QueryResult<Row>
    try {
      result = await this.#runWhenFree<Row>(query)
    } finally {
      this.#afterStatement(query.sql)
    }
    if (this.#inTransaction || disk === null || query.sql === 'rollback') return result
    if (within || !SelectQueryNode.is(query.query)) disk.written()
    this.#shared.noticeOthers()
    const reached = disk.reached()
    if (reached !== null) await reached
    return result
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    await this.#ready()
    const reached = this.#inTransaction ? null : (this.#shared.disk?.reached() ?? null)
    if (reached !== null) await reached
    try {
      const statement = this.#shared.prepare(query.sql)
      for (const row of statement.iterate(query.parameters)) yield { rows: [row as Row] }
    } finally {
      this.#afterStatement(query.sql)
    }
  }

  async #ready(): Promise<void> {
    if (this.holds) return
    // What comes after would be stored by itself, without what it belongs to.
    if (this.#inTransaction) throw new Error('The database has undone this transaction.')
    await this.begin()
  }

  /** SQLite would wait on the thread that answers. Others go on instead, and the statement is tried again. */
  async #runWhenFree<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const until = performance.now() + longestWait
    for (;;) {
      try {
        return this.#run(query)
      } catch (error) {
        if (this.#inTransaction || !isBusy(error) || performance.now() > until) throw error
      }
      this.end()
      await setTimeout(askAgainAfter)
      await this.begin()
    }
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.#shared.prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as Row[] }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] }
  }

  /** Others may go on as soon as no transaction is open, and before the disk has it. */
  #afterStatement(sql: string): void {
    if (this.#shared.sqlite.inTransaction) {
      this.#inTransaction = true
      return
    }
    if (sql === 'commit' || sql === 'rollback') this.#inTransaction = false
    this.end()
  }
}

/** Whether another process writes, so that nothing was done. */
function isBusy(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY')
}
