import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import type { Fate } from '../../server/model/fates.ts'
import { gapsOf } from '../../server/scenarios/gaps.ts'
import { planFigures, type Plan } from '../../server/scenarios/figures.ts'
import { figuresView } from '../../server/scenarios/figures-page.ts'
import { fallbackNotice, modeTabs } from '../../server/scenarios/mode-page.ts'
import { comparedByNeighbourhood } from '../../server/scenarios/neighbourhood-figures.ts'
import { planningInputs } from '../../server/scenarios/planning-inputs-service.ts'
import { preparedFor } from '../../server/scenarios/prepared-inputs-service.ts'
import { defaultScenarioSettings, writeScenarioSettings } from '../../server/scenarios/index.ts'
import { keepJourneyColumns, type TravelMode } from '../../server/travel/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { withJourneys } from '../support/journeys.ts'
import { byCar, measuredMeridian, meridian, north, onFoot, step } from './builders.ts'

const fate = (siteId: string, become: Fate) => ({ siteId, fate: become, leadSiteId: null })
type Sites = Awaited<ReturnType<typeof measuredMeridian>>
const alderCloses = ({ alder, birch, cedar }: Sites): Plan => ({
  fates: [fate(alder, 'closed'), fate(birch, 'centre'), fate(cedar, 'zone')],
  ledger: [],
})

eachDatabase('figures of measured journeys', database => {
  const figured = async (sites: Sites, plan: Plan, mode: TravelMode | null = null, db: Db = database.db) => {
    const inputs = await planningInputs(db, sites.county)
    const prepared = await preparedFor(db, inputs, [plan], keepJourneyColumns(), mode)
    return { inputs, prepared, figures: planFigures(prepared, plan) }
  }

  it('set out from every postcode, with the families of a neighbourhood shared among its own', async () => {
    const sites = await measuredMeridian(database.db)
    const { prepared } = await figured(sites, { fates: [], ledger: [] })
    expect(prepared.basis).toMatchObject({ mode: 'walking-with-a-buggy', unit: 'seconds', from: 'postcodes' })
    const { all } = prepared.now
    // 50 at Alder, 50 half a step from it, 200 a step, 50 a step from Birch; 30 beyond the river.
    expect(all.families).toBe(380)
    expect(all.unreachable).toBe(30)
    expect(all.mean).toBeCloseTo((50 * 500 + 200 * 1000 + 50 * 1000) / 350, 6)
    // 15, 30 and 38 minutes; those who cannot be reached are in the base.
    expect(all.within.map(one => one.limit)).toEqual([900, 1800, 2280])
    expect(all.within[0]?.share).toBeCloseTo(100 / 380, 9)
    expect(all.within[1]?.share).toBeCloseTo(350 / 380, 9)
    expect(all.gaps.weightNotKnown).toBe(1)
    const [first, , , fourth] = [
      ...comparedByNeighbourhood(prepared, (await figured(sites, alderCloses(sites))).figures.centres).now
        .mean,
    ]
    expect(first).toBe(250)
    expect(fourth).toBe(Infinity)
  })

  it('follow families to the next place, and name whom no place can be reached by', async () => {
    const sites = await measuredMeridian(database.db)
    const { figures } = await figured(sites, alderCloses(sites))
    expect(figures.centres.totals).toMatchObject({ further: 300, closer: 0, same: 80 })
    const view = figuresView(figures, false)
    expect(view.headline).toBe('300 children (79%) would be further from a Centre.')
    expect(view.units).toBe('Minutes')
    // Neighbourhood 1: 0 and 8 minutes today, 17 and 8 then to Cedar Library; the mean of both.
    expect(view.losers[0]).toMatchObject({ name: 'Neighbourhood 1', now: '4', then: '13', change: '+9' })
    expect(gapsOf(figures).join(' ')).toContain(
      'Today no centre can be reached by 30 children in Neighbourhood 4. They stay in every total and share.',
    )
    expect(view.source).toContain(`Journeys: ${onFoot.method}, from every postcode`)
    expect(view.source).toContain('shared equally among its postcodes')
    expect(view.reach.map(row => row.measure)).toContain('Children who can reach none')
  })

  it('are there by every way of travelling, the council’s main one first', async () => {
    const sites = await measuredMeridian(database.db)
    const plan = alderCloses(sites)
    const car = await figured(sites, plan, 'driving')
    expect(car.prepared.basis.method).toBe(byCar.method)
    expect(car.prepared.now.all.unreachable).toBe(0)
    expect(car.prepared.figureInputs.limits).toEqual([600, 900, 1800])
    const line = await figured(sites, plan, 'straight-line')
    expect(line.prepared.basis).toMatchObject({ unit: 'metres', from: 'neighbourhoods' })
    expect(line.prepared.now.all.mean).toBeCloseTo(1.3 * (250 / 350) * step, 3)
    expect(line.prepared.fallback).toBeNull()
    await writeScenarioSettings(database.db, sites.county.id, {
      ...defaultScenarioSettings,
      mainMode: 'driving',
    })
    const main = await figured(sites, plan)
    expect(main.prepared.basis.mode).toBe('driving')
    expect(modeTabs(main.inputs, main.prepared, mode => `?mode=${mode}`)).toEqual([
      { label: 'Driving', href: '?mode=driving', current: true },
      { label: 'Walking with a buggy', href: '?mode=walking-with-a-buggy', current: false },
      { label: 'Straight line (estimate)', href: '?mode=straight-line', current: false },
    ])
  })

  it('fall back on the estimate while journeys to one site are missing, and say to which', async () => {
    // A network of its own: journeys that were read once stay in memory under its hash.
    const laid = { ...onFoot, method: 'walking on other roads' }
    const sites = await measuredMeridian(database.db, [laid], ['alder', 'birch', 'dale'])
    const plan = alderCloses(sites)
    const { prepared } = await figured(sites, plan)
    expect(prepared.basis.mode).toBe('straight-line')
    expect(fallbackNotice(prepared)).toEqual({
      sentence:
        'Journeys walking with a buggy are not worked out yet to 1 site: Cedar Library. Until they are, all figures here are an estimate: Straight line × 1.3 (an estimate, not a measured route).',
      canBeWorkedOut: true,
    })
    await withJourneys(database.db, sites.county, sites.origins, [laid], [north(1)])
    expect((await figured(sites, plan)).prepared.basis.mode).toBe('walking-with-a-buggy')
  })

  it('are the estimate, without a word of journeys, in a county where nothing was measured', async () => {
    const sites = await meridian(database.db)
    const inputs = await planningInputs(database.db, sites.county)
    const plan = { fates: [], ledger: [] }
    const prepared = await preparedFor(database.db, inputs, [plan], keepJourneyColumns(), null)
    expect(prepared.fallback).toBeNull()
    expect(modeTabs(inputs, prepared, () => '')).toEqual([])
    expect(inputs.journeys).toBeNull()
  })

  it('are kept ready while nothing changes', async () => {
    const sites = await measuredMeridian(database.db)
    const first = await figured(sites, alderCloses(sites))
    const again = await figured(sites, { ...alderCloses(sites), fates: [fate(sites.cedar, 'centre')] })
    expect(again.prepared).toBe(first.prepared)
    await database.db
      .updateTable('site')
      .set({ name: 'Renamed', version: 9 })
      .where('id', '=', sites.alder)
      .execute()
    expect((await figured(sites, alderCloses(sites))).prepared).not.toBe(first.prepared)
  })
})
