import {
  PostgresDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'

const shortRead = Symbol('a short read')

/**
 * Marks a statement that only reads, and is done in a moment: outside of a transaction it shares a connection with
 * others.
 *
 * @param query - the statement
 * @returns the same, marked; copies of it are marked too
 */
export function asShortRead<Row>(query: CompiledQuery<Row>): CompiledQuery<Row> {
  return { ...query, [shortRead]: true } as CompiledQuery<Row>
}

/**
 * PostgreSQL for a process that answers many at once. What only reads, and shortly, goes over one connection on which
 * nobody waits for the answer to whoever asked before; a connection of its own for each would have to be woken for each.
 * All else has a connection for itself: it may wait for others, and for the disk.
 */
export class SharedPostgresDialect extends PostgresDialect {
  readonly #pool: pg.Pool

  readonly #rest: number

  /**
   * @param pool - its connections take a statement before the one before it is answered
   * @param rest - milliseconds after which nobody is expected to read any more for now
   */
  constructor(pool: pg.Pool, rest = 5000) {
    super({ pool })
    this.#pool = pool
    this.#rest = rest
  }

  override createDriver(): Driver {
    return new SharedDriver(super.createDriver(), new SharedLine(this.#pool, this.#rest))
  }
}

class SharedDriver implements Driver {
  readonly #own: Driver
  readonly #line: SharedLine

  constructor(own: Driver, line: SharedLine) {
    this.#own = own
    this.#line = line
  }

  init(): Promise<void> {
    return this.#own.init()
  }

  acquireConnection(): Promise<Turn> {
    return Promise.resolve(new Turn(this.#own, this.#line))
  }

  async beginTransaction(turn: Turn, settings: TransactionSettings): Promise<void> {
    await this.#own.beginTransaction(await turn.own(), settings)
  }

  async commitTransaction(turn: Turn): Promise<void> {
    await this.#own.commitTransaction(await turn.own())
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    await this.#own.rollbackTransaction(await turn.own())
  }

  async savepoint(turn: Turn, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await this.#own.savepoint?.(await turn.own(), name, compile)
  }

  async rollbackToSavepoint(turn: Turn, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await this.#own.rollbackToSavepoint?.(await turn.own(), name, compile)
  }

  async releaseSavepoint(turn: Turn, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await this.#own.releaseSavepoint?.(await turn.own(), name, compile)
  }

  releaseConnection(turn: Turn): Promise<void> {
    return turn.end()
  }

  async destroy(): Promise<void> {
    await this.#line.close()
    await this.#own.destroy()
  }
}

/** Somebody's use of the database: short reads on the shared line, until something needs a connection for itself. */
class Turn implements DatabaseConnection {
  readonly #driver: Driver
  readonly #line: SharedLine
  #own: Promise<DatabaseConnection> | null = null
  #ended = false

  constructor(driver: Driver, line: SharedLine) {
    this.#driver = driver
    this.#line = line
  }

  async own(): Promise<DatabaseConnection> {
    // What comes after would be stored by itself, without what it belongs to.
    if (this.#ended) throw new Error('This use of the database is over.')
    this.#own ??= this.#driver.acquireConnection()
    return this.#own
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // A transaction sees what it wrote itself.
    if (this.#own === null && shortRead in query) return { rows: await this.#line.ask<Row>(query) }
    return (await this.own()).executeQuery<Row>(query)
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<Row>> {
    yield* (await this.own()).streamQuery<Row>(query, chunkSize)
  }

  async end(): Promise<void> {
    this.#ended = true
    // One that could not be had need not be given back; who asked for it has heard why.
    const connection = await this.#own?.catch(() => null)
    if (connection) await this.#driver.releaseConnection(connection)
  }
}

/**
 * Lets PostgreSQL plan a statement that it remembers once for all values. Left to itself it guesses that a plan for these
 * values would be so much better that it makes one each time, and planning a read of few rows takes longer than reading
 * them. One before version 12 does not know of it, and stays as it is.
 */
const planOnce = 'set plan_cache_mode = force_generic_plan'
const planAsUsual = 'reset plan_cache_mode'

/**
 * A connection of the pool that is asked without waiting for the answers before. It goes back when nobody asks for a
 * while: one that lay idle for hours may be lost without anybody being told.
 */
class SharedLine {
  readonly #pool: pg.Pool
  readonly #rest: number
  #open: Promise<pg.PoolClient> | null = null
  /** Gives back the one that is open; null when none is. */
  #giveBack: ((error?: Error) => void) | null = null
  #underWay = 0
  #resting = false

  constructor(pool: pg.Pool, rest: number) {
    this.#pool = pool
    this.#rest = rest
  }

  async ask<Row>({ sql, parameters }: CompiledQuery): Promise<Row[]> {
    this.#underWay += 1
    this.#resting = false
    try {
      const client = await (this.#open ??= this.#begin())
      const { rows } = await client.query(sql, [...parameters])
      return rows as Row[]
    } finally {
      this.#underWay -= 1
    }
  }

  async #begin(): Promise<pg.PoolClient> {
    try {
      const client = await this.#pool.connect()
      const watch = setInterval(() => {
        if (this.#underWay > 0) return
        if (this.#resting) giveBack()
        else this.#resting = true
      }, this.#rest).unref()
      const giveBack = (error?: Error): void => {
        if (this.#giveBack !== giveBack) return
        this.#giveBack = null
        this.#open = null
        clearInterval(watch)
        client.removeListener('error', giveBack)
        if (error === undefined) client.query(planAsUsual).catch(() => undefined)
        client.release(error)
      }
      this.#giveBack = giveBack
      // One that breaks is replaced when somebody asks again.
      client.on('error', giveBack)
      client.query(planOnce).catch(() => undefined)
      return client
    } catch (error) {
      this.#open = null
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#open?.catch(() => null)
    this.#giveBack?.()
  }
}
