import { sql, SqliteAdapter, type AliasedRawBuilder, type RawBuilder, type SqlBool } from 'kysely'
import type { Db } from './connection.ts'

/**
 * Which of the two kinds a database is.
 *
 * @param db - the database, or a transaction
 * @returns true for SQLite, false for PostgreSQL
 */
export function isSqlite(db: Db): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}

/**
 * A list as the one value that a database takes it as.
 *
 * @param db - the database
 * @param list - the list
 * @returns JSON for SQLite, and an array for PostgreSQL
 */
export function listAsValue(db: Db, list: readonly string[]): unknown {
  return isSqlite(db) ? JSON.stringify(list) : list
}

/**
 * Whether a value of a statement is a list, as `isAmong` and `givenRows` put it there.
 *
 * @param value - the statement's value
 * @param list - the list
 * @returns true in either kind of database
 */
export function isGivenList(value: unknown, list: readonly string[]): boolean {
  return value === list || value === JSON.stringify(list)
}

/**
 * Whether a value is in a list, which goes as one value: the statement is the same however long the list is, and is put
 * together and planned once.
 *
 * @param db - the database
 * @param column - such as `draft_id`, or `draft.id`
 * @param list - the list
 * @returns a condition
 */
export function isAmong(db: Db, column: string, list: readonly string[]): RawBuilder<SqlBool> {
  const value = listAsValue(db, list)
  // PostgreSQL looks into an index for each value of an array; with a join it would think of reading the whole table.
  return isSqlite(db)
    ? sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${value}))`
    : sql<SqlBool>`${sql.ref(column)} = any(${value}::text[])`
}

/**
 * Rows to join with, as one value.
 *
 * @param db - the database
 * @param rows - the rows, each as JSON of a list of texts
 * @returns a table `given`; the first text of a row is `given.value ->> 0`, and so on
 */
export function givenRows(db: Db, rows: readonly string[]): AliasedRawBuilder<{ value: string }, 'given'> {
  const value = listAsValue(db, rows)
  const all = isSqlite(db)
    ? sql<{ value: string }>`json_each(${value})`
    : sql<{ value: string }>`(select list.value::json as value from unnest(${value}::text[]) as list (value))`
  return all.as('given')
}
