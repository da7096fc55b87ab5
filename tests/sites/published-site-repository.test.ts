import { expect, it } from '@jest/globals'
import { addDataset } from '../../server/county/index.ts'
import { inTransaction, type Db } from '../../server/db/index.ts'
import { listSites, storePublishedSites } from '../../server/sites/index.ts'
import { findSite, holdSite, writeDetails } from '../../server/sites/site-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aPublishedSite, aSite, siteDetails } from './builders.ts'

function anImport(db: Db, countyId: string): Promise<string> {
  return addDataset(db, countyId, {
    kind: 'childrens-centres',
    title: 'Centres',
    fileName: 'centres.csv',
    publisher: 'Council',
    sha256: '0',
    bytes: 1,
    geography: 'sites',
    period: '2026',
    licence: 'OGL',
    method: null,
    rowsTaken: 1,
    rowsOutside: 0,
    rowsRefused: 0,
    refusals: [],
    importedAt: '2026-09-01T09:00:00.000Z',
    importedBy: null,
  })
}

eachDatabase('published sites', database => {
  it('come into the register once, whatever number of times their file is loaded', async () => {
    const { db } = database
    const county = await aCounty(db)
    const first = await anImport(db, county.id)
    const sites = [
      aPublishedSite(),
      aPublishedSite({ reference: 'urn:2', name: 'Birch', kind: 'linked-site' }),
    ]
    expect(await storePublishedSites(db, county.id, first, sites)).toEqual({ added: 2, changed: 0 })
    const again = await anImport(db, county.id)
    expect(await storePublishedSites(db, county.id, again, sites)).toEqual({ added: 0, changed: 0 })
    const register = await listSites(db, county.id)
    expect(register.map(site => [site.name, site.kind, site.isExistingCentre, site.version])).toEqual([
      ['Alder Centre', 'centre', true, 1],
      ['Birch', 'linked-site', true, 1],
    ])
    expect(register[0]).toMatchObject({
      position: [0.1, 52.3],
      positionSource: 'published',
      districtCode: 'E07009991',
      providerKind: 'council',
      providerName: null,
      leaseEndsOn: null,
      datasetId: again,
    })
  })

  it('follow the file where the council has changed nothing', async () => {
    const { db } = database
    const county = await aCounty(db)
    await storePublishedSites(db, county.id, await anImport(db, county.id), [aPublishedSite()])
    const told = await storePublishedSites(db, county.id, await anImport(db, county.id), [
      aPublishedSite({
        name: 'Alder Family Centre',
        position: [0.3, 52.3],
        districtCode: 'E07009992',
        phone: null,
      }),
    ])
    expect(told).toEqual({ added: 0, changed: 1 })
    expect((await listSites(db, county.id))[0]).toMatchObject({
      name: 'Alder Family Centre',
      position: [0.3, 52.3],
      districtCode: 'E07009992',
      version: 2,
    })
  })

  it('leave every field that the council has changed, and follow the file in the others', async () => {
    const { db } = database
    const county = await aCounty(db)
    const at = new Date('2026-09-02T09:00:00Z')
    await storePublishedSites(db, county.id, await anImport(db, county.id), [aPublishedSite()])
    const [site] = await listSites(db, county.id)
    await inTransaction(db, async tx => {
      await holdSite(tx, county.id, site?.id ?? '', { name: 'A planner', at })
      await writeDetails(
        tx,
        site?.id ?? '',
        siteDetails({ reference: 'urn:1', name: 'Alder House', position: [0.11, 52.31] }),
      )
    })
    await storePublishedSites(db, county.id, await anImport(db, county.id), [
      aPublishedSite({
        name: 'Alder Centre 2',
        position: [0.3, 52.3],
        districtCode: 'E07009992',
        postcode: 'PE1 9ZZ',
      }),
    ])
    expect(await findSite(db, county.id, site?.id ?? '')).toMatchObject({
      name: 'Alder House',
      position: [0.11, 52.31],
      districtCode: 'E07009991',
      postcode: 'PE1 9ZZ',
    })
  })

  it('fill only what is not known of a site that the council added itself', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id, {
      reference: 'urn:1',
      name: 'Our Alder',
      postcode: null,
      position: null,
    })
    const told = await storePublishedSites(db, county.id, await anImport(db, county.id), [aPublishedSite()])
    expect(told).toEqual({ added: 0, changed: 1 })
    expect(await findSite(db, county.id, id)).toMatchObject({
      name: 'Our Alder',
      postcode: 'PE1 1AA',
      position: [0.1, 52.3],
      positionSource: 'published',
    })
  })

  it('stay when a newer file no longer has them, or no longer tells a field', async () => {
    const { db } = database
    const county = await aCounty(db)
    await storePublishedSites(db, county.id, await anImport(db, county.id), [
      aPublishedSite(),
      aPublishedSite({ reference: 'urn:2' }),
    ])
    await storePublishedSites(db, county.id, await anImport(db, county.id), [
      aPublishedSite({ postcode: null }),
    ])
    const register = await listSites(db, county.id)
    expect(register).toHaveLength(2)
    expect(register[0]?.postcode).toBe('PE1 1AA')
  })

  it('take a thousand sites at once', async () => {
    const { db } = database
    const county = await aCounty(db)
    const many = Array.from({ length: 1000 }, (_, at) => aPublishedSite({ reference: `urn:${at}` }))
    expect(await storePublishedSites(db, county.id, await anImport(db, county.id), many)).toEqual({
      added: 1000,
      changed: 0,
    })
  })
})
