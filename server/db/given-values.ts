import { sql, SqliteAdapter, type AliasedRawBuilder, type RawBuilder } from 'kysely'
import type { Db } from './connection.ts'

const isSqlite = (db: Db): boolean => db.getExecutor().adapter instanceof SqliteAdapter

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
 * Whether a value of a statement is a list, as `givenList` puts it there.
 *
 * @param value - the statement's value
 * @param list - the list
 * @returns true in either kind of database
 */
export function isGivenList(value: unknown, list: readonly string[]): boolean {
  return value === list || value === JSON.stringify(list)
}

/**
 * A list to look for values in, as one value: the statement is the same however long the list is, and is put together
 * and planned once.
 *
 * @param db - the database
 * @param list - the list
 * @returns what stands after `in`
 */
export function givenList(db: Db, list: readonly string[]): RawBuilder<string> {
  const value = listAsValue(db, list)
  return isSqlite(db)
    ? sql<string>`(select value from json_each(${value}))`
    : sql<string>`(select unnest(${value}::text[]))`
}

/**
 * Rows to join with, as one value.
 *
 * @param db - the database
 * @param rows - JSON of rows, each of them a list of texts
 * @returns a table `given`; the first text of a row is `given.value ->> 0`, and so on
 */
export function givenRows(db: Db, rows: string): AliasedRawBuilder<{ value: string }, 'given'> {
  const all = isSqlite(db)
    ? sql<{ value: string }>`json_each(${rows})`
    : sql<{ value: string }>`json_array_elements(${rows}::json)`
  return all.as('given')
}
