import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('whether a page was useful', () => {
  let app: TestApplication
  let visitor: Visitor
  let id = ''
  let base = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    id = made.consultationId
    base = `/consultations/${made.slug}`
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  it('ask whether a page was useful, keep the page and the day alone, and let staff erase what was written', async () => {
    const page = await visitor.get(`${base}/questions`)
    expect(page.text).toContain('Was this page useful?')
    const path = /name="page" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(path).toBe(`${base}/questions`)
    const no = await visitor.post('/useful', { page: path, useful: 'no' })
    expect(no.status).toBe(303)
    const where = String(no.headers['location'])
    expect((await visitor.get(where)).text).toContain('What was wrong with the page?')
    expect((await visitor.post(where, { comment: '' })).status).toBe(422)
    expect((await visitor.post(where, { comment: `Too long ${hostile}` })).status).toBe(303)
    expect((await visitor.post(where, { comment: 'Written over' })).status).toBe(303)
    expect((await visitor.get(where)).text).toContain('We read what people write')
    expect((await visitor.get(where)).text).not.toContain('Too long')
    await visitor.post('/useful', { page: path, useful: 'yes' })
    const rows = await app.db.selectFrom('page_opinion').selectAll().orderBy('useful').execute()
    expect(rows.map(({ page: on, given_on, comment }) => [on, given_on, comment])).toEqual([
      [path, '2026-06-10', 'Too long <script>alert(1)</script>=HYPERLINK("x")'],
      [path, '2026-06-10', ''],
    ])
    for (const forged of [
      'https://example.org',
      '//example.org',
      `${base}/x?postcode=PE1`,
      `${base}/<script>`,
      '/manage/consultations',
      `/${'a'.repeat(300)}`,
      '',
    ]) {
      expect([forged, (await visitor.post('/useful', { page: forged, useful: 'no' })).status]).toEqual([
        forged,
        422,
      ])
    }
    expect((await visitor.post('/useful', { page: '/consultations/none', useful: 'no' })).status).toBe(404)
    expect((await visitor.post('/useful', { page: path, useful: 'perhaps' })).status).toBe(422)
    expect((await visitor.post('/useful/none', { comment: 'x' })).status).toBe(303)
    expect((await visitor.get('/useful/none')).status).toBe(404)
    const planner = await app.agent('planner')
    const staff = await planner.get(`/manage/consultations/${id}/useful`)
    expect(staff.text).toContain('Too long &lt;script&gt;')
    const erase = /action="([^"]+\/erase)"/.exec(staff.text)?.[1] ?? ''
    expect((await planner.post(erase)).status).toBe(303)
    expect((await planner.get(`/manage/consultations/${id}/useful`)).text).not.toContain('Too long')
    expect((await planner.post(erase.replace(/useful\/[^/]+/, 'useful/none'))).status).toBe(404)
  })
})
