import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { storeFates } from '../../server/scenarios/choices-repository.ts'
import { copyScenario, publishScenario, statusQuo } from '../../server/scenarios/index.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { byCar, clock, measuredMeridian, onFoot, planner } from './builders.ts'

describe('pages of scenarios in a county whose journeys are measured', () => {
  let app: TestApplication
  let visitor: Visitor
  let sites: Awaited<ReturnType<typeof measuredMeridian>>
  let id: string

  beforeAll(async () => {
    app = await testApplication({ clock: clock().toISOString() })
    sites = await measuredMeridian(app.db)
    visitor = await app.agent('planner')
    const from = await statusQuo(app.db, sites.county.id, clock().toISOString())
    id = await copyScenario(app.db, sites.county, from, { name: 'Next', description: '' }, planner, clock)
    await storeFates(app.db, id, [
      { siteId: sites.alder, fate: 'closed', leadSiteId: null },
      { siteId: sites.cedar, fate: 'zone', leadSiteId: null },
    ])
  })
  afterAll(() => app.close())

  it('show minutes by the main way of travelling, with links to the others and what each of them does', async () => {
    const { text } = await visitor.get(`/scenarios/${id}`)
    expect(text).toContain('Minutes to the nearest place')
    expect(text).toContain(`href="/scenarios/${id}?mode=driving"`)
    expect(text).toContain('By every way of travelling')
    expect(text).toContain('30 children in Neighbourhood 4')
    expect(text).toContain('/journeys/reach?mode=walking-with-a-buggy')
    expect(text).toContain(onFoot.method)
    const car = (await visitor.get(`/scenarios/${id}?mode=driving`)).text
    expect(car).toContain(byCar.method)
    expect(car).toContain(`/scenarios/${id}/map.json?map=then&amp;places=centres-and-zones&amp;mode=driving`)
    expect(car).toContain(`action="/scenarios/${id}/fates?mode=driving"`)
    expect(car).not.toContain('Children who can reach none')
    const line = (await visitor.get(`/scenarios/${id}?mode=straight-line`)).text
    expect(line).toContain('Metres to the nearest place')
    expect(line).toContain('an estimate, not a measured route')
  })

  it('list each neighbourhood’s mean, and how many in it lose', async () => {
    const { text } = await visitor.get(`/scenarios/${id}/distances?sort=name&direction=ascending`)
    expect(text).toContain('Journeys: Next')
    expect(text).toContain('the mean of its postcodes')
    expect(text).toMatch(/4 minutes[\s\S]*13 minutes[\s\S]*\+9 minutes/)
    expect(text).toContain('further for 50 children')
    const csv = (await visitor.get(`/scenarios/${id}/distances.csv?sort=name&direction=ascending`)).text
    expect(csv).toContain('Minutes to the nearest centre today')
    expect(csv).toContain(
      'E01000001,Neighbourhood 1,Fen,100,1,4,Alder Centre,13,Cedar Library,9,further,50,0,',
    )
    const map = JSON.parse((await visitor.get(`/scenarios/${id}/map.json?map=change`)).text) as {
      legend: { title: string }
    }
    expect(map.legend.title).toBe('Change in minutes to the nearest Centre or Zone')
  })

  it('say before publishing how the journeys came about that will be kept', async () => {
    const { text } = await visitor.get(`/scenarios/${id}/publish`)
    expect(text).toContain(`Journeys: ${onFoot.method}, from every postcode`)
  })

  it('compare in one unit, and say when a scenario has no figures by that way of travelling', async () => {
    const query = `a=status-quo-${sites.county.id}&b=${id}`
    const both = (await visitor.get(`/scenarios/compare?${query}`)).text
    expect(both).toContain('Mean journey')
    expect(both).toContain('Children within 38 minutes')
    const from = await statusQuo(app.db, sites.county.id, clock().toISOString())
    const old = await copyScenario(
      app.db,
      sites.county,
      from,
      { name: 'Published early', description: '' },
      planner,
      clock,
    )
    // Published before anything was measured.
    await app.db.updateTable('journey_basis').set({ retired_at: '2026-09-21T00:00:00.000Z' }).execute()
    await publishScenario(app.db, sites.county, old, planner, clock, keepJourneyColumns())
    await app.db.updateTable('journey_basis').set({ retired_at: null }).execute()
    const mixed = (await visitor.get(`/scenarios/compare?${query}&c=${old}`)).text
    expect(mixed).toContain('Mean distance')
    expect(mixed).toContain('all of them are compared by the estimated distance')
  })
})
