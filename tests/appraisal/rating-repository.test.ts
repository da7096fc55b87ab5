import { expect, it } from '@jest/globals'
import {
  leavePlace,
  listAssessors,
  readAppraisals,
  recordRating,
  siteAssessors,
  siteRatings,
  takePlace,
} from '../../server/appraisal/rating-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite, openConnections } from '../sites/builders.ts'
import { agreedWeights, at, newRating, somebody } from './builders.ts'

const since = at.toISOString()

eachDatabase('ratings of sites', database => {
  it('keeps every earlier rating', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    await inTransaction(db, tx => recordRating(tx, county.id, newRating(siteId, { low: 1, high: 1 }), at))
    await inTransaction(db, tx =>
      recordRating(tx, county.id, newRating(siteId, { low: 3, high: 3 }), new Date(at.getTime() + 1000)),
    )
    expect((await siteRatings(db, siteId)).map(one => one.low)).toEqual([3])
    const all = await siteRatings(db, siteId, 'all')
    expect(all.map(one => [one.low, one.replacedAt])).toEqual([
      [3, null],
      [1, '2026-09-10T09:00:01.000Z'],
    ])
  })

  it('leaves one rating in force after a double click', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    await openConnections(db)
    await Promise.all(
      [1, 2, 3].map(level =>
        inTransaction(db, tx =>
          recordRating(tx, county.id, newRating(siteId, { low: level as 1, high: level as 1 }), at),
        ),
      ),
    )
    expect(await siteRatings(db, siteId)).toHaveLength(1)
    expect(await siteRatings(db, siteId, 'all')).toHaveLength(3)
  })

  it('stand side by side for each criterion, state and assessor, as they were given', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    const rating = newRating(siteId, {
      low: 0,
      high: 4,
      measure: null,
      evidenceNote: '<b>O’Brien</b> 100%',
      evidenceDate: '2026-09-01',
    })
    await recordRating(db, county.id, rating, at)
    await recordRating(db, county.id, { ...rating, criterion: 2 }, at)
    await recordRating(db, county.id, { ...rating, state: 'after-works' }, at)
    await recordRating(db, county.id, { ...rating, assessor: 'second' }, at)
    const ratings = await siteRatings(db, siteId)
    expect(ratings).toHaveLength(4)
    expect(ratings).toContainEqual({
      ...rating,
      id: expect.any(String),
      recordedAt: since,
      replacedAt: null,
    })
  })

  it('of a county are those of its own sites; without weights they have no total', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const [siteId, elsewhere] = [await aSite(db, county.id), await aSite(db, another.id)]
    await recordRating(db, county.id, newRating(siteId), at)
    await recordRating(db, another.id, newRating(elsewhere), at)
    const appraisals = await readAppraisals(db, county.id)
    expect([...appraisals.keys()]).toEqual([siteId])
    expect(appraisals.get(siteId)?.current).toMatchObject({
      total: null,
      ratings: { 1: { low: 2, high: 2 } },
    })
    await agreedWeights(db, county.id)
    expect((await readAppraisals(db, county.id)).get(siteId)?.current.total).not.toBeNull()
  })

  it('are shown whole to people who do not rate that site', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    const [pat, quinn] = [await somebody(db, 'Pat'), await somebody(db, 'Quinn')]
    await takePlace(db, { siteId, place: 'first', accountId: pat.accountId, name: 'Pat', since })
    await takePlace(db, { siteId, place: 'second', accountId: quinn.accountId, name: 'Quinn', since })
    await recordRating(db, county.id, newRating(siteId, { accountId: pat.accountId }), at)
    const seenBy = async (viewer: string | null) =>
      (await readAppraisals(db, county.id, viewer)).get(siteId)?.current.ratings
    expect(await seenBy(null)).toEqual({ 1: { low: 2, high: 2 } })
    expect(await seenBy(pat.accountId)).toEqual({ 1: { low: 2, high: 2 } })
    expect(await seenBy(quinn.accountId)).toEqual({})
  })
})

eachDatabase('places of assessors', database => {
  it('are taken by one of two people at once, and by nobody twice', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id)
    const [pat, quinn] = [await somebody(db, 'Pat'), await somebody(db, 'Quinn')]
    await openConnections(db)
    const take = (place: 'first' | 'second', who: typeof pat) =>
      takePlace(db, { siteId, place, accountId: who.accountId, name: who.actor.name, since })
    const both = await Promise.all([take('first', pat), take('first', quinn)])
    expect([...both].sort()).toEqual([false, true])
    const [holder, other] = both[0] ? [pat, quinn] : [quinn, pat]
    expect(await take('second', holder)).toBe(false)
    expect(await take('second', other)).toBe(true)
    expect((await siteAssessors(db, siteId)).map(one => [one.place, one.accountId])).toEqual([
      ['first', holder.accountId],
      ['second', other.accountId],
    ])
  })

  it('are free again for others once they were left, site by site', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const sites = [await aSite(db, county.id), await aSite(db, another.id)]
    const pat = await somebody(db, 'Pat')
    for (const siteId of sites) {
      await takePlace(db, { siteId, place: 'first', accountId: pat.accountId, name: 'Pat', since })
    }
    expect((await listAssessors(db, county.id)).map(one => one.siteId)).toEqual([sites[0]])
    await leavePlace(db, sites[0] ?? '', 'second')
    expect(await listAssessors(db, county.id)).toHaveLength(1)
    await leavePlace(db, sites[0] ?? '', 'first')
    expect(await listAssessors(db, county.id)).toEqual([])
    expect(await listAssessors(db, another.id)).toHaveLength(1)
  })
})
