import { expect, it } from '@jest/globals'
import { findCounty } from '../../server/county/county-repository.ts'
import { replaceFigures } from '../../server/county/figure-repository.ts'
import { knownOf } from '../../server/county/known-service.ts'
import { addNeighbourhoods, nameDistricts } from '../../server/county/place-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDataset, aStoredCounty, later } from './stored.ts'

eachDatabase('what is known of a county', database => {
  const known = async (id: string) => {
    const county = await findCounty(database.db, id)
    if (county === null) throw new Error('The county is there.')
    return knownOf(database.db, county)
  }

  it('adds up what is known, says for how many it is not, and never calls none known nought', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 3)
    const [one = '', two = ''] = codes
    await nameDistricts(db, id, new Map([['E2', 'Vale']]))
    const dataset = await aDataset(db, id, 'population')
    await addNeighbourhoods(db, id, [{ code: 'E09', name: 'Vale 1', districtCode: 'E2' }], dataset)
    const figures = [
      { measure: 'population', neighbourhoodCode: one, value: 1500, text: null },
      { measure: 'population', neighbourhoodCode: two, value: 0, text: null },
    ]
    await replaceFigures(db, id, ['population'], figures, dataset, later)
    const told = await known(id)
    expect(told.population).toEqual({ known: 1500, neighbourhoodsNotKnown: 2 })
    expect(told.children0to4).toEqual({ known: null, neighbourhoodsNotKnown: 4 })
    expect(told.districts).toMatchObject([
      { name: 'Fenland', neighbourhoods: 3, population: { known: 1500, neighbourhoodsNotKnown: 1 } },
      { name: 'Vale', neighbourhoods: 1, population: { known: null, neighbourhoodsNotKnown: 1 } },
    ])
  })

  it('names each file that is missing, and the gaps of those that are there', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 2)
    const before = (await known(id)).gaps.join(' ')
    expect(before).toContain('No population by age')
    expect(before).toContain('No lookup between LSOAs of 2011 and 2021')
    const dataset = await aDataset(db, id, 'population')
    await aDataset(db, id, 'centroids')
    const children = [{ measure: 'children0to4', neighbourhoodCode: codes[0] ?? '', value: 9, text: null }]
    await replaceFigures(db, id, ['children0to4'], children, dataset, later)
    const { gaps } = await known(id)
    expect(gaps.join(' ')).not.toContain('No population by age')
    expect(gaps).toContain('1 neighbourhood has no known number of children aged 0 to 4.')
    expect(gaps).toContain('2 neighbourhoods have no centroid.')
  })
})
