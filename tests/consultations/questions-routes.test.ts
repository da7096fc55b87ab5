import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('asking a question', () => {
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

  it('ask for a question, say that it is no answer, and show it to nobody before staff have read it', async () => {
    const form = await visitor.get(`${base}/questions/ask`)
    expect(form.text).toContain('This is not an answer to the consultation.')
    expect(form.text).toContain('If a child is in danger, call 999.')
    expect(form.text).toContain(`href="${base}#districts"`)
    const formId = /name="formId" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    const asked = {
      formId,
      question: `Where is ${hostile}?`,
      districtCode: 'E07009991',
      email: 'a@example.org',
    }
    const sent = await visitor.post(`${base}/questions/ask`, asked)
    expect([sent.status, sent.headers['location']]).toEqual([303, `${base}/questions/sent`])
    // Sent again, it is here already, and whoever sent it sees the same.
    expect((await visitor.post(`${base}/questions/ask`, asked)).headers['location']).toBe(
      `${base}/questions/sent`,
    )
    const rows = await app.db.selectFrom('resident_question').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.question).not.toContain('\u202e')
    expect(JSON.stringify(rows)).not.toContain('a@example.org')
    for (const page of [`${base}/questions`, `${base}/questions/sent`, base, `${base}/fen`]) {
      expect((await visitor.get(page)).text).not.toContain('Where is')
    }
    const planner = await app.agent('planner')
    const inbox = await planner.get(`/manage/consultations/${id}/questions/sent`)
    expect(inbox.text).toContain('&lt;script&gt;')
    expect(inbox.text).not.toContain('<script>alert')
    // No row of any answer knows of it.
    expect(await app.db.selectFrom('response').selectAll().execute()).toEqual([])
  })

  it('keep what was typed when a question has mistakes, and refuse what is far too long', async () => {
    const wrong = await visitor.post(`${base}/questions/ask`, {
      question: 'Why?',
      email: 'nobody',
      formId: 'x',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Why?</textarea>')
    expect(wrong.text).toContain('href="#email"')
    expect((await visitor.post(`${base}/questions/ask`, { question: ' ' })).text).toContain(
      'Write your question',
    )
    expect((await visitor.post(`${base}/questions/ask`, { question: 'a'.repeat(1501) })).status).toBe(422)
    const huge = await visitor.post(`${base}/questions/ask`, { question: 'a'.repeat(10_000_000) })
    expect(huge.status).toBe(413)
    expect(huge.text).toContain('too large')
    const forged = await visitor.post(`${base}/questions/ask`, {
      question: 'In no district',
      districtCode: 'E99',
      formId: '1 or 1',
    })
    expect(forged.status).toBe(303)
    const stored = await app.db
      .selectFrom('resident_question')
      .selectAll()
      .where('question', '=', 'In no district')
      .executeTakeFirstOrThrow()
    expect(stored.district_code).toBeNull()
    expect((await visitor.post('/consultations/none/questions/ask', { question: 'Why?' })).status).toBe(404)
  })

  it('take questions after closing too, and then say nothing of a survey', async () => {
    app.setClock('2026-07-25T12:00:00.000Z')
    const form = await visitor.get(`${base}/questions/ask`)
    expect(form.text).toContain('This is not an answer to the consultation.')
    expect(form.text).not.toContain('#districts')
    expect((await visitor.post(`${base}/questions/ask`, { question: 'And now?' })).status).toBe(303)
    app.setClock(whileOpen)
  })

  it('let a full library ask, and stop what no library needs for a while', async () => {
    const library = await testApplication({ clock: whileOpen })
    const { slug } = await aPublishedConsultation(library.db)
    const one = await library.agent()
    const answers: number[] = []
    for (let number = 0; number < 61; number += 1) {
      const question = { question: `Question ${number}?` }
      answers.push((await one.post(`/consultations/${slug}/questions/ask`, question)).status)
    }
    expect(answers.filter(status => status === 303)).toHaveLength(60)
    expect(answers.at(-1)).toBe(429)
    await library.close()
  })
})
