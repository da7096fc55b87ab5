import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addFaq } from '../../server/consultations/faq-repository.ts'
import { addDocument, addVariant } from '../../server/consultations/document-repository.ts'
import type { Fields, TestApplication, Visitor } from '../support/application.ts'
import { staffAndPublic } from './manage-support.ts'
import { day, hiddenOn } from './record-support.ts'

const at = new Date('2026-05-01T09:00:00.000Z')
const meanwhile = 'since you opened this page'

describe.each(['SQLite', 'PostgreSQL'] as const)('a form that is open in two tabs on %s', database => {
  let app: TestApplication
  let first: Visitor
  let second: Visitor
  let id: string
  let manage: string
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ app, planner: first, id, close } = await staffAndPublic(false, database))
    second = await app.agent('analyst')
    manage = `/manage/consultations/${id}`
  })
  afterAll(() => close())

  /**
   * Both open the page; the first one sends, then the second. Gives the second one's answer, and what the page holds
   * after it.
   */
  async function inTwoTabs(
    page: string,
    mark: string,
    theirs: Fields,
    own: Fields,
  ): Promise<{ answer: Awaited<ReturnType<Visitor['post']>>; now: string }> {
    const seen = await Promise.all(
      [first, second].map(async one => hiddenOn((await one.get(page)).text, mark)),
    )
    expect((await first.post(page, { ...theirs, [mark]: seen[0] ?? '' })).status).toBe(303)
    const answer = await second.post(page, { ...own, [mark]: seen[1] ?? '' })
    return { answer, now: (await first.get(page)).text }
  }

  it('keeps the first one’s question, tells the second and keeps what was typed', async () => {
    await addFaq(app.db, id, { question: 'Why?', answer: 'So.' }, at)
    const faq = await app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    const page = `${manage}/questions/${faq.id}`
    const typed = { question: 'Why now, I ask?', answer: 'Mine.' }
    const { answer, now } = await inTwoTabs(page, 'mark', { question: 'Why?', answer: 'Theirs.' }, typed)
    expect([answer.status, answer.text.includes(meanwhile)]).toEqual([422, true])
    for (const words of Object.values(typed)) expect(answer.text).toContain(words)
    expect(now).toContain('Theirs.')
    expect(now).not.toContain('Mine.')
    // Sent again, now that they know.
    const again = { ...typed, mark: hiddenOn(answer.text, 'mark') }
    expect((await second.post(page, again)).status).toBe(303)
    expect((await first.get(page)).text).toContain('Mine.')
  })

  it('keeps the first one’s dates, tells the second and keeps what was typed', async () => {
    const dates = (closesOn: string): Fields => ({
      ...day('opensOn', '2026-06-01'),
      opensTime: '09:00',
      ...day('closesOn', closesOn),
      closesTime: '17:00',
      graceMinutes: '30',
      ...day('decisionOn', '2026-10-01'),
      decisionBy: 'Cabinet',
    })
    const page = `${manage}/dates`
    const { answer, now } = await inTwoTabs(page, 'version', dates('2026-08-20'), dates('2026-09-27'))
    expect([answer.status, answer.text.includes(meanwhile)]).toEqual([422, true])
    expect(answer.text).toMatch(/name="closesOn-day"[^>]*value="27"/)
    expect(now).toMatch(/name="closesOn-day"[^>]*value="20"/)
    const again = { ...dates('2026-09-27'), version: hiddenOn(answer.text, 'version') }
    expect((await second.post(page, again)).status).toBe(303)
  })

  it('keeps the first one’s version of a document, tells the second and keeps what was typed', async () => {
    const documentId = await addDocument(
      app.db,
      id,
      { title: 'Summary', description: '', districtCode: null },
      at,
    )
    const old = { documentId, kind: 'summary', language: 'en', reason: '' } as const
    const before = await addVariant(app.db, id, { ...old, body: 'Old.', link: null, file: null }, at)
    const page = `${manage}/documents/${documentId}`
    const of = (body: string): Fields => ({
      kind: 'summary',
      language: 'en',
      body,
      link: '',
      reason: 'It was wrong.',
      replaces: before?.id ?? '',
      late: 'yes',
    })
    await Promise.all([first.get(page), second.get(page)])
    expect((await first.send(page, of('Theirs.'), [])).status).toBe(303)
    const answer = await second.send(page, of('Mine.'), [])
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Mine.')
    expect(answer.text).toContain('error-summary')
  })
})
