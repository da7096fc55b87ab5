import { expect, it } from '@jest/globals'
import { addCounty, storeDistricts } from '../../server/county/index.ts'
import { siteLocator } from '../../server/sites/locate-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty } from './builders.ts'

eachDatabase('where a site lies', database => {
  it('is its district inside, none just beyond, and beyond however far away', async () => {
    const { db } = database
    const { id } = await aCounty(db)
    const locate = await siteLocator(db, id)
    expect(await locate([0.1, 52.3])).toEqual({
      districtCode: 'E07009991',
      neighbourhoodCode: null,
      beyondCounty: false,
    })
    expect(await locate([0.3, 52.3])).toMatchObject({ districtCode: 'E07009992', beyondCounty: false })
    for (const position of [
      [0.41, 52.3],
      [-4.5, 50.4],
      [-0.8, 60.8],
    ] as const)
      expect(await locate(position)).toEqual({
        districtCode: null,
        neighbourhoodCode: null,
        beyondCounty: true,
      })
  })

  it('is beyond a county in the far south also at the other end of the country', async () => {
    const { db } = database
    const { id } = await addCounty(
      db,
      {
        name: 'Kernow',
        code: null,
        districtCodes: ['E06000052'],
        vintage: 'LSOA 2021',
        demonstration: false,
      },
      '2026-09-01T09:00:00.000Z',
    )
    const ring = [
      [-5.7, 50],
      [-4.5, 50],
      [-4.5, 50.5],
      [-5.7, 50],
    ]
    await storeDistricts(
      db,
      id,
      [{ code: 'E06000052', name: 'Kernow', boundary: { type: 'Polygon', coordinates: [ring] } }],
      null,
    )
    expect(await (await siteLocator(db, id))([-0.8, 60.8])).toMatchObject({ beyondCounty: true })
  })

  it('counts as inside while the county has no boundaries', async () => {
    const { db } = database
    const { id } = await addCounty(
      db,
      { name: 'New', code: null, districtCodes: ['E1'], vintage: 'LSOA 2021', demonstration: false },
      '2026-09-01T09:00:00.000Z',
    )
    expect(await (await siteLocator(db, id))([0.1, 52.3])).toEqual({
      districtCode: null,
      neighbourhoodCode: null,
      beyondCounty: false,
    })
  })
})
