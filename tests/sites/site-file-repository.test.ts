import { expect, it } from '@jest/globals'
import {
  addEvidence,
  addSiteFile,
  findSiteFile,
  readFiles,
  removeSiteFile,
} from '../../server/sites/site-file-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite } from './builders.ts'

const at = (second: number) => new Date(Date.UTC(2026, 8, 10, 9, 0, second))
const by = { name: 'Pat', at: at(0) }
const file = (siteId: string, originalName = 'door.png') => ({
  siteId,
  sha256: 'a'.repeat(64),
  originalName,
  mediaType: 'image/png',
  bytes: 70,
  caption: null,
})

eachDatabase('files of sites', database => {
  it('are listed in the order sent, as they were sent', async () => {
    const { db } = database
    const id = await aSite(db, (await aCounty(db)).id)
    await addSiteFile(db, { ...file(id, 'second.png'), purpose: 'photo' }, { ...by, at: at(2) })
    await addSiteFile(
      db,
      { ...file(id, '"first" 100%.png'), purpose: 'floor-plan', caption: '<b>' },
      { ...by, at: at(1) },
    )
    expect(await readFiles(db, id)).toMatchObject([
      {
        originalName: '"first" 100%.png',
        purpose: 'floor-plan',
        caption: '<b>',
        bytes: 70,
        uploadedBy: 'Pat',
        uploadedAt: at(1).toISOString(),
      },
      { originalName: 'second.png', purpose: 'photo', caption: null },
    ])
  })

  it('are found by way of their own site alone', async () => {
    const { db } = database
    const county = await aCounty(db)
    const [id, other] = [await aSite(db, county.id), await aSite(db, county.id, { reference: 'other' })]
    const photo = await addSiteFile(db, { ...file(id), purpose: 'photo' }, by)
    expect(await findSiteFile(db, other, photo)).toBeNull()
    expect(await removeSiteFile(db, other, photo, at(1))).toBe(false)
    expect((await findSiteFile(db, id, photo))?.id).toBe(photo)
    expect(await readFiles(db, other)).toEqual([])
  })

  it('are taken away once, and then gone', async () => {
    const { db } = database
    const id = await aSite(db, (await aCounty(db)).id)
    const photo = await addSiteFile(db, { ...file(id), purpose: 'photo' }, by)
    const both = await Promise.all([
      removeSiteFile(db, id, photo, at(1)),
      removeSiteFile(db, id, photo, at(1)),
    ])
    expect(both.sort()).toEqual([false, true])
    expect(await findSiteFile(db, id, photo)).toBeNull()
    expect(await readFiles(db, id)).toEqual([])
  })

  it('that are evidence for a rating stay', async () => {
    const { db } = database
    const id = await aSite(db, (await aCounty(db)).id)
    const evidence = await addEvidence(db, file(id, 'audit.pdf'), by)
    expect(await removeSiteFile(db, id, evidence, at(1))).toBe(false)
    expect(await findSiteFile(db, id, evidence)).toMatchObject({ purpose: 'evidence' })
  })
})
