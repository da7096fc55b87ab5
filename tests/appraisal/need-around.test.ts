import { expect, it } from '@jest/globals'
import { aroundMetres, needAround } from '../../server/appraisal/need-around.ts'
import { addNeighbourhoods, replaceFigures, setCentroids, type Position } from '../../server/county/index.ts'
import { aDataset, later } from '../county/stored.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'

/** Metres north of the site. */
const north = (metres: number): Position => [0.1, 52.2 + metres / 111_195]
const site = north(0)

eachDatabase('need around a site', database => {
  it('counts those who live near, and apart from them whoever is not known', async () => {
    const { db } = database
    const { id } = await aCounty(db)
    const dataset = await aDataset(db, id, 'population')
    const near: [string, number | null, number | null, number | null, number | null][] = [
      // Code, metres, children, rate, decile.
      ['E1', 0, 100, 0.5, 1],
      ['E2', aroundMetres - 5, 40, null, 3],
      ['E3', 1000, null, 0.2, 4],
      ['E4', 900, 30, 0.1, null],
      ['E5', aroundMetres + 5, 1000, 0.9, 1],
      ['E6', null, 500, 0.9, 1],
    ]
    await addNeighbourhoods(
      db,
      id,
      near.map(([code]) => ({ code, name: code, districtCode: 'E07009991' })),
      dataset,
    )
    await setCentroids(
      db,
      id,
      new Map(near.flatMap(([code, metres]) => (metres === null ? [] : [[code, north(metres)] as const]))),
      dataset,
    )
    const figures = (measure: string, at: 2 | 3 | 4) =>
      near.map(row => ({ measure, neighbourhoodCode: row[0], value: row[at], text: null }))
    const all = [...figures('children0to4', 2), ...figures('idaciRate', 3), ...figures('idaciDecile', 4)]
    await replaceFigures(db, id, ['children0to4', 'idaciRate', 'idaciDecile'], all, dataset, later)

    const need = await needAround(db, id, site)
    expect(need.neighbourhoods.map(one => one.code)).toEqual(['E1', 'E4', 'E3', 'E2'])
    expect(need).toMatchObject({
      children: 170,
      childrenNotKnown: 1,
      needMassNotKnown: 2,
      childrenMostDeprived: 140,
      countyChildren: 1670,
      unplaced: 1,
    })
    expect(need.needMass).toBeCloseTo(100 * 0.5 + 30 * 0.1, 9)
    expect(need.neighbourhoods.find(one => one.code === 'E3')).toMatchObject({
      children: null,
      needMass: null,
    })
    expect(need.sources).toHaveLength(1)
  })

  it('is nothing, and no mistake, where nothing was loaded', async () => {
    const { db } = database
    const { id } = await aCounty(db)
    expect(await needAround(db, id, site)).toMatchObject({ neighbourhoods: [], children: 0, sources: [] })
  })
})
