import { addDataset, addNeighbourhoods, replacePostcodes, type County } from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { setCentroids } from '../../server/county/place-repository.ts'

/** An import of postcodes. */
export function aDataset(): Parameters<typeof addDataset>[2] {
  return {
    kind: 'postcodes',
    title: 'Postcodes',
    fileName: 'postcodes.csv',
    publisher: 'Test',
    sha256: '0'.repeat(64),
    bytes: 1,
    geography: 'postcodes',
    period: 'May 2026',
    licence: 'Open Government Licence v3.0',
    method: null,
    rowsTaken: 2,
    rowsOutside: 0,
    rowsRefused: 0,
    refusals: [],
    importedAt: '2026-09-01T09:00:00.000Z',
    importedBy: null,
  }
}

/** A county's postcodes and neighbourhoods: two postcodes in one neighbourhood, and one neighbourhood without. */
export async function withPostcodes(db: Db, county: County): Promise<void> {
  const [district = ''] = county.districtCodes
  const dataset = await addDataset(db, county.id, aDataset())
  const names = ['E01000001', 'E01000002']
  await addNeighbourhoods(
    db,
    county.id,
    names.map(code => ({ code, name: `Area ${code.slice(-1)}`, districtCode: district })),
    dataset,
  )
  await setCentroids(db, county.id, new Map([['E01000002', [0.15, 52.35] as const]]), dataset)
  await replacePostcodes(
    db,
    county.id,
    [
      {
        postcode: 'PE1 1AB',
        position: [0.05, 52.25],
        districtCode: district,
        neighbourhoodCode: 'E01000001',
      },
      {
        postcode: 'PE1 1AA',
        position: [0.06, 52.26],
        districtCode: district,
        neighbourhoodCode: 'E01000001',
      },
    ],
    dataset,
  )
}
