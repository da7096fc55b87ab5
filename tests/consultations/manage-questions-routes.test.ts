import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { staffAndPublic } from './manage-support.ts'

const markOn = (html: string): string => /name="mark" value="([^"]+)"/.exec(html)?.[1] ?? ''

describe('staff pages of questions', () => {
  let staff: Awaited<ReturnType<typeof staffAndPublic>>
  let at = ''
  beforeAll(async () => {
    staff = await staffAndPublic()
    at = `/manage/consultations/${staff.id}/questions`
  })
  afterAll(() => staff.close())

  it('date changes, keep how they stood, and show the newest to the public', async () => {
    const faq = await staff.app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    const mark = markOn((await staff.planner.get(`${at}/${faq.id}`)).text)
    const silent = await staff.planner.post(`${at}/${faq.id}`, {
      question: 'Why?',
      answer: 'To save more.',
      note: '',
      mark,
    })
    expect(silent.status).toBe(422)
    await staff.planner.post(`${at}/${faq.id}`, {
      question: 'Why?',
      answer: 'To save more.',
      note: 'The amount',
      mark,
    })
    const open = `/consultations/${staff.slug}/questions`
    const shown = await staff.visitor.get(open)
    expect(shown.text).toContain('To save more.')
    expect(shown.text).toContain('Changed on Wednesday 10 June 2026')
    expect(shown.text).toContain('What changed on this page')
    const versions = await staff.visitor.get(`${open}/${faq.id}`)
    const order = ['To save more.', 'What it said before', 'To save money.'].map(words =>
      versions.text.indexOf(words),
    )
    expect(order.every(found => found > 0)).toBe(true)
    expect([...order].sort((a, b) => a - b)).toEqual(order)
    expect((await staff.planner.post(`${at}/${faq.id}/remove`)).status).toBe(409)
    expect((await staff.planner.get(`${at}/none`)).status).toBe(404)
  })

  it('are not written over by somebody who had an earlier answer before them, whose words are kept for them', async () => {
    const { id } = await staff.app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    const page = `${at}/${id}`
    const mark = markOn((await staff.planner.get(page)).text)
    const other = await staff.app.agent('analyst')
    const words = (answer: string) => ({ question: 'Why?', answer, note: `It is ${answer}`, mark })
    const both = await Promise.all([
      staff.planner.post(page, words('mine')),
      other.post(page, words('theirs')),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    const refused = both.find(({ status }) => status === 422)
    expect(refused?.text).toContain('Somebody else has changed')
    expect(refused?.text).toMatch(/>\s*(mine|theirs)<\/textarea>/)
    const faq = await staff.app.db
      .selectFrom('faq')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(faq)).toContain(both[0].status === 303 ? 'mine' : 'theirs')
    expect(JSON.stringify(faq)).not.toContain(both[0].status === 303 ? 'theirs' : 'mine')
    const forged = await staff.planner.post(page, { ...words('forged'), mark: '' })
    expect(forged.status).toBe(422)
  })

  it('say what is missing, and show markup as text', async () => {
    const wrong = await staff.planner.post(at, { question: '', answer: 'x'.repeat(5001), note: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Enter the question')
    expect(wrong.text).toContain('5,000 characters or fewer')
    const hostile = '<script>alert(1)</script>\u202e'
    expect((await staff.planner.post(at, { question: hostile, answer: hostile, note: '' })).status).toBe(303)
    for (const text of [
      (await staff.planner.get(at)).text,
      (await staff.visitor.get(`/consultations/${staff.slug}/questions`)).text,
    ]) {
      expect(text).toContain('&lt;script&gt;alert(1)')
      expect(text).not.toContain('<script>alert(1)')
      expect(text).not.toContain('\u202e')
    }
  })

  it('are closed to the public and to drop-in workers', async () => {
    const worker = await staff.app.agent('drop-in')
    for (const page of [
      `${at}/sent`,
      at,
      at.replace('questions', 'documents'),
      at.replace('questions', 'useful'),
    ]) {
      expect((await worker.get(page)).status).toBe(403)
      expect((await staff.visitor.get(page)).status).toBe(303)
    }
  })
})
