import { describe, expect, it } from '@jest/globals'
import { testApplication } from '../support/application.ts'
import { openConsultation } from './open-consultation.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('asking a question', () => {
  const open = openConsultation('for all tests')

  it('ask for a question, say that it is no answer, and show it to nobody before staff have read it', async () => {
    const form = await open.visitor.get(`${open.home}/questions/ask`)
    expect(form.text).toContain('This is not an answer to the consultation.')
    expect(form.text).toContain('If a child is in danger, call 999.')
    expect(form.text).toContain(`href="${open.home}#districts"`)
    const formId = /name="formId" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
    const asked = {
      formId,
      question: `Where is ${hostile}?`,
      districtCode: 'E07009991',
      email: 'a@example.org',
    }
    const sent = await open.visitor.post(`${open.home}/questions/ask`, asked)
    expect([sent.status, sent.headers['location']]).toEqual([303, `${open.home}/questions/sent`])
    // Sent again, it is here already, and whoever sent it sees the same.
    expect((await open.visitor.post(`${open.home}/questions/ask`, asked)).headers['location']).toBe(
      `${open.home}/questions/sent`,
    )
    const rows = await open.app.db.selectFrom('resident_question').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.question).not.toContain('\u202e')
    expect(JSON.stringify(rows)).not.toContain('a@example.org')
    for (const page of [
      `${open.home}/questions`,
      `${open.home}/questions/sent`,
      open.home,
      `${open.home}/fen`,
    ]) {
      expect((await open.visitor.get(page)).text).not.toContain('Where is')
    }
    const planner = await open.app.agent('planner')
    const inbox = await planner.get(`/manage/consultations/${open.consultationId}/questions/sent`)
    expect(inbox.text).toContain('&lt;script&gt;')
    expect(inbox.text).not.toContain('<script>alert')
    // No row of any answer knows of it.
    expect(await open.app.db.selectFrom('response').selectAll().execute()).toEqual([])
  })

  it('keep what was typed when a question has mistakes, and refuse what is far too long', async () => {
    const wrong = await open.visitor.post(`${open.home}/questions/ask`, {
      question: 'Why?',
      email: 'nobody',
      formId: 'x',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Why?</textarea>')
    expect(wrong.text).toContain('href="#email"')
    expect((await open.visitor.post(`${open.home}/questions/ask`, { question: ' ' })).text).toContain(
      'Write your question',
    )
    expect(
      (await open.visitor.post(`${open.home}/questions/ask`, { question: 'a'.repeat(1501) })).status,
    ).toBe(422)
    const huge = await open.visitor.post(`${open.home}/questions/ask`, { question: 'a'.repeat(10_000_000) })
    expect(huge.status).toBe(413)
    expect(huge.text).toContain('too large')
    const forged = await open.visitor.post(`${open.home}/questions/ask`, {
      question: 'In no district',
      districtCode: 'E99',
      formId: '1 or 1',
    })
    expect(forged.status).toBe(303)
    const stored = await open.app.db
      .selectFrom('resident_question')
      .selectAll()
      .where('question', '=', 'In no district')
      .executeTakeFirstOrThrow()
    expect(stored.district_code).toBeNull()
    expect((await open.visitor.post('/consultations/none/questions/ask', { question: 'Why?' })).status).toBe(
      404,
    )
  })

  it('take questions after closing too, and then say nothing of a survey', async () => {
    open.app.setClock('2026-07-25T12:00:00.000Z')
    const form = await open.visitor.get(`${open.home}/questions/ask`)
    expect(form.text).toContain('This is not an answer to the consultation.')
    expect(form.text).not.toContain('#districts')
    expect((await open.visitor.post(`${open.home}/questions/ask`, { question: 'And now?' })).status).toBe(303)
    open.app.setClock(whileOpen)
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
