import { expect, it } from '@jest/globals'
import type { Boundary } from '../../server/county/county.ts'
import {
  addNeighbourhoods,
  districtBoundaries,
  forgetPlaces,
  listDistricts,
  listNeighbourhoods,
  nameDistricts,
  neighbourhoodBoundaries,
  setBoundaries,
  setCentroids,
  storeDistricts,
} from '../../server/county/place-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDataset, aStoredCounty } from './stored.ts'

const square = (west: number): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 52.3],
      [west + 0.02, 52.3],
      [west + 0.02, 52.32],
      [west, 52.3],
    ],
  ],
})
const islands: Boundary = {
  type: 'MultiPolygon',
  coordinates: [square(0), square(1)].map(one => one.coordinates as number[][][]),
}

eachDatabase('the store of districts', database => {
  it('names a district that is known by its code, and never takes a known name away', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    await nameDistricts(db, id, new Map([['E2', 'E2']]))
    await nameDistricts(db, id, new Map([['E2', 'South Marsh']]))
    await nameDistricts(
      db,
      id,
      new Map([
        ['E2', 'E2'],
        ['E07000001', 'Another name'],
      ]),
    )
    await nameDistricts(db, id, new Map([['E2', 'A later name']]))
    expect(await listDistricts(db, id)).toEqual([
      { code: 'E07000001', name: 'Fenland' },
      { code: 'E2', name: 'South Marsh' },
    ])
  })

  it('keeps a boundary when a later file names the district without one', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const dataset = await aDataset(db, id, 'districts')
    await storeDistricts(db, id, [{ code: 'E07000001', name: 'Fenland', boundary: islands }], dataset)
    await storeDistricts(db, id, [{ code: 'E07000001', name: 'The Fens', boundary: null }], dataset)
    expect(await districtBoundaries(db, id)).toEqual([
      { code: 'E07000001', name: 'The Fens', boundary: islands },
    ])
    await storeDistricts(db, id, [{ code: 'E07000001', name: 'The Fens', boundary: square(3) }], dataset)
    expect((await districtBoundaries(db, id))[0]?.boundary).toEqual(square(3))
  })
})

eachDatabase('the store of neighbourhoods', database => {
  it('adds those that are new, and leaves those that are there as they are', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 1)
    const [code = ''] = codes
    const dataset = await aDataset(db, id, 'population')
    await setCentroids(db, id, new Map([[code, [0.1, 52.3]]]), dataset)
    await addNeighbourhoods(
      db,
      id,
      [
        { code, name: 'Another name', districtCode: 'E9' },
        { code: 'E09', name: 'New', districtCode: 'E07000001' },
      ],
      dataset,
    )
    expect(await listNeighbourhoods(db, id)).toEqual([
      { code, name: `Fen ${code}`, districtCode: 'E07000001', centroid: [0.1, 52.3] },
      { code: 'E09', name: 'New', districtCode: 'E07000001', centroid: null },
    ])
  })

  it('leaves without centroid or boundary whatever a newer file does not tell, in its own county alone', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 2), await aStoredCounty(db, 2)]
    for (const { id, codes } of [mine, other]) {
      const dataset = await aDataset(db, id, 'boundaries')
      await setBoundaries(db, id, new Map(codes.map(code => [code, square(1)])), dataset)
      await setCentroids(db, id, new Map(codes.map(code => [code, [0, 52]])), dataset)
    }
    const [one = '', two = ''] = mine.codes
    const newer = await aDataset(db, mine.id, 'boundaries')
    await setBoundaries(db, mine.id, new Map([[one, islands]]), newer)
    await setCentroids(db, mine.id, new Map([[two, [0.123456789, 52.987654321]]]), newer)
    expect((await neighbourhoodBoundaries(db, mine.id)).map(each => each.boundary)).toEqual([islands, null])
    expect((await listNeighbourhoods(db, mine.id)).map(each => each.centroid)).toEqual([
      null,
      [0.123456789, 52.987654321],
    ])
    expect((await neighbourhoodBoundaries(db, other.id)).map(each => each.boundary)).toEqual([
      square(1),
      square(1),
    ])
    expect((await listNeighbourhoods(db, other.id)).map(each => each.centroid)).toEqual([
      [0, 52],
      [0, 52],
    ])
  })

  it('knows a centroid on the meridian and the equator from none', async () => {
    const { db } = database
    const { id, codes } = await aStoredCounty(db, 1)
    await setCentroids(db, id, new Map([[codes[0] ?? '', [0, 0]]]), await aDataset(db, id, 'centroids'))
    expect((await listNeighbourhoods(db, id))[0]?.centroid).toEqual([0, 0])
  })

  it('passes over the boundary of a neighbourhood that is not the county’s', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 1)
    await setBoundaries(db, id, new Map([['E09', square(1)]]), await aDataset(db, id, 'boundaries'))
    expect((await neighbourhoodBoundaries(db, id)).map(each => each.boundary)).toEqual([null])
  })

  it('forgets the places of one county, and no other’s', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 2), await aStoredCounty(db, 2)]
    await forgetPlaces(db, mine.id)
    expect([await listNeighbourhoods(db, mine.id), await listDistricts(db, mine.id)]).toEqual([[], []])
    expect([
      (await listNeighbourhoods(db, other.id)).length,
      (await listDistricts(db, other.id)).length,
    ]).toEqual([2, 1])
  })
})
