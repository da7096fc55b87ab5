import { describe, expect, it } from '@jest/globals'
import { aCounty, aSite } from '../sites/builders.ts'
import { appraisalStaff } from './appraisal-staff.ts'
import { agreedWeights } from './builders.ts'

const staff = appraisalStaff()

describe('works', () => {
  it('are recorded with their cost, and rated beside the site as it is', async () => {
    await agreedWeights(staff.app.db, staff.county.id)
    await staff.place(staff.pat, 'first')
    await staff.rate(staff.pat, { levels: ['1'], measure: 'x' }, 7)
    const wrong = await staff.pat.post(`/appraisal/sites/${staff.id}/works`, {
      description: 'A ramp',
      costLow: '2000',
      costHigh: '1000',
      costBasis: '',
      seen: '',
    })
    expect(wrong.text).toContain('must not be less than the lowest')
    await staff.pat.post(`/appraisal/sites/${staff.id}/works`, {
      description: 'A ramp',
      costLow: '£1,000',
      costHigh: '',
      costBasis: 'Guess',
      seen: '',
    })
    await staff.rate(staff.pat, { levels: ['3'], measure: 'With the ramp' }, 7, 'after-works')
    const page = await staff.pat.get(`/appraisal/sites/${staff.id}`)
    expect(page.text).toContain('£1,000 or more')
    expect(page.text).toContain('Total after works')
    const after = await staff.pat.get('/appraisal?state=after-works')
    expect(after.text).toContain('after works')
    const late = await staff.quinn.post(`/appraisal/sites/${staff.id}/works`, {
      description: 'A lift',
      costLow: '',
      costHigh: '',
      costBasis: '',
      seen: '',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('A ramp')
    expect(late.text).toContain('A lift')
  })
})

describe('the page to print', () => {
  it('shows profile, need around it, ratings and evidence', async () => {
    await agreedWeights(staff.app.db, staff.county.id)
    await staff.place(staff.pat, 'first')
    await staff.rate(staff.pat, { levels: ['2'], measure: '24 hours a week' })
    await staff.app.db
      .insertInto('neighbourhood')
      .values([
        {
          county_id: staff.county.id,
          code: 'near',
          name: 'Fen 001A',
          district_code: 'E07009991',
          centroid_lon: 0.1,
          centroid_lat: 52.31,
          boundary: null,
          dataset_id: null,
          centroid_dataset_id: null,
          boundary_dataset_id: null,
        },
        {
          county_id: staff.county.id,
          code: 'far',
          name: 'Fen 009Z',
          district_code: 'E07009991',
          centroid_lon: 0.15,
          centroid_lat: 52.35,
          boundary: null,
          dataset_id: null,
          centroid_dataset_id: null,
          boundary_dataset_id: null,
        },
      ])
      .execute()
    const page = await staff.pat.get(`/appraisal/sites/${staff.id}/print`)
    expect(page.text).toContain('Fen 001A')
    expect(page.text).toContain('1,110 m')
    expect(page.text).not.toContain('Fen 009Z')
    expect(page.text).toContain('of 1 the figure is not known')
    expect(page.text).toContain('24 hours a week')
    expect(page.text).not.toContain('Service information')
  })

  it('says so when the position is not known', async () => {
    const nowhere = await aSite(staff.app.db, staff.county.id, { reference: 'x', position: null })
    expect((await staff.pat.get(`/appraisal/sites/${nowhere}/print`)).text).toContain(
      'Its position is not known',
    )
  })
})

describe('places of assessors', () => {
  it('go to one of two people who ask at the same moment, and the other is told', async () => {
    const both = await Promise.all([staff.place(staff.pat, 'first'), staff.place(staff.quinn, 'first')])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await staff.audit()).filter(action => action.startsWith('assessor.'))).toHaveLength(1)
  })

  it('are freed by an administrator too, and by nobody who has none', async () => {
    await staff.place(staff.pat, 'first')
    const administrator = await staff.app.agent('administrator')
    expect((await staff.pat.get(`/appraisal/sites/${staff.id}`)).text).toContain('You are the first assessor')
    expect((await staff.place(staff.quinn, 'first', 'leave')).status).toBe(403)
    expect((await staff.place(administrator, 'first', 'leave')).status).toBe(303)
    expect((await staff.place(staff.quinn, 'first')).status).toBe(303)
  })

  it.each([
    ['third', 'take'],
    ['first', 'break'],
    ['', ''],
  ])('that there are not (%s, %s) are not found', async (which, act) => {
    expect((await staff.place(staff.pat, which as 'first', act)).status).toBe(404)
    expect(await staff.audit()).toEqual([])
  })
})

describe('works of two people', () => {
  const works = { costLow: '', costHigh: '', costBasis: '' }

  it('at the same moment: the second reads both, and may send theirs again', async () => {
    const at = `/appraisal/sites/${staff.id}/works`
    const send = (visitor: typeof staff.pat, description: string, seen: string) =>
      visitor.post(at, { ...works, description, seen })
    const both = await Promise.all([send(staff.pat, 'A ramp', ''), send(staff.quinn, 'A lift', '')])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    const told = both.find(({ status }) => status === 409)?.text ?? ''
    for (const words of ['A ramp', 'A lift']) expect(told).toContain(words)
    const seen = /name="seen" value="([^"]+)"/.exec(told)?.[1] ?? ''
    const late = both[0].status === 409 ? 'A ramp' : 'A lift'
    staff.app.setClock('2026-09-10T09:00:01Z')
    expect((await send(staff.quinn, late, seen)).status).toBe(303)
    staff.app.setClock('2026-09-10T09:00:00Z')
    const history = (await staff.pat.get(`/appraisal/sites/${staff.id}/history`)).text
    expect(history).toContain(late === 'A ramp' ? 'A lift' : 'A ramp')
    expect((await staff.audit()).filter(action => action === 'site.works')).toHaveLength(2)
  })

  it('of hostile words are shown as text, and no address leads to another county’s', async () => {
    const hostile = '<script>alert(1)</script>'
    await staff.pat.post(`/appraisal/sites/${staff.id}/works`, { ...works, description: hostile, seen: '' })
    const pages = ['', '/works', '/print'].map(page => `/appraisal/sites/${staff.id}${page}`)
    for (const page of pages) {
      const { text } = await staff.pat.get(page)
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toContain('<script>alert')
    }
    await aCounty(staff.app.db)
    for (const page of [...pages, `/appraisal/sites/${staff.id}/history`]) {
      expect([page, (await staff.pat.get(page)).status]).toEqual([page, 404])
    }
  })
})
