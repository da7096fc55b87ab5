import { CompiledQuery, type Insertable, type Kysely } from 'kysely'
import type { Db } from './connection.ts'
import { inOneWay } from './asked-often.ts'
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

/** Rows that belong to those of another table: `owner` is the column that tells to which. */
interface OwnedRows {
  readonly table: string
  readonly owner: string
  readonly rows: readonly Row[]
}

/** What is done with rows that stand in another's way: the statement's end. */
type Ending = '' | ' on conflict do nothing returning "id"'

function insertsForSqlite(
  db: Db,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  ending: Ending,
): CompiledQuery<InsertedRow>[] {
  const anything = db as unknown as Kysely<Record<string, Record<string, string>>>
  const empty = Object.fromEntries(columns.map(column => [column, '']))
  const inserts: CompiledQuery<InsertedRow>[] = []
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
    inserts.push(CompiledQuery.raw(statement, values))
    from += size
  }
  return inserts
}

/** Half of a character of two halves, which PostgreSQL takes in no text, becomes �, as in every other statement. */
const wellFormed = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

const asJson = (rows: readonly Row[]): string => {
  const written = JSON.stringify(rows)
  return written.includes('\\ud') ? JSON.stringify(rows, wellFormed) : written
}

// One statement for any number of rows, so that PostgreSQL plans it once: the rows are one value.
const postgresInsert = (table: string, columns: readonly string[], value: number, ending: string): string => {
  const names = columns.map(column => `"${column}"`).join(', ')
  return `insert into "${table}" (${names}) select ${names} from json_populate_recordset(null::"${table}", $${value}) as own${ending}`
}

function insertForPostgres(
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  ending: Ending,
  owned: OwnedRows | null,
): CompiledQuery<InsertedRow> {
  const ownColumns = columnsOf(owned?.rows)
  const statement = remembered(
    ['postgres', table, ...columns, ending, owned?.table, owned?.owner, ...ownColumns],
    () => {
      const insert = postgresInsert(table, columns, 1, ending)
      if (owned === null) return insert
      const own = ` where own."${owned.owner}" in (select "id" from inserted)`
      return `with inserted as (${insert}), with_them as (${postgresInsert(owned.table, ownColumns, 2, own)}) select "id" from inserted`
    },
  )
  const values = owned === null ? [asJson(rows)] : [asJson(rows), asJson(owned.rows)]
  return CompiledQuery.raw(statement, values)
}

const columnsOf = (rows: readonly Row[] | undefined): string[] => Object.keys(rows?.[0] ?? {})

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
  const columns = columnsOf(rows)
  if (rows.length === 0) return
  const inserts = isSqlite(db)
    ? insertsForSqlite(db, table, columns, rows, '')
    : [insertForPostgres(table, columns, rows, '', null)]
  for (const one of inserts) await db.executeQuery(one)
}

/** Tables whose rows have an id. */
type WithId = { [Table in keyof Schema]: Schema[Table] extends { id: string } ? Table : never }[keyof Schema]

/** Rows of another table that belong to those that are inserted. */
interface Owned<Table extends keyof Schema> extends OwnedRows {
  readonly table: Table
  /** The column that has the id of the row to which one belongs. */
  readonly owner: keyof Insertable<Schema[Table]> & string
  readonly rows: readonly Insertable<Schema[Table]>[]
}

/**
 * The same where some may stand in the way of others, or be there already: those are left out.
 *
 * @param tx - a transaction
 * @param table - the table
 * @param rows - rows with the same columns in the same order
 * @param more - `owned`: rows that are inserted where what they belong to was; `along`: statements that go to the
 *   database in the same way, and are asked after it
 * @returns ids of those that were inserted
 */
export async function insertNewRows<Table extends WithId, OwnedTable extends keyof Schema>(
  tx: Db,
  table: Table,
  rows: readonly Insertable<Schema[Table]>[],
  more: { readonly owned?: Owned<OwnedTable>; readonly along?: readonly CompiledQuery[] } = {},
): Promise<ReadonlySet<string>> {
  const columns = columnsOf(rows)
  const ending = ' on conflict do nothing returning "id"'
  const owned = more.owned !== undefined && more.owned.rows.length > 0 ? more.owned : null
  const along = more.along ?? []
  if (!isSqlite(tx)) {
    const inserts = rows.length === 0 ? [] : [insertForPostgres(table, columns, rows, ending, owned)]
    const answers = await inOneWay(tx, [...inserts, ...along])
    const inserted = (inserts.length === 0 ? [] : answers[0]) as InsertedRow[]
    return new Set(inserted.map(row => row.id))
  }
  const ids = new Set<string>()
  for (const one of insertsForSqlite(tx, table, columns, rows, ending))
    for (const { id } of (await tx.executeQuery(one)).rows) ids.add(id)
  const own = owned?.rows.filter(row => ids.has(String(row[owned.owner]))) ?? []
  const rest = owned === null ? [] : insertsForSqlite(tx, owned.table, columnsOf(own), own, '')
  for (const one of [...rest, ...along]) await tx.executeQuery(one)
  return ids
}
