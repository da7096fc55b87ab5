import { expect, it } from '@jest/globals'
import { currentWeighting, importAppraisal, readAppraisals } from '../../server/appraisal/index.ts'
import {
  becomeAssessor,
  giveRating,
  proposeWorks,
  stopAssessing,
  type GivenRating,
} from '../../server/appraisal/appraisal-service.ts'
import { siteAssessors } from '../../server/appraisal/rating-repository.ts'
import { findWorks, worksHistory } from '../../server/appraisal/works-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite, openConnections } from '../sites/builders.ts'
import { agreedWeights, at, somebody } from './builders.ts'

const given: GivenRating = {
  criterion: 1,
  state: 'current',
  low: 2,
  high: 3,
  measure: '24 hours a week',
  evidenceNote: null,
  evidenceDate: '2026-09-01',
  evidenceFileId: null,
  newEvidence: null,
}

eachDatabase('rating a site', database => {
  it('is refused until weights are agreed and recorded', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const pat = await somebody(db, 'Pat')
    await becomeAssessor(db, site, 'first', pat)
    await expect(giveRating(db, county.id, site, given, pat)).rejects.toMatchObject({ code: 'weights-first' })
    await agreedWeights(db, county.id)
    await giveRating(db, county.id, site, given, pat)
    expect((await readAppraisals(db, county.id)).get(site.id)?.current.ratings).toEqual({
      1: { low: 2, high: 3 },
    })
  })

  it('needs a place, and the second assessor is another person', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const [pat, quinn] = [await somebody(db, 'Pat'), await somebody(db, 'Quinn')]
    await agreedWeights(db, county.id)
    await expect(giveRating(db, county.id, site, given, pat)).rejects.toMatchObject({ code: 'not-assessor' })
    await becomeAssessor(db, site, 'first', pat)
    await expect(becomeAssessor(db, site, 'second', pat)).rejects.toMatchObject({ code: 'same-person' })
    await expect(becomeAssessor(db, site, 'first', quinn)).rejects.toMatchObject({ code: 'place-taken' })
    await becomeAssessor(db, site, 'second', quinn)
    expect((await siteAssessors(db, site.id)).map(one => [one.place, one.name])).toEqual([
      ['first', 'Pat'],
      ['second', 'Quinn'],
    ])
  })

  it('cannot be done twice by one person who changes places', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const pat = await somebody(db, 'Pat')
    await agreedWeights(db, county.id)
    await becomeAssessor(db, site, 'first', pat)
    await giveRating(db, county.id, site, given, pat)
    await stopAssessing(db, site, 'first', pat, false)
    await expect(becomeAssessor(db, site, 'second', pat)).rejects.toMatchObject({ code: 'same-person' })
  })

  it('leaves a place only to whoever holds it, or an administrator', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const [pat, quinn] = [await somebody(db, 'Pat'), await somebody(db, 'Quinn')]
    await becomeAssessor(db, site, 'first', pat)
    await expect(stopAssessing(db, site, 'first', quinn, false)).rejects.toMatchObject({ code: 'not-yours' })
    await stopAssessing(db, site, 'first', quinn, true)
    expect(await siteAssessors(db, site.id)).toEqual([])
  })

  it('hides the other assessor’s rating from the matrix until one’s own is given', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const [pat, quinn] = [await somebody(db, 'Pat'), await somebody(db, 'Quinn')]
    await agreedWeights(db, county.id)
    await becomeAssessor(db, site, 'first', pat)
    await becomeAssessor(db, site, 'second', quinn)
    await giveRating(db, county.id, site, given, pat)
    expect((await readAppraisals(db, county.id, quinn.accountId)).get(site.id)?.current.ratings).toEqual({})
    await giveRating(db, county.id, site, { ...given, low: 1, high: 1 }, quinn)
    expect(
      (await readAppraisals(db, county.id, quinn.accountId)).get(site.id)?.current.byCriterion[1],
    ).toMatchObject({
      range: { low: 1, high: 3 },
      state: 'differ',
    })
  })
})

