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
})
afterAll(() => application.close())

const filled = {
  name: 'One Centre',
  goal: 'least-journey',
  within: '',
  mode: 'straight-line',
  deprivedCount: '1',
  centres: '1',
  zones: '0',
  zoneWorth: '0',
  deprivedShare: '',
  saving: '',
  worseChildren: '',
  worseBy: '',
  venueKinds: 'library',
  searchSeconds: '20',
}

async function ask(changed: Record<string, string> = {}): Promise<string> {
  const answer = await planner.post('/scenarios/suggest', { ...filled, ...changed })
  expect(answer.status).toBe(303)
  await application.services.jobs.settled()
  return String(answer.headers['location'])
}

describe('asking for a plan', () => {
  it('shows what may be asked, with the county’s own journeys and venues', async () => {
    const page = await planner.get('/scenarios/suggest')
    expect(page.status).toBe(200)
    expect(page.text).toContain('What matters most?')
    expect(page.text).toContain('Straight lines')
    expect(page.text).toContain('Libraries')
    expect(page.text).toContain('Alder Centre: must it be used?')
    // The one beyond the county stays as it is.
    expect(page.text).not.toContain('Dale Centre: must it be used?')
  })

  it('says what is missing and keeps what was typed', async () => {
    const answer = await planner.post('/scenarios/suggest', {
      ...filled,
      name: '',
      centres: '7',
      [`rule-${place.alder}`]: 'not-used',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter a name, so that you find this plan again')
    expect(answer.text).toContain('value="7"')
    expect(answer.text).toMatch(new RegExp(`name="rule-${place.alder}".*?value="not-used" selected`, 's'))
  })

  it('finds the best plan, proves it, and takes it as a scenario', async () => {
    const at = await ask()
    const page = await planner.get(at)
    // Cedar Library stands where most children live.
    expect(page.text).toContain('Proven best')
    expect(page.text).toContain('It is proven: no plan that keeps your rules is better.')
    expect(page.text).toMatch(/Cedar Library.*A new place/s)
    expect(page.text).toContain('Straight line × 1.3')
    const taken = await planner.post(`${at}/take`)
    expect(taken.status).toBe(303)
    const scenario = await planner.get(String(taken.headers['location']))
    expect(scenario.text).toContain('One Centre')
    expect(scenario.text).toContain('From a suggested plan, proven to be the best that keeps its rules.')
    const again = await planner.post(`${at}/take`)
    expect((await planner.get(String(again.headers['location']))).text).toContain('One Centre (2)')
  })

  it('names the rules that cannot hold together', async () => {
    const at = await ask({ name: 'Too much', [`rule-${place.alder}`]: 'centre', rules: 'oneInEachDistrict' })
    const page = await planner.get(at)
    expect(page.text).toContain('Cannot be done')
    expect(page.text).toContain('at least one Centre in every district')
    expect(page.text).toContain('the number of Centres')
    expect(page.text).not.toContain('Take it as a scenario')
    expect((await planner.post(`${at}/take`)).status).toBe(409)
  })

  it('keeps sites that must stay and leaves out those that must not be used', async () => {
    const at = await ask({ name: 'With Birch', [`rule-${place.birch}`]: 'centre' })
    expect((await planner.get(at)).text).toMatch(/Centres<\/caption>.*Birch Centre/s)
    const without = await ask({ name: 'Without Cedar', [`rule-${place.cedar}`]: 'not-used' })
    expect((await planner.get(without)).text).not.toMatch(/Cedar Library<.*A new place/s)
  })

  it('lists what was asked, starts anew from it, and forgets it when told', async () => {
    const at = await ask({ name: 'To be forgotten' })
    expect((await planner.get('/scenarios/suggestions')).text).toContain('To be forgotten')
    const id = at.split('/').at(-1) ?? ''
    expect((await planner.get(`/scenarios/suggest?from=${id}`)).text).toContain('value="To be forgotten"')
    expect((await planner.post(`${at}/go-on`)).status).toBe(303)
    await application.services.jobs.settled()
    expect((await planner.get(at)).text).toContain('Proven best')
    await planner.post(`${at}/delete`)
    expect((await planner.get(at)).status).toBe(404)
  })

  it('is for planners only', async () => {
    const analyst = await application.agent('drop-in')
    expect((await analyst.get('/scenarios/suggest')).status).toBe(403)
  })
})
