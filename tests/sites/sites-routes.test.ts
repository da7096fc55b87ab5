import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'
import { replacePostcodes, type County } from '../../server/county/index.ts'
import { listSites, readSite } from '../../server/sites/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aCounty, aSite } from './builders.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let app: TestApplication
let planner: Visitor
let quinn: Visitor
let county: County

beforeAll(async () => {
  app = await testApplication({ clock: '2026-09-10T09:00:00Z' })
  planner = await app.agent('planner')
  quinn = await app.agent('planner')
})
afterAll(() => app.close())
beforeEach(async () => {
  // With the county goes all that belongs to it; the accounts stay signed in.
  await app.db.deleteFrom('county').execute()
  await app.db.deleteFrom('audit').execute()
  county = await aCounty(app.db)
})

const fieldOf = (response: Response, field: string): string =>
  new RegExp(`name="${field}"[^>]*value="([^"]*)"`).exec(response.text)?.[1] ?? ''

const details = {
  siteName: 'Alder Centre',
  reference: '',
  siteKind: 'centre',
  providerKind: '',
  providerName: '',
  address: '',
  postcode: '',
  phone: '',
  note: '',
  positionWay: 'unknown',
  districtCode: '',
}

async function changedSince(path: string, fields: Record<string, string>): Promise<Response> {
  const page = await planner.get(path)
  return planner.post(path, { mark: fieldOf(page, 'mark'), ...fields })
}

describe('the register', () => {
  it('is for planners', async () => {
    const worker = await app.agent('drop-in')
    const nobody = await app.agent()
    expect((await worker.get('/sites')).status).toBe(403)
    expect((await nobody.get('/sites')).status).toBe(303)
    expect((await planner.get('/sites')).status).toBe(200)
  })

  it('shows a dash for what is not known, finds, filters and sorts', async () => {
    await aSite(app.db, county.id, { reference: 'a', name: 'Alder' })
    await aSite(app.db, county.id, {
      reference: 'b',
      name: 'Birch',
      kind: 'library',
      providerKind: null,
      districtCode: 'E07009992',
      position: [0.3, 52.3],
    })
    const centres = await planner.get('/sites')
    expect(centres.text).toContain('Alder')
    expect(centres.text).not.toContain('Birch')
    expect(centres.text).toContain('not known')
    expect(centres.text).not.toContain('£0')
    const venues = await planner.get('/sites?show=venues')
    expect(venues.text).toContain('Birch')
    expect((await planner.get('/sites?show=all&words=birch')).text).not.toContain(
      `/sites/${String((await listSites(app.db, county.id))[0]?.id)}`,
    )
    expect((await planner.get('/sites?show=all&district=E07009991')).text).not.toContain('Birch')
    expect((await planner.get('/sites?show=all&provider=none')).text).toContain('Birch')
    const sorted = await planner.get('/sites?show=all&sort=name&direction=descending')
    expect(sorted.text.indexOf('Birch')).toBeLessThan(sorted.text.indexOf('Alder'))
    expect((await planner.get('/sites?show=all&words=zzz&page=99&sort=%27%3B--')).text).toContain(
      'No site is like that',
    )
  })

  it('counts leases and contracts that end within twelve months', async () => {
    await aSite(app.db, county.id, { reference: 'a', name: 'Soon', leaseEndsOn: '2027-09-10' })
    await aSite(app.db, county.id, { reference: 'b', name: 'Later', leaseEndsOn: '2027-09-11' })
    await aSite(app.db, county.id, { reference: 'c', name: 'Past', contractEndsOn: '2026-09-09' })
    const page = await planner.get('/sites?ending=soon')
    expect(page.text).toContain('Soon')
    expect(page.text).toContain('Past')
    expect(page.text).not.toContain('Later')
    const sites = await listSites(app.db, county.id)
    const soon = await planner.get(`/sites/${sites.find(site => site.name === 'Soon')?.id}`)
    expect(soon.text).toContain('The lease ends on Friday 10 September 2027, within twelve months.')
    const past = await planner.get(`/sites/${sites.find(site => site.name === 'Past')?.id}`)
    expect(past.text).toContain('The contract ended on Wednesday 9 September 2026.')
  })

  it('writes names as text, wherever they came from', async () => {
    const evil = '<script>alert(1)</script>'
    const id = await aSite(app.db, county.id, {
      name: evil,
      providerName: evil,
      address: evil,
      note: evil,
      reference: '"><img src=x>',
    })
    for (const path of [
      '/sites',
      `/sites/${id}`,
      `/sites/${id}/edit`,
      `/sites/${id}/hours`,
      `/sites/${id}/files`,
    ]) {
      const page = await planner.get(path)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('<script>alert')
      expect(page.text).not.toContain('<img src=x>')
    }
  })

  it('is a table that a spreadsheet opens without running anything, and that comes back as it went', async () => {
    await aSite(app.db, county.id, { name: '=HYPERLINK("http://x")', note: '@x' })
    const csv = await planner.get('/sites/register.csv')
    expect(csv.headers['content-disposition']).toContain('sites-register.csv')
    expect(csv.text).not.toContain(',=')
    const sent = await planner.send('/sites/import', {}, [
      { field: 'register', name: 'r.csv', content: csv.text },
    ])
    const preview = await planner.get(sent.headers['location'] as string)
    expect(preview.text).toContain('Nothing would change')
    const empty = await planner.get('/sites/empty-register.csv')
    expect(empty.text.trim().split(/\r?\n/)).toHaveLength(1)
  })

  it('shows a map of the sites that have a position', async () => {
    await aSite(app.db, county.id, { reference: 'a', name: 'Alder' })
    await aSite(app.db, county.id, { reference: 'b', name: 'Nowhere', position: null })
    const map = (await planner.get('/sites/map.json')).body as {
      places: { name: string }[]
      outlines: unknown[]
    }
    expect(map.places.map(place => place.name)).toEqual(['Alder'])
    expect(map.outlines).toHaveLength(2)
  })

  it('answers 404 for a site of another county', async () => {
    const id = await aSite(app.db, county.id)
    const other = await aCounty(app.db)
    expect(other.id).not.toBe(county.id)
    for (const path of [
      `/sites/${id}`,
      `/sites/${id}/edit`,
      `/sites/${id}/rooms`,
      `/sites/${id}/map.json`,
      '/sites/none',
    ]) {
      expect((await planner.get(path)).status).toBe(404)
    }
  })
})

