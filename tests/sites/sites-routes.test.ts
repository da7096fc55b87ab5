import { describe, expect, it } from '@jest/globals'
import { listSites } from '../../server/sites/index.ts'
import { aCounty, aSite } from './builders.ts'
import { sitesStaff } from './sites-staff.ts'

const staff = sitesStaff()

describe('the register', () => {
  it('is for planners', async () => {
    const worker = await staff.app.agent('drop-in')
    const nobody = await staff.app.agent()
    expect((await worker.get('/sites')).status).toBe(403)
    expect((await nobody.get('/sites')).status).toBe(303)
    expect((await staff.planner.get('/sites')).status).toBe(200)
  })

  it('shows a dash for what is not known, finds, filters and sorts', async () => {
    await aSite(staff.app.db, staff.county.id, { reference: 'a', name: 'Alder' })
    await aSite(staff.app.db, staff.county.id, {
      reference: 'b',
      name: 'Birch',
      kind: 'library',
      providerKind: null,
      districtCode: 'E07009992',
      position: [0.3, 52.3],
    })
    const centres = await staff.planner.get('/sites')
    expect(centres.text).toContain('Alder')
    expect(centres.text).not.toContain('Birch')
    expect(centres.text).toContain('not known')
    expect(centres.text).not.toContain('£0')
    const venues = await staff.planner.get('/sites?show=venues')
    expect(venues.text).toContain('Birch')
    expect((await staff.planner.get('/sites?show=all&words=birch')).text).not.toContain(
      `/sites/${String((await listSites(staff.app.db, staff.county.id))[0]?.id)}`,
    )
    expect((await staff.planner.get('/sites?show=all&district=E07009991')).text).not.toContain('Birch')
    expect((await staff.planner.get('/sites?show=all&provider=none')).text).toContain('Birch')
    const sorted = await staff.planner.get('/sites?show=all&sort=name&direction=descending')
    expect(sorted.text.indexOf('Birch')).toBeLessThan(sorted.text.indexOf('Alder'))
    expect((await staff.planner.get('/sites?show=all&words=zzz&page=99&sort=%27%3B--')).text).toContain(
      'No site is like that',
    )
  })

  it('counts leases and contracts that end within twelve months', async () => {
    await aSite(staff.app.db, staff.county.id, { reference: 'a', name: 'Soon', leaseEndsOn: '2027-09-10' })
    await aSite(staff.app.db, staff.county.id, { reference: 'b', name: 'Later', leaseEndsOn: '2027-09-11' })
    await aSite(staff.app.db, staff.county.id, { reference: 'c', name: 'Past', contractEndsOn: '2026-09-09' })
    const page = await staff.planner.get('/sites?ending=soon')
    expect(page.text).toContain('Soon')
    expect(page.text).toContain('Past')
    expect(page.text).not.toContain('Later')
    const sites = await listSites(staff.app.db, staff.county.id)
    const soon = await staff.planner.get(`/sites/${sites.find(site => site.name === 'Soon')?.id}`)
    expect(soon.text).toContain('The lease ends on Friday 10 September 2027, within twelve months.')
    const past = await staff.planner.get(`/sites/${sites.find(site => site.name === 'Past')?.id}`)
    expect(past.text).toContain('The contract ended on Wednesday 9 September 2026.')
  })

  it('writes names as text, wherever they came from', async () => {
    const evil = '<script>alert(1)</script>'
    const id = await aSite(staff.app.db, staff.county.id, {
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
      const page = await staff.planner.get(path)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('<script>alert')
      expect(page.text).not.toContain('<img src=x>')
    }
  })

  it('is a table that a spreadsheet opens without running anything, and that comes back as it went', async () => {
    await aSite(staff.app.db, staff.county.id, { name: '=HYPERLINK("http://x")', note: '@x' })
    const csv = await staff.planner.get('/sites/register.csv')
    expect(csv.headers['content-disposition']).toContain('sites-register.csv')
    expect(csv.text).not.toContain(',=')
    const sent = await staff.planner.send('/sites/import', {}, [
      { field: 'register', name: 'r.csv', content: csv.text },
    ])
    const preview = await staff.planner.get(sent.headers['location'] as string)
    expect(preview.text).toContain('Nothing would change')
    const empty = await staff.planner.get('/sites/empty-register.csv')
    expect(empty.text.trim().split(/\r?\n/)).toHaveLength(1)
  })

  it('shows a map of the sites that have a position', async () => {
    await aSite(staff.app.db, staff.county.id, { reference: 'a', name: 'Alder' })
    await aSite(staff.app.db, staff.county.id, { reference: 'b', name: 'Nowhere', position: null })
    const map = (await staff.planner.get('/sites/map.json')).body as {
      places: { name: string }[]
      outlines: unknown[]
    }
    expect(map.places.map(place => place.name)).toEqual(['Alder'])
    expect(map.outlines).toHaveLength(2)
  })

  it('answers 404 for a site of another county', async () => {
    const id = await aSite(staff.app.db, staff.county.id)
    const other = await aCounty(staff.app.db)
    expect(other.id).not.toBe(staff.county.id)
    for (const path of [
      `/sites/${id}`,
      `/sites/${id}/edit`,
      `/sites/${id}/rooms`,
      `/sites/${id}/map.json`,
      '/sites/none',
    ]) {
      expect((await staff.planner.get(path)).status).toBe(404)
    }
  })
})
