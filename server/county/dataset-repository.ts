import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'
import { datasetKinds, type Dataset, type DatasetKind, type NewDataset } from './dataset.ts'

const refusals = z.array(z.object({ row: z.number(), reason: z.string() }))
const knownKind = z.enum(datasetKinds)

/**
 * The county's imports.
 *
 * @param db - the database
 * @param countyId - the county
 * @param which - `current` for those whose figures are in use, `all` for the replaced ones too
 * @returns newest first
 */
export async function listDatasets(
  db: Db,
  countyId: string,
  which: 'current' | 'all' = 'current',
): Promise<Dataset[]> {
  const all = db.selectFrom('dataset').selectAll().where('county_id', '=', countyId)
  const chosen = which === 'all' ? all : all.where('replaced_at', 'is', null)
  const rows = await chosen.orderBy('imported_at', 'desc').orderBy('title').orderBy('id').execute()
  return rows.map(row => ({
    id: row.id,
    kind: knownKind.parse(row.kind),
    title: row.title,
    fileName: row.file_name,
    publisher: row.publisher,
    sha256: row.sha256,
    bytes: row.bytes,
    geography: row.geography,
    period: row.period,
    licence: row.licence,
    method: row.method,
    rowsTaken: row.rows_taken,
    rowsOutside: row.rows_outside,
    rowsRefused: row.rows_refused,
    refusals: refusals.parse(JSON.parse(row.refusals)),
    importedAt: row.imported_at,
    importedBy: row.imported_by,
    replacedAt: row.replaced_at,
  }))
}

/**
 * Records an import.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param dataset - what was imported
 * @returns the id of the record
 */
export async function addDataset(db: Db, countyId: string, dataset: NewDataset): Promise<string> {
  const id = newId()
  await db
    .insertInto('dataset')
    .values({
      id,
      county_id: countyId,
      kind: dataset.kind,
      title: dataset.title,
      file_name: dataset.fileName,
      publisher: dataset.publisher,
      sha256: dataset.sha256,
      bytes: dataset.bytes,
      geography: dataset.geography,
      period: dataset.period,
      licence: dataset.licence,
      method: dataset.method,
      rows_taken: dataset.rowsTaken,
      rows_outside: dataset.rowsOutside,
      rows_refused: dataset.rowsRefused,
      refusals: JSON.stringify(dataset.refusals.slice(0, 200)),
      imported_at: dataset.importedAt,
      imported_by: dataset.importedBy,
      replaced_at: null,
    })
    .execute()
  return id
}

/**
 * Marks the imports of a kind as replaced; their records stay.
 *
 * @param db - a transaction
 * @param countyId - the county
 * @param kind - the kind; null for every kind
 * @param now - ISO UTC
 */
export async function markReplaced(
  db: Db,
  countyId: string,
  kind: DatasetKind | null,
  now: string,
): Promise<void> {
  const current = db
    .updateTable('dataset')
    .set({ replaced_at: now })
    .where('county_id', '=', countyId)
    .where('replaced_at', 'is', null)
  await (kind === null ? current : current.where('kind', '=', kind)).execute()
}
