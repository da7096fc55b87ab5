import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { partMark, savePart } from '../../server/sites/edit-service.ts'
import { readHours, writeHours } from '../../server/sites/site-hours-repository.ts'
import { readRooms, writeRooms } from '../../server/sites/site-parts-repository.ts'
import { findSite } from '../../server/sites/site-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite, openConnections } from './builders.ts'

const at = new Date('2026-09-10T09:00:00Z')

function saveRooms(db: Db, countyId: string, siteId: string, who: string, seen: string, name: string) {
  return savePart(db, {
    countyId,
    siteId,
    seen,
    read: tx => readRooms(tx, siteId),
    write: tx => writeRooms(tx, siteId, [{ name, areaSquareMetres: null, use: null }]),
    summary: 'Changed the rooms of',
    actor: { accountId: null, name: who },
    at,
  })
}

eachDatabase('two people at one site', database => {
  it('the second is told what the first saved, and nothing of the first is lost', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    const seen = partMark(await readRooms(db, id))
    expect(await saveRooms(db, county.id, id, 'Pat', seen, 'Hall')).toEqual({ saved: true })
    expect(await saveRooms(db, county.id, id, 'Quinn', seen, 'Kitchen')).toEqual({
      saved: false,
      now: [{ name: 'Hall', areaSquareMetres: null, use: null }],
      changedBy: 'Pat',
      changedAt: at.toISOString(),
    })
    expect((await readRooms(db, id)).map(room => room.name)).toEqual(['Hall'])
    expect(await findSite(db, county.id, id)).toMatchObject({ updatedBy: 'Pat', version: 2 })
  })

  it('at the very same moment, exactly one is saved', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    const seen = partMark(await readRooms(db, id))
    await openConnections(db)
    const both = await Promise.all([
      saveRooms(db, county.id, id, 'Pat', seen, 'Hall'),
      saveRooms(db, county.id, id, 'Quinn', seen, 'Kitchen'),
    ])
    expect(both.filter(saving => saving.saved)).toHaveLength(1)
    expect(await readRooms(db, id)).toHaveLength(1)
  })

  it('do not get in each other’s way when they change different parts', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    const seenRooms = partMark(await readRooms(db, id))
    const seenHours = partMark(await readHours(db, id))
    await saveRooms(db, county.id, id, 'Pat', seenRooms, 'Hall')
    const saving = await savePart(db, {
      countyId: county.id,
      siteId: id,
      seen: seenHours,
      read: tx => readHours(tx, id),
      write: tx => writeHours(tx, id, [{ season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' }]),
      summary: 'Changed the opening hours of',
      actor: { accountId: null, name: 'Quinn' },
      at,
    })
    expect(saving).toEqual({ saved: true })
    expect(await readRooms(db, id)).toHaveLength(1)
  })

  it('another county’s site is not there', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    await expect(saveRooms(db, 'another', id, 'Pat', '', 'Hall')).rejects.toThrow('There is no such site.')
  })
})
