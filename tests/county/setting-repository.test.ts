import { expect, it } from '@jest/globals'
import { z } from 'zod'
import { holdSettings, readSetting, writeSetting } from '../../server/county/setting-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aStoredCounty } from './stored.ts'

const limits = z.object({ centres: z.int(), zones: z.int() })
const usual = { centres: 10, zones: 12 }

eachDatabase('the store of a council’s choices', database => {
  it('gives what is usual until somebody chooses, then the newest choice, to that county alone', async () => {
    const { db } = database
    const [mine, other] = [await aStoredCounty(db, 0), await aStoredCounty(db, 0)]
    expect(await readSetting(db, mine.id, 'limits', limits, usual)).toEqual(usual)
    await writeSetting(db, mine.id, 'limits', { centres: 11, zones: 12 })
    await writeSetting(db, mine.id, 'limits', { centres: 9, zones: 0 })
    expect(await readSetting(db, mine.id, 'limits', limits, usual)).toEqual({ centres: 9, zones: 0 })
    expect(await readSetting(db, other.id, 'limits', limits, usual)).toEqual(usual)
    expect(await readSetting(db, mine.id, 'other', limits, usual)).toEqual(usual)
  })

  it('tells a choice of nothing from none', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    for (const value of [null, 0, false, '', []]) {
      await writeSetting(db, id, 'any', value)
      expect(await readSetting(db, id, 'any', z.unknown(), 'usual')).toEqual(value)
    }
  })

  it('never passes off what is stored wrongly for what is usual', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    await writeSetting(db, id, 'limits', { centres: 'ten' })
    await expect(readSetting(db, id, 'limits', limits, usual)).rejects.toThrow()
  })

  it('loses no change when several are made at once', async () => {
    const { db } = database
    const { id } = await aStoredCounty(db, 0)
    const add = (): Promise<void> =>
      inTransaction(db, async tx => {
        await holdSettings(tx, id)
        const before = await readSetting(tx, id, 'count', z.int(), 0)
        await writeSetting(tx, id, 'count', before + 1)
      })
    await Promise.all(Array.from({ length: 8 }, add))
    expect(await readSetting(db, id, 'count', z.int(), 0)).toBe(8)
  })
})
