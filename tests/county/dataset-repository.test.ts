import { expect, it } from '@jest/globals'
import { listDatasets, markReplaced } from '../../server/county/dataset-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDataset, aStoredCounty, datasetOf, later } from './stored.ts'

const third = '2026-09-03T09:00:00.000Z'

eachDatabase('the record of imports', database => {
  it('gives an import back as it was recorded', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const given = datasetOf('population', {
      title: 'Population; “mid” <2020>',
      method: 'Carried over.',
      importedBy: 'Ann',
      bytes: 3_000_000_000,
      refusals: [{ row: 7, reason: 'a count of people is below zero' }],
      rowsRefused: 1,
    })
    const dataset = await aDataset(db, id, 'population', given)
    expect(await listDatasets(db, id)).toEqual([{ ...given, id: dataset, replacedAt: null }])
  })

  it('keeps the first 200 refusals, and how many there were', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const refusals = Array.from({ length: 201 }, (_, row) => ({ row, reason: 'no number' }))
    await aDataset(db, id, 'population', { refusals, rowsRefused: 5000 })
    const [dataset] = await listDatasets(db, id)
    expect([dataset?.refusals.length, dataset?.rowsRefused]).toEqual([200, 5000])
    expect(dataset?.refusals[199]).toEqual({ row: 199, reason: 'no number' })
  })

  it('marks those of one kind as replaced, in one county, and keeps their records', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 0), await aStoredCounty(db, 0)]
    const old = await aDataset(db, mine.id, 'postcodes')
    const centroids = await aDataset(db, mine.id, 'centroids')
    const theirs = await aDataset(db, other.id, 'postcodes')
    await markReplaced(db, mine.id, 'postcodes', later)
    const newer = await aDataset(db, mine.id, 'postcodes', { importedAt: later })
    const ids = async (county: string, which?: 'all'): Promise<string[]> =>
      (await listDatasets(db, county, which)).map(dataset => dataset.id)
    expect((await ids(mine.id)).sort()).toEqual([newer, centroids].sort())
    expect((await ids(mine.id, 'all')).sort()).toEqual([newer, centroids, old].sort())
    expect((await ids(mine.id))[0]).toBe(newer)
    expect(await ids(other.id)).toEqual([theirs])
  })

  it('keeps when an import was first replaced, though all are replaced later', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const old = await aDataset(db, id, 'postcodes')
    await markReplaced(db, id, 'postcodes', later)
    const centroids = await aDataset(db, id, 'centroids')
    await markReplaced(db, id, null, third)
    expect(await listDatasets(db, id)).toEqual([])
    const all = await listDatasets(db, id, 'all')
    expect(all.find(dataset => dataset.id === old)?.replacedAt).toBe(later)
    expect(all.find(dataset => dataset.id === centroids)?.replacedAt).toBe(third)
  })
})