describe('adding and changing a site', () => {
  it('keeps what was typed when something is missing', async () => {
    const answer = await planner.post('/sites/new', {
      ...details,
      siteName: '',
      address: '1 Mill Lane',
      positionWay: 'degrees',
      latitude: 'north',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter the site’s name')
    expect(answer.text).toContain('Latitude must be a number')
    expect(answer.text).toContain('value="1 Mill Lane"')
    expect(await listSites(app.db, county.id)).toEqual([])
  })

  it('adds a site of which almost nothing is known', async () => {
    const answer = await planner.post('/sites/new', details)
    expect(answer.status).toBe(303)
    const [site] = await listSites(app.db, county.id)
    expect(site).toMatchObject({
      name: 'Alder Centre',
      position: null,
      districtCode: null,
      providerKind: null,
      updatedBy: 'Test planner',
    })
    expect(site?.reference).toMatch(/^site-/)
    const page = await planner.get(`/sites/${site?.id}`)
    expect(page.text).toContain('Its position is not known')
  })

  it('finds the district of a position given as easting and northing', async () => {
    await planner.post('/sites/new', {
      ...details,
      positionWay: 'grid',
      easting: '543500',
      northing: '269500',
    })
    expect((await listSites(app.db, county.id))[0]).toMatchObject({
      districtCode: 'E07009991',
      positionSource: 'measured',
      beyondCounty: false,
    })
  })

  it('warns when the position lies in another district, and stores it once the planner has checked', async () => {
    const typed = {
      ...details,
      positionWay: 'degrees',
      latitude: '52.3',
      longitude: '0.1',
      districtCode: 'E07009992',
    }
    const warned = await planner.post('/sites/new', typed)
    expect(warned.status).toBe(422)
    expect(warned.text).toContain('lies in another district')
    expect(warned.text).toContain('I have checked')
    expect((await planner.post('/sites/new', { ...typed, sure: 'yes' })).status).toBe(303)
    const [site] = await listSites(app.db, county.id)
    expect(site).toMatchObject({ districtCode: 'E07009992' })
    expect((await planner.get(`/sites/${site?.id}`)).text).toContain(
      'Its position lies in Fen, but it is recorded as Vale.',
    )
  })

  it('warns when the position lies outside the county', async () => {
    const typed = { ...details, positionWay: 'degrees', latitude: '53.3', longitude: '0.1' }
    expect((await planner.post('/sites/new', typed)).text).toContain('lies outside the county')
    await planner.post('/sites/new', { ...typed, districtCode: 'beyond' })
    expect((await listSites(app.db, county.id))[0]).toMatchObject({ beyondCounty: true, districtCode: null })
  })

  it('puts a site in the middle of its postcode only when asked, and says so', async () => {
    const dataset = await app.db
      .insertInto('dataset')
      .values({
        id: 'd',
        county_id: county.id,
        kind: 'postcodes',
        title: '',
        file_name: '',
        publisher: '',
        sha256: '',
        bytes: 0,
        geography: '',
        period: '',
        licence: '',
        method: null,
        rows_taken: 1,
        rows_outside: 0,
        rows_refused: 0,
        refusals: '[]',
        imported_at: '',
        imported_by: null,
        replaced_at: null,
      })
      .execute()
      .then(() => 'd')
    await replacePostcodes(
      app.db,
      county.id,
      [{ postcode: 'PE1 1AA', position: [0.15, 52.31], districtCode: 'E07009991', neighbourhoodCode: null }],
      dataset,
    )
    const wrong = await planner.post('/sites/new', {
      ...details,
      positionWay: 'postcode',
      postcode: 'PE9 9ZZ',
    })
    expect(wrong.text).toContain('don’t have this postcode')
    await planner.post('/sites/new', { ...details, positionWay: 'postcode', postcode: 'pe11aa' })
    const [site] = await listSites(app.db, county.id)
    expect(site).toMatchObject({ position: [0.15, 52.31], positionSource: 'postcode', postcode: 'PE1 1AA' })
    expect((await planner.get(`/sites/${site?.id}`)).text).toContain('only the middle of its postcode')
  })

  it('refuses a reference that another site has', async () => {
    await aSite(app.db, county.id, { reference: 'taken' })
    expect((await planner.post('/sites/new', { ...details, reference: 'taken' })).text).toContain(
      'Another site has this reference',
    )
  })

  it('saves without moving a position that nobody touched, and writes it down', async () => {
    const id = await aSite(app.db, county.id, {
      position: [0.1234567891, 52.3456789123],
      positionSource: 'published',
    })
    const saved = await changedSince(`/sites/${id}/edit`, {
      ...details,
      reference: 'fen-1',
      siteName: 'Renamed',
      positionWay: 'degrees',
      latitude: '52.34568',
      longitude: '0.12346',
    })
    expect(saved.status).toBe(303)
    expect((await listSites(app.db, county.id))[0]).toMatchObject({
      name: 'Renamed',
      position: [0.1234567891, 52.3456789123],
      positionSource: 'published',
    })
    const audit = await app.db.selectFrom('audit').select(['action', 'summary']).execute()
    expect(audit).toContainEqual({ action: 'site.changed', summary: 'Changed the details of Alder Centre' })
  })

  it('shows both versions when two people change the same site, and loses neither', async () => {
    const id = await aSite(app.db, county.id)
    const mark = fieldOf(await planner.get(`/sites/${id}/edit`), 'mark')
    const typed = { ...details, reference: 'fen-1', mark }
    expect((await quinn.post(`/sites/${id}/edit`, { ...typed, siteName: 'Quinn’s name' })).status).toBe(303)
    const second = await planner.post(`/sites/${id}/edit`, { ...typed, siteName: 'Pat’s name', note: 'Mine' })
    expect(second.status).toBe(409)
    expect(second.text).toContain('changed this while you were working')
    expect(second.text).toContain('Quinn’s name')
    expect(second.text).toContain('value="Pat’s name"')
    expect((await listSites(app.db, county.id))[0]?.name).toBe('Quinn’s name')
    const again = await planner.post(`/sites/${id}/edit`, {
      ...typed,
      siteName: 'Pat’s name',
      mark: fieldOf(second, 'mark'),
    })
    expect(again.status).toBe(303)
    expect((await listSites(app.db, county.id))[0]?.name).toBe('Pat’s name')
  })
})

describe('hours, rooms, services and costs', () => {
  it('are saved as typed, and shown', async () => {
    const id = await aSite(app.db, county.id)
    await changedSince(`/sites/${id}/hours`, {
      'hours-all-year-1': '9am to 12pm, 1pm to 4pm',
      'hours-term-time-6': '10:00-12:00',
      weeksClosed: '2',
      hoursPublished: 'yes',
    })
    await changedSince(`/sites/${id}/rooms`, {
      'room-0-name': 'Playroom',
      'room-0-area': '42.5',
      'room-0-use': 'activity',
      'room-3-name': 'Hall',
    })
    await changedSince(`/sites/${id}/services`, {
      'service-0-name': 'Midwife',
      'service-0-partner': 'NHS',
      'service-0-weekday': '2',
      'service-0-note': '',
    })
    await changedSince(`/sites/${id}/costs?year=2026-27`, {
      financialYear: '2026-27',
      'cost-premises': '£24,000',
      'cost-management': '0',
      'cost-management-note': 'Shared',
    })
    expect(await readSite(app.db, county.id, id)).toMatchObject({
      weeksClosed: 2,
      hoursPublished: true,
      hours: [
        { weekday: 1, opens: '09:00' },
        { weekday: 1, opens: '13:00' },
        { season: 'term-time', weekday: 6 },
      ],
      rooms: [
        { name: 'Playroom', areaSquareMetres: 42.5, use: 'activity' },
        { name: 'Hall', areaSquareMetres: null, use: null },
      ],
      services: [{ service: 'Midwife', weekday: 2, note: null }],
    })
    const costs = (await readSite(app.db, county.id, id))?.costs ?? []
    expect(costs.map(cost => [cost.line, cost.poundsPerYear, cost.note]).sort()).toEqual([
      ['management', 0, 'Shared'],
      ['premises', 24000, null],
    ])
    const page = await planner.get(`/sites/${id}`)
    expect(page.text).toContain('9am to midday, 1pm to 4pm')
    expect(page.text).toContain('2 lines are not known')
  })

  it('are read again from their own forms without a change', async () => {
    const id = await aSite(app.db, county.id)
    await changedSince(`/sites/${id}/hours`, {
      'hours-all-year-1': '9am to midday',
      weeksClosed: '',
      hoursPublished: 'unknown',
    })
    const page = await planner.get(`/sites/${id}/hours`)
    const fields: Record<string, string> = {
      weeksClosed: '',
      hoursPublished: 'unknown',
      mark: fieldOf(page, 'mark'),
    }
    for (const season of ['all-year', 'term-time', 'holidays'])
      for (let day = 1; day <= 7; day += 1)
        fields[`hours-${season}-${day}`] = fieldOf(page, `hours-${season}-${day}`)
    expect((await planner.post(`/sites/${id}/hours`, fields)).status).toBe(303)
    expect((await readSite(app.db, county.id, id))?.hours).toEqual([
      { season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' },
    ])
    expect((await readSite(app.db, county.id, id))?.hoursPublished).toBeNull()
  })

  it.each([
    ['hours', { 'hours-all-year-2': 'mornings' }, 'Tuesday: “mornings” must be two times'],
    [
      'hours',
      { 'hours-all-year-2': '9am to 11am', 'hours-holidays-2': '10am to 12pm' },
      'Tuesday has the same time',
    ],
    ['hours', { weeksClosed: '60' }, 'Weeks closed must be 52 or less'],
    ['rooms', { 'room-0-name': 'Hall', 'room-0-area': 'big' }, 'The area must be a number'],
    ['rooms', { 'room-0-area': '20' }, 'Name the room'],
    ['services', { 'service-0-name': 'Midwife' }, 'Enter which partner offers it'],
    ['costs', { financialYear: '2026-27', 'cost-premises': '-1' }, 'The cost must be 0 or more'],
    [
      'costs',
      { financialYear: '2026-27', 'cost-premises-note': 'x' },
      'Enter the cost that the note is about',
    ],
    ['costs', { financialYear: 'now', 'cost-premises': '1' }, 'Enter a financial year'],
  ])('of %s with a mistake are not saved, and say what to do', async (part, fields, message) => {
    const id = await aSite(app.db, county.id)
    const answer = await changedSince(`/sites/${id}/${part}`, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(await readSite(app.db, county.id, id)).toMatchObject({
      hours: [],
      rooms: [],
      services: [],
      costs: [],
    })
  })

  it('keep another year’s costs when one year is changed', async () => {
    const id = await aSite(app.db, county.id)
    await changedSince(`/sites/${id}/costs?year=2025-26`, {
      financialYear: '2025-26',
      'cost-premises': '1000',
    })
    await changedSince(`/sites/${id}/costs?year=2026-27`, {
      financialYear: '2026-27',
      'cost-premises': '2000',
    })
    expect(
      (await readSite(app.db, county.id, id))?.costs.map(cost => [cost.financialYear, cost.poundsPerYear]),
    ).toEqual([
      ['2026-27', 2000],
      ['2025-26', 1000],
    ])
  })

  it('of two people at once show both versions', async () => {
    const id = await aSite(app.db, county.id)
    const mark = fieldOf(await planner.get(`/sites/${id}/rooms`), 'mark')
    await planner.post(`/sites/${id}/rooms`, { mark, 'room-0-name': 'Hall', 'room-0-area': '40' })
    const second = await planner.post(`/sites/${id}/rooms`, {
      mark,
      'room-0-name': 'Hall',
      'room-0-area': '45',
    })
    expect(second.status).toBe(409)
    expect(second.text).toContain('40 m²')
    expect(second.text).toContain('45 m²')
    expect((await readSite(app.db, county.id, id))?.rooms[0]?.areaSquareMetres).toBe(40)
  })
})

describe('photos and floor plans', () => {
  const form = { purpose: 'photo', caption: 'The front door' }

  it('are kept, shown and served as what they are', async () => {
    const id = await aSite(app.db, county.id)
    const sent = await planner.send(`/sites/${id}/files`, form, [
      { field: 'files', name: '../../door"<b>.png', content: png },
    ])
    expect(sent.status).toBe(303)
    const [file] = (await readSite(app.db, county.id, id))?.files ?? []
    expect(file).toMatchObject({
      purpose: 'photo',
      mediaType: 'image/png',
      caption: 'The front door',
      uploadedBy: 'Test planner',
    })
    expect((await planner.get(`/sites/${id}`)).text).toContain('alt="The front door"')
    const served = await planner.get(`/sites/${id}/files/${file?.id}`)
    expect(served.status).toBe(200)
    expect(served.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
    expect(served.headers['content-disposition']).toMatch(/^inline/)
    expect(served.headers['content-security-policy']).toContain('sandbox')
    expect(Buffer.compare(served.body as Buffer, png)).toBe(0)
  })

  it.each([
    [
      'a script that calls itself a picture',
      'door.png',
      Buffer.from('<script>alert(1)</script>'),
      'its content is something else',
    ],
    [
      'a drawing that could run scripts',
      'plan.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'its content is something else',
    ],
    ['a programme', 'door.jpg', Buffer.from('MZ\u0090\u0000'), 'its content is something else'],
    ['an empty file', 'door.png', Buffer.alloc(0), 'is empty'],
    [
      'a PDF as a photo',
      'door.pdf',
      Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
      'A photo must be a picture',
    ],
    ['more than 10 MB', 'door.png', Buffer.concat([png, Buffer.alloc(10_000_001)]), '10 MB or smaller'],
  ])('refuse %s', async (_what, name, content, message) => {
    const id = await aSite(app.db, county.id)
    const sent = await planner.send(`/sites/${id}/files`, form, [{ field: 'files', name, content }])
    expect(sent.status).toBe(422)
    expect(sent.text).toContain(message)
    expect((await readSite(app.db, county.id, id))?.files).toEqual([])
  })

  it('are six at a time at most', async () => {
    const id = await aSite(app.db, county.id)
    const many = Array.from({ length: 7 }, (_, at) => ({ field: 'files', name: `${at}.png`, content: png }))
    expect((await planner.send(`/sites/${id}/files`, form, many)).status).toBe(422)
    expect((await planner.send(`/sites/${id}/files`, form, [])).text).toContain('Choose at least one file')
  })

  it('can be taken away', async () => {
    const id = await aSite(app.db, county.id)
    await planner.send(`/sites/${id}/files`, form, [{ field: 'files', name: 'a.png', content: png }])
    const file = (await readSite(app.db, county.id, id))?.files[0]
    expect((await planner.post(`/sites/${id}/files/${file?.id}/remove`)).status).toBe(303)
    expect((await planner.get(`/sites/${id}/files/${file?.id}`)).status).toBe(404)
    expect((await planner.post(`/sites/${id}/files/${file?.id}/remove`)).status).toBe(404)
  })
})

describe('importing a register on its page', () => {
  const send = (content: Buffer | string, name = 'sites.csv'): Promise<Response> =>
    planner.send('/sites/import', {}, [{ field: 'register', name, content }])

  it('shows what would change before anything changes, then changes it', async () => {
    await aSite(app.db, county.id, { reference: 'a', name: 'Alder' })
    const sent = await send('reference,name,kind\na,Alder House,\nb,<b>Birch</b>,library\nc,,\n')
    expect(sent.status).toBe(303)
    const preview = await planner.get(sent.headers['location'] as string)
    expect(preview.text).toContain('Alder House')
    expect(preview.text).toContain('&lt;b&gt;Birch')
    expect(preview.text).not.toContain('<b>Birch')
    expect(preview.text).toContain('leaving out 1 refused row')
    expect((await listSites(app.db, county.id)).map(site => site.name)).toEqual(['Alder'])
    const done = await planner.post(sent.headers['location'] as string, { mark: fieldOf(preview, 'mark') })
    expect(done.status).toBe(303)
    expect((await listSites(app.db, county.id)).map(site => site.name).sort()).toEqual([
      '<b>Birch</b>',
      'Alder House',
    ])
    expect(
      (await planner.post(sent.headers['location'] as string, { mark: fieldOf(preview, 'mark') })).status,
    ).toBe(409)
    expect((await planner.get('/sites/import')).text).toContain('Registers imported before')
  })

  it('shows the plan again when the register has changed in the meantime', async () => {
    const id = await aSite(app.db, county.id, { reference: 'a', name: 'Alder' })
    const sent = await send('reference,name\na,Alder House\n')
    const at = sent.headers['location'] as string
    const mark = fieldOf(await planner.get(at), 'mark')
    await changedSince(`/sites/${id}/edit`, { ...details, reference: 'a', siteName: 'Alder Lodge' })
    const answer = await planner.post(at, { mark })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('The register has changed since you looked')
    expect((await listSites(app.db, county.id))[0]?.name).toBe('Alder Lodge')
  })

  it.each([
    ['a file of 10 MB', Buffer.alloc(10_000_000, 'reference,name\n'), '5 MB or smaller'],
    ['a picture', png, 'picture'],
    ['an empty file', '', 'empty'],
    ['a table of something else', 'name,colour\na,b\n', 'no column “reference”'],
    ['a table with an endless quotation', 'reference,name\na,"never', 'quoted cell'],
    ['bytes', Buffer.from([0, 1, 2, 3, 255, 254, 0, 9]), ''],
  ])('refuses %s with a sentence', async (_what, content, message) => {
    const answer = await send(content)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(await listSites(app.db, county.id)).toEqual([])
  })

  it('reads a table that a British spreadsheet saved: semicolons, Latin-1 and Windows line ends', async () => {
    const sent = await send(
      Buffer.from('reference;name;kind\r\na;Café André;community-building\r\n', 'latin1'),
    )
    const preview = await planner.get(sent.headers['location'] as string)
    expect(preview.text).toContain('Café André')
  })
})
