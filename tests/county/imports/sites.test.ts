import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import {
  addCounty,
  importFile,
  writeSetting,
  type County,
  type FileOutcome,
  type PublishedSite,
} from '../../../server/county/index.ts'
import { scratch, type Scratch } from '../../platform/tables/packed.ts'
import { eachDatabase } from '../../support/databases.ts'
import { csv, files, marshland, squares } from '../builders.ts'

let place: Scratch

beforeAll(async () => {
  place = await scratch()
})
afterAll(() => place.remove())

const centres = (
  ...rows: (readonly [name: string, postcode: string, lat: number | '', lon: number | '', district: string])[]
): string =>
  csv([
    ['EstablishmentName', 'Address', 'Postcode', 'lat', 'lon', 'SiteType', 'LAD24CD'],
    ...rows.map(([name, postcode, lat, lon, district]) => [
      name,
      'High Street',
      postcode,
      lat,
      lon,
      "Children's centre",
      district,
    ]),
  ])

eachDatabase('places of a file', database => {
  let county: County
  let stored: PublishedSite[] = []

  beforeEach(async () => {
    county = await addCounty(database.db, marshland, '2026-09-22T10:00:00.000Z')
    stored = []
  })

  const load = async (content: string): Promise<FileOutcome> =>
    importFile(database.db, county, await place.file('file', content), 'download.csv', {
      clock: () => new Date('2026-09-22T10:00:00.000Z'),
      storeSites: (_, __, ___, sites) => {
        stored.push(...sites)
        return Promise.resolve({ added: sites.length, changed: 0 })
      },
    })
  const north = squares[0]?.district[0] ?? ''

  it('are refused as a whole while nobody knows where the county lies', async () => {
    await expect(load(centres(['Reed Centre', 'PE1 1AA', 52.31, 0.01, '']))).rejects.toMatchObject({
      code: 'no-boundaries',
    })
    expect(stored).toEqual([])
  })

  it('stand where their postcode is, where the file has no position; without either they are refused', async () => {
    await load(files.boundaries())
    await load(files.codePointOpen())
    const outcome = await load(
      centres(['Reed Centre', 'PE1 1AA', '', '', north], ['Nowhere Centre', 'ZZ1 1ZZ', '', '', north]),
    )
    expect(outcome).toMatchObject({ rowsTaken: 1, rowsRefused: 1 })
    expect(stored.map(({ name }) => name)).toEqual(['Reed Centre'])
    expect(stored[0]?.position[1]).toBeCloseTo(52.31, 3)
  })

  it('are taken once, and nothing of the second is mixed into the first', async () => {
    await load(files.boundaries())
    const outcome = await load(
      centres(
        ['Reed Centre', 'PE1 1AA', 52.31, 0.01, north],
        ['Reed Centre', 'PE1 1AA', 52.311, 0.03, north],
      ),
    )
    expect(outcome).toMatchObject({ rowsTaken: 1, rowsRefused: 1 })
    expect(stored).toMatchObject([{ position: [0.01, 52.31], neighbourhoodCode: 'E01900001' }])
  })

  it('just beyond the county belong to no district, though a boundary is near, and are left out where none are kept', async () => {
    await load(files.boundaries())
    const file = centres(
      ['Reed Centre', 'PE1 1AA', 52.31, 0.01, north],
      ['Edge Centre', 'ZZ9 9ZZ', 52.31, 0.121, 'E07900199'],
      ['Far Centre', 'ZZ9 9ZY', 53.5, 0.121, 'E07900199'],
    )
    const outcome = await load(file)
    expect(outcome).toMatchObject({ rowsTaken: 2, rowsOutside: 1 })
    expect(stored.find(({ name }) => name === 'Edge Centre')).toMatchObject({
      districtCode: null,
      neighbourhoodCode: null,
      beyondCounty: true,
    })
    expect(outcome.sentence).toContain('1 stands beyond the county, within 5,000 metres.')
    await writeSetting(database.db, county.id, 'keepBeyondMetres', 0)
    stored = []
    await load(`${file.trimEnd()}\n`.replace('Reed Centre', 'Reed Children’s Centre'))
    expect(stored.map(({ name }) => name)).toEqual(['Reed Children’s Centre'])
  })
})
