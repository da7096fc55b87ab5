import { SelectQueryNode, type CompiledQuery } from 'kysely'
import type { Db } from './connection.ts'
import { isGivenList, isSqlite, listAsValue } from './given-values.ts'
import { asShortRead } from './postgres-dialect.ts'

/** A statement that can be put together without being run. */
interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

type Value = string | readonly string[]

interface Known<Row> {
  readonly query: CompiledQuery<Row>
  /** For each of its values which of those that are given it is; -1 for what is no value of ours. */
  readonly places: readonly number[]
}

/** Asks a statement with its values; the rows as the database gives them. */
interface AskedOften<Values extends readonly Value[], Row> {
  (db: Db, ...values: Values): Promise<Row[]>
  /** The statement with its values, to be asked with others. */
  readonly with: (db: Db, ...values: Values) => CompiledQuery<Row>
}

/**
 * A statement that is put together once for each kind of database and then only given its values: for what every
 * request asks.
 *
 * @param build - makes the statement, always the same whatever the values are; each text stands in it as a value, and
 *   each list within `isAmong` or `givenRows`
 * @returns asks it; the rows as the database gives them
 */
export function askedOften<Values extends readonly Value[], Row>(
  build: (db: Db, ...values: Values) => Compilable<Row>,
): AskedOften<Values, Row> {
  const known = new Map<unknown, Map<number, Known<Row>>>()

  const compiled = (db: Db, values: readonly Value[]): Known<Row> => {
    const { adapter } = db.getExecutor()
    const own = known.get(adapter.constructor) ?? new Map<number, Known<Row>>()
    known.set(adapter.constructor, own)
    const found = own.get(values.length)
    if (found) return found
    const marks = values.map((value, at) => (typeof value === 'string' ? `\u0000${at}` : [`\u0000${at}`]))
    const built = build(db, ...(marks as unknown as Values)).compile()
    const query = SelectQueryNode.is(built.query) ? asShortRead(built) : built
    const places = query.parameters.map(value =>
      marks.findIndex(mark => mark === value || (typeof mark !== 'string' && isGivenList(value, mark))),
    )
    const made = { query, places }
    own.set(values.length, made)
    return made
  }

  const given = (db: Db, ...values: Values): CompiledQuery<Row> => {
    const { query, places } = compiled(db, values)
    const parameters = places.map((at, place) => {
      const value = values[at]
      // What is no value of ours (a literal of the statement) stays.
      if (value === undefined) return query.parameters[place]
      return typeof value === 'string' ? value : listAsValue(db, value)
    })
    return { ...query, parameters }
  }
  const ask = async (db: Db, ...values: Values): Promise<Row[]> =>
    (await db.executeQuery(given(db, ...values))).rows
  return Object.assign(ask, { with: given })
}

/**
 * Asks several statements of a transaction, each after the one before it, in one way to the database: it does not wait
 * for an answer before it asks the next.
 *
 * @param tx - the transaction
 * @param asked - the statements
 * @returns the rows of each
 * @throws the error of the first that failed; those after it are not done either
 */
export function inOneWay<Rows extends readonly unknown[]>(
  tx: Db,
  asked: { readonly [Index in keyof Rows]: CompiledQuery<Rows[Index]> },
): Promise<{ readonly [Index in keyof Rows]: Rows[Index][] }> {
  const statements = asked as readonly CompiledQuery[]
  return tx.getExecutor().provideConnection(async connection => {
    const rows: unknown[][] = []
    if (isSqlite(tx)) for (const one of statements) rows.push((await connection.executeQuery(one)).rows)
    else {
      const answers = await Promise.allSettled(statements.map(one => connection.executeQuery(one)))
      for (const answer of answers) {
        if (answer.status === 'rejected') throw answer.reason
        rows.push(answer.value.rows)
      }
    }
    return rows as { readonly [Index in keyof Rows]: Rows[Index][] }
  })
}
