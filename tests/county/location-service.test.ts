import { beforeEach, describe, expect, it } from '@jest/globals'
import { booleanPointInPolygon } from '@turf/turf'
import fc from '../support/fast-check.ts'
import type { MultiPolygon, Polygon } from 'geojson'
import { indexAreas } from '../../server/county/area-index.ts'
import {
  addCounty,
  addDataset,
  addNeighbourhoods,
  districtAt,
  neighbourhoodAt,
  prepareLocator,
  replacePostcodes,
  setBoundaries,
  storeDistricts,
  type County,
  type Position,
} from '../../server/county/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { marshland } from './builders.ts'

const box = (west: number, south: number, east: number, north: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

eachDatabase('finding where a place lies', database => {
  let county: County

  beforeEach(async () => {
    const { db } = database
    county = await addCounty(db, marshland, '2026-01-01T00:00:00Z')
    const datasetId = await addDataset(db, county.id, {
      kind: 'boundaries',
      title: '',
      fileName: '',
      publisher: '',
      sha256: '',
      bytes: 0,
      geography: '',
      period: '',
      licence: '',
      method: null,
      rowsTaken: 0,
      rowsOutside: 0,
      rowsRefused: 0,
      refusals: [],
      importedAt: '2026-01-01T00:00:00Z',
      importedBy: null,
    })
    const west = { code: 'E01000001', name: 'West', districtCode: 'E07900101' }
    const east = { code: 'E01000002', name: 'East', districtCode: 'E07900102' }
    await storeDistricts(db, county.id, [], datasetId)
    await addNeighbourhoods(db, county.id, [west, east], datasetId)
    await setBoundaries(
      db,
      county.id,
      new Map([
        ['E01000001', box(0, 52, 0.1, 52.1)],
        ['E01000002', box(0.1, 52, 0.2, 52.1)],
      ]),
      datasetId,
    )
    const postcode = (
      text: string,
      position: Position,
      districtCode: string,
      neighbourhoodCode: string | null,
    ) => ({
      postcode: text,
      position,
      districtCode,
      neighbourhoodCode,
    })
    await replacePostcodes(
      db,
      county.id,
      [
        // Just over the drawn edge, which is generalised: the postcode is right.
        postcode('PE1 1AA', [0.1005, 52.05], 'E07900101', 'E01000001'),
        postcode('PE2 1AA', [0.1008, 52.09], 'E07900102', 'E01000002'),
        postcode('PE3 1AA', [-0.001, 52.05], 'E07900101', 'E01000001'),
      ],
      datasetId,
    )
  })

  it('a boundary decides well inside a district', async () => {
    expect(await districtAt(database.db, county.id, [0.05, 52.05])).toBe('E07900101')
    expect(await neighbourhoodAt(database.db, county.id, [0.15, 52.05])).toBe('E01000002')
  })

  it('the nearest postcode decides near an edge', async () => {
    expect(await districtAt(database.db, county.id, [0.1004, 52.0501])).toBe('E07900101')
    expect(await districtAt(database.db, county.id, [0.0995, 52.0901])).toBe('E07900102')
  })

  it('near an edge without a postcode the boundary decides after all', async () => {
    expect(await districtAt(database.db, county.id, [0.0999, 52.02])).toBe('E07900101')
  })

  it('just outside the drawn edge a postcode can still tell, further away nothing does', async () => {
    expect(await districtAt(database.db, county.id, [-0.001, 52.0502])).toBe('E07900101')
    expect(await neighbourhoodAt(database.db, county.id, [-0.001, 52.0502])).toBe('E01000001')
    expect(await districtAt(database.db, county.id, [-0.02, 52.05])).toBeNull()
    expect(await neighbourhoodAt(database.db, county.id, [-0.02, 52.05])).toBeNull()
  })

  it('tells how far beyond the county a place is', async () => {
    const locator = await prepareLocator(database.db, county.id)
    expect(locator.metresBeyond([0.05, 52.05], 1000)).toBe(0)
    expect(locator.metresBeyond([0.05, 51.99], 5000)).toBeCloseTo(1112, 0)
    expect(locator.metresBeyond([0.05, 51.9], 5000)).toBeNull()
  })
})

describe('the index of areas', () => {
  const number = fc.double({ min: -1, max: 1, noNaN: true })
  const star = fc
    .array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 4, maxLength: 12 })
    .map((radii): number[][] => {
      const ring = radii.map((radius, at) => {
        const angle = (2 * Math.PI * at) / radii.length
        return [Math.cos(angle) * radius, Math.sin(angle) * radius]
      })
      return [...ring, ring[0] as number[]]
    })

  it('agrees with an independent library on what lies inside, holes and parts included', () => {
    fc.assert(
      fc.property(star, number, number, fc.boolean(), (ring, x, y, withHole) => {
        const hole = ring.map(([px = 0, py = 0]) => [px / 2, py / 2])
        const boundary: MultiPolygon = {
          type: 'MultiPolygon',
          coordinates: [withHole ? [ring, hole] : [ring], [ring.map(([px = 0, py = 0]) => [px + 3, py])]],
        }
        const index = indexAreas([{ code: 'a', boundary }])
        // On the edge itself either answer is right.
        fc.pre(index.metresFromEdge('a', [x, y]) > 1)
        expect(index.at([x, y]) === 'a').toBe(
          booleanPointInPolygon([x, y], boundary, { ignoreBoundary: true }),
        )
      }),
    )
  })

  it('finds the nearest area within a distance, and only among those asked for', () => {
    const index = indexAreas([
      { code: 'near', boundary: box(0, 52, 0.01, 52.01) },
      { code: 'far', boundary: box(0.05, 52, 0.06, 52.01) },
    ])
    expect(index.nearest([0.012, 52.005], 1000)).toMatchObject({ code: 'near' })
    expect(index.nearest([0.012, 52.005], 1000)?.metres).toBeCloseTo(137, 0)
    expect(index.nearest([0.012, 52.005], 5000, code => code === 'far')?.code).toBe('far')
    expect(index.nearest([0.012, 52.005], 100)).toBeNull()
    expect(indexAreas([]).at([0, 52])).toBeNull()
  })
})
