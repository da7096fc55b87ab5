import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listJourneyBases } from '../../server/travel/index.ts'
import { aCounty } from '../sites/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aTown, townRoads, townTimetable, type Town } from './town.ts'

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
})
afterAll(() => application.close())

const said = { publisher: 'A mapper', licence: 'ODbL', period: 'September 2026' }

/** Sends a file as the page does, and reads the page of the work when it has ended. */
async function load(kind: string, name: string, content: string | Buffer): Promise<string> {
  const sent = await planner.send('/journeys/files', { kind, ...said }, [{ field: 'file', name, content }])
  if (sent.status !== 303) return sent.text
  await application.services.jobs.settled()
  return (await planner.get(sent.headers['location'] as string)).text
}

async function workOut(): Promise<string> {
  const sent = await planner.post('/journeys/work-out')
  expect(sent.status).toBe(303)
  await application.services.jobs.settled()
  return (await planner.get(sent.headers['location'] as string)).text
}

describe('the pages of journeys', () => {
  it('say what to do while nothing is loaded', async () => {
    const page = (await planner.get('/journeys')).text
    expect(page).toContain('Nothing is loaded yet from which journeys could be measured')
    expect(page).toContain('64 postcodes of Testshire to 2 sites')
    expect((await planner.get('/journeys/reach')).status).toBe(404)
    expect((await planner.get('/journeys/route')).text).toContain('Load roads first')
  })

  it('tell at once when a file is of another kind, and what is wrong with a broken one', async () => {
    expect(await load('roads', 'roads.osm.pbf', 'not roads')).toContain('is not an OpenStreetMap extract')
    expect(await load('timetable', 'buses.zip', 'not a zip')).toContain('is not a zip file')
    const nothing = await planner.send('/journeys/files', said, [])
    expect(nothing.text).toContain('Choose a file')
    expect(nothing.text).toContain('Select what the file is')
    const cut = townRoads()
    expect(await load('roads', 'cut.osm.pbf', cut.subarray(0, cut.length - 40))).toMatch(/cut (short|off)/)
    expect((await planner.get('/journeys')).text).toContain(
      'No roads, timetable, barriers or matrix are loaded',
    )
  })

  it('load roads and buses, work journeys out and say what they are measured on', async () => {
    expect(await load('roads', 'town.osm.pbf', townRoads())).toContain('town.osm.pbf is loaded')
    expect(await load('timetable', 'town.zip', townTimetable())).toContain('town.zip is loaded')
    expect((await planner.get('/journeys')).text).toContain('Work out what is missing')
    expect(await workOut()).toContain('Every journey is worked out')
    const page = (await planner.get('/journeys')).text
    expect(page).toContain('Walking with a buggy at 4 km/h on roads and paths of A mapper, September 2026')
    expect(page).toContain('2 of 2')
    expect(page).toContain('Everything is worked out')
    expect(page).toContain('24 journeys of 1 lines at 2 stops')
  })

  it('are written into the record of changes, and are for planners only', async () => {
    const audit = (await (await application.agent('administrator')).get('/audit')).text
    for (const words of ['Roads: loaded town.osm.pbf', 'Worked out journeys']) expect(audit).toContain(words)
    const worker = await application.agent('drop-in')
    expect((await worker.get('/journeys')).status).toBe(403)
  })

  it('stop using a file', async () => {
    expect((await planner.post('/journeys/files/timetable/stop-using')).status).toBe(303)
    const modes = (await listJourneyBases(application.db, town.county.id)).map(basis => basis.mode)
    expect(modes).not.toContain('public-transport')
  })
})
