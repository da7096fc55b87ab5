import { CompiledQuery, type Insertable, type Kysely } from 'kysely'
import type { Db } from './connection.ts'
import { isSqlite } from './given-values.ts'
import type { Schema } from './schema.ts'

// Few sizes, so that every statement is prepared once and used again: 42 rows go as 16, 16, 4, 4, 1, 1.
const sizes = [64, 16, 4, 1] as const

/** Statements by database, table, columns and number of rows. */
const statements = new Map<string, string>()

function remembered(key: readonly unknown[], write: () => string): string {
  const name = key.join(' ')
  const known = statements.get(name)
  if (known !== undefined) return known
  const written = write()
  statements.set(name, written)
  return written
}

type Row = Readonly<Record<string, unknown>>

interface InsertedRow {
  readonly id: string
}

/** What is done with rows that stand in another's way: the statement's end. */
type Ending = '' | ' on conflict do nothing returning "id"'

async function insertInSqlite(
  db: Db,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  ending: Ending,
): Promise<InsertedRow[]> {
  const anything = db as unknown as Kysely<Record<string, Record<string, string>>>
  const empty = Object.fromEntries(columns.map(column => [column, '']))
  const inserted: InsertedRow[] = []
  for (let from = 0; from < rows.length;) {
    const size = sizes.find(one => one <= rows.length - from) ?? 1
    const statement = remembered(['sqlite', table, ...columns, size, ending], () => {
      const all = anything.insertInto(table).values(Array<Row>(size).fill(empty) as Record<string, string>[])
      return all.compile().sql + ending
    })
    const values: unknown[] = []
    for (const row of rows.slice(from, from + size)) {
      for (const column of columns) values.push(row[column])
    }
    const result = await db.executeQuery(CompiledQuery.raw(statement, values))
    inserted.push(...(result.rows as InsertedRow[]))
    from += size
  }
  return inserted
}

/** Half of a character of two halves, which PostgreSQL takes in no text, becomes �, as in every other statement. */
const wellFormed = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

// One statement for any number of rows, so that PostgreSQL plans it once: the rows are one value.
async function insertInPostgres(
  db: Db,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  ending: Ending,
): Promise<InsertedRow[]> {
  const statement = remembered(['postgres', table, ...columns, ending], () => {
    const names = columns.map(column => `"${column}"`).join(', ')
    return `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $1)${ending}`
  })
  const written = JSON.stringify(rows)
  const json = written.includes('\\ud') ? JSON.stringify(rows, wellFormed) : written
  const result = await db.executeQuery(CompiledQuery.raw(statement, [json]))
  return result.rows as InsertedRow[]
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
  await insert(db, table, rows, '')
}

/** Tables whose rows have an id. */
type WithId = { [Table in keyof Schema]: Schema[Table] extends { id: string } ? Table : never }[keyof Schema]

/**
 * The same where some may stand in the way of others, or be there already: those are left out.
 *
 * @param db - the database, or a transaction
 * @param table - the table
 * @param rows - rows with the same columns in the same order
 * @returns ids of those that were inserted
 */
export async function insertNewRows<Table extends WithId>(
  db: Db,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
): Promise<ReadonlySet<string>> {
  const inserted = await insert(db, table, rows, ' on conflict do nothing returning "id"')
  return new Set(inserted.map(row => row.id))
}

async function insert(db: Db, table: string, rows: readonly Row[], ending: Ending): Promise<InsertedRow[]> {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first)
  return (isSqlite(db) ? insertInSqlite : insertInPostgres)(db, table, columns, rows, ending)
}
