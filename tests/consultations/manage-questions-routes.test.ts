import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { staffAndPublic } from './manage-support.ts'

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
    const silent = await staff.planner.post(`${at}/${faq.id}`, {
      question: 'Why?',
      answer: 'To save more.',
      note: '',
    })
    expect(silent.status).toBe(422)
    await staff.planner.post(`${at}/${faq.id}`, {
      question: 'Why?',
      answer: 'To save more.',
      note: 'The amount',
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
