import type { CompiledQuery } from 'kysely'
import type { Db } from './connection.ts'

/** A statement that can be put together without being run. */
interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/**
 * A statement that is put together once for each kind of database and then only given its values: for what every
 * request asks.
 *
 * @param build - makes the statement, always the same whatever the values are; each value stands in it as a value
 * @returns asks it; the rows as the database gives them
 */
export function askedOften<Values extends readonly string[], Row>(
  build: (db: Db, ...values: Values) => Compilable<Row>,
): (db: Db, ...values: Values) => Promise<Row[]> {
  const known = new Map<string, { readonly query: CompiledQuery<Row>; readonly places: readonly number[] }>()

  const compiled = (db: Db, count: number) => {
    const key = `${db.getExecutor().adapter.constructor.name} ${count}`
    const found = known.get(key)
    if (found) return found
    const marks = Array.from({ length: count }, (_, at) => `\u0000${at}`)
    const query = build(db, ...(marks as unknown as Values)).compile()
    const made = { query, places: query.parameters.map(value => marks.indexOf(value as string)) }
    known.set(key, made)
    return made
  }

  return async (db, ...values) => {
    const { query, places } = compiled(db, values.length)
    // What is no value of ours (a literal of the statement) stays.
    const parameters = places.map((at, place) => (at < 0 ? query.parameters[place] : values[at]))
    const asked: CompiledQuery<Row> = { ...query, parameters }
    return (await db.executeQuery(asked)).rows
  }
}
