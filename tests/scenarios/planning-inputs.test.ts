import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { inTransaction, migrate, openDatabase, type Db } from '../../server/db/index.ts'
import { planningInputs } from '../../server/scenarios/planning-inputs-service.ts'
import { defaultScenarioSettings, writeScenarioSettings } from '../../server/scenarios/index.ts'
import { writeTravelSettings } from '../../server/travel/index.ts'
import { withBases } from '../support/journeys.ts'
import { clearDatabase } from '../support/open-database.ts'
import { meridian, onFoot } from './builders.ts'

describe('what figures are made of, in memory', () => {
  let folder: string
  let here: Db
  let elsewhere: Db
  let statements = 0
  let sites: Awaited<ReturnType<typeof meridian>>

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-inputs-'))
    const file = `sqlite:${path.join(folder, 'doorstep.sqlite')}`
    here = openDatabase(file, () => statements++)
    await migrate(here)
    // Another process of the same site.
    elsewhere = openDatabase(file)
  })
  beforeEach(async () => {
    await clearDatabase({ name: 'SQLite', db: here })
    sites = await meridian(here)
  })
  afterAll(async () => {
    await here.destroy()
    await elsewhere.destroy()
    await rm(folder, { recursive: true })
  })

  it('is gathered once, and then asked after with one statement', async () => {
    const first = await planningInputs(here, sites.county)
    statements = 0
    expect(await planningInputs(here, sites.county)).toBe(first)
    expect(statements).toBe(1)
  })

  it('is gathered anew after any change, whichever process made it', async () => {
    const at = new Date().toISOString()
    const { county } = sites
    const changes: [string, () => Promise<unknown>][] = [
      [
        'a site’s place',
        () =>
          elsewhere
            .updateTable('site')
            .set({ lat: 52.3, version: 2, updated_at: at })
            .where('id', '=', sites.cedar)
            .execute(),
      ],
      ['a site that is gone', () => elsewhere.deleteFrom('site').where('id', '=', sites.cedar).execute()],
      [
        'a cost',
        () =>
          elsewhere
            .insertInto('site_cost')
            .values({
              id: 'cost',
              site_id: sites.alder,
              line: 'premises',
              pounds_per_year: 1000,
              financial_year: '2026-27',
              note: null,
            })
            .execute(),
      ],
      [
        'a rating',
        () =>
          elsewhere
            .insertInto('rating')
            .values({
              id: 'rating',
              county_id: county.id,
              site_id: sites.alder,
              criterion: 6,
              state: 'current',
              assessor: 'first',
              low: 0,
              high: 0,
              measure: null,
              evidence_note: null,
              evidence_file_id: null,
              evidence_date: null,
              account_id: null,
              account_name: 'A planner',
              recorded_at: at,
              replaced_at: null,
            })
            .execute(),
      ],
      ['the detour factor', () => writeTravelSettings(elsewhere, county.id, { detourFactor: 2 })],
      [
        'the limits',
        () => writeScenarioSettings(elsewhere, county.id, { ...defaultScenarioSettings, thresholds: [1] }),
      ],
      ['a network', () => withBases(elsewhere, county, [onFoot])],
      ['another network', () => withBases(elsewhere, county, [{ ...onFoot, method: 'another' }])],
      ['the first network again', () => withBases(elsewhere, county, [onFoot])],
      [
        'a file that was replaced',
        () =>
          elsewhere.updateTable('dataset').set({ replaced_at: at }).where('kind', '=', 'centroids').execute(),
      ],
    ]
    let before = await planningInputs(here, county)
    for (const [what, change] of changes) {
      await change()
      const after = await planningInputs(here, county)
      expect([what, after === before]).toEqual([what, false])
      before = after
    }
    expect(before.travel.detourFactor).toBe(2)
    expect(before.journeys?.bases.map(basis => basis.method)).toEqual([onFoot.method])
  })

  it('is gathered anew within a transaction, which may have changed it itself', async () => {
    const outside = await planningInputs(here, sites.county)
    await inTransaction(here, async tx => {
      await writeTravelSettings(tx, sites.county.id, { detourFactor: 3 })
      expect((await planningInputs(tx, sites.county)).travel.detourFactor).toBe(3)
    })
    expect(outside.travel.detourFactor).toBe(1.3)
    expect((await planningInputs(here, sites.county)).travel.detourFactor).toBe(3)
  })
})
