import type { Db } from '../../server/db/index.ts'
import { addCounty } from '../../server/county/county-repository.ts'
import { addDataset } from '../../server/county/dataset-repository.ts'
import type { DatasetKind, NewDataset } from '../../server/county/dataset.ts'
import { addNeighbourhoods, nameDistricts } from '../../server/county/place-repository.ts'
import { newId } from '../../server/platform/ids.ts'

/** When a test's first import was loaded, and a moment after it. */
export const loaded = '2026-09-01T09:00:00.000Z'
export const later = '2026-09-02T09:00:00.000Z'

/** A record of an import as a test leaves it open. */
export function datasetOf(kind: DatasetKind, given: Partial<NewDataset> = {}): NewDataset {
  return {
    kind,
    title: 'Population by single year of age',
    fileName: 'a.csv',
    publisher: 'ONS',
    sha256: newId(),
    bytes: 10,
    geography: 'LSOA 2011',
    period: 'mid-2020',
    licence: 'Open Government Licence v3.0',
    method: null,
    rowsTaken: 1,
    rowsOutside: 0,
    rowsRefused: 0,
    refusals: [],
    importedAt: loaded,
    importedBy: null,
    ...given,
  }
}

/** Stores a record of an import; returns its id. */
export function aDataset(
  db: Db,
  countyId: string,
  kind: DatasetKind,
  given: Partial<NewDataset> = {},
): Promise<string> {
  return addDataset(db, countyId, datasetOf(kind, given))
}

/** A county of one district in the database, with so many neighbourhoods. */
export async function aStoredCounty(
  db: Db,
  neighbourhoods: number,
  name = 'Fenshire',
): Promise<{ readonly id: string; readonly codes: readonly string[] }> {
  const { id } = await addCounty(
    db,
    { name, code: null, districtCodes: ['E07000001'], vintage: 'LSOA 2011', demonstration: false },
    loaded,
  )
  await nameDistricts(db, id, new Map([['E07000001', 'Fenland']]))
  const codes = Array.from({ length: neighbourhoods }, (_, at) => `E01${String(at + 1).padStart(6, '0')}`)
  if (codes.length > 0) {
    const dataset = await aDataset(db, id, 'lookup')
    const rows = codes.map(code => ({ code, name: `Fen ${code}`, districtCode: 'E07000001' }))
    await addNeighbourhoods(db, id, rows, dataset)
    // The list of neighbourhoods comes without an import here, so that tests see their own imports only.
    await db.updateTable('neighbourhood').set({ dataset_id: null }).where('county_id', '=', id).execute()
    await db.deleteFrom('dataset').where('id', '=', dataset).execute()
  }
  return { id, codes }
}
