import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listBarriers } from '../../server/travel/barrier-repository.ts'
import { listJourneyBases } from '../../server/travel/index.ts'
import { listTravelFiles } from '../../server/travel/travel-file-repository.ts'
import type { TravelFileKind } from '../../server/travel/travel-file.ts'
import { zipOf } from '../platform/tables/packed.ts'
import { aCounty } from '../sites/builders.ts'
import { openTestDatabase } from '../support/open-database.ts'
import { load } from './adding.ts'
import { aFeed } from './timetable/feeds.ts'
import { aTown, townRoads, townTimetable, type Town } from './town.ts'

let town: Town
let close: () => Promise<void>

beforeEach(async () => {
  const open = await openTestDatabase('SQLite')
  close = () => open.close()
  town = await aTown(open.db, await aCounty(open.db))
})
afterEach(async () => {
  await close()
  await town.remove()
})

async function refusal(kind: TravelFileKind, content: Buffer | string): Promise<string> {
  const before = await listTravelFiles(town.needs.db, town.county.id, 'all')
  const said = await load(town, kind, content).then(
    () => 'taken',
    (error: unknown) => (error as Error).message,
  )
  expect(await listTravelFiles(town.needs.db, town.county.id, 'all')).toEqual(before)
  return said
}

describe('files for journeys', () => {
  it('are taken into use once they were read to their end', async () => {
    const roads = await load(town, 'roads', townRoads())
    expect(roads).toMatchObject({ kind: 'roads', facts: { roads: 23 }, publisher: 'A mapper' })
    const timetable = await load(town, 'timetable', townTimetable())
    expect(timetable.facts).toMatchObject({ trips: 24, stops: 2, validFrom: '2026-09-01' })
    expect((await listJourneyBases(town.needs.db, town.county.id)).map(basis => basis.mode)).toEqual([
      'walking-with-a-buggy',
      'toddlers-walk',
      'public-transport',
      'driving',
    ])
    await expect(load(town, 'roads', townRoads())).rejects.toThrow('roads.file is in use already.')
  })

  it('are refused in a sentence when they are broken, and nothing changes', async () => {
    const roads = townRoads()
    expect(await refusal('roads', roads.subarray(0, roads.length - 40))).toMatch(/cut (short|off)|end/)
    expect(await refusal('roads', 'no roads at all')).toMatch(/\.osm\.pbf/)
    const feed = aFeed([{ id: 'T', calls: ['A 9:00', 'B 9:10'] }])
    const without = Object.fromEntries(Object.entries(feed).filter(([name]) => name !== 'stop_times.txt'))
    expect(await refusal('timetable', zipOf(without))).toContain('stop_times.txt')
    expect(await refusal('barriers', '{"type":"Point","coordinates":[0,52]}')).toContain('Expected GeoJSON')
    expect(await refusal('matrix', 'origin,site,minutes\nPE1 0AA,west,3')).toMatch(
      /^There is no journey from .* to west\..* And \d+ more\.$/,
    )
  })

  it('bring barriers, and a later file of barriers takes their place', async () => {
    const lines = (name: string): string =>
      JSON.stringify({
        type: 'Feature',
        properties: { name, reason: 'water' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [0, 52],
            [0.1, 52],
          ],
        },
      })
    await load(town, 'barriers', lines('Old river'))
    await load(town, 'barriers', lines('New river'))
    const barriers = await listBarriers(town.needs.db, town.county.id)
    expect(barriers.map(({ name, reason }) => [name, reason])).toEqual([['New river', 'water']])
    expect((await listTravelFiles(town.needs.db, town.county.id, 'all')).length).toBe(2)
  })
})
