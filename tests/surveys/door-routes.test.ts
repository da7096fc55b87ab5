import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { letterSeal } from '../../server/accounts/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { answerPages, send } from './walk.ts'

describe('after sending', () => {
  let app: TestApplication
  let consultationId = ''
  let home = ''
  let at = ''
  let visitor: Visitor
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    home = `/consultations/${made.slug}`
    at = `${home}/fen/survey`
    visitor = await app.agent()
    await answerPages(visitor, at, { mitigation: { mitigation: 'A bus <i>\u202E' } })
    await send(visitor, at)
  })
  afterEach(() => app.close())

  const receipt = async (): Promise<{ reference: string; word: string }> => {
    const { text } = await visitor.get(`${at}/sent`)
    return {
      reference: /translate="no">([^<]+)</.exec(text)?.[1] ?? '',
      word: /Your withdrawal word: <strong[^>]*>(\S{9})</.exec(text)?.[1] ?? '',
    }
  }
  const withdrawn = async () => (await listResponses(app.db, consultationId)).map(one => one.withdrawnAt)

  it('answers are withdrawn by reference and word, once it is confirmed, and the receipt says so', async () => {
    const given = await receipt()
    const typed = {
      reference: given.reference.toLowerCase().replaceAll('-', ''),
      word: ` ${given.word.toLowerCase()} `,
    }
    const other = await app.agent()
    const sure = await other.post(`${home}/withdraw`, typed)
    expect(sure.text).toContain('Are you sure')
    expect(await withdrawn()).toEqual([null])
    const done = await other.post(`${home}/withdraw`, { ...given, sure: 'yes' })
    expect([done.status, done.text.includes('do not count')]).toEqual([200, true])
    expect(await withdrawn()).toEqual([whileOpen])
    expect((await visitor.get(`${at}/sent`)).text).toContain('These answers are withdrawn')
    app.setClock('2026-06-11T12:00:00.000Z')
    expect((await other.post(`${home}/withdraw`, { ...given, sure: 'yes' })).text).toContain('10 June 2026')
    expect(await withdrawn()).toEqual([whileOpen])
  })

  it('the reference alone withdraws nothing, nor a guessed word, and guessing has to wait', async () => {
    const { reference, word } = await receipt()
    expect((await visitor.post(`${home}/withdraw`, { reference, word: '' })).status).toBe(422)
    for (let guess = 0; guess < 30; guess += 1) {
      const wrong = await visitor.post(`${home}/withdraw`, { reference, word: 'BBBB-BBBB', sure: 'yes' })
      expect([guess, wrong.status]).toEqual([guess, 422])
    }
    const waits = await visitor.post(`${home}/withdraw`, { reference, word, sure: 'yes' })
    expect([waits.status, waits.text.includes('too many wrong entries')]).toEqual([422, true])
    expect(await withdrawn()).toEqual([null])
  })

  it('after closing nothing is withdrawn here, and the page says the truth', async () => {
    const given = await receipt()
    app.setClock('2026-06-30T16:00:00.000Z')
    const page = await visitor.get(`${home}/withdraw`)
    expect(page.text).toContain('Answers can’t be withdrawn here any more')
    expect(page.text).toContain('centres@example.org')
    const late = await visitor.post(`${home}/withdraw`, { ...given, sure: 'yes' })
    expect(late.status).toBe(409)
    expect(await withdrawn()).toEqual([null])
    expect((await visitor.get(`${at}/sent`)).text).not.toContain(`href="${home}/withdraw"`)
  })

  it('a paper form’s reference withdraws nothing here', async () => {
    const given = await receipt()
    await app.db.updateTable('response').set({ channel: 'paper' }).execute()
    expect((await visitor.post(`${home}/withdraw`, { ...given, sure: 'yes' })).status).toBe(422)
    expect(await withdrawn()).toEqual([null])
  })

  it('survives hostile references and words', async () => {
    for (const hostile of ['"><script>alert(1)</script>', '\u202E', 'x'.repeat(100_000), "' or '1'='1"]) {
      const answer = await visitor.post(`${home}/withdraw`, {
        reference: hostile,
        word: hostile,
        sure: 'yes',
      })
      expect(answer.status).toBe(422)
      expect(answer.text).not.toContain('<script>alert')
      expect(answer.text).not.toContain('\u202E')
    }
    expect((await visitor.post('/consultations/none/withdraw')).status).toBe(404)
  })

  it('a copy shows what was sent, safely, to its sender alone', async () => {
    const copy = await visitor.get(`${at}/sent/copy`)
    expect(copy.text).toContain('A bus &lt;i&gt;')
    expect(copy.text).toContain((await receipt()).word)
    expect((await (await app.agent()).get(`${at}/sent/copy`)).headers['location']).toBe(at)
  })

  it('a copy is sent by e-mail; the address stands in the outbox alone', async () => {
    const sent = await visitor.post(`${at}/sent/email`, { email: 'Sam@Example.org' })
    expect(sent.headers['location']).toBe(`${at}/sent`)
    const [letter] = await app.db.selectFrom('letter').selectAll().execute()
    expect(letter).toMatchObject({ recipient: 'sam@example.org', purpose: 'Copy of answers' })
    expect(letter?.body_text).not.toMatch(/bus|reference/)
    const letters = letterSeal(app.services.settings.secret)
    const text = letters.open(letter?.id ?? '', letter?.body_text ?? '')
    expect(text).toContain('A bus <i>')
    expect(text).toContain((await receipt()).reference)
    const rest = JSON.stringify([
      await app.db.selectFrom('response').selectAll().execute(),
      await app.db.selectFrom('answer').selectAll().execute(),
      await app.db.selectFrom('draft').selectAll().execute(),
    ])
    expect(rest).not.toMatch(/sam@example/i)
    const wrong = await visitor.post(`${at}/sent/email`, { email: 'nobody' })
    expect([wrong.status, wrong.text.includes('href="#email"')]).toEqual([422, true])
    expect(await app.db.selectFrom('letter').selectAll().execute()).toHaveLength(1)
  })
})
