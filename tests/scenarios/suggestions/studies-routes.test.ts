import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { meridian } from '../builders.ts'

let application: TestApplication
let planner: Visitor
let place: Awaited<ReturnType<typeof meridian>>
let plan: string
beforeAll(async () => {
  application = await testApplication({ clock: '2026-10-01T09:00:00Z' })
  place = await meridian(application.db)
  planner = await application.agent('planner')
  const asked = await planner.post('/scenarios/suggest', {
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
  })
  plan = String(asked.headers['location'])
  await application.services.jobs.settled()
})
afterAll(() => application.close())

async function study(path: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await planner.post(path, fields)
  expect(answer.status).toBe(303)
  await application.services.jobs.settled()
  return String(answer.headers['location'])
}

describe('how sure a plan is', () => {
  it('compares it with the best plan under other assumptions', async () => {
    const page = await planner.get(await study(`${plan}/how-sure`))
    expect(page.text).toContain(
      'Under 13 assumptions its Centres are exactly those of the best plan that was found 12 times',
    )
    expect(page.text).toContain('The most deprived 30% count 3 times')
    expect(page.text).toContain('A fifth more children in')
    expect(page.text).toContain('Everybody a quarter slower')
    expect(page.text).toContain('12 of 13')
  })

  it('is asked of a scenario too', async () => {
    const page = await planner.get(await study(`/scenarios/status-quo-${place.county.id}/how-sure`))
    expect(page.text).toContain('How sure is Status quo?')
    expect(page.text).toContain('Birch Centre')
  })
})

describe('others nearly as good', () => {
  it('differ from the plan and from one another, until there are no more', async () => {
    const at = await study(`${plan}/others`, { differ: '1' })
    const page = await planner.get(at)
    expect(page.text).toContain('Other plan 1')
    expect(page.text).toContain('Other plan 2')
    expect(page.text).not.toContain('Other plan 3')
    expect(page.text).toContain('There is no further plan that differs so much')
    const taken = await planner.post(`${at}/take`, { run: '2' })
    expect(taken.status).toBe(303)
    const nothing = await planner.post(`${at}/take`, { run: '3' })
    expect(nothing.status).toBe(409)
  })
})

describe('more and fewer Centres', () => {
  it('shows what each number brings to families and to money, as a table and charts', async () => {
    expect((await planner.get('/scenarios/how-many')).text).toContain('Today’s centres only')
    const page = await planner.get(
      await study('/scenarios/how-many', { from: '1', to: '3', mode: 'straight-line', venues: 'usual' }),
    )
    expect(page.text).toContain('What each number of Centres brings')
    expect(page.text).toContain('Journeys by number of Centres')
    expect(page.text.match(/proven/g)?.length).toBeGreaterThanOrEqual(3)
  })

  it('says what is wrong with the numbers', async () => {
    const wrong = { from: '5', to: '3', mode: 'straight-line', venues: 'none' }
    const answer = await planner.post('/scenarios/how-many', wrong)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The most Centres must not be fewer than the fewest')
    const nowhere = await planner.post('/scenarios/how-many', { ...wrong, to: '6', mode: 'by-balloon' })
    expect(nowhere.text).toContain('Select which journeys to count')
  })
})

describe('studies', () => {
  it('are deleted with the plan that they are of', async () => {
    const at = await study(`${plan}/how-sure`)
    await planner.post(`${plan}/delete`)
    expect((await planner.get(at)).status).toBe(404)
    expect((await planner.post(`${plan}/how-sure`)).status).toBe(404)
  })
})
