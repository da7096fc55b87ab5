import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import type { TableRow } from './register-rows.ts'

const rowsSchema = z.array(z.object({ number: z.number(), cells: z.array(z.string()) }))
const refusalsSchema = z.array(z.object({ row: z.number(), reason: z.string() }))

/** How an import went, or would go. */
export interface ImportCounts {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly { readonly row: number; readonly reason: string }[]
}

/** A register that was sent as a table. */
export interface SiteImport extends ImportCounts {
  readonly id: string
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  readonly uploadedAt: string
  readonly uploadedBy: string
  /** null while it waits to be looked at. */
  readonly appliedAt: string | null
}

/**
 * Keeps a table until somebody has looked at what it would change; those left for a day are forgotten.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param sent - the file, its rows, and what it would do
 * @param by - who sent it, and the moment
 * @returns its id
 */
export async function keepImport(
  db: Db,
  countyId: string,
  sent: Pick<SiteImport, 'fileName' | 'sha256' | 'bytes'> & {
    readonly rows: readonly TableRow[]
    readonly counts: ImportCounts
  },
  by: { readonly name: string; readonly at: Date },
): Promise<string> {
  await db
    .deleteFrom('site_import')
    .where('county_id', '=', countyId)
    .where('applied_at', 'is', null)
    .where('uploaded_at', '<', new Date(by.at.getTime() - 86_400_000).toISOString())
    .execute()
  const id = newId()
  await db
    .insertInto('site_import')
    .values({
      id,
      county_id: countyId,
      file_name: sent.fileName,
      sha256: sent.sha256,
      bytes: sent.bytes,
      content: JSON.stringify(sent.rows),
      ...columnsOf(sent.counts),
      uploaded_at: by.at.toISOString(),
      uploaded_by: by.name,
      applied_at: null,
    })
    .execute()
  return id
}

function columnsOf(counts: ImportCounts) {
  return {
    rows_added: counts.added,
    rows_changed: counts.changed,
    rows_unchanged: counts.unchanged,
    rows_refused: counts.refused.length,
    refusals: JSON.stringify(counts.refused.slice(0, 200)),
  }
}

interface Row {
  id: string
  file_name: string
  sha256: string
  bytes: number
  rows_added: number
  rows_changed: number
  rows_unchanged: number
  refusals: string
  uploaded_at: string
  uploaded_by: string
  applied_at: string | null
}

function importFrom(row: Row): SiteImport {
  return {
    id: row.id,
    fileName: row.file_name,
    sha256: row.sha256,
    bytes: row.bytes,
    added: row.rows_added,
    changed: row.rows_changed,
    unchanged: row.rows_unchanged,
    refused: refusalsSchema.parse(JSON.parse(row.refusals)),
    uploadedAt: row.uploaded_at,
    uploadedBy: row.uploaded_by,
    appliedAt: row.applied_at,
  }
}

/**
 * A table that waits to be looked at.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param importId - its id
 * @returns the import and its rows; null when there is none, or it was applied already
 */
export async function waitingImport(
  db: Db,
  countyId: string,
  importId: string,
): Promise<{ readonly sent: SiteImport; readonly rows: readonly TableRow[] } | null> {
  const row = await db
    .selectFrom('site_import')
    .selectAll()
    .where('county_id', '=', countyId)
    .where('id', '=', importId)
    .where('applied_at', 'is', null)
    .executeTakeFirst()
  if (!row || row.content === null) return null
  return { sent: importFrom(row), rows: rowsSchema.parse(JSON.parse(row.content)) }
}

/**
 * Marks an import as applied; of two people at once only one does.
 *
 * @param tx - a transaction
 * @param importId - its id
 * @param counts - what it did
 * @param at - the moment
 * @returns whether this call marked it
 */
export async function markApplied(
  tx: Db,
  importId: string,
  counts: ImportCounts,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('site_import')
    .set({ ...columnsOf(counts), content: null, applied_at: at.toISOString() })
    .where('id', '=', importId)
    .where('applied_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Imports that were applied.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns newest first
 */
export async function appliedImports(db: Db, countyId: string): Promise<SiteImport[]> {
  const rows = await db
    .selectFrom('site_import')
    .selectAll()
    .where('county_id', '=', countyId)
    .where('applied_at', 'is not', null)
    .orderBy('applied_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(importFrom)
}
