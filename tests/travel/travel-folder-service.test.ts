import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadTravelFolder } from '../../server/travel/index.ts'
import { listTravelFiles } from '../../server/travel/travel-file-repository.ts'
import { aCounty } from '../sites/builders.ts'
import { scratch, type Scratch } from '../platform/tables/packed.ts'
import { openTestDatabase } from '../support/open-database.ts'
import { aTown, townRoads, townTimetable, type Town } from './town.ts'

const actor = { accountId: null, name: 'Command line' }
let town: Town
let folder: Scratch
let close: () => Promise<void>

beforeEach(async () => {
  const open = await openTestDatabase('SQLite')
  close = () => open.close()
  town = await aTown(open.db, await aCounty(open.db))
  folder = await scratch()
})
afterEach(async () => {
  await close()
  await town.remove()
  await folder.remove()
})

async function put(name: string, content: Buffer | string): Promise<void> {
  await mkdir(path.dirname(path.join(folder.folder, name)), { recursive: true })
  await writeFile(path.join(folder.folder, name), content)
}

describe('a folder with roads and buses', () => {
  it('is taken into use with what its list says, once', async () => {
    await put('roads/town.osm.pbf', townRoads())
    await put('timetable/town.zip', townTimetable())
    const said = { publisher: 'A mapper', licence: 'ODbL', period: '2026' }
    const list = [
      { file: 'roads/town.osm.pbf', kind: 'roads', ...said },
      { file: 'timetable/town.zip', kind: 'timetable', ...said },
    ]
    await put('council/networks.json', JSON.stringify(list))
    const first = await loadTravelFolder(town.needs, town.county, folder.folder, actor)
    expect(first.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['roads', 'taken'],
      ['timetable', 'taken'],
    ])
    const files = await listTravelFiles(town.needs.db, town.county.id)
    expect(files.every(file => file.publisher === 'A mapper' && file.addedBy === 'Command line')).toBe(true)
    const second = await loadTravelFolder(town.needs, town.county, folder.folder, actor)
    expect(second.map(({ outcome }) => outcome)).toEqual(['already-loaded', 'already-loaded'])
  })

  it('needs no list: roads are taken to be OpenStreetMap’s, and a timetable says itself what it is', async () => {
    await put('roads/town.osm.pbf', townRoads().subarray(0, 200))
    await put('timetable/town.zip', townTimetable())
    const outcomes = await loadTravelFolder(town.needs, town.county, folder.folder, actor)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'taken'])
    const [timetable] = await listTravelFiles(town.needs.db, town.county.id)
    expect(timetable).toMatchObject({ publisher: 'Fen Buses', period: '2026-09-01 to 2026-10-31' })
  })

  it('may have neither', async () => {
    expect(await loadTravelFolder(town.needs, town.county, folder.folder, actor)).toEqual([])
  })
})
