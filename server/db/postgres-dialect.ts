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

  /** @param pool - its connections take a statement before the one before it is answered */
  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): Driver {
    return new SharedDriver(super.createDriver(), new SharedLine(this.#pool))
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

/** A connection of the pool that is kept, and asked without waiting for the answers before. */
class SharedLine {
  readonly #pool: pg.Pool
  #open: Promise<pg.PoolClient> | null = null
  /** The one that is open, until it is given back. */
  #client: pg.PoolClient | null = null

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async ask<Row>({ sql, parameters }: CompiledQuery): Promise<Row[]> {
    const client = await (this.#open ??= this.#begin())
    const { rows } = await client.query(sql, [...parameters])
    return rows as Row[]
  }

  async #begin(): Promise<pg.PoolClient> {
    try {
      const client = await this.#pool.connect()
      client.once('error', (error: Error) => {
        this.#giveBack(client, error)
      })
      this.#client = client
      return client
    } catch (error) {
      this.#open = null
      throw error
    }
  }

  /** One that broke is replaced when somebody asks again. */
  #giveBack(client: pg.PoolClient, error?: Error): void {
    if (this.#client !== client) return
    this.#client = null
    this.#open = null
    client.release(error)
  }

  async close(): Promise<void> {
    const client = await this.#open?.catch(() => null)
    if (client) this.#giveBack(client)
  }
}
