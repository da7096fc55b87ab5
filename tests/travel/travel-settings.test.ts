import { expect, it } from '@jest/globals'
import { readTravelSettings, writeTravelSettings } from '../../server/travel/index.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('how journeys are estimated', database => {
  it('is a detour factor of 1.3 until the council chooses', async () => {
    const county = await aCounty(database.db)
    expect(await readTravelSettings(database.db, county.id)).toEqual({ detourFactor: 1.3 })
    await writeTravelSettings(database.db, county.id, { detourFactor: 1 })
    expect(await readTravelSettings(database.db, county.id)).toEqual({ detourFactor: 1 })
  })

  it('refuses a factor below 1', async () => {
    const county = await aCounty(database.db)
    await expect(writeTravelSettings(database.db, county.id, { detourFactor: 0.5 })).rejects.toThrow()
  })
})
