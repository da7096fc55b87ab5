import { expect, it } from '@jest/globals'
import { addBarrier, listBarriers, removeBarriers } from '../../server/travel/barrier-repository.ts'
import {
  listTravelFiles,
  replaceTravelFiles,
  storeTravelFile,
} from '../../server/travel/travel-file-repository.ts'
import type { TravelFile } from '../../server/travel/travel-file.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'

function aFile(given: Partial<TravelFile> = {}): Omit<TravelFile, 'id' | 'replacedAt'> {
  return {
    kind: 'roads',
    fileName: 'county.osm.pbf',
    sha256: 'a'.repeat(64),
    bytes: 1234,
    publisher: 'OpenStreetMap contributors',
    licence: 'ODbL 1.0',
    period: 'September 2026',
    facts: { roads: 12, extent: 'whole' },
    addedAt: '2026-09-22T10:00:00.000Z',
    addedBy: 'A planner',
    ...given,
  }
}

eachDatabase('travel file repository', database => {
  it('puts a file in the place of the one of its kind before, which stays on record', async () => {
    const { db } = database
    const { id: county } = await aCounty(db)
    const first = await storeTravelFile(db, county, aFile())
    await storeTravelFile(db, county, aFile({ kind: 'timetable', fileName: 'buses.zip' }))
    const later = '2026-09-23T10:00:00.000Z'
    const second = await storeTravelFile(db, county, aFile({ addedAt: later, sha256: 'b'.repeat(64) }))
    expect((await listTravelFiles(db, county)).map(file => file.fileName)).toEqual([
      'county.osm.pbf',
      'buses.zip',
    ])
    const all = await listTravelFiles(db, county, 'all')
    expect(all.find(file => file.id === first)).toEqual({ ...aFile(), id: first, replacedAt: later })
    expect(all.find(file => file.id === second)?.replacedAt).toBeNull()
    await replaceTravelFiles(db, county, 'timetable', later)
    expect((await listTravelFiles(db, county)).map(file => file.kind)).toEqual(['roads'])
  })

  it('takes away the barriers that came with a file', async () => {
    const { db } = database
    const { id: county } = await aCounty(db)
    const id = await storeTravelFile(db, county, aFile({ kind: 'barriers' }))
    const barrier = { name: 'A river', reason: '', course: [], gaps: [] }
    const added = { by: 'A planner', at: '2026-09-22T10:00:00.000Z' }
    await addBarrier(db, county, barrier, { ...added, travelFileId: id })
    await addBarrier(db, county, { ...barrier, name: 'Drawn' }, added)
    await removeBarriers(db, county, { travelFileId: id }, added.at)
    expect((await listBarriers(db, county)).map(one => one.name)).toEqual(['Drawn'])
  })
})
