import { describe, expect, it } from '@jest/globals'
import { replacePostcodes } from '../../server/county/index.ts'
import { listSites } from '../../server/sites/index.ts'
import { aSite } from './builders.ts'
import { details, fieldOf, sitesStaff } from './sites-staff.ts'

const staff = sitesStaff()

describe('adding and changing a site', () => {
  it('keeps what was typed when something is missing', async () => {
    const answer = await staff.planner.post('/sites/new', {
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
    expect(await listSites(staff.app.db, staff.county.id)).toEqual([])
  })

  it('adds a site of which almost nothing is known', async () => {
    const answer = await staff.planner.post('/sites/new', details)
    expect(answer.status).toBe(303)
    const [site] = await listSites(staff.app.db, staff.county.id)
    expect(site).toMatchObject({
      name: 'Alder Centre',
      position: null,
      districtCode: null,
      providerKind: null,
      updatedBy: 'Test planner',
    })
    expect(site?.reference).toMatch(/^site-/)
    const page = await staff.planner.get(`/sites/${site?.id}`)
    expect(page.text).toContain('Its position is not known')
  })

  it('finds the district of a position given as easting and northing', async () => {
    await staff.planner.post('/sites/new', {
      ...details,
      positionWay: 'grid',
      easting: '543500',
      northing: '269500',
    })
    expect((await listSites(staff.app.db, staff.county.id))[0]).toMatchObject({
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
    const warned = await staff.planner.post('/sites/new', typed)
    expect(warned.status).toBe(422)
    expect(warned.text).toContain('lies in another district')
    expect(warned.text).toContain('I have checked')
    expect((await staff.planner.post('/sites/new', { ...typed, sure: 'yes' })).status).toBe(303)
    const [site] = await listSites(staff.app.db, staff.county.id)
    expect(site).toMatchObject({ districtCode: 'E07009992' })
    expect((await staff.planner.get(`/sites/${site?.id}`)).text).toContain(
      'Its position lies in Fen, but it is recorded as Vale.',
    )
  })

  it('warns when the position lies outside the county', async () => {
    const typed = { ...details, positionWay: 'degrees', latitude: '53.3', longitude: '0.1' }
    expect((await staff.planner.post('/sites/new', typed)).text).toContain('lies outside the county')
    await staff.planner.post('/sites/new', { ...typed, districtCode: 'beyond' })
    expect((await listSites(staff.app.db, staff.county.id))[0]).toMatchObject({
      beyondCounty: true,
      districtCode: null,
    })
  })

  it('puts a site in the middle of its postcode only when asked, and says so', async () => {
    const dataset = await staff.app.db
      .insertInto('dataset')
      .values({
        id: 'd',
        county_id: staff.county.id,
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
      staff.app.db,
      staff.county.id,
      [{ postcode: 'PE1 1AA', position: [0.15, 52.31], districtCode: 'E07009991', neighbourhoodCode: null }],
      dataset,
    )
    const wrong = await staff.planner.post('/sites/new', {
      ...details,
      positionWay: 'postcode',
      postcode: 'PE9 9ZZ',
    })
    expect(wrong.text).toContain('don’t have this postcode')
    await staff.planner.post('/sites/new', { ...details, positionWay: 'postcode', postcode: 'pe11aa' })
    const [site] = await listSites(staff.app.db, staff.county.id)
    expect(site).toMatchObject({ position: [0.15, 52.31], positionSource: 'postcode', postcode: 'PE1 1AA' })
    expect((await staff.planner.get(`/sites/${site?.id}`)).text).toContain('only the middle of its postcode')
  })

  it('refuses a reference that another site has', async () => {
    await aSite(staff.app.db, staff.county.id, { reference: 'taken' })
    expect((await staff.planner.post('/sites/new', { ...details, reference: 'taken' })).text).toContain(
      'Another site has this reference',
    )
  })

  it('saves without moving a position that nobody touched, and writes it down', async () => {
    const id = await aSite(staff.app.db, staff.county.id, {
      position: [0.1234567891, 52.3456789123],
      positionSource: 'published',
    })
    const saved = await staff.changed(`/sites/${id}/edit`, {
      ...details,
      reference: 'fen-1',
      siteName: 'Renamed',
      positionWay: 'degrees',
      latitude: '52.34568',
      longitude: '0.12346',
    })
    expect(saved.status).toBe(303)
    expect((await listSites(staff.app.db, staff.county.id))[0]).toMatchObject({
      name: 'Renamed',
      position: [0.1234567891, 52.3456789123],
      positionSource: 'published',
    })
    const audit = await staff.app.db.selectFrom('audit').select(['action', 'summary']).execute()
    expect(audit).toContainEqual({ action: 'site.changed', summary: 'Changed the details of Alder Centre' })
  })

  it('shows both versions when two people change the same site, and loses neither', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    const mark = fieldOf(await staff.planner.get(`/sites/${id}/edit`), 'mark')
    const typed = { ...details, reference: 'fen-1', mark }
    expect((await staff.quinn.post(`/sites/${id}/edit`, { ...typed, siteName: 'Quinn’s name' })).status).toBe(
      303,
    )
    const second = await staff.planner.post(`/sites/${id}/edit`, {
      ...typed,
      siteName: 'Pat’s name',
      note: 'Mine',
    })
    expect(second.status).toBe(409)
    expect(second.text).toContain('changed this while you were working')
    expect(second.text).toContain('Quinn’s name')
    expect(second.text).toContain('value="Pat’s name"')
    expect((await listSites(staff.app.db, staff.county.id))[0]?.name).toBe('Quinn’s name')
    const again = await staff.planner.post(`/sites/${id}/edit`, {
      ...typed,
      siteName: 'Pat’s name',
      mark: fieldOf(second, 'mark'),
    })
    expect(again.status).toBe(303)
    expect((await listSites(staff.app.db, staff.county.id))[0]?.name).toBe('Pat’s name')
  })

  it('gives a reference to one site when two people give it to two at the same moment', async () => {
    const ids = [
      await aSite(staff.app.db, staff.county.id, { reference: 'one' }),
      await aSite(staff.app.db, staff.county.id, { reference: 'two' }),
    ]
    const answers = await Promise.all(
      [staff.planner, staff.quinn].map(async (visitor, index) => {
        const path = `/sites/${ids[index]}/edit`
        const mark = fieldOf(await visitor.get(path), 'mark')
        return visitor.post(path, { ...details, reference: 'wanted', mark })
      }),
    )
    // Whoever is second is told on the form, or, had the form been checked before, by a page.
    const second = answers.find(answer => answer.status !== 303)
    expect(second?.text).toMatch(/Another site has this reference|has just given a site the reference wanted/)
    const references = (await listSites(staff.app.db, staff.county.id)).map(site => site.reference)
    expect(references.filter(reference => reference === 'wanted')).toHaveLength(1)
  })
})
