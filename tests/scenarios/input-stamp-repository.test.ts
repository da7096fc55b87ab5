import { expect, it } from '@jest/globals'
import { addCounty } from '../../server/county/index.ts'
import { inTransaction } from '../../server/db/index.ts'
import { readInputStamp } from '../../server/scenarios/input-stamp-repository.ts'
import { writeScenarioSettings, defaultScenarioSettings } from '../../server/scenarios/index.ts'
import { writeCosts } from '../../server/sites/site-cost-repository.ts'
import { addSite, holdSite } from '../../server/sites/site-repository.ts'
import { writeTravelSettings } from '../../server/travel/index.ts'
import { aSite, siteDetails } from '../sites/builders.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { withBases } from '../support/journeys.ts'
import { meridian, onFoot } from './builders.ts'

const by = { name: 'Ann', accountId: null, at: new Date('2026-09-22T09:00:00.000Z') }

async function costs(
  { db }: TestDatabase,
  countyId: string,
  siteId: string,
  premises: number,
  frontline: number,
): Promise<void> {
  await inTransaction(db, async tx => {
    await holdSite(tx, countyId, siteId, by)
    await writeCosts(tx, siteId, '2026-27', [
      { line: 'premises', poundsPerYear: premises, note: null },
      { line: 'frontline', poundsPerYear: frontline, note: null },
    ])
  })
}

eachDatabase('the stamp of what figures are made of', database => {
  it('changes with every change that the product makes, also one that leaves all sums as they were', async () => {
    const { db } = database
    const { county, alder, birch } = await meridian(db)
    const changes: [string, () => Promise<unknown>][] = [
      ['costs', () => costs(database, county.id, alder, 1000, 500)],
      ['costs moved from one line to another', () => costs(database, county.id, alder, 500, 1000)],
      ['costs moved to another site', () => costs(database, county.id, birch, 0, 0)],
      [
        'a site that was held for a change',
        () => inTransaction(db, tx => holdSite(tx, county.id, birch, by)),
      ],
      ['a new site', () => aSite(db, county.id, { reference: 'new', name: 'New' })],
      [
        'settings',
        () => writeScenarioSettings(db, county.id, { ...defaultScenarioSettings, thresholds: [900] }),
      ],
      ['the detour factor', () => writeTravelSettings(db, county.id, { detourFactor: 1.7 })],
      ['a network', () => withBases(db, county, [onFoot])],
      ['no network', () => withBases(db, county, [])],
      ['the network again', () => withBases(db, county, [onFoot])],
    ]
    let before = await readInputStamp(db, county.id)
    for (const [what, change] of changes) {
      await change()
      const stamp = await readInputStamp(db, county.id)
      expect([what, stamp === before]).toEqual([what, false])
      before = stamp
    }
  })

  it('is the same while nothing changes, and while another county does', async () => {
    const { db } = database
    const { county } = await meridian(db)
    const stamp = await readInputStamp(db, county.id)
    const other = await addCounty(db, { ...county, code: null, name: 'Other' }, '2026-09-01T09:00:00.000Z')
    await addSite(db, other.id, siteDetails({ reference: 'theirs' }), by)
    await writeTravelSettings(db, other.id, { detourFactor: 1.9 })
    await writeScenarioSettings(db, other.id, { ...defaultScenarioSettings, thresholds: [900] })
    await withBases(db, { ...other, active: true }, [onFoot])
    expect(await readInputStamp(db, county.id)).toBe(stamp)
    expect(await readInputStamp(db, other.id)).not.toBe(stamp)
  })
})
