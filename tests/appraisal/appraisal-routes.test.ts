import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { readAppraisals } from '../../server/appraisal/index.ts'
import type { County } from '../../server/county/index.ts'
import { readSite } from '../../server/sites/index.ts'
import { testApplication, type Fields, type TestApplication, type Visitor } from '../support/application.ts'
import { aCounty, aSite } from '../sites/builders.ts'
import { agreedWeights } from './builders.ts'

let app: TestApplication
let pat: Visitor
let quinn: Visitor
let county: County
let id: string

beforeAll(async () => {
  app = await testApplication({ clock: '2026-09-10T09:00:00Z' })
  pat = await app.agent('planner')
  quinn = await app.agent('planner')
})
afterAll(() => app.close())
beforeEach(async () => {
  // With the county goes all that belongs to it; the accounts stay signed in.
  await app.db.deleteFrom('county').execute()
  county = await aCounty(app.db)
  id = await aSite(app.db, county.id)
})

const weights = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map(number => [`weight-${number}`, '1'])),
  'agreedOn-day': '1',
  'agreedOn-month': '9',
  'agreedOn-year': '2026',
  agreedBy: 'Committee',
  reason: 'Equal',
}
const place = (visitor: Visitor, which: 'first' | 'second', act = 'take') =>
  visitor.post(`/appraisal/sites/${id}/assessor`, { place: which, act })
const rate = (visitor: Visitor, fields: Fields, criterion = 1, state = 'current') =>
  visitor.send(`/appraisal/sites/${id}/ratings/${state}/${criterion}`, fields, [])

