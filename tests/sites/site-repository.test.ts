import { expect, it } from '@jest/globals'
import { inTransaction } from '../../server/db/index.ts'
import {
  addSite,
  findSite,
  holdSite,
  listSites,
  readSite,
  siteWithReference,
  writeDetails,
} from '../../server/sites/site-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite, openConnections, siteDetails } from './builders.ts'

const by = { name: 'Pat', at: new Date('2026-09-10T09:00:00Z') }

eachDatabase('sites of the register', database => {
  it('come back as they were given, known or not', async () => {
    const { db } = database
    const county = await aCounty(db)
    const known = siteDetails({
      reference: 'known',
      note: 'O’Brien’s <b>hall</b> 100%',
      beyondCounty: true,
      leaseEndsOn: '2027-03-31',
    })
    const unknown = siteDetails({
      reference: 'unknown',
      kind: 'library',
      position: null,
      positionSource: null,
      districtCode: null,
      providerKind: null,
    })
    const [one, other] = [
      await addSite(db, county.id, known, by),
      await addSite(db, county.id, unknown, { ...by, name: null }),
    ]
    expect(await findSite(db, county.id, one)).toMatchObject({
      ...known,
      isExistingCentre: true,
      version: 1,
      updatedBy: 'Pat',
    })
    expect(await findSite(db, county.id, other)).toMatchObject({
      ...unknown,
      isExistingCentre: false,
      hoursPublished: null,
      weeksClosed: null,
      updatedBy: null,
    })
  })

  it('at zero degrees have a position', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id, { position: [0, 52.3] })
    expect((await findSite(db, county.id, id))?.position).toEqual([0, 52.3])
  })

  it('are those of one county, by name', async () => {
    const { db } = database
    const [county, other] = [await aCounty(db), await aCounty(db)]
    await aSite(db, county.id, { reference: '2', name: 'Birch' })
    await aSite(db, county.id, { reference: '3', name: 'Alder' })
    await aSite(db, county.id, { reference: '1', name: 'Birch' })
    const elsewhere = await aSite(db, other.id, { reference: '1', name: 'Cedar' })
    expect((await listSites(db, county.id)).map(site => [site.name, site.reference])).toEqual([
      ['Alder', '3'],
      ['Birch', '1'],
      ['Birch', '2'],
    ])
    expect(await findSite(db, county.id, elsewhere)).toBeNull()
    expect(await readSite(db, county.id, elsewhere)).toBeNull()
    expect(await siteWithReference(db, other.id, '1')).toBe(elsewhere)
    expect(await siteWithReference(db, other.id, '2')).toBeNull()
  })

  it('that two people add with one reference at the same moment are one site', async () => {
    const { db } = database
    const county = await aCounty(db)
    await openConnections(db)
    const both = await Promise.allSettled([aSite(db, county.id), aSite(db, county.id)])
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(one => one.status === 'rejected')).toMatchObject({
      reason: { code: 'reference-taken', status: 409 },
    })
  })

  it('count a version with each change, and stay as they were when the change is not finished', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    await inTransaction(db, async tx => {
      expect((await holdSite(tx, county.id, id, by))?.before.name).toBe('Alder Centre')
      await writeDetails(tx, id, siteDetails({ name: 'Alder House' }))
    })
    await expect(
      inTransaction(db, async tx => {
        await holdSite(tx, county.id, id, { name: 'Quinn', at: new Date('2026-09-11T09:00:00Z') })
        await writeDetails(tx, id, siteDetails({ name: 'Alder Barn' }))
        throw new Error('The power went.')
      }),
    ).rejects.toThrow('The power went.')
    expect(await findSite(db, county.id, id)).toMatchObject({
      name: 'Alder House',
      updatedBy: 'Pat',
      updatedAt: by.at.toISOString(),
      version: 2,
    })
  })

  it('held by several at the same moment are each read after the one before has written', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id, { note: '' })
    await openConnections(db)
    await Promise.all(
      ['a', 'b', 'c', 'd'].map(letter =>
        inTransaction(db, async tx => {
          const held = await holdSite(tx, county.id, id, by)
          await writeDetails(tx, id, siteDetails({ note: `${held?.before.note}${letter}` }))
        }),
      ),
    )
    const site = await findSite(db, county.id, id)
    expect((site?.note ?? '').split('').sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(site?.version).toBe(5)
  })

  it('do not take the reference of another site of their county', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const id = await aSite(db, county.id, { reference: 'mine' })
    await aSite(db, county.id, { reference: 'taken' })
    await aSite(db, another.id, { reference: 'theirs' })
    await expect(writeDetails(db, id, siteDetails({ reference: 'taken' }))).rejects.toMatchObject({
      code: 'reference-taken',
      status: 409,
    })
    await writeDetails(db, id, siteDetails({ reference: 'theirs' }))
    expect((await findSite(db, county.id, id))?.reference).toBe('theirs')
  })

  it('are not held by way of another county', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    expect(await inTransaction(db, tx => holdSite(tx, 'another', id, by))).toBeNull()
    expect((await findSite(db, county.id, id))?.version).toBe(1)
  })
})
