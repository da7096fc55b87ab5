import { expect, it } from '@jest/globals'
import { writeScenarioSettings, defaultScenarioSettings } from '../../server/scenarios/index.ts'
import { gapsOf } from '../../server/scenarios/gaps.ts'
import { planFigures, prepareInputs, statusQuoPlan, type Plan } from '../../server/scenarios/figures.ts'
import { figuresView } from '../../server/scenarios/figures-page.ts'
import { planningInputs } from '../../server/scenarios/planning-inputs-service.ts'
import { keepJourneyColumns, writeTravelSettings } from '../../server/travel/index.ts'
import type { Fate } from '../../server/model/fates.ts'
import { eachDatabase } from '../support/databases.ts'
import { meridian, step } from './builders.ts'

const fate = (siteId: string, become: Fate, leadSiteId: string | null = null) => ({
  siteId,
  fate: become,
  leadSiteId,
})

eachDatabase('a scenario’s figures', database => {
  const planned = async (choose: (sites: Awaited<ReturnType<typeof meridian>>) => Plan) => {
    const sites = await meridian(database.db)
    await writeTravelSettings(database.db, sites.county.id, { detourFactor: 1 })
    await writeScenarioSettings(database.db, sites.county.id, {
      ...defaultScenarioSettings,
      thresholds: [1000, 1200, 2500],
    })
    const inputs = await planningInputs(database.db, sites.county)
    const plan = choose(sites)
    const prepared = await prepareInputs(inputs, [plan], keepJourneyColumns())
    return { sites, inputs, prepared, figures: planFigures(prepared, plan) }
  }

  it('are today’s for the status quo: 350 children with known places, (0 × 100 + 1 × 200 + 1 × 50) steps', async () => {
    const { prepared, figures, inputs } = await planned(() => ({ fates: [], ledger: [] }))
    const now = prepared.now.all
    expect(now.families).toBe(350)
    expect(now.mean).toBeCloseTo((250 / 350) * step, 3)
    expect(now.longest).toBeCloseTo(step, 3)
    // One step is 1,112 m: outside 1,000, within 1,200.
    expect(now.within.map(({ families }) => families)).toEqual([100, 350, 350])
    expect(statusQuoPlan(inputs).fates).toHaveLength(2)
    expect(figures.deprivedNow).toMatchObject({ inside: 1, outside: 0, notKnown: 1 })
  })

  it('follow each child to the next place when one closes, and name who loses and who gains', async () => {
    const { figures } = await planned(({ alder, birch, cedar }) => ({
      fates: [fate(alder, 'closed'), fate(birch, 'centre'), fate(cedar, 'zone')],
      ledger: [],
    }))
    // To a Centre: neighbourhood 1 goes 3 steps to Birch, 2 goes 2, 3 goes 1.
    expect(figures.centres.then.all.mean).toBeCloseTo((750 / 350) * step, 3)
    expect(figures.centres.totals).toMatchObject({ further: 300, closer: 0, same: 50 })
    // To a Centre or Zone: 1 goes 1 step to Cedar, 2 is there, 3 goes 1 step to Birch as before.
    expect(figures.centresAndZones.then.all.mean).toBeCloseTo((150 / 350) * step, 3)
    expect(figures.centresAndZones.totals).toMatchObject({ further: 100, closer: 200, same: 50 })
    expect(figures.centresAndZones.changeByDistrict.groups.get('E07009991')).toMatchObject({
      further: 100,
      closer: 200,
    })
    expect(figures.centresAndZones.changeByDecile.groups.get('1')).toMatchObject({ further: 100, closer: 0 })
    const view = figuresView(figures, false)
    expect(view.headline).toBe('300 children (86%) would be further from a Centre.')
    expect(view.afterHeadline).toContain('100 children (29%) further from either, 200 closer')
    expect(view.losers.map(row => row.name)).toEqual(['Neighbourhood 1'])
    expect(view.warnings).toContain('Fen has no Centre.')
  })

  it('count every building of a Centre as a place to go to, and one Centre', async () => {
    const { figures } = await planned(({ alder, birch }) => ({
      fates: [fate(alder, 'centre-place', birch), fate(birch, 'centre')],
      ledger: [],
    }))
    expect(figures.counts).toMatchObject({ centres: 1, centreBuildings: 2 })
    expect(figures.centres.totals).toMatchObject({ further: 0, closer: 0, same: 350 })
  })

  it('leave centres beyond the county open in every scenario', async () => {
    const { figures } = await planned(({ alder, birch }) => ({
      fates: [fate(alder, 'closed'), fate(birch, 'closed')],
      ledger: [],
    }))
    // Only Dale Centre, at 10 steps, is left: 10, 9 and 6 steps.
    expect(figures.centres.then.all.mean).toBeCloseTo(((10 * 100 + 9 * 200 + 6 * 50) / 350) * step, 3)
    expect(figures.counts.centres).toBe(0)
  })

  it('never count an outreach venue as a place to go to', async () => {
    const { figures } = await planned(({ alder, birch, cedar }) => ({
      fates: [fate(alder, 'outreach'), fate(birch, 'centre'), fate(cedar, 'outreach')],
      ledger: [],
    }))
    expect(figures.centresAndZones.totals).toMatchObject({ further: 300, closer: 0 })
  })

  it('name what is not known instead of dropping it', async () => {
    const { prepared, figures } = await planned(() => ({ fates: [], ledger: [] }))
    const said = gapsOf(figures).join(' ')
    expect(said).toContain('The number of children 0–4 is not known for 1 neighbourhood')
    expect(said).toContain('Neighbourhood 5')
    expect(said).toContain('Where people live is not known for 1 neighbourhood with 30 known children 0–4')
    expect(said).toContain('Neighbourhood 4')
    expect(prepared.now.all.gaps).toMatchObject({
      weightNotKnown: 1,
      journeyNotKnown: { neighbourhoods: 1, families: 30 },
    })
    expect(figures.problems.map(problem => problem.code)).toContain('fate-missing')
  })

  it('say by which method and from which datasets they were made', async () => {
    const { figures } = await planned(() => ({ fates: [], ledger: [] }))
    const { source } = figuresView(figures, true)
    expect(source).toContain('Straight line (an estimate, not a measured route)')
    expect(source).toContain('Children by age, Testshire Council, mid-2024, LSOA 2021')
    expect(source).toContain('Indices of deprivation')
    expect(source.match(/Open Government Licence/g)).toHaveLength(1)
  })

  it('show money as a range while costs are not known', async () => {
    const { figures } = await planned(({ alder, birch }) => ({
      fates: [fate(alder, 'closed'), fate(birch, 'centre')],
      ledger: [{ siteId: null, line: 'premises', pounds: 5000, oneOff: true, note: 'Lease' }],
    }))
    expect(figures.money.oneOff).toBe(5000)
    expect(figures.money.saving.high).toBeNull()
    expect(figures.money.meetsTarget).toBe('not-known')
    expect(figures.money.costsNotKnown).toHaveLength(8)
  })

  it('list criteria that are not known to hold at places of Centres only', async () => {
    const { figures, sites } = await planned(({ alder, birch, cedar }) => ({
      fates: [fate(alder, 'closed'), fate(birch, 'centre'), fate(cedar, 'zone')],
      ledger: [],
    }))
    expect(figures.gates).toEqual([{ siteId: sites.birch, definitely: [], possibly: [6, 7] }])
  })
})