eachDatabase('works', database => {
  const ramp = { description: 'A ramp', costLow: 1000, costHigh: 2000, costBasis: null }

  it('are replaced knowingly, and the earlier ones stay', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const by = { actor: { accountId: null, name: 'Pat' }, at }
    expect(await proposeWorks(db, county.id, site, ramp, '', by)).toBeNull()
    const seen = (await findWorks(db, county.id, site.id))?.recordedAt ?? ''
    expect(await proposeWorks(db, county.id, site, { ...ramp, description: 'A lift' }, '', by)).toMatchObject(
      { now: { description: 'A ramp' } },
    )
    expect(
      await proposeWorks(db, county.id, site, { ...ramp, description: 'A lift' }, seen, {
        ...by,
        at: new Date(at.getTime() + 1000),
      }),
    ).toBeNull()
    expect((await findWorks(db, county.id, site.id))?.description).toBe('A lift')
    expect((await worksHistory(db, site.id)).map(one => one.description)).toEqual(['A ramp'])
  })

  it('proposed by two people at once are recorded once', async () => {
    const { db } = database
    const county = await aCounty(db)
    const site = { id: await aSite(db, county.id), name: 'Alder' }
    const by = { actor: { accountId: null, name: 'Pat' }, at }
    await openConnections(db)
    const both = await Promise.all([
      proposeWorks(db, county.id, site, ramp, '', by),
      proposeWorks(db, county.id, site, { ...ramp, description: 'A lift' }, '', by),
    ])
    expect(both.filter(one => one === null)).toHaveLength(1)
  })
})

eachDatabase('bringing ratings from a file', database => {
  const rating = {
    criterion: 2,
    state: 'current',
    assessor: 'first',
    low: 1,
    high: 2,
    measure: 'Two rooms',
    evidenceNote: null,
    evidenceDaysAgo: 40,
  }
  const file = {
    weighting: {
      weights: { 1: 1, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1 },
      agreedDaysAgo: 100,
      agreedBy: 'Committee',
      reason: 'Rooms matter',
    },
    sites: [
      {
        site: 'fen-1',
        ratings: [rating, { ...rating, assessor: 'second', low: 3, high: 3 }],
        works: { description: 'A ramp', costLow: 1, costHigh: null, costBasis: null },
      },
      { site: 'gone', ratings: [rating], works: null },
    ],
  }
  const actor = { accountId: null, name: 'Demonstration' }

  it('brings weights, ratings and works, dated before today, and leaves the assessors’ places free', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id, { reference: 'fen-1' })
    expect(await importAppraisal(db, county.id, file, actor, at)).toEqual({
      ratings: 2,
      works: 1,
      unknownSites: ['gone'],
    })
    const appraisal = (await readAppraisals(db, county.id)).get(siteId)
    expect(appraisal?.current.byCriterion[2]).toMatchObject({ range: { low: 1, high: 3 }, state: 'differ' })
    expect(appraisal?.current.byCriterion[2].first).toMatchObject({
      evidenceDate: '2026-08-01',
      accountName: 'First assessor',
    })
    expect(appraisal?.afterWorks?.byCriterion[2]).toMatchObject({ asNow: true })
    expect(await currentWeighting(db, county.id)).toMatchObject({ agreedOn: '2026-06-02', weights: { 2: 2 } })
    expect(await siteAssessors(db, siteId)).toEqual([])
  })

  it.each([
    ['nothing', null],
    [
      'a level that there is not',
      { ...file, sites: [{ site: 'fen-1', ratings: [{ ...rating, high: 5 }], works: null }] },
    ],
    [
      'a range the wrong way round',
      { ...file, sites: [{ site: 'fen-1', ratings: [{ ...rating, low: 3 }], works: null }] },
    ],
  ])('refuses a file with %s, and brings nothing', async (_what, wrong) => {
    const { db } = database
    const county = await aCounty(db)
    await aSite(db, county.id, { reference: 'fen-1' })
    await expect(importAppraisal(db, county.id, wrong, actor, at)).rejects.toMatchObject({
      code: 'not-an-appraisal',
    })
    expect(await currentWeighting(db, county.id)).toBeNull()
  })
})
