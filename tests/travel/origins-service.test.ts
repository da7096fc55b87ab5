import { expect, it } from '@jest/globals'
import { currentOrigins } from '../../server/travel/index.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'
import { withPostcodes } from './builders.ts'

eachDatabase('where families set out', database => {
  it('is every postcode, and the middle of a neighbourhood that has none', async () => {
    const county = await aCounty(database.db)
    await withPostcodes(database.db, county)
    const origins = await currentOrigins(database.db, county)
    expect(origins.kind).toBe('postcodes')
    expect(origins.codes).toEqual(['PE1 1AA', 'PE1 1AB', 'E01000002'])
    expect(origins.neighbourhoods).toEqual(['E01000001', 'E01000001', 'E01000002'])
    expect([...origins.positions.lons]).toEqual([0.06, 0.05, 0.15])
    expect(await currentOrigins(database.db, county)).toBe(origins)
  })

  it('is nowhere in a county of which nothing is loaded', async () => {
    const origins = await currentOrigins(database.db, await aCounty(database.db))
    expect(origins).toMatchObject({ kind: 'neighbourhoods', codes: [] })
  })
})
