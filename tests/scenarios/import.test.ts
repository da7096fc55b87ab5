import { expect, it } from '@jest/globals'
import { importScenario, readScenario } from '../../server/scenarios/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { clock, meridian, planner } from './builders.ts'

const file = {
  name: 'From a file',
  description: 'Drawn elsewhere',
  fates: [
    { site: 'a', fate: 'centre-place', lead: 'b' },
    { site: 'b', fate: 'centre', lead: null },
    { site: 'c', fate: 'outreach' },
  ],
  outreach: [
    { site: 'c', weekday: 3, starts: '10:00', ends: '11:30', from: '2027-01-06', activity: 'Baby group' },
  ],
  ledger: [{ site: 'c', line: 'premises', pounds: 4000, note: 'Hire' }],
}

eachDatabase('a scenario in a file', database => {
  it('is added with sites found by their reference', async () => {
    const { county, alder, birch, cedar } = await meridian(database.db)
    const id = await importScenario(database.db, county.id, file, planner, clock)
    const scenario = await readScenario(database.db, id)
    expect(scenario).toMatchObject({ name: 'From a file', description: 'Drawn elsewhere', statusQuo: false })
    expect(new Map(scenario?.fates.map(one => [one.siteId, one]))).toEqual(
      new Map([
        [alder, { siteId: alder, fate: 'centre-place', leadSiteId: birch }],
        [birch, { siteId: birch, fate: 'centre', leadSiteId: null }],
        [cedar, { siteId: cedar, fate: 'outreach', leadSiteId: null }],
      ]),
    )
    expect(scenario?.outreach).toMatchObject([
      { siteId: cedar, weekday: 3, fromOn: '2027-01-06', toOn: null },
    ])
    expect(scenario?.ledger).toMatchObject([{ siteId: cedar, pounds: 4000, oneOff: false }])
  })

  it('is refused whole when it names a site that nobody knows', async () => {
    const { county } = await meridian(database.db)
    const wrong = { ...file, fates: [...file.fates, { site: 'nowhere', fate: 'closed' }] }
    await expect(importScenario(database.db, county.id, wrong, planner, clock)).rejects.toThrow(
      'The register has no site nowhere.',
    )
    expect(await database.db.selectFrom('scenario').selectAll().execute()).toEqual([])
  })

  it('is refused with where it is wrong', async () => {
    const { county } = await meridian(database.db)
    const wrong = { ...file, fates: [{ site: 'a', fate: 'castle' }] }
    await expect(importScenario(database.db, county.id, wrong, planner, clock)).rejects.toThrow(
      'fates.0.fate',
    )
    await expect(importScenario(database.db, county.id, null, planner, clock)).rejects.toMatchObject({
      status: 422,
    })
  })
})
