import type { Response } from 'supertest'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aDraftConsultation, whileOpen } from '../../consultations/builders.ts'
import { preparePublication } from '../../../server/surveys/index.ts'
import { addedPage, unescaped } from './building.ts'

describe('trying a survey as a respondent', () => {
  let app: TestApplication
  let analyst: Visitor
  let id: string
  let at: string
  let code: string
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    analyst = await app.agent('analyst')
    id = (await aDraftConsultation(app.db)).consultationId
    at = `/manage/consultations/${id}/builder`
    code = (await preparePublication(app.db, id))?.surveys[0]?.districtCode ?? ''
  })
  afterEach(() => app.close())

  const formOf = ({ text }: Response): { action: string; hidden: Record<string, string> } => {
    const action = unescaped(/<form method="post" action="([^"]*preview[^"]*)"/.exec(text)?.[1] ?? '')
    const hidden: Record<string, string> = {}
    for (const name of ['step', 'given']) {
      hidden[name] = unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '')
    }
    return { action, hidden }
  }
  const go = async (page: Response, fields: Record<string, string | string[]> = {}): Promise<Response> => {
    const { action, hidden } = formOf(page)
    return analyst.post(action, { ...hidden, ...fields })
  }

  it('walks the real pages, asks what answers lead to, goes back without loss, and stores nothing', async () => {
    const tables = ['draft', 'draft_page', 'response', 'answer', 'survey'] as const
    const first = await analyst.get(`${at}/preview/${code}`)
    expect(first.text).toContain('Who are you answering as?')
    const refused = await go(first)
    expect([refused.status, refused.text.includes('Choose at least one answer')]).toEqual([422, true])
    const second = await go(refused, { role: ['organisation'] })
    expect(second.text).toContain('What is the name of the group or organisation?')
    const third = await go(second, { organisation: 'A <b>group</b>' })
    expect(third.text).toContain('Which centres do you')
    const back = await go(third, { to: 'back' })
    expect(back.text).toContain('value="A &lt;b&gt;group&lt;/b&gt;"')
    let page = await go(back, { organisation: 'Others' })
    let steps = 0
    while (!page.text.includes('That was the whole survey') && steps < 60) {
      if (formOf(page).hidden['step'] === 'check') {
        expect(page.text).toContain('Others')
        expect(page.text).toContain('Not answered</dd>')
      }
      page = await go(page)
      expect(page.status).toBe(200)
      steps += 1
    }
    expect(steps).toBeLessThan(60)
    for (const table of tables)
      expect([table, (await app.db.selectFrom(table).selectAll().execute()).length]).toEqual([table, 0])
  })

  it('speaks every language, from the right where it is written so', async () => {
    const polish = await analyst.get(`${at}/preview/${code}?lang=pl`)
    expect(polish.text).toContain('<html lang="pl"')
    const arabic = await analyst.get(`${at}/preview/${code}?lang=ar`)
    expect(arabic.text).toMatch(/<html lang="ar"[^>]* dir="rtl"/)
    expect(formOf(arabic).action).toContain('lang=ar')
  })

  it('puts earlier answers into later questions', async () => {
    await addedPage(
      analyst,
      at,
      { title: 'Most', after: 'standard-role' },
      { kind: 'one', text: 'What matters most?', key: 'most', options: 'Distance\nHours' },
    )
    await addedPage(
      analyst,
      at,
      { title: 'Tell us more', key: 'more' },
      { kind: 'text', text: 'Why {{answer:most|that}}?', key: 'more' },
    )
    let page = await analyst.get(`${at}/preview/${code}?page=more`)
    expect(page.text).toContain('Why that?')
    page = await go(await analyst.get(`${at}/preview/${code}?page=most`), { most: 'hours' })
    const { action, hidden } = formOf(page)
    const more = await analyst.post(action, { ...hidden, step: 'heard' })
    expect(more.status).toBe(200)
    const jump = await analyst.post(action, { ...hidden, step: 'more', to: 'back' })
    expect(jump.status).toBe(200)
    const end = await analyst.post(action, { ...hidden, step: 'postcode' })
    expect(end.text).toContain('Why Hours?')
  })

  it('takes nothing from what is sent back with it but answers', async () => {
    const { action } = formOf(await analyst.get(`${at}/preview/${code}`))
    for (const given of ['{', '{"__proto__":{"x":1}}', '[{"questionKey":1}]', '['.repeat(5000), 'null']) {
      const page = await analyst.post(action, { step: 'role', given, role: 'parent' })
      expect([given.slice(0, 20), page.status]).toEqual([given.slice(0, 20), 200])
    }
    expect((await analyst.post(action, { step: 'nothing', given: '[]' })).status).toBe(422)
  })

  it('is for staff only', async () => {
    expect((await (await app.agent('drop-in')).get(`${at}/preview/${code}`)).status).toBe(403)
    expect((await (await app.agent()).get(`${at}/preview/${code}`)).status).toBe(303)
  })
})
