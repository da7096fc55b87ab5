import { expect, it } from '@jest/globals'
import { writeSetting } from '../../../server/county/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { csv, files, squares } from '../builders.ts'
import { importing } from './importing.ts'

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
  const into = importing(database)
  const { load } = into
  const north = squares[0]?.district[0] ?? ''

  it('are refused as a whole while nobody knows where the county lies', async () => {
    await expect(load(centres(['Reed Centre', 'PE1 1AA', 52.31, 0.01, '']))).rejects.toMatchObject({
      code: 'no-boundaries',
    })
    expect(into.stored).toEqual([])
  })

  it('stand where their postcode is, where the file has no position; without either they are refused', async () => {
    await load(files.boundaries())
    await load(files.codePointOpen())
    const outcome = await load(
      centres(['Reed Centre', 'PE1 1AA', '', '', north], ['Nowhere Centre', 'ZZ1 1ZZ', '', '', north]),
    )
    expect(outcome).toMatchObject({ rowsTaken: 1, rowsRefused: 1 })
    expect(into.stored.map(({ name }) => name)).toEqual(['Reed Centre'])
    expect(into.stored[0]?.position[1]).toBeCloseTo(52.31, 3)
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
    expect(into.stored).toMatchObject([{ position: [0.01, 52.31], neighbourhoodCode: 'E01900001' }])
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
    expect(into.stored.find(({ name }) => name === 'Edge Centre')).toMatchObject({
      districtCode: null,
      neighbourhoodCode: null,
      beyondCounty: true,
    })
    expect(outcome.sentence).toContain('1 stands beyond the county, within 5,000 metres.')
    await writeSetting(database.db, into.county.id, 'keepBeyondMetres', 0)
    const before = into.stored.length
    await load(`${file.trimEnd()}\n`.replace('Reed Centre', 'Reed Children’s Centre'))
    expect(into.stored.slice(before).map(({ name }) => name)).toEqual(['Reed Children’s Centre'])
  })
})
