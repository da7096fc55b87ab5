import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listBarriers } from '../../server/travel/barrier-repository.ts'
import { listJourneyBases } from '../../server/travel/index.ts'
import { aCounty } from '../sites/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aTown, type Town } from './town.ts'

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

describe('pages of barriers', () => {
  it('record barriers, typed or drawn, and take them away', async () => {
    const river = {
      barrier: 'The Lark',
      reason: 'A river',
      course: '0.05, 52.2\n0.05, 52.3',
      gaps: '0.05, 52.25, Mill Bridge',
    }
    const wrong = await planner.post('/journeys/barriers/new', { ...river, course: 'a river' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('is not a point such as')
    expect((await planner.post('/journeys/barriers/new', river)).status).toBe(303)
    const [barrier] = await listBarriers(application.db, town.county.id)
    expect((await planner.get('/journeys/barriers')).text).toContain('Mill Bridge')
    const map = (await planner.get('/journeys/barriers/map.json')).body as { lines: { label: string }[] }
    expect(map.lines[0]?.label).toBe('The Lark')
    const at = `/journeys/barriers/${barrier?.id ?? ''}`
    expect((await planner.get(at)).text).toContain('0.05, 52.25, Mill Bridge')
    expect((await planner.post(at, { ...river, reason: 'A deep river' })).status).toBe(303)
    const modes = (await listJourneyBases(application.db, town.county.id)).map(basis => basis.mode)
    expect(modes).toEqual(['straight-line'])
    expect((await planner.post(`${at}/remove`)).status).toBe(303)
    expect(await listBarriers(application.db, town.county.id)).toEqual([])
    expect((await planner.get(at)).status).toBe(404)
    const audit = (await (await application.agent('administrator')).get('/audit')).text
    for (const words of [
      'Added the barrier The Lark',
      'Changed the barrier The Lark',
      'Took away the barrier',
    ])
      expect(audit).toContain(words)
  })
})
