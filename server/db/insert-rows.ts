import { CompiledQuery, SqliteAdapter, type Insertable, type Kysely } from 'kysely'
import type { Db } from './connection.ts'
import type { Schema } from './schema.ts'

// Few sizes, so that every statement is prepared once and used again: 42 rows go as 16, 16, 4, 4, 1, 1. PostgreSQL, where
// each statement is a way over the line, takes them all at once.
const sizes = [64, 16, 4, 1] as const
const mostAtOnce = 400

function sizeFor(db: Db, left: number): number {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return Math.min(left, mostAtOnce)
  return sizes.find(one => one <= left) ?? 1
}

const statements = new Map<string, string>()

function statementFor(db: Db, table: keyof Schema, columns: readonly string[], size: number): string {
  const key = `${db.getExecutor().adapter.constructor.name} ${table} ${columns.join(' ')} ${size}`
  const known = statements.get(key)
  if (known !== undefined) return known
  const row = Object.fromEntries(columns.map(column => [column, '']))
  const anything = db as unknown as Kysely<Record<string, Record<string, string>>>
  const written = anything.insertInto(table).values(Array<typeof row>(size).fill(row)).compile().sql
  statements.set(key, written)
  return written
}

/**
 * Inserts many rows of one table, faster than one statement for all: for what is stored while somebody waits.
 *
 * @param db - the database, or a transaction when all or none are wanted
 * @param table - the table
 * @param rows - rows with the same columns in the same order; null is stored as null
 */
export async function insertRows<Table extends keyof Schema>(
  db: Db,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  for (let from = 0; from < rows.length;) {
    const size = sizeFor(db, rows.length - from)
    const values: unknown[] = []
    for (const row of rows.slice(from, from + size) as readonly Record<string, unknown>[]) {
      for (const column of columns) values.push(row[column])
    }
    await db.executeQuery(CompiledQuery.raw(statementFor(db, table, columns, size), values))
    from += size
  }
}
