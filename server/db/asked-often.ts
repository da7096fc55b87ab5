import type { CompiledQuery } from 'kysely'
import type { Db } from './connection.ts'
import { isGivenList, listAsValue } from './given-values.ts'

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
): (db: Db, ...values: Values) => Promise<Row[]> {
  const known = new Map<unknown, Map<number, Known<Row>>>()

  const compiled = (db: Db, values: readonly Value[]): Known<Row> => {
    const { adapter } = db.getExecutor()
    const own = known.get(adapter.constructor) ?? new Map<number, Known<Row>>()
    known.set(adapter.constructor, own)
    const found = own.get(values.length)
    if (found) return found
    const marks = values.map((value, at) => (typeof value === 'string' ? `\u0000${at}` : [`\u0000${at}`]))
    const query = build(db, ...(marks as unknown as Values)).compile()
    const places = query.parameters.map(value =>
      marks.findIndex(mark => mark === value || (typeof mark !== 'string' && isGivenList(value, mark))),
    )
    const made = { query, places }
    own.set(values.length, made)
    return made
  }

  return async (db, ...values) => {
    const { query, places } = compiled(db, values)
    const parameters = places.map((at, place) => {
      const value = values[at]
      // What is no value of ours (a literal of the statement) stays.
      if (value === undefined) return query.parameters[place]
      return typeof value === 'string' ? value : listAsValue(db, value)
    })
    const asked: CompiledQuery<Row> = { ...query, parameters }
    return (await db.executeQuery(asked)).rows
  }
}
