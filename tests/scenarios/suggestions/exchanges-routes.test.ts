import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { meridian } from '../builders.ts'

let application: TestApplication
let planner: Visitor
let place: Awaited<ReturnType<typeof meridian>>
beforeAll(async () => {
  application = await testApplication({ clock: '2026-10-01T09:00:00Z' })
  place = await meridian(application.db)
  planner = await application.agent('planner')
  // The status quo is made when it is first asked for.
  await planner.get('/scenarios')
})
afterAll(() => application.close())

describe('exchanges in a scenario', () => {
  it('names the exchanges that shorten the average journey, and makes one', async () => {
    const made = await planner.post('/scenarios/new', {
      name: 'My own',
      description: '',
      from: `status-quo-${place.county.id}`,
    })
    const scenario = String(made.headers['location'])
    const page = await planner.get(`${scenario}/exchanges`)
    expect(page.text).toContain('Cedar Library')
    const [, closes] = /name="closes" value="([^"]+)"/.exec(page.text) ?? []
    const [, opens] = /name="opens" value="([^"]+)"/.exec(page.text) ?? []
    const answer = await planner.post(`${scenario}/exchanges`, { closes: closes ?? '', opens: opens ?? '' })
    expect(answer.status).toBe(303)
    expect((await planner.get(`${scenario}/exchanges`)).text).toContain('is now a Centre, and')
    // A second time, as by a double click, it is told that it is done already.
    const twice = await planner.post(`${scenario}/exchanges`, { closes: closes ?? '', opens: opens ?? '' })
    expect(twice.status).toBe(409)
  })

  it('offers no change in the status quo, and refuses what is not an exchange', async () => {
    const statusQuo = `/scenarios/status-quo-${place.county.id}`
    const page = await planner.get(`${statusQuo}/exchanges`)
    expect(page.text).toContain('This scenario cannot be changed')
    expect((await planner.post(`${statusQuo}/exchanges`, { closes: 'x', opens: 'y' })).status).toBe(422)
    const whole = { closes: place.alder, opens: place.cedar }
    expect((await planner.post(`${statusQuo}/exchanges`, whole)).status).toBe(409)
  })
})
