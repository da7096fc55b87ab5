import { describe, expect, it } from '@jest/globals'
import { openConsultation } from './open-consultation.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('whether a page was useful', () => {
  const open = openConsultation('for all tests')

  it('ask whether a page was useful, keep the page and the day alone, and let staff erase what was written', async () => {
    const page = await open.visitor.get(`${open.home}/questions`)
    expect(page.text).toContain('Was this page useful?')
    const path = /name="page" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    expect(path).toBe(`${open.home}/questions`)
    const no = await open.visitor.post('/useful', { page: path, useful: 'no' })
    expect(no.status).toBe(303)
    const where = String(no.headers['location'])
    expect((await open.visitor.get(where)).text).toContain('What was wrong with the page?')
    expect((await open.visitor.post(where, { comment: '' })).status).toBe(422)
    expect((await open.visitor.post(where, { comment: `Too long ${hostile}` })).status).toBe(303)
    expect((await open.visitor.post(where, { comment: 'Written over' })).status).toBe(303)
    expect((await open.visitor.get(where)).text).toContain('We read what people write')
    expect((await open.visitor.get(where)).text).not.toContain('Too long')
    await open.visitor.post('/useful', { page: path, useful: 'yes' })
    const rows = await open.app.db.selectFrom('page_opinion').selectAll().orderBy('useful').execute()
    expect(rows.map(({ page: on, given_on, comment }) => [on, given_on, comment])).toEqual([
      [path, '2026-06-10', 'Too long <script>alert(1)</script>=HYPERLINK("x")'],
      [path, '2026-06-10', ''],
    ])
    for (const forged of [
      'https://example.org',
      '//example.org',
      `${open.home}/x?postcode=PE1`,
      `${open.home}/<script>`,
      '/manage/consultations',
      `/${'a'.repeat(300)}`,
      '',
    ]) {
      expect([forged, (await open.visitor.post('/useful', { page: forged, useful: 'no' })).status]).toEqual([
        forged,
        422,
      ])
    }
    expect((await open.visitor.post('/useful', { page: '/consultations/none', useful: 'no' })).status).toBe(
      404,
    )
    expect((await open.visitor.post('/useful', { page: path, useful: 'perhaps' })).status).toBe(422)
    expect((await open.visitor.post('/useful/none', { comment: 'x' })).status).toBe(303)
    expect((await open.visitor.get('/useful/none')).status).toBe(404)
    const planner = await open.app.agent('planner')
    const staff = await planner.get(`/manage/consultations/${open.consultationId}/useful`)
    expect(staff.text).toContain('Too long &lt;script&gt;')
    const erase = /action="([^"]+\/erase)"/.exec(staff.text)?.[1] ?? ''
    expect((await planner.post(erase)).status).toBe(303)
    expect((await planner.get(`/manage/consultations/${open.consultationId}/useful`)).text).not.toContain(
      'Too long',
    )
    expect((await planner.post(erase.replace(/useful\/[^/]+/, 'useful/none'))).status).toBe(410)
  })
})
