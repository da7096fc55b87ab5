import { expect, it } from '@jest/globals'
import { forgetLookup, readLookup, replaceLookup } from '../../server/county/lookup-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDataset, aStoredCounty } from './stored.ts'

const pair = (code2011: string, code2021: string, change: string) => ({ code2011, code2021, change })

eachDatabase('the store of the lookup between 2011 and 2021', database => {
  it('keeps every part of an area that was split, and every one that was merged', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const pairs = [
      pair('E1', 'E1', 'U'),
      pair('E2', 'E3', 'S'),
      pair('E2', 'E4', 'S'),
      pair('E5', 'E7', 'M'),
      pair('E6', 'E7', 'M'),
    ]
    await replaceLookup(db, id, [...pairs].reverse(), await aDataset(db, id, 'lookup'))
    expect(await readLookup(db, id)).toEqual(pairs)
  })

  it('leaves nothing of the lookup before, and nothing to another county', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 0), await aStoredCounty(db, 0)]
    for (const { id } of [mine, other])
      await replaceLookup(db, id, [pair('E1', 'E1', 'U')], await aDataset(db, id, 'lookup'))
    await replaceLookup(db, mine.id, [pair('E2', 'E3', 'S')], await aDataset(db, mine.id, 'lookup'))
    expect(await readLookup(db, mine.id)).toEqual([pair('E2', 'E3', 'S')])
    await forgetLookup(db, mine.id)
    expect(await readLookup(db, mine.id)).toEqual([])
    expect(await readLookup(db, other.id)).toEqual([pair('E1', 'E1', 'U')])
  })

  it('takes more pairs than one statement holds', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const pairs = Array.from({ length: 801 }, (_, at) => pair(`E${1000 + at}`, `E${1000 + at}`, 'U'))
    await replaceLookup(db, id, pairs, await aDataset(db, id, 'lookup'))
    expect(await readLookup(db, id)).toEqual(pairs)
  })

  it('keeps the lookup before when the new one has a pair twice', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    await replaceLookup(db, id, [pair('E1', 'E1', 'U')], await aDataset(db, id, 'lookup'))
    const dataset = await aDataset(db, id, 'lookup')
    const twice = [pair('E2', 'E2', 'U'), pair('E2', 'E2', 'U')]
    await expect(inTransaction(db, tx => replaceLookup(tx, id, twice, dataset))).rejects.toBeTruthy()
    expect(await readLookup(db, id)).toEqual([pair('E1', 'E1', 'U')])
  })
})
