import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadFolder, type County } from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { FATES, type SiteFate } from '../../server/model/fates.ts'
import { seededRandom } from '../../server/model/random.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import {
  planFigures,
  prepareInputs,
  statusQuoPlan,
  type PreparedInputs,
} from '../../server/scenarios/figures.ts'
import { figuresSnapshot } from '../../server/scenarios/figures-snapshot.ts'
import { planningInputs } from '../../server/scenarios/planning-inputs-service.ts'
import { storePublishedSites } from '../../server/sites/index.ts'
import { keepJourneyColumns, writeTravelSettings } from '../../server/travel/index.ts'
import { openTestDatabase } from '../support/open-database.ts'

const folder = path.join(projectRoot, '..', 'shared', 'data', 'cambridgeshire')
const skip = existsSync(folder) ? describe : describe.skip

skip('scenarios of a real county (skipped without ../shared/data)', () => {
  let open: Awaited<ReturnType<typeof openTestDatabase>>
  let db: Db
  let county: County
  let prepared: PreparedInputs
  let today: readonly SiteFate[]

  beforeAll(async () => {
    open = await openTestDatabase('SQLite')
    db = open.db
    const outcome = await loadFolder(db, folder, { storeSites: storePublishedSites, clock: () => new Date() })
    county = outcome.county
    await writeTravelSettings(db, county.id, { detourFactor: 1 })
    const inputs = await planningInputs(db, county)
    today = statusQuoPlan(inputs).fates
    prepared = await prepareInputs(inputs, [{ fates: today, ledger: [] }], keepJourneyColumns())
  })
  afterAll(() => open.close())

  it('start from 28 centres and 36,107 children in 375 neighbourhoods', () => {
    const { counts } = planFigures(prepared, { fates: today, ledger: [] })
    expect(counts.centres).toBe(28)
    expect(prepared.inputs.neighbourhoods).toHaveLength(375)
    expect(prepared.now.all.families).toBe(36_107)
    expect(prepared.now.all.mean).toBeGreaterThan(2_450)
    expect(prepared.now.all.mean).toBeLessThan(2_500)
  })

  it('never bring anybody nearer by closing a site, nor take anybody further by opening one', () => {
    const someFates = fc.array(fc.constantFrom(...FATES), { minLength: 28, maxLength: 28 })
    fc.assert(
      fc.property(someFates, fc.nat(27), (fates, at) => {
        const chosen = today.map((fate, index) => ({ ...fate, fate: fates[index] ?? 'closed' }))
        const closed = chosen.map((fate, index) =>
          index === at ? { ...fate, fate: 'closed' as const } : fate,
        )
        const opened = chosen.map((fate, index) =>
          index === at ? { ...fate, fate: 'centre' as const } : fate,
        )
        const nearest = (of: readonly SiteFate[]): Float64Array =>
          planFigures(prepared, { fates: of, ledger: [] }).centresAndZones.then.nearest.value
        const [before, after, more] = [nearest(chosen), nearest(closed), nearest(opened)]
        expect(before.filter((metres, index) => (after[index] ?? NaN) < metres)).toHaveLength(0)
        expect(before.filter((metres, index) => (more[index] ?? NaN) > metres)).toHaveLength(0)
      }),
      { numRuns: 100 },
    )
  })

  it('add up: children by district and by decile are all children, and so are winners and losers', () => {
    const random = seededRandom(7)
    const fates = today.map(fate => ({ ...fate, fate: FATES[random.wholeBelow(FATES.length)] ?? 'closed' }))
    const { centres } = planFigures(prepared, { fates, ledger: [] })
    const sum = (of: Iterable<{ families: number }>): number =>
      [...of].reduce((all, one) => all + one.families, 0)
    expect(sum(centres.then.byDistrict.groups.values())).toBeCloseTo(36_107, 6)
    expect(sum(centres.then.byDecile.groups.values())).toBeCloseTo(36_107, 6)
    const { further, closer, same, notKnown } = centres.totals
    expect(further + closer + same + notKnown).toBeCloseTo(36_107, 6)
  })

  it('come out the same whatever the order of sites and choices', () => {
    const fates = today.map((fate, at) => ({ ...fate, fate: FATES[at % FATES.length] ?? 'closed' }))
    const one = figuresSnapshot(planFigures(prepared, { fates, ledger: [] }))
    const other = figuresSnapshot(planFigures(prepared, { fates: [...fates].reverse(), ledger: [] }))
    expect(other.reach).toEqual(one.reach)
    expect(other.change).toEqual(one.change)
  })
})
