import { expect, it } from '@jest/globals'
import { findWorks, listWorks, recordWorks, worksHistory } from '../../server/appraisal/works-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite, openConnections } from '../sites/builders.ts'
import { at } from './builders.ts'

const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000)
const ramp = { description: 'A ramp <b>', costLow: 0, costHigh: null, costBasis: 'Guess' }
const pat = { name: 'Pat', at }
const seen = at.toISOString()

eachDatabase('works proposed for sites', database => {
  it('are those of a county’s own sites; no cost is not the same as a cost of 0', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const [siteId, elsewhere] = [await aSite(db, county.id), await aSite(db, another.id)]
    expect(await findWorks(db, county.id, siteId)).toBeNull()
    await recordWorks(db, siteId, ramp, null, pat)
    await recordWorks(db, elsewhere, ramp, null, pat)
    expect([...(await listWorks(db, county.id))]).toEqual([
      [siteId, { ...ramp, recordedAt: seen, recordedBy: 'Pat' }],
    ])
    expect(await findWorks(db, county.id, elsewhere)).toBeNull()
  })

  it('are replaced, or taken back, by somebody who saw the newest alone', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    const lift = { ...ramp, description: 'A lift' }
    expect(await recordWorks(db, siteId, ramp, null, pat)).toBe(true)
    expect(await recordWorks(db, siteId, lift, null, { ...pat, at: later(1) })).toBe(false)
    expect(await recordWorks(db, siteId, lift, later(9).toISOString(), { ...pat, at: later(1) })).toBe(false)
    expect((await findWorks(db, county.id, siteId))?.description).toBe(ramp.description)
    expect(await worksHistory(db, siteId)).toEqual([])
    expect(await recordWorks(db, siteId, lift, seen, { ...pat, at: later(2) })).toBe(true)
    expect(await recordWorks(db, siteId, null, later(2).toISOString(), { ...pat, at: later(3) })).toBe(true)
    expect(await findWorks(db, county.id, siteId)).toBeNull()
    expect((await worksHistory(db, siteId)).map(one => [one.description, one.replacedAt])).toEqual([
      ['A lift', later(3).toISOString()],
      [ramp.description, later(2).toISOString()],
    ])
  })

  it('are replaced by one of two people at the same moment', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    await recordWorks(db, siteId, ramp, null, pat)
    await openConnections(db)
    const both = await Promise.all(
      ['A lift', 'A door'].map(description =>
        inTransaction(db, tx =>
          recordWorks(tx, siteId, { ...ramp, description }, seen, { ...pat, at: later(1) }),
        ),
      ),
    )
    expect([...both].sort()).toEqual([false, true])
    expect((await findWorks(db, county.id, siteId))?.description).toBe(both[0] ? 'A lift' : 'A door')
    expect(await worksHistory(db, siteId)).toHaveLength(1)
  })
})
