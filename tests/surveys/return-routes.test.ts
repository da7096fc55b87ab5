import { describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { newReturnCode } from '../../server/surveys/letters.ts'
import { letterSeal } from '../../server/accounts/index.ts'
import { whileOpen } from '../consultations/builders.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { answerPages, begun, send } from './walk.ts'

const letters = '[BCDFGHJKMNPQRTVWXZ346789]'
const codeOn = (html: string): string =>
  new RegExp(`translate="no">(${letters}{4}(?:-${letters}{4}){3})<`).exec(html)?.[1] ?? ''

describe('coming back to a survey', () => {
  const open = openConsultation('for each test')
  it('by a code on another device: written in any way, shown once, good as long as the page says', async () => {
    const first = await begun(open)
    const page = await first.get(`${open.survey}/save/later`)
    expect(page.text).toContain('is saved until Wednesday 24 June 2026')
    const shown = await first.post(`${open.survey}/save/code`)
    const code = codeOn(shown.text)
    expect(code).not.toBe('')
    expect(shown.text).toContain(`${open.home}/return`)
    expect((await first.get(`${open.survey}/save/later`)).text).not.toContain(code)
    const second = await open.app.agent()
    const opened = await second.post(`${open.home}/return`, {
      code: ` ${code.toLowerCase().replaceAll('-', ' ')}. `,
    })
    expect(opened.headers['location']).toBe(open.survey)
    expect((await second.get(`${open.survey}/mitigation`)).text).toContain('a later bus')
    // Both devices go on with the same draft, and what was sent by one is known to the other.
    await second.post(`${open.survey}/mitigation`, { mitigation: 'a tram' })
    expect((await first.get(`${open.survey}/mitigation`)).text).toContain('a tram')
    await send(second, open.survey)
    expect((await first.get(`${open.survey}/check`)).headers['location']).toBe(`${open.survey}/sent`)
    expect(await listResponses(open.app.db, open.consultationId)).toHaveLength(1)
    const third = await open.app.agent()
    expect((await third.post(`${open.home}/return`, { code })).text).toContain('This code opens nothing')
  })

  it('by a letter that stays true when the answers are sent before it is read', async () => {
    const said = {
      en: 'When you asked for this link, nothing had been sent',
      pl: 'W chwili prośby o ten link do rady nic jeszcze nie wysłano',
      ar: 'عندما طلبت هذا الرابط لم يكن قد أُرسل شيء',
    }
    for (const [language, sentence] of Object.entries(said)) {
      const visitor = await begun(open)
      await visitor.get(`${open.home}?lang=${language}`)
      await visitor.post(`${open.survey}/save/link`, { email: `${language}@example.org` })
      const letter = await open.app.db
        .selectFrom('letter')
        .selectAll()
        .where('recipient', '=', `${language}@example.org`)
        .executeTakeFirstOrThrow()
      const text = letterSeal(open.app.services.settings.secret).open(letter.id, letter.body_text ?? '')
      expect(text).toContain(sentence)
    }
  })

  it('keeps codes, links and addresses out of the database’s plain text and out of the draft', async () => {
    const visitor = await begun(open)
    const code = codeOn((await visitor.post(`${open.survey}/save/code`)).text).replaceAll('-', '')
    await visitor.post(`${open.survey}/save/link`, { email: 'sam@example.org' })
    const rows = JSON.stringify([
      await open.app.db.selectFrom('draft').selectAll().execute(),
      await open.app.db.selectFrom('draft_token').selectAll().execute(),
      await open.app.db.selectFrom('draft_page').selectAll().execute(),
    ])
    expect(rows).not.toContain(code)
    expect(rows).not.toMatch(/sam@|example\.org|later bus/)
    const [letter] = await open.app.db.selectFrom('letter').selectAll().execute()
    expect(letter).toMatchObject({ recipient: 'sam@example.org', purpose: 'Link to an unfinished survey' })
    expect(letter?.body_text).not.toContain('/link/')
    const letters = letterSeal(open.app.services.settings.secret)
    const text = letters.open(letter?.id ?? '', letter?.body_text ?? '')
    const link = /(\/consultations\/\S+\/link\/[\w-]{43})/.exec(text ?? '')?.[1] ?? ''
    expect(rows).not.toContain(link.split('/').at(-1))
    const other = await open.app.agent()
    // Looking at a link opens nothing; the button does.
    expect((await other.get(link)).text).toContain('Open my answers')
    expect((await other.get(`${open.survey}/mitigation`)).headers['location']).toBe(
      `${open.survey}?found=none`,
    )
    await other.post(link)
    expect((await other.get(`${open.survey}/mitigation`)).text).toContain('a later bus')
    await visitor.post(`${open.survey}/forget`)
    const late = await (await open.app.agent()).post(link)
    expect(late.headers['location']).toBe(open.survey)
  })

  it('tells a slip from a guess, and makes only guessing wait', async () => {
    const visitor = await open.app.agent()
    const code = codeOn((await (await begun(open)).post(`${open.survey}/save/code`)).text)
    for (let slip = 0; slip < 40; slip += 1)
      expect((await visitor.post(`${open.home}/return`, { code: `${code.slice(0, -1)}?` })).text).toContain(
        'not quite a code',
      )
    expect((await visitor.post(`${open.home}/return`, { code: '' })).text).toContain('Enter your code')
    for (let guess = 0; guess < 30; guess += 1) {
      const wrong = await visitor.post(`${open.home}/return`, { code: newReturnCode() })
      expect([guess, wrong.status, wrong.text.includes('opens nothing')]).toEqual([guess, 422, true])
    }
    const waits = await visitor.post(`${open.home}/return`, { code })
    expect([waits.status, waits.text.includes('too many wrong entries')]).toEqual([422, true])
  })

  it('lets everybody in who has the right code, however many in one library', async () => {
    for (let person = 0; person < 45; person += 1) {
      const code = codeOn((await (await begun(open)).post(`${open.survey}/save/code`)).text)
      const opened = await (await open.app.agent()).post(`${open.home}/return`, { code })
      expect([person, opened.status]).toEqual([person, 303])
    }
  }, 60_000)

  it('survives hostile codes, links and addresses', async () => {
    const visitor = await begun(open)
    for (const code of [
      '"><script>alert(1)</script>',
      '\u202E\u0000',
      'x'.repeat(100_000),
      '%',
      "' or 1=1 --",
    ]) {
      const answer = await visitor.post(`${open.home}/return`, { code })
      expect(answer.status).toBe(422)
      expect(answer.text).not.toContain('<script>alert')
    }
    for (const email of [
      'x',
      'a@b',
      'a@example.org\nBcc: b@example.org',
      '"<script>"@example.org',
      'a@example.org, b@example.org',
    ])
      expect([email, (await visitor.post(`${open.survey}/save/link`, { email })).status]).toEqual([
        email,
        422,
      ])
    expect(await open.app.db.selectFrom('letter').selectAll().execute()).toEqual([])
    expect((await visitor.post(`${open.survey}/link/${'x'.repeat(190)}`)).headers['location']).toBe(
      open.survey,
    )
    expect((await visitor.get('/consultations/none/return')).status).toBe(404)
  })

  it('limits letters for one draft', async () => {
    const visitor = await begun(open)
    for (let letter = 0; letter < 5; letter += 1)
      expect(
        (await visitor.post(`${open.survey}/save/link`, { email: `a${letter}@example.org` })).status,
      ).toBe(303)
    expect((await visitor.post(`${open.survey}/save/link`, { email: 'b@example.org' })).status).toBe(429)
  })

  it('lets several people answer at one device, and choose which of their drafts to go on with', async () => {
    const visitor = await begun(open, 'mine')
    const start = await visitor.get(open.survey)
    expect(start.text).toContain('Does somebody else want to answer here?')
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/role`, { role: 'carer' })
    expect((await visitor.get(`${open.survey}/mitigation`)).text).not.toContain('mine')
    const both = await visitor.get(open.survey)
    expect(both.text).toContain('Other answers on this device')
    const draft = /name="draft" value="([^"]+)"/.exec(both.text)?.[1] ?? ''
    await visitor.post(`${open.survey}/use/draft`, { draft })
    expect((await visitor.get(`${open.survey}/mitigation`)).text).toContain('mine')
    await send(visitor, open.survey)
    expect((await visitor.get(open.survey)).text).toContain('Carry on with these answers')
    // Deleting one leaves the other.
    await visitor.post(`${open.survey}/forget`)
    expect((await visitor.get(`${open.survey}/role`)).text).toMatch(/value="carer" checked/)
    expect(await listResponses(open.app.db, open.consultationId)).toHaveLength(1)
  })

  it('uses no draft of somebody else, whatever is asked for', async () => {
    await begun(open, 'not yours')
    const [theirs] = await open.app.db.selectFrom('draft').select('id').execute()
    const other = await open.app.agent()
    await other.post(`${open.survey}/start`)
    await other.post(`${open.survey}/use/draft`, { draft: theirs?.id ?? '' })
    expect((await other.get(`${open.survey}/mitigation`)).text).not.toContain('not yours')
    expect(
      (await other.post(`${open.survey}/choose/mitigation`, { version: 'aside/mitigation/x' })).status,
    ).toBe(303)
  })

  it('says what to do when the browser keeps no cookies', async () => {
    const { default: supertest } = await import('supertest')
    const page = await supertest(open.app.app).get(`${open.survey}/mitigation`)
    expect(page.headers['location']).toBe(`${open.survey}?found=none`)
    expect((await supertest(open.app.app).get(`${open.survey}?found=none`)).text).toContain(
      'your browser may refuse cookies',
    )
  })

  it('asks the database at most three times for a page, and stays small', async () => {
    const visitor = await begun(open)
    await visitor.post(`${open.survey}/start`)
    for (const page of [
      open.survey,
      `${open.survey}/role`,
      `${open.survey}/mitigation`,
      `${open.survey}/save/later`,
      `${open.home}/return`,
      `${open.home}/withdraw`,
    ]) {
      await visitor.get(page)
      open.app.statements()
      const answer = await visitor.get(page)
      expect([page, answer.status, open.app.statements().length <= 3]).toEqual([page, 200, true])
      const { gzipSync } = await import('node:zlib')
      expect(gzipSync(answer.text).length).toBeLessThan(12_000)
    }
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    for (const page of [`${open.survey}/sent`, `${open.survey}/equality/age`]) {
      await visitor.get(page)
      open.app.statements()
      expect([page, (await visitor.get(page)).status, open.app.statements().length <= 3]).toEqual([
        page,
        200,
        true,
      ])
    }
  })
})

describe.each([
  ['sends no letters', null, 'Your letter waits'],
  [
    'sends letters',
    { smtpUrl: 'smtp://127.0.0.1:1', from: 'consult@example.org' },
    'We will send you a letter with a link',
  ],
] as const)('a link by e-mail from a server that %s', (_what, mail, answer) => {
  const open = openConsultation('for each test', whileOpen, { mail })

  it('is promised only where it will come', async () => {
    const visitor = await begun(open)
    const page = await visitor.get(`${open.survey}/save/later`)
    expect(page.text.includes('Letters are not being sent at the moment')).toBe(mail === null)
    await visitor.post(`${open.survey}/save/link`, { email: 'sam@example.org' })
    expect((await visitor.get(`${open.survey}/save/later`)).text).toContain(answer)
  })
})