describe('weights', () => {
  it('come before anything is rated', async () => {
    expect((await pat.get('/appraisal')).text).toContain('Agree the weights first')
    await place(pat, 'first')
    const refused = await rate(pat, { levels: ['2'], measure: '24 hours' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Agree and record the weights')
    expect((await pat.post('/appraisal/weights', weights)).status).toBe(303)
    expect((await pat.get('/appraisal')).text).toContain('Weights agreed by Committee')
    expect((await rate(pat, { levels: ['2'], measure: '24 hours' })).status).toBe(303)
  })

  it.each([
    [{ agreedBy: '' }, 'Enter who agreed the weights'],
    [{ reason: '' }, 'Enter why these weights were chosen'],
    [{ 'agreedOn-year': '2027' }, 'must be today or before'],
    [{ 'agreedOn-day': '31', 'agreedOn-month': '2' }, 'must be a real date'],
    [{ 'weight-3': '-1' }, 'must be 0 or more'],
    [{ 'weight-3': '' }, 'Enter the weight of confidential space'],
    [
      Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map(number => [`weight-${number}`, '0'])),
      'needs a weight above 0',
    ],
  ])('with %j are not recorded', async (change, message) => {
    const answer = await pat.post('/appraisal/weights', { ...weights, ...change })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(await app.db.selectFrom('criteria_weighting').selectAll().execute()).toEqual([])
  })
})

describe('the matrix', () => {
  it('comes first, shows ranges and gates in words, and never counts unknown as 0', async () => {
    await agreedWeights(app.db, county.id)
    await place(pat, 'first')
    await rate(pat, { levels: ['2', '3'], measure: '24 hours' })
    await rate(pat, { levels: ['0'], evidenceNote: 'Anyone can walk in' }, 6)
    const page = await pat.get('/appraisal')
    expect(page.text).toContain('2–3')
    expect(page.text).toContain('not known')
    expect(page.text).toContain('Fails: safety.')
    expect(page.text).toContain('May fail: SEND access.')
    expect(page.text).toContain('2 of 8')
    expect(page.text.indexOf('Sites and criteria')).toBeLessThan(page.text.indexOf('Totals, as ranges'))
    const csv = await pat.get('/appraisal/ratings.csv')
    expect(csv.text.split(/\r?\n/)[1]).toContain(
      'fen-1,Alder Centre,As it is now,2,3,,,,,,,,,0,0,,,,,6,85,25,6,7',
    )
  })

  it('lists venues that were rated beside the centres', async () => {
    await agreedWeights(app.db, county.id)
    id = await aSite(app.db, county.id, { reference: 'lib', name: 'Library', kind: 'library' })
    await place(pat, 'first')
    await rate(pat, { levels: ['4'], measure: '50 hours' })
    expect((await pat.get('/appraisal')).text).not.toContain('Library')
    expect((await pat.get('/appraisal?show=venues')).text).toContain('Library')
  })

  it('is for planners', async () => {
    const analyst = await app.agent('drop-in')
    for (const path of [
      '/appraisal',
      '/appraisal/weights',
      `/appraisal/sites/${id}`,
      '/appraisal/ratings.csv',
    ]) {
      expect((await analyst.get(path)).status).toBe(403)
    }
  })
})

describe('rating a criterion', () => {
  beforeEach(async () => {
    await agreedWeights(app.db, county.id)
    await place(pat, 'first')
  })

  it('shows what each level asks for, and what the register suggests', async () => {
    await app.db
      .insertInto('site_room')
      .values({
        id: 'room',
        site_id: id,
        position: 0,
        name: 'Playroom',
        area_square_metres: 42,
        uses: 'activity',
      })
      .execute()
    const page = await pat.get(`/appraisal/sites/${id}/ratings/current/2`)
    expect(page.text).toContain('One room of 40 square metres or more.')
    expect(page.text).toContain('The register suggests 2')
    expect((await pat.get(`/appraisal/sites/${id}/ratings/current/9`)).status).toBe(404)
    expect((await pat.get(`/appraisal/sites/${id}/ratings/someday/1`)).status).toBe(404)
  })

  it.each([
    [{}, 'Tick a level'],
    [{ levels: ['1', 'unknown'] }, 'but not both'],
    [{ levels: ['1'] }, 'Say what you measured or saw'],
    [
      {
        levels: ['1'],
        measure: 'x',
        'evidenceDate-day': '1',
        'evidenceDate-month': '1',
        'evidenceDate-year': '2030',
      },
      'must be today or before',
    ],
    [{ levels: ['1'], measure: 'x', evidenceFile: 'somebody-elses' }, 'Select a file of this site'],
  ] as [Fields, string][])('with %j is not saved, and keeps what was typed', async (fields, message) => {
    const answer = await rate(pat, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect((await readAppraisals(app.db, county.id)).size).toBe(0)
  })

  it('as not known is a rating from 0 to 4, without evidence', async () => {
    await rate(pat, { levels: ['unknown'] })
    expect((await readAppraisals(app.db, county.id)).get(id)?.current.completeness).toBe(0)
    expect((await pat.get(`/appraisal/sites/${id}`)).text).toContain('0–4 not known')
  })

  it('keeps its evidence file with the site, and refuses what is not a picture or a PDF', async () => {
    const path = `/appraisal/sites/${id}/ratings/current/7`
    const fields = {
      levels: ['2'],
      measure: 'No steps',
      'evidenceDate-day': '1',
      'evidenceDate-month': '9',
      'evidenceDate-year': '2026',
    }
    const wrong = await pat.send(path, fields, [
      { field: 'evidence', name: 'audit.pdf', content: '<script>1</script>' },
    ])
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('its content is something else')
    await pat.send(path, fields, [
      { field: 'evidence', name: 'audit.pdf', content: '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n' },
    ])
    const file = (await readSite(app.db, county.id, id))?.files[0]
    expect(file).toMatchObject({
      purpose: 'evidence',
      originalName: 'audit.pdf',
      mediaType: 'application/pdf',
    })
    const page = await pat.get(`/appraisal/sites/${id}`)
    expect(page.text).toContain(`/sites/${id}/files/${file?.id}`)
    expect(page.text).toContain('Tuesday 1 September 2026')
    expect(page.text).not.toContain('null')
    const served = await pat.get(`/sites/${id}/files/${file?.id}`)
    expect(served.headers['content-disposition']).toMatch(/^attachment/)
    expect((await pat.post(`/sites/${id}/files/${file?.id}/remove`)).status).toBe(404)
  })

  it('by two people shows each the other’s only after their own, and then where they differ', async () => {
    await place(quinn, 'second')
    await rate(pat, { levels: ['3'], measure: 'Measured by Pat' })
    const before = await quinn.get(`/appraisal/sites/${id}`)
    expect(before.text).toContain('Given, hidden until you rate')
    expect(before.text).not.toContain('Measured by Pat')
    expect((await quinn.get(`/appraisal/sites/${id}/ratings/current/1`)).text).not.toContain(
      'Measured by Pat',
    )
    expect((await quinn.get(`/appraisal/sites/${id}/history`)).text).not.toContain('Measured by Pat')
    expect((await quinn.get(`/appraisal/sites/${id}/print`)).text).not.toContain('Measured by Pat')
    expect((await quinn.get('/appraisal/ratings.csv')).text.split(/\r?\n/)[1]).toContain('As it is now,,,')
    await rate(quinn, { levels: ['1'], measure: 'Measured by Quinn' })
    const after = await quinn.get(`/appraisal/sites/${id}`)
    expect(after.text).toContain('Measured by Pat')
    expect(after.text).toContain('Differ by 2 levels')
    expect((await pat.get('/appraisal')).text).toContain('differ')
  })

  it('by one person in both places is refused', async () => {
    expect((await place(pat, 'second')).status).toBe(409)
    expect((await place(quinn, 'first')).status).toBe(409)
    expect((await rate(quinn, { levels: ['1'], measure: 'x' })).status).toBe(403)
    expect((await place(quinn, 'first', 'leave')).status).toBe(403)
  })

  it('goes on to the next criterion when asked', async () => {
    const answer = await rate(pat, { levels: ['2'], measure: 'x', next: 'next' })
    expect(answer.headers['location']).toBe(`/appraisal/sites/${id}/ratings/current/2`)
  })

  it('writes what people typed as text', async () => {
    await rate(pat, { levels: ['2'], measure: '<script>alert(1)</script>', evidenceNote: '"><img src=x>' })
    for (const path of [
      `/appraisal/sites/${id}`,
      `/appraisal/sites/${id}/history`,
      `/appraisal/sites/${id}/print`,
      `/appraisal/sites/${id}/ratings/current/1`,
    ]) {
      const page = await pat.get(path)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('<script>alert')
      expect(page.text).not.toContain('<img src=x>')
    }
  })
})

describe('works', () => {
  it('are recorded with their cost, and rated beside the site as it is', async () => {
    await agreedWeights(app.db, county.id)
    await place(pat, 'first')
    await rate(pat, { levels: ['1'], measure: 'x' }, 7)
    const wrong = await pat.post(`/appraisal/sites/${id}/works`, {
      description: 'A ramp',
      costLow: '2000',
      costHigh: '1000',
      costBasis: '',
      seen: '',
    })
    expect(wrong.text).toContain('must not be less than the lowest')
    await pat.post(`/appraisal/sites/${id}/works`, {
      description: 'A ramp',
      costLow: '£1,000',
      costHigh: '',
      costBasis: 'Guess',
      seen: '',
    })
    await rate(pat, { levels: ['3'], measure: 'With the ramp' }, 7, 'after-works')
    const page = await pat.get(`/appraisal/sites/${id}`)
    expect(page.text).toContain('£1,000 or more')
    expect(page.text).toContain('Total after works')
    const after = await pat.get('/appraisal?state=after-works')
    expect(after.text).toContain('after works')
    const late = await quinn.post(`/appraisal/sites/${id}/works`, {
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
    await agreedWeights(app.db, county.id)
    await place(pat, 'first')
    await rate(pat, { levels: ['2'], measure: '24 hours a week' })
    await app.db
      .insertInto('neighbourhood')
      .values([
        {
          county_id: county.id,
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
          county_id: county.id,
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
    const page = await pat.get(`/appraisal/sites/${id}/print`)
    expect(page.text).toContain('Fen 001A')
    expect(page.text).toContain('1,110 m')
    expect(page.text).not.toContain('Fen 009Z')
    expect(page.text).toContain('of 1 the figure is not known')
    expect(page.text).toContain('24 hours a week')
    expect(page.text).not.toContain('Service information')
  })

  it('says so when the position is not known', async () => {
    const nowhere = await aSite(app.db, county.id, { reference: 'x', position: null })
    expect((await pat.get(`/appraisal/sites/${nowhere}/print`)).text).toContain('Its position is not known')
  })
})
