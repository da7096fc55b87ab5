import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { workOutJourneys } from '../../server/travel/index.ts'
import { load } from './adding.ts'
import { aCounty } from '../sites/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aTown, corner, townRoads, townTimetable, type Town } from './town.ts'

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
  await load(town, 'timetable', townTimetable())
  await workOutJourneys(town.needs, town.county)
})
afterAll(() => application.close())

async function siteEast(): Promise<string> {
  const { id } = await application.db
    .selectFrom('site')
    .select('id')
    .where('reference', '=', 'east')
    .executeTakeFirstOrThrow()
  return id
}

describe('pages of what journeys came to', () => {
  it('count the children who reach a site, and tell its buses', async () => {
    const site = await siteEast()
    const page = (await planner.get(`/journeys/sites/${site}`)).text
    expect(page).toContain('Children aged 0 to 4 who reach it within so many minutes, of 960')
    expect(page).toContain('No bus takes families home from here on that day')
    expect(page).toContain('7:03am')
    const map = await planner.get(`/journeys/sites/${site}/map.json?mode=walking-with-a-buggy`)
    expect((map.body as { areas: object[] }).areas.length).toBeGreaterThan(1)
    const buses = await planner.get(`/journeys/sites/${site}/map.json?mode=public-transport`)
    expect(buses.status).toBe(200)
    expect((await planner.get('/journeys/sites')).text).toContain('Site east')
    expect((await planner.get('/journeys/sites/nowhere')).status).toBe(404)
    expect((await planner.get('/journeys/reach')).text).toContain('None: every home is near a road')
  })

  it('show the way to a site street by street, and keep the postcode out of the address', async () => {
    const { postcode } = await application.db
      .selectFrom('postcode')
      .select('postcode')
      .where('lon', '=', corner(3, 0)[0])
      .where('lat', '=', corner(3, 0)[1])
      .executeTakeFirstOrThrow()
    const ask = { postcode, neighbourhood: '', mode: 'walking-with-a-buggy', to: await siteEast() }
    const answer = await planner.post('/journeys/route', ask)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/4[0-9] minutes to Site east/)
    expect(answer.text).toContain('Lane 3')
    expect(answer.text).toContain('Bridge Street')
    expect(answer.text).toContain('times as long as the straight line')
    expect(answer.text).toContain('data-document')
    const nearest = await planner.post('/journeys/route', {
      ...ask,
      postcode: '',
      neighbourhood: 'E01000002',
      to: 'centres',
    })
    expect(nearest.text).toMatch(/minutes to Site east/)
    expect((await planner.post('/journeys/route', { ...ask, postcode: 'ZZ9 9ZZ' })).text).toContain(
      'This is not a live postcode of the county',
    )
    expect((await planner.post('/journeys/route', { ...ask, postcode: '' })).status).toBe(422)
  })
})
