import { describe, expect, it } from '@jest/globals'
import { addCounty, findCounty, listCounties } from '../../server/county/county-repository.ts'
import { needsReloading, redefineCounty, settleCounty } from '../../server/county/county-service.ts'
import { listDatasets } from '../../server/county/dataset-repository.ts'
import { countFigures, replaceFigures } from '../../server/county/figure-repository.ts'
import { listDistricts, listNeighbourhoods } from '../../server/county/place-repository.ts'
import { countPostcodes, replacePostcodes } from '../../server/county/postcode-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { marshland } from './builders.ts'
import { aDataset, aStoredCounty, later, loaded } from './stored.ts'

describe('a change of county', () => {
  it('makes what was loaded useless by other districts or another vintage alone', () => {
    const districts = [...marshland.districtCodes]
    expect(needsReloading(marshland, { ...marshland, name: 'New', code: null, demonstration: true })).toBe(
      false,
    )
    expect(needsReloading(marshland, { ...marshland, districtCodes: districts.reverse() })).toBe(false)
    expect(needsReloading(marshland, { ...marshland, districtCodes: districts.slice(1) })).toBe(true)
    expect(needsReloading(marshland, { ...marshland, vintage: 'LSOA 2021' })).toBe(true)
  })
})

eachDatabase('changing what makes a county', database => {
  async function filled(db: Db) {
    const { id, codes } = await aStoredCounty(db, 2)
    const dataset = await aDataset(db, id, 'population')
    const figures = codes.map(code => ({
      measure: 'population',
      neighbourhoodCode: code,
      value: 1,
      text: null,
    }))
    await replaceFigures(db, id, ['population'], figures, dataset, later)
    const postcode = {
      postcode: 'CB1 1AA',
      position: [0.1, 52.2] as const,
      districtCode: 'E07000001',
      neighbourhoodCode: null,
    }
    await replacePostcodes(db, id, [postcode], dataset)
    const county = await findCounty(db, id)
    if (county === null) throw new Error('The county is there.')
    return county
  }
  const kept = async (db: Db, id: string) => ({
    neighbourhoods: (await listNeighbourhoods(db, id)).length,
    figures: [...(await countFigures(db, id)).values()],
    postcodes: await countPostcodes(db, id),
    imports: (await listDatasets(db, id)).length,
  })
  const whole = { neighbourhoods: 2, figures: [2], postcodes: 1, imports: 1 }

  it('keeps its figures when only its name changes', async () => {
    const { db } = database
    const county = await filled(db)
    const renamed = await redefineCounty(db, county, { ...county, name: 'The Fens' }, later)
    expect(renamed).toMatchObject({ id: county.id, name: 'The Fens' })
    expect(await kept(db, county.id)).toEqual(whole)
    expect(await listDistricts(db, county.id)).toEqual([{ code: 'E07000001', name: 'Fenland' }])
  })

  it('forgets everything that is of other areas, keeps the record of it, and leaves other counties alone', async () => {
    const { db } = database
    const [county, other] = [await filled(db), await filled(db)]
    await redefineCounty(
      db,
      county,
      { ...county, vintage: 'LSOA 2021', districtCodes: ['E07000001', 'E07000002'] },
      later,
    )
    expect(await kept(db, county.id)).toEqual({ neighbourhoods: 0, figures: [], postcodes: 0, imports: 0 })
    expect(await listDatasets(db, county.id, 'all')).toHaveLength(1)
    expect((await listDistricts(db, county.id)).map(one => one.code)).toEqual(['E07000001', 'E07000002'])
    expect(await kept(db, other.id)).toEqual(whole)
  })

  it('finds a county again by its code, whatever it is called now, else by its name', async () => {
    const { db } = database
    const first = await settleCounty(db, marshland, loaded)
    expect((await settleCounty(db, { ...marshland, name: 'Marsh and Fen' }, later)).id).toBe(first.id)
    expect((await settleCounty(db, { ...marshland, name: 'MARSH and fen', code: null }, later)).id).toBe(
      first.id,
    )
    const another = await settleCounty(db, { ...marshland, name: 'Elsewhere', code: null }, later)
    expect(another.id).not.toBe(first.id)
    const counties = await listCounties(db)
    expect(counties.map(county => [county.id === another.id, county.active])).toEqual(
      expect.arrayContaining([
        [true, true],
        [false, false],
      ]),
    )
    expect(counties).toHaveLength(2)
  })

  it('never takes two counties without a code for one', async () => {
    const { db } = database
    const one = await addCounty(db, { ...marshland, code: null, name: 'One' }, loaded)
    const two = await settleCounty(db, { ...marshland, code: null, name: 'Two' }, loaded)
    expect(two.id).not.toBe(one.id)
  })
})
