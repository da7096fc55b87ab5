import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { choicesOf, choicesText } from '../../server/scenarios/choices.ts'
import { readFates, readLedger, readOutreach } from '../../server/scenarios/choices-repository.ts'
import { findScenario, storedScenarios } from '../../server/scenarios/scenarios-repository.ts'
import { readScenarioSettings } from '../../server/scenarios/index.ts'
import { readTravelSettings } from '../../server/travel/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { meridian } from './builders.ts'

type Sites = Awaited<ReturnType<typeof meridian>>

describe('pages of scenarios', () => {
  let app: TestApplication
  let planner: Visitor
  let sites: Sites

  beforeEach(async () => {
    app = await testApplication({ clock: '2026-09-22T09:00:00.000Z' })
    sites = await meridian(app.db)
    planner = await app.agent('planner')
  })
  afterEach(() => app.close())

  const statusQuoId = (): string => `status-quo-${sites.county.id}`
  const make = async (name = 'One Centre'): Promise<string> => {
    await planner.get('/scenarios')
    const made = await planner.post('/scenarios/new', { name, description: '', from: statusQuoId() })
    expect(made.status).toBe(303)
    return made.headers['location']?.split('/').at(-1) ?? ''
  }
  const before = async (id: string): Promise<string> => choicesText(choicesOf(await readFates(app.db, id)))
  const choose = async (id: string, fates: Record<string, string>, seen?: string) =>
    planner.post(`/scenarios/${id}/fates`, {
      before: seen ?? (await before(id)),
      ...Object.fromEntries(Object.entries(fates).map(([site, fate]) => [`fate-${site}`, fate])),
    })

  it('are for planners only', async () => {
    const worker = await app.agent('drop-in')
    expect((await worker.get('/scenarios')).status).toBe(403)
    expect((await (await app.agent()).get('/scenarios')).status).toBe(303)
  })

  it('list the status quo first, always', async () => {
    const page = await planner.get('/scenarios')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Status quo')
    expect(page.text).toContain('Straight line × 1.3 (an estimate, not a measured route)')
  })

  it('refuse a scenario without a name, or with one that is taken, and keep what was typed', async () => {
    const nameless = await planner.post('/scenarios/new', {
      name: '',
      description: 'About it',
      from: statusQuoId(),
    })
    expect(nameless.status).toBe(422)
    expect(nameless.text).toContain('Enter a name for the scenario')
    expect(nameless.text).toContain('About it')
    await make('Ten Centres')
    const again = await planner.post('/scenarios/new', { name: 'ten centres', from: statusQuoId() })
    expect(again.status).toBe(422)
    expect(again.text).toContain('There is a scenario with this name already')
  })

  it('change a site’s fate by a plain form and show what it does', async () => {
    const id = await make()
    const saved = await choose(id, { [sites.alder]: 'closed', [sites.birch]: 'centre' })
    expect(saved.status).toBe(303)
    const page = await planner.get(`/scenarios/${id}`)
    expect(page.text).toContain('300 children (86%) would be further from a Centre.')
    expect(page.text).toContain('Fen has no Centre.')
    expect(page.headers['server-timing']).toMatch(/figures;dur=[\d.]+.*total;dur=[\d.]+/)
  })

  it('answer a script with the figures alone, and what is stored', async () => {
    const id = await make()
    const answer = await planner.post(`/scenarios/${id}/figures`, {
      before: await before(id),
      [`fate-${sites.alder}`]: 'zone',
    })
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain('<html')
    expect(answer.text.trimStart().startsWith('<div data-figures')).toBe(true)
    expect(answer.text).toContain(`data-before="${(await before(id)).replaceAll('"', '&#34;')}"`)
    expect(answer.headers['server-timing']).toContain('total;dur=')
    expect(choicesOf(await readFates(app.db, id)).get(sites.alder)?.fate).toBe('zone')
  })

  it('lose nothing when two people change the same site', async () => {
    const id = await make()
    const seen = await before(id)
    await choose(id, { [sites.alder]: 'closed' }, seen)
    const second = await choose(id, { [sites.alder]: 'zone', [sites.birch]: 'early-years' }, seen)
    expect(second.status).toBe(409)
    expect(second.text).toContain('Somebody else has changed this scenario')
    expect(second.text).toMatch(
      /you chose <strong>Child and Family Zone<\/strong>, they chose <strong>Closed/,
    )
    // Both of this person's choices are still in the form, and saving again keeps them.
    expect(second.text).toMatch(/<option value="early-years" selected>/)
    const shown = /name="before" value="([^"]*)"/.exec(second.text)?.[1] ?? ''
    const kept = await choose(id, { [sites.alder]: 'zone', [sites.birch]: 'early-years' }, shown)
    expect(kept.status).toBe(303)
    const stored = choicesOf(await readFates(app.db, id))
    expect([stored.get(sites.alder)?.fate, stored.get(sites.birch)?.fate]).toEqual(['zone', 'early-years'])
  })

  it('make a site a place of a Centre, first without knowing of which', async () => {
    const id = await make()
    await choose(id, { [sites.alder]: 'centre-place' })
    const page = await planner.get(`/scenarios/${id}`)
    expect(page.text).toContain('Say which Centre Alder Centre belongs to.')
    expect(page.text).toContain(`name="lead-${sites.alder}"`)
    await planner.post(`/scenarios/${id}/fates`, {
      before: await before(id),
      [`fate-${sites.alder}`]: 'centre-place',
      [`lead-${sites.alder}`]: sites.birch,
    })
    expect((await planner.get(`/scenarios/${id}`)).text).not.toContain('Say which Centre')
  })

  it('use a venue that is no centre today, and leave it again', async () => {
    const id = await make()
    const venues = await planner.get(`/scenarios/${id}/venues?words=cedar`)
    expect(venues.text).toContain('Cedar Library')
    expect(venues.text).not.toContain('Birch Centre</a>')
    await planner.post(`/scenarios/${id}/venues`, {
      before: await before(id),
      [`fate-${sites.cedar}`]: 'zone',
    })
    expect((await planner.get(`/scenarios/${id}`)).text).toContain('Cedar Library')
    await choose(id, { [sites.cedar]: '' })
    expect(choicesOf(await readFates(app.db, id)).has(sites.cedar)).toBe(false)
  })

  it('refuse fates that a site cannot have', async () => {
    const id = await make()
    // A venue cannot be closed, a centre cannot be left without a fate, and beyond the county nothing changes.
    await choose(id, { [sites.cedar]: 'closed', [sites.alder]: '', [sites.dale]: 'closed', nobody: 'zone' })
    expect((await readFates(app.db, id)).map(({ fate }) => fate)).toEqual(['centre', 'centre'])
  })

  it('are not changed when they are the status quo or published', async () => {
    await planner.get('/scenarios')
    const page = await planner.get(`/scenarios/${statusQuoId()}`)
    expect(page.text).not.toContain('<form id="choices"')
    expect((await choose(statusQuoId(), { [sites.alder]: 'closed' }, '')).status).toBe(409)
    const id = await make()
    const seen = await before(id)
    expect((await planner.post(`/scenarios/${id}/publish`)).status).toBe(303)
    expect((await choose(id, { [sites.alder]: 'closed' }, seen)).status).toBe(409)
    expect((await planner.post(`/scenarios/${id}/delete`)).status).toBe(409)
    const check = await planner.get(`/scenarios/${id}/check`)
    expect(check.text).toContain('Everything agrees.')
    expect((await findScenario(app.db, id))?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('are renamed and deleted', async () => {
    const id = await make()
    await planner.post(`/scenarios/${id}/edit`, { name: 'Two Centres', description: 'Better' })
    expect(await findScenario(app.db, id)).toMatchObject({ name: 'Two Centres', description: 'Better' })
    expect((await planner.get(`/scenarios/${id}/delete`)).text).toContain('cannot be brought back')
    expect((await planner.post(`/scenarios/${id}/delete`)).status).toBe(303)
    expect((await storedScenarios(app.db, sites.county.id)).map(one => one.name)).toEqual(['Status quo'])
  })

  it('plan outreach sessions at outreach venues only', async () => {
    const id = await make()
    const session = {
      siteId: sites.alder,
      activity: 'Stay and play',
      weekday: '2',
      starts: '9:30am',
      ends: '11am',
      'fromOn-day': '5',
      'fromOn-month': '1',
      'fromOn-year': '2027',
    }
    const early = await planner.post(`/scenarios/${id}/outreach`, session)
    expect(early.status).toBe(422)
    expect(early.text).toContain('Select one of this scenario’s outreach venues')
    await choose(id, { [sites.alder]: 'outreach' })
    const backwards = await planner.post(`/scenarios/${id}/outreach`, { ...session, ends: '9am' })
    expect(backwards.text).toContain('The end must be later than the start')
    expect(backwards.text).toContain('Stay and play')
    expect((await planner.post(`/scenarios/${id}/outreach`, session)).status).toBe(303)
    const [planned] = await readOutreach(app.db, id)
    expect(planned).toMatchObject({
      weekday: 2,
      starts: '09:30',
      ends: '11:00',
      fromOn: '2027-01-05',
      toOn: null,
    })
    expect((await planner.get(`/scenarios/${id}/outreach`)).text).toContain('Tuesday, 9:30am to 11am')
    await planner.post(`/scenarios/${id}/outreach/${planned?.id ?? ''}/remove`)
    expect(await readOutreach(app.db, id)).toEqual([])
  })

  it('count amounts entered by hand', async () => {
    const id = await make()
    const wrong = await planner.post(`/scenarios/${id}/ledger`, { line: 'other', pounds: 'much' })
    expect(wrong.status).toBe(422)
    const entry = {
      line: 'other',
      otherLine: 'Minibus',
      direction: 'cost',
      pounds: '12,000',
      often: 'yearly',
      siteId: '',
      note: 'Quote of June',
    }
    expect((await planner.post(`/scenarios/${id}/ledger`, entry)).status).toBe(303)
    await planner.post(`/scenarios/${id}/ledger`, {
      ...entry,
      line: 'premises',
      direction: 'income',
      often: 'once',
    })
    const entries = await readLedger(app.db, id)
    expect(entries.map(({ line, pounds, oneOff }) => [line, pounds, oneOff])).toEqual([
      ['Minibus', 12_000, false],
      ['premises', -12_000, true],
    ])
    expect((await planner.get(`/scenarios/${id}/ledger`)).text).toContain('£12,000')
    await planner.post(`/scenarios/${id}/ledger/${entries[0]?.id ?? ''}/remove`)
    expect(await readLedger(app.db, id)).toHaveLength(1)
  })

  it('show the same distances in the table and in the spreadsheet', async () => {
    const id = await make()
    await choose(id, { [sites.alder]: 'closed' })
    const query = '?places=centres&sort=name&direction=ascending'
    const page = (await planner.get(`/scenarios/${id}/distances${query}`)).text
    const csv = (await planner.get(`/scenarios/${id}/distances.csv${query}`)).text
    const lines = csv.replace('\ufeff', '').trim().split('\r\n')
    expect(lines).toHaveLength(6)
    // Neighbourhood 1: 3 steps of 1,112 m by 1.3 are 4,340 m; today it is at Alder Centre.
    expect(lines[1]).toContain(
      'E01000001,Neighbourhood 1,Fen,100,1,0,Alder Centre,4340,Birch Centre,4340,further',
    )
    expect(page).toMatch(/Neighbourhood 1[\s\S]*?0 m[\s\S]*?4,340 m[\s\S]*?\+4,340 m/)
    // Nowhere known: empty in the spreadsheet, a dash on the page, and never 0.
    expect(lines[4]).toContain('E01000004,Neighbourhood 4,Vale,30,3,,,,,,not known')
    for (const line of lines.slice(1)) expect(line).toContain('Straight line × 1.3')
  })

  it('sort and filter distances, with what is not known last either way', async () => {
    const id = await make()
    await choose(id, { [sites.alder]: 'closed' })
    const names = async (query: string): Promise<string[]> => {
      const page = (await planner.get(`/scenarios/${id}/distances?places=centres&${query}`)).text
      return [...page.matchAll(/app-cell__first">(Neighbourhood \d)/g)].map(found => found[1] ?? '')
    }
    expect(await names('sort=then&direction=ascending')).toEqual(
      [3, 5, 2, 1, 4].map(n => `Neighbourhood ${n}`),
    )
    expect((await names('sort=then&direction=descending')).at(-1)).toBe('Neighbourhood 4')
    expect(await names('district=E07009991&sort=name')).toEqual(['Neighbourhood 1', 'Neighbourhood 2'])
  })

  it('draw maps of two scenarios with the same classes', async () => {
    const one = await make('One')
    const two = await make('Two')
    await choose(one, { [sites.alder]: 'closed' })
    await choose(two, { [sites.birch]: 'closed' })
    const map = async (id: string, other: string) =>
      (await planner.get(`/scenarios/${id}/map.json?places=centres&with=${other}`)).body as {
        legend: { classes: { label: string }[] }
        places: { name: string; shape: string }[]
      }
    const [first, second] = [await map(one, two), await map(two, one)]
    expect(first.legend).toEqual(second.legend)
    expect(first.places.find(place => place.name === 'Alder Centre')?.shape).toBe('closing')
    expect(second.places.find(place => place.name === 'Alder Centre')?.shape).toBe('centre')
  })

  it('compare scenarios, name the best of each row, and never leave out who loses', async () => {
    const id = await make()
    await choose(id, { [sites.alder]: 'closed' })
    const page = (await planner.get(`/scenarios/compare?a=${statusQuoId()}&b=${id}`)).text
    const row = (measure: string): string =>
      new RegExp(`${measure}[\\s\\S]*?</tr>`)
        .exec(page)?.[0]
        .replace(/<[^>]*>|\s+/g, ' ')
        .replace(/\s+/g, ' ') ?? ''
    expect(row('Children who would be further away')).toContain('0 (0%) best 300 (86%)')
    expect(row('Mean distance')).toContain('best')
    const csv = (await planner.get(`/scenarios/compare.csv?a=${statusQuoId()}&b=${id}`)).text
    expect(csv).toContain(
      'To the nearest Centre,Children who would be further away,0 (0%),300 (86%),Status quo,',
    )
  })

  it('let people choose distances, limits and the saving, and refuse what cannot be', async () => {
    const page = await planner.get('/scenarios/settings')
    expect(page.text).toContain('pram-pushing')
    const fields = Object.fromEntries(
      [...page.text.matchAll(/<input class="govuk-input[^>]*>/g)].map(([tag]) => [
        /name="([^"]*)"/.exec(tag)?.[1] ?? '',
        /value="([^"]*)"/.exec(tag)?.[1] ?? '',
      ]),
    )
    const typed = {
      ...fields,
      mainMode: 'driving',
      'minutes-driving': '20, 5; 12',
      toleranceMinutes: '2',
      'threshold-1': '800',
      'threshold-2': '',
      'threshold-3': '1,600',
      toleranceMetres: '0',
      detourFactor: '1.2',
      centres: '4',
      zones: '6',
      savingSought: '£900,000',
      'share-zone-frontline': '75',
    }
    const refused = await planner.post('/scenarios/settings', { ...typed, detourFactor: '0.5' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('The detour factor must be 1 or more')
    const never = await planner.post('/scenarios/settings', { ...typed, 'minutes-driving': 'soon' })
    expect(never.status).toBe(422)
    expect(never.text).toContain('Enter one to six times in minutes from 1 to 600, such as 15, 30, 38')
    const saved = await planner.post('/scenarios/settings', typed)
    expect(saved.status).toBe(303)
    expect(await readScenarioSettings(app.db, sites.county.id)).toMatchObject({
      thresholds: [800, 1600],
      limits: { centres: 4, zones: 6 },
      savingSought: 900_000,
      keptShares: { zone: { frontline: 0.75 } },
      mainMode: 'driving',
      minutes: { driving: [5, 12, 20], 'walking-with-a-buggy': [15, 30, 38] },
      toleranceMinutes: 2,
    })
    expect(await readTravelSettings(app.db, sites.county.id)).toEqual({ detourFactor: 1.2 })
    expect((await planner.get(`/scenarios/${statusQuoId()}`)).text).toContain('Within 800 m')
    // Nothing was loaded from which journeys by car could be measured.
    expect((await planner.get(`/scenarios/${statusQuoId()}`)).text).toContain(
      'No journeys driving were measured',
    )
  })

  it('are not found in another county', async () => {
    expect((await planner.get('/scenarios/nowhere')).status).toBe(404)
    expect((await planner.get('/scenarios/nowhere/map.json')).status).toBe(404)
  })
})
