import { describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { whileOpen } from '../consultations/builders.ts'
import { sentSurvey } from './sent-survey.ts'

describe('after sending', () => {
  const { open, receipt } = sentSurvey()
  const withdrawn = async () =>
    (await listResponses(open.app.db, open.consultationId)).map(one => one.withdrawnAt)

  it('answers are withdrawn by reference and word, once it is confirmed, and the receipt says so', async () => {
    const given = await receipt()
    const typed = {
      reference: given.reference.toLowerCase().replaceAll('-', ''),
      word: ` ${given.word.toLowerCase()} `,
    }
    const other = await open.app.agent()
    const sure = await other.post(`${open.home}/withdraw`, typed)
    expect(sure.text).toContain('Are you sure')
    expect(await withdrawn()).toEqual([null])
    const done = await other.post(`${open.home}/withdraw`, { ...given, sure: 'yes' })
    expect([done.status, done.text.includes('do not count')]).toEqual([200, true])
    expect(await withdrawn()).toEqual([whileOpen])
    expect((await open.visitor.get(`${open.survey}/sent`)).text).toContain('These answers are withdrawn')
    open.app.setClock('2026-06-11T12:00:00.000Z')
    expect((await other.post(`${open.home}/withdraw`, { ...given, sure: 'yes' })).text).toContain(
      '10 June 2026',
    )
    expect(await withdrawn()).toEqual([whileOpen])
  })

  it('the reference alone withdraws nothing, nor a guessed word, and guessing has to wait', async () => {
    const { reference, word } = await receipt()
    expect((await open.visitor.post(`${open.home}/withdraw`, { reference, word: '' })).status).toBe(422)
    for (let guess = 0; guess < 30; guess += 1) {
      const wrong = await open.visitor.post(`${open.home}/withdraw`, {
        reference,
        word: 'BBBB-BBBB',
        sure: 'yes',
      })
      expect([guess, wrong.status]).toEqual([guess, 422])
    }
    const waits = await open.visitor.post(`${open.home}/withdraw`, { reference, word, sure: 'yes' })
    expect([waits.status, waits.text.includes('too many wrong entries')]).toEqual([422, true])
    expect(await withdrawn()).toEqual([null])
  })

  it('after closing nothing is withdrawn here, and the page says the truth', async () => {
    const given = await receipt()
    open.app.setClock('2026-06-30T16:00:00.000Z')
    const page = await open.visitor.get(`${open.home}/withdraw`)
    expect(page.text).toContain('Answers can’t be withdrawn here any more')
    expect(page.text).toContain('centres@example.org')
    const late = await open.visitor.post(`${open.home}/withdraw`, { ...given, sure: 'yes' })
    expect(late.status).toBe(409)
    expect(await withdrawn()).toEqual([null])
    expect((await open.visitor.get(`${open.survey}/sent`)).text).not.toContain(`href="${open.home}/withdraw"`)
  })

  it('a paper form’s reference withdraws nothing here', async () => {
    const given = await receipt()
    await open.app.db.updateTable('response').set({ channel: 'paper' }).execute()
    expect((await open.visitor.post(`${open.home}/withdraw`, { ...given, sure: 'yes' })).status).toBe(422)
    expect(await withdrawn()).toEqual([null])
  })

  it('survives hostile references and words', async () => {
    for (const hostile of ['"><script>alert(1)</script>', '\u202E', 'x'.repeat(100_000), "' or '1'='1"]) {
      const answer = await open.visitor.post(`${open.home}/withdraw`, {
        reference: hostile,
        word: hostile,
        sure: 'yes',
      })
      expect(answer.status).toBe(422)
      expect(answer.text).not.toContain('<script>alert')
      expect(answer.text).not.toContain('\u202E')
    }
    expect((await open.visitor.post('/consultations/none/withdraw')).status).toBe(404)
  })

  it('a wrong reference, and waiting after many, are told in the visitor’s language', async () => {
    const { reference } = await receipt()
    await open.visitor.get(`${open.home}/withdraw?lang=pl`)
    const guess = { reference, word: 'BBBB-BBBB', sure: 'yes' }
    const wrong = await open.visitor.post(`${open.home}/withdraw`, guess)
    expect(wrong.text).toContain('Ten numer i to słowo nie pasują do siebie.')
    for (let times = 0; times < 30; times += 1) await open.visitor.post(`${open.home}/withdraw`, guess)
    const waits = await open.visitor.post(`${open.home}/withdraw`, guess)
    expect(waits.text).toMatch(/Poczekaj \d+ minut(?:ę|y)? albo/)
    expect(waits.text).not.toContain('too many wrong entries')
  })

  it('where a code is entered, no other way to answer is offered once nobody can answer', async () => {
    await open.app.db.updateTable('consultation').set({ other_ways: 'Fill in a paper form.' }).execute()
    const page = async (): Promise<string> => (await open.visitor.get(`${open.home}/return`)).text
    expect(await page()).toContain('Fill in a paper form.')
    expect(await page()).not.toContain('This consultation')
    open.app.setClock('2026-07-30T12:00:00.000Z')
    expect(await page()).not.toContain('Fill in a paper form.')
    expect(await page()).toContain('This consultation closed at')
  })
})
