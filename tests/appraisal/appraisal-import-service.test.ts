import { expect, it } from '@jest/globals'
import { importAppraisal } from '../../server/appraisal/appraisal-import-service.ts'
import { readAppraisals, siteRatings } from '../../server/appraisal/rating-repository.ts'
import { listWeightings } from '../../server/appraisal/weighting-repository.ts'
import { findWorks } from '../../server/appraisal/works-repository.ts'
import { aCounty, aSite } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'
import { at } from './builders.ts'

const actor = { accountId: null, name: 'Demonstration' }
const equal = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1 }
const rating = {
  criterion: 6,
  state: 'current',
  assessor: 'first',
  low: 0,
  high: 4,
  measure: null,
  evidenceNote: null,
  evidenceDaysAgo: null,
}
const works = { description: 'A ramp', costLow: 1000, costHigh: 2000, costBasis: null }
const fileOf = (
  weights: Readonly<Record<string, number>> = equal,
  sites: readonly { site: string; ratings: readonly object[]; works: object | null }[] = [],
) => ({ weighting: { weights, agreedDaysAgo: 1, agreedBy: 'Committee', reason: 'As agreed' }, sites })

eachDatabase('weights, ratings and works from a file', database => {
  it.each([
    [
      'weights that are all nought, so that no site could have a total',
      fileOf({ ...equal, ...Object.fromEntries(Object.keys(equal).map(key => [key, 0])) }),
    ],
    [
      'no weight for a criterion, which would then count for nothing unseen',
      fileOf({ 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1 }),
    ],
    ['a weight for a criterion that there is not', fileOf({ ...equal, 9: 1 })],
    ['a weight below nought', fileOf({ ...equal, 3: -1 })],
    [
      'works that cost less at most than at least',
      fileOf(equal, [{ site: 'fen-1', ratings: [], works: { ...works, costHigh: 1 } }]),
    ],
    [
      'a criterion that there is not',
      fileOf(equal, [{ site: 'fen-1', ratings: [{ ...rating, criterion: 9 }], works: null }]),
    ],
  ])('are refused with %s', async (_what, file) => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id, { reference: 'fen-1' })
    await expect(importAppraisal(db, county.id, file, actor, at)).rejects.toMatchObject({
      code: 'not-an-appraisal',
      status: 422,
    })
    expect([await listWeightings(db, county.id), await siteRatings(db, siteId)]).toEqual([[], []])
  })

  it('keep “not known” as the whole range, which breaks no gate but may', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id, { reference: 'fen-1' })
    await importAppraisal(
      db,
      county.id,
      fileOf(equal, [{ site: 'fen-1', ratings: [rating], works: null }]),
      actor,
      at,
    )
    const [stored] = await siteRatings(db, siteId)
    expect(stored).toMatchObject({ low: 0, high: 4, evidenceDate: null, accountId: null })
  })

  it('come again without doubling: one rating of each kind is in force, and the newest weights', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id, { reference: 'fen-1' })
    const dated = { ...rating, low: 2, high: 2, measure: 'Seen', evidenceDaysAgo: 30 }
    const file = fileOf(equal, [{ site: 'fen-1', ratings: [dated], works }])
    await importAppraisal(db, county.id, file, actor, at)
    const next = new Date(at.getTime() + 60_000)
    const newer = fileOf({ ...equal, 2: 5 }, [
      { site: 'fen-1', ratings: [{ ...dated, low: 3, high: 3 }], works: { ...works, description: 'A lift' } },
    ])
    await importAppraisal(db, county.id, newer, actor, next)
    const inForce = (await siteRatings(db, siteId)).filter(one => one.replacedAt === null)
    expect(inForce).toMatchObject([{ low: 3, high: 3 }])
    expect((await findWorks(db, county.id, siteId))?.description).toBe('A lift')
    expect((await listWeightings(db, county.id)).map(one => one.weights[2])).toEqual([5, 1])
    expect((await readAppraisals(db, county.id)).get(siteId)?.current.byCriterion[6].range).toEqual({
      low: 3,
      high: 3,
    })
  })

  it('are refused as a whole where one site’s works have no words', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id, { reference: 'fen-1' })
    const file = fileOf(equal, [
      { site: 'fen-1', ratings: [rating], works: null },
      { site: 'fen-1', ratings: [], works: { ...works, description: '' } },
    ])
    await expect(importAppraisal(db, county.id, file, actor, at)).rejects.toMatchObject({ status: 422 })
    expect(await siteRatings(db, siteId)).toEqual([])
  })

  it('leave nothing behind where the last step of all fails', async () => {
    const { db } = database
    const county = await aCounty(db)
    const siteIds = [
      await aSite(db, county.id, { reference: 'fen-1' }),
      await aSite(db, county.id, { reference: 'fen-2' }),
    ]
    const before = fileOf(equal, [{ site: 'fen-1', ratings: [{ ...rating, low: 1, high: 1 }], works: null }])
    await importAppraisal(db, county.id, before, actor, at)
    const file = fileOf({ ...equal, 2: 5 }, [
      { site: 'fen-1', ratings: [rating], works: null },
      { site: 'fen-2', ratings: [rating], works },
    ])
    const later = new Date(at.getTime() + 60_000)
    // Who brought it is written down last.
    const gone = {
      name: 'Ann',
      get accountId(): string {
        throw new Error('The disk is full.')
      },
    }
    await expect(importAppraisal(db, county.id, file, gone, later)).rejects.toThrow('The disk is full.')
    expect((await listWeightings(db, county.id)).map(one => one.weights[2])).toEqual([1])
    const [first = [], second] = await Promise.all(siteIds.map(id => siteRatings(db, id)))
    // What was in force is in force still.
    expect(first).toMatchObject([{ low: 1, high: 1, replacedAt: null }])
    expect(second).toEqual([])
    expect(await findWorks(db, county.id, siteIds[1] ?? '')).toBeNull()
    expect(await importAppraisal(db, county.id, file, actor, later)).toMatchObject({ ratings: 2, works: 1 })
  })

  it('never reach a site of another county with the same reference', async () => {
    const { db } = database
    const [county, other] = [await aCounty(db), await aCounty(db)]
    const theirs = await aSite(db, other.id, { reference: 'fen-1' })
    const file = fileOf(equal, [{ site: 'fen-1', ratings: [rating], works }])
    expect(await importAppraisal(db, county.id, file, actor, at)).toEqual({
      ratings: 0,
      works: 0,
      unknownSites: ['fen-1'],
    })
    expect(await siteRatings(db, theirs)).toEqual([])
  })
})
