import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listJourneyBases } from '../../server/travel/index.ts'
import { readJourneySettings } from '../../server/travel/journey-settings.ts'
import { load } from './adding.ts'
import { aCounty } from '../sites/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aTown, townRoads, type Town } from './town.ts'

let application: TestApplication
let planner: Visitor
let town: Town

beforeAll(async () => {
  application = await testApplication({ clock: '2026-09-22T10:00:00Z' })
  planner = await application.agent('planner')
  const { db, services } = application
  town = await aTown(db, await aCounty(db), {
    dataDirectory: services.settings.dataDirectory,
    uploads: services.uploads,
  })
  await load(town, 'roads', townRoads())
})
afterAll(() => application.close())

describe('pages of how journeys are measured', () => {
  it('change speeds and rules, and then journeys are to be worked out again', async () => {
    const { db } = application
    const before = (await listJourneyBases(db, town.county.id)).map(basis => basis.hash)
    const page = (await planner.get('/journeys/settings/walking-with-a-buggy')).text
    expect(page).toContain('name="classes.residential.kmh"')
    const wrong = await planner.post('/journeys/settings/walking-with-a-buggy', {
      'classes.residential.kmh': 'slow',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Residential: speed: enter a number')
    const fast = await planner.post('/journeys/settings/walking-with-a-buggy', {
      'classes.footway.kmh': '900',
    })
    expect(fast.text).toContain('Footway: speed: must be 200 or less')
    const saved = await planner.post('/journeys/settings/walking-with-a-buggy', {
      'classes.residential.kmh': '3',
      'barriers.impassable': 'stile, kissing_gate',
    })
    expect(saved.status).toBe(303)
    const { profiles } = await readJourneySettings(db, town.county.id)
    expect(profiles['walking-with-a-buggy'].classes['residential']?.kmh).toBe(3)
    expect(profiles['walking-with-a-buggy'].barriers.impassable).toEqual(['stile', 'kissing_gate'])
    expect((await planner.get('/journeys')).text).toContain('2 sites missing')
    await planner.post('/journeys/settings/walking-with-a-buggy', { act: 'defaults' })
    expect((await listJourneyBases(db, town.county.id)).map(basis => basis.hash)).toEqual(before)
    expect((await planner.get('/journeys/settings/on-a-horse')).status).toBe(404)
  })

  it('change when families set out', async () => {
    const form = {
      snapLimitMetres: '400',
      from: '9am',
      to: '8am',
      date: '',
      mostChanges: '1',
      longestMinutes: '120',
      walkMinutes: '15',
      changeMinutes: '3',
    }
    const wrong = await planner.post('/journeys/settings', form)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('The last moment of leaving must be after the first')
    expect((await planner.post('/journeys/settings', { ...form, to: '10:30' })).status).toBe(303)
    const { publicTransport, snapLimitMetres } = await readJourneySettings(application.db, town.county.id)
    expect(snapLimitMetres).toBe(400)
    expect(publicTransport).toMatchObject({ from: '09:00', to: '10:30', date: null, mostChanges: 1 })
    expect((await planner.get('/journeys/settings')).text).toContain('value="10:30"')
  })
})
