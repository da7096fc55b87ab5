import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { currentCounty, listDatasets } from '../../server/county/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { files, marshland } from './builders.ts'

const form = {
  county: marshland.name,
  code: '',
  districts: marshland.districtCodes.join('\n'),
  vintage: marshland.vintage,
  keepBeyondMetres: '5,000',
}

describe('the county’s pages', () => {
  let application: TestApplication
  let planner: Visitor

  beforeAll(async () => {
    application = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    planner = await application.agent('planner')
  })
  afterAll(() => application.close())

  /** Sends a file as the data page does, and reads the page of the work when it has ended. */
  async function load(name: string, content: string | Buffer): Promise<string> {
    const sent = await planner.send('/county/data', {}, [{ field: 'file', name, content }])
    expect(sent.status).toBe(303)
    await application.services.jobs.settled()
    return (await planner.get(sent.headers['location'] as string)).text
  }

  it('say what to do while there is no county', async () => {
    expect((await planner.get('/county')).text).toContain('No county yet')
    expect((await planner.get('/need')).status).toBe(404)
  })

  it('keep what was typed when something is wrong, and say what', async () => {
    const answer = await planner.post('/county/new', { ...form, county: '', districts: 'E07900101 Fenland' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Enter the county’s name')
    expect(answer.text).toContain('“FENLAND” is not the code of a district, such as E07000008')
    expect(answer.text).toContain('E07900101 Fenland</textarea>')
    expect(await currentCounty(application.db)).toBeNull()
  })

  it('add a county and make it the active one', async () => {
    const answer = await planner.post('/county/new', form)
    expect(answer.headers['location']).toBe('/county/data')
    expect(await currentCounty(application.db)).toMatchObject({ ...marshland, code: null })
  })

  it('load a file as work with an end that says what became of it', async () => {
    expect(await load('areas.geojson', files.boundaries())).toContain('6 taken, 1 outside the county.')
    expect(await load('people.csv', files.population())).toContain('people.csv is loaded')
    expect(await load('people again.csv', files.population())).toContain(
      'people again.csv was loaded already',
    )
    const page = (await planner.get('/county/data')).text
    expect(page).toContain('Population by single year of age, mid-2020')
    const [dataset] = (
      await listDatasets(application.db, (await currentCounty(application.db))?.id ?? '')
    ).filter(one => one.kind === 'population')
    expect(dataset?.importedBy).toBe('Test planner')
    const detail = await planner.get(`/county/data/${dataset?.id ?? ''}`)
    expect(detail.text).toContain(dataset?.sha256)
    expect(detail.text).toContain(
      'Source: Population by single year of age, ONS mid-year population estimates, mid-2020, LSOA 2011. Open Government Licence v3.0.',
    )
  })

  it('say in a sentence why a file was refused, and change nothing', async () => {
    expect(await load('letter.pdf', '%PDF-1.7 something')).toContain(
      'This is a PDF document. Expected a table',
    )
    expect(await load('cars.csv', files.cars())).toContain(
      'only through the lookup between LSOAs of 2011 and 2021: load that first',
    )
    expect((await planner.send('/county/data', {}, [])).text).toContain('Choose a file')
    expect((await planner.get('/county')).text).toContain('households without a car are missing from need')
  })

  it('ask before figures are forgotten, and not when only the name changes', async () => {
    const renamed = await planner.post('/county/edit', { ...form, county: 'Marshland and Fen' })
    expect(renamed.headers['location']).toBe('/county')
    const asked = await planner.post('/county/edit', { ...form, vintage: 'LSOA 2021' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('are of another county. They are forgotten')
    expect((await currentCounty(application.db))?.vintage).toBe('LSOA 2011')
    const done = await planner.post('/county/edit', { ...form, vintage: 'LSOA 2021', forget: 'yes' })
    expect(done.headers['location']).toBe('/county/data')
    expect((await currentCounty(application.db))?.vintage).toBe('LSOA 2021')
    expect((await planner.get('/county/data')).text).toContain('Replaced by later files')
  })

  it('switch to another county and back', async () => {
    const first = await currentCounty(application.db)
    await planner.post('/county/new', { ...form, county: 'Elsewhere', districts: 'E07900199' })
    expect((await planner.get('/county')).text).toContain(`Work on ${first?.name ?? ''}`)
    await planner.post(`/county/${first?.id ?? ''}/activate`)
    expect((await currentCounty(application.db))?.id).toBe(first?.id)
    expect((await planner.post('/county/nowhere/activate')).status).toBe(404)
  })

  it('are written into the record of changes', async () => {
    const administrator = await application.agent('administrator')
    const audit = (await administrator.get('/audit')).text
    for (const words of [
      'Added the county Marshland',
      'Loaded people.csv: 6 rows taken',
      'Made Marshland the county that everybody works on',
    ]) {
      expect(audit).toContain(words)
    }
  })

  it('are for planners only', async () => {
    const worker = await application.agent('drop-in')
    expect((await worker.get('/county')).status).toBe(403)
    expect((await worker.get('/need')).status).toBe(403)
  })
})

describe('the page of need', () => {
  let application: TestApplication
  let planner: Visitor

  beforeAll(async () => {
    application = await testApplication({ clock: '2026-09-22T10:00:00Z' })
    planner = await application.agent('planner')
    await planner.post('/county/new', form)
    for (const content of [
      files.lookup(),
      files.population(),
      files.boundaries(),
      files.districts(),
      files.deprivation(),
      files.cars(),
      files.loneParents(),
    ]) {
      await planner.send('/county/data', {}, [{ field: 'file', name: 'download', content }])
      await application.services.jobs.settled()
    }
  })
  afterAll(() => application.close())

  const order = (html: string): string[] =>
    [...html.matchAll(/<th scope="row"[^>]*>\s*((?:North|South) Marsh \d+)/g)].map(found => found[1] ?? '')

  it('lists every neighbourhood with the most children in need first', async () => {
    const { text } = await planner.get('/need')
    expect(order(text)).toEqual([
      'South Marsh 006',
      'South Marsh 005',
      'North Marsh 004',
      'North Marsh 003',
      'North Marsh 002',
      'North Marsh 001',
    ])
    expect(text).toContain('app-sort" href="/need?shade=mass&amp;sort=name&amp;direction=ascending"')
  })

  it('sorts by any column and filters by district without JavaScript', async () => {
    expect(order((await planner.get('/need?sort=name&direction=descending')).text)[0]).toBe('South Marsh 006')
    expect(order((await planner.get('/need?sort=children&direction=ascending')).text)[0]).toBe(
      'North Marsh 001',
    )
    // Two neighbourhoods have no known share without a car: they come last whichever way.
    expect(order((await planner.get('/need?sort=noCar&direction=ascending')).text).slice(4)).toEqual([
      'South Marsh 005',
      'South Marsh 006',
    ])
    expect(order((await planner.get('/need?district=E07900102')).text)).toHaveLength(2)
    expect(order((await planner.get('/need?sort=nonsense&district=')).text)).toHaveLength(6)
  })

  it('says where every figure comes from and what was done to it', async () => {
    const { text } = await planner.get('/need')
    expect(text).toContain('Children aged 0 to 4: Population by single year of age')
    expect(text).toContain('2 shared out by population mid-2020, 2 not known')
    expect(text).toContain('Lone parents here include those whose children are all grown up.')
    expect(text).toContain('IDACI covers children aged 0 to 15')
  })

  it('names parts that are missing, and re-scales the others', async () => {
    const { text } = await planner.get('/need')
    expect(text).toContain(
      'Not in the index, for there are no figures by neighbourhood: People who speak little or no English; Gap in good level of development at five.',
    )
    expect(text).toMatch(/Income deprivation affecting children[\s\S]*?>40<[\s\S]*?>57%</)
    expect(text).toContain('2 neighbourhoods lack some part')
  })

  it('works need out anew with other weights', async () => {
    const bad = await planner.post('/need/weights', {
      idaci: '-1',
      loneParents: '0',
      noCar: 'a lot',
      lowEnglish: '0',
      gldGap: '0',
    })
    expect(bad.status).toBe(422)
    expect(bad.text).toContain('The weight of IDACI must be 0 or more')
    expect(bad.text).toContain('The weight of households without a car must be a number')
    const none = await planner.post('/need/weights', {
      idaci: '0',
      loneParents: '0',
      noCar: '0',
      lowEnglish: '0',
      gldGap: '0',
    })
    expect(none.text).toContain('Give at least one part a weight above 0')
    await planner.post('/need/weights', {
      idaci: '1',
      loneParents: '0',
      noCar: '1',
      lowEnglish: '0',
      gldGap: '0',
    })
    const { text } = await planner.get('/need')
    expect(text).toMatch(/Households without a car or van[\s\S]*?>1<[\s\S]*?>50%</)
  })

  it('draws a map with a class for every known figure and the source beside it', async () => {
    const map = (await planner.get('/need/map.json?shade=mass')).body as {
      areas: { code: string; classIndex: number | null; label: string }[]
      outlines: { name: string }[]
      legend: { classes: unknown[]; unknownLabel: string | null }
      source: string
    }
    expect(map.areas).toHaveLength(6)
    expect(map.areas[5]).toMatchObject({ code: 'E01900006', label: 'South Marsh 006: 36 children' })
    expect(map.outlines.map(one => one.name)).toEqual(['North Marsh', 'South Marsh'])
    expect(map.source).toContain('Population by single year of age')
    const { areas, legend } = (await planner.get('/need/map.json?shade=intensity')).body as typeof map
    expect(areas.every(area => area.classIndex === null || area.classIndex < legend.classes.length)).toBe(
      true,
    )
  })

  it('is there as a table for a spreadsheet, with its sources', async () => {
    const { text } = await planner.get('/need.csv')
    const lines = text.replace('\ufeff', '').split('\r\n')
    expect(lines[0]).toMatch(/^Code,Neighbourhood,/)
    expect(lines.slice(1, 7)).toHaveLength(6)
    expect(lines[6]).toContain('E01900006,South Marsh 006,E07900102,South Marsh,60,36')
    expect(text).toContain('Open Government Licence v3.0')
  })
})
