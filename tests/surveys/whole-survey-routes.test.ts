import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { listAnswers, listKeptAside, listResponses, listSignals } from '../../server/surveys/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { askEveryKind } from './every-kind.ts'
import { answerPages, send } from './walk.ts'

const field = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

describe('a whole survey at once', () => {
  let app: TestApplication
  let consultationId = ''
  let at = ''
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    at = `/consultations/${made.slug}/fen/survey`
  })
  afterEach(() => app.close())
  const responses = () => listResponses(app.db, consultationId)
  const later = (minutes: number): void => {
    app.setClock(new Date(Date.parse(whileOpen) + minutes * 60_000).toISOString())
  }
  const opened = async (visitor: Visitor): Promise<{ response: string; begun: string; text: string }> => {
    const { text } = await visitor.get(`${at}/offline`)
    return { response: field(text, 'response'), begun: field(text, 'begun'), text }
  }
  /** Sends as the script does. */
  const fetched = async (fields: Record<string, string>, agent = supertest.agent(app.app)) => {
    const { token } = (await agent.get(`${at}/token.json`)).body as { token: string }
    return agent
      .post(`${at}/whole`)
      .set('accept', 'application/json')
      .type('form')
      .send({ ...fields, _csrf: token })
  }

  it('is one long form without a script, and leads to the receipt', async () => {
    const visitor = await app.agent()
    const { response, begun, text } = await opened(visitor)
    expect(text).toContain('name="role"')
    expect(text).toContain('name="proposal-1"')
    expect(text).toContain('Only if you chose')
    later(10)
    const sent = await visitor.post(`${at}/whole`, {
      response,
      begun,
      role: ['parent', 'carer'],
      'proposal-1': 'disagree',
      'proposal-1-why': 'Too far.\nWith twins.',
      sex: 'female',
    })
    expect([sent.status, sent.headers['location']]).toEqual([303, `${at}/sent`])
    const [stored, ...others] = await responses()
    expect(others).toEqual([])
    expect(stored).toMatchObject({ id: response, channel: 'online', withinGrace: false, helped: false })
    expect((await visitor.get(`${at}/sent`)).text).toContain(stored?.reference)
    const answers = await listAnswers(app.db, consultationId)
    expect(answers.find(one => one.questionKey === 'proposal-1-why')?.text).toBe('Too far.\nWith twins.')
    expect(answers.find(one => one.questionKey === 'sex')?.section).toBe('equality')
    expect(await listSignals(app.db, consultationId)).toEqual([])
  })

  it('keeps what does not apply out of the answers', async () => {
    const visitor = await app.agent()
    const { response, begun } = await opened(visitor)
    await visitor.post(`${at}/whole`, {
      response,
      begun,
      role: 'parent',
      centres: 'none',
      services: 'midwife',
    })
    const answers = await listAnswers(app.db, consultationId)
    expect(answers.map(one => one.questionKey).sort()).toEqual(['centres', 'role'])
  })

  it('shows mistakes with links and keeps everything that was typed, and the id', async () => {
    const visitor = await app.agent()
    const { response, begun } = await opened(visitor)
    const sent = await visitor.post(`${at}/whole`, {
      response,
      begun,
      'proposal-1-why': 'Kept <b>words</b>',
      overall: 'forged',
      postcode: 'nonsense',
    })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('href="#role"')
    expect(sent.text).toContain('href="#overall"')
    expect(sent.text).toContain('href="#postcode"')
    expect(sent.text).toContain('Kept &lt;b&gt;words&lt;/b&gt;')
    expect(field(sent.text, 'response')).toBe(response)
    expect(await responses()).toEqual([])
  })

  it('gives a replay the same receipt, also on a device without the cookie, and keeps a changed one aside', async () => {
    const response = newId()
    const { begun } = await opened(await app.agent())
    later(5)
    const first = await fetched({ response, begun, role: 'parent', overall: 'agree', sex: 'male' })
    expect(first.body).toMatchObject({ outcome: 'received' })
    const again = await fetched({ response, begun, role: 'parent', overall: 'agree', sex: 'male' })
    expect([again.status, again.body]).toEqual([200, first.body])
    const changed = await fetched({ response, begun, role: 'parent', overall: 'disagree', sex: 'male' })
    const { reference } = first.body as { reference: string }
    expect(changed.body).toMatchObject({ outcome: 'received', reference })
    expect((changed.body as { message: string }).message).toContain('kept apart')
    const otherSex = await fetched({ response, begun, role: 'parent', overall: 'agree', sex: 'female' })
    expect((otherSex.body as { message: string }).message).toContain('kept apart')
    expect(await responses()).toHaveLength(1)
    const aside = await listKeptAside(app.db, consultationId)
    expect(aside.map(one => one.answers.find(answer => answer.questionKey === 'overall')?.choices)).toEqual(
      expect.arrayContaining([['disagree'], ['agree']]),
    )
    const stored = await listAnswers(app.db, consultationId, { questionKeys: ['overall', 'sex'] })
    expect(stored.map(one => one.choices)).toEqual(expect.arrayContaining([['agree'], ['male']]))
  })

  it('shows nobody what was sent under an id that they learned of, and gives them no receipt for it', async () => {
    const sender = await app.agent()
    const { response, begun } = await opened(sender)
    await sender.post(`${at}/whole`, { response, begun, role: 'parent', overall: 'agree' })
    const stranger = await app.agent()
    const forged = await stranger.post(`${at}/whole`, { response, begun, role: 'carer' })
    expect([forged.status, String(forged.headers['set-cookie']).includes('drafts=')]).toEqual([303, false])
    for (const page of ['sent', 'sent/copy', 'equality'])
      expect((await stranger.get(`${at}/${page}`)).headers['location']).toBe(at)
    expect(await responses()).toHaveLength(1)
  })

  it('keeps a replay aside that differs only in the order of a ranking', async () => {
    await askEveryKind(app.db, consultationId)
    const response = newId()
    const { begun } = await opened(await app.agent())
    const ranked = { response, begun, who: 'parent', 'order--hours': '1', 'order--place': '2' }
    const first = await fetched(ranked)
    expect((await fetched(ranked)).body).toEqual(first.body)
    const turned = await fetched({ ...ranked, 'order--hours': '2', 'order--place': '1' })
    expect((turned.body as { message: string }).message).toContain('kept apart')
    const [aside] = await listKeptAside(app.db, consultationId)
    expect(aside?.answers.find(one => one.questionKey === 'order')?.choices).toEqual(['place', 'hours'])
  })

  it('stores one response when the same is sent many times at once', async () => {
    const response = newId()
    const { begun } = await opened(await app.agent())
    const all = await Promise.all(
      Array.from({ length: 8 }, () => fetched({ response, begun, role: 'parent' })),
    )
    expect(new Set(all.map(one => (one.body as { reference: string }).reference)).size).toBe(1)
    expect(await responses()).toHaveLength(1)
  })

  it('goes on from a draft: filled in, under the draft’s id, and the draft is sent with it', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at, { overall: { overall: 'agree' } })
    const { response, begun, text } = await opened(visitor)
    expect(text).toMatch(/value="agree" checked/)
    const sent = await visitor.post(`${at}/whole`, { response, begun, role: 'parent', overall: 'agree' })
    expect(sent.headers['location']).toBe(`${at}/sent`)
    const [stored] = await responses()
    expect(stored?.id).toBe(response)
    expect((await visitor.get(`${at}/check`)).headers['location']).toBe(`${at}/sent`)
    expect((await visitor.get(`${at}/sent`)).text).toContain(stored?.reference)
    // Sending again page by page changes nothing.
    await visitor.post(`${at}/send`, { mark: 'old' })
    expect(await responses()).toHaveLength(1)
  })

  it('answers a survey that was sent page by page and comes again at once with the same receipt', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at, { overall: { overall: 'agree' } })
    const { response, begun } = await opened(visitor)
    await send(visitor, at)
    const [stored] = await responses()
    const again = await fetched({ response, begun, role: 'parent', overall: 'agree' })
    expect(again.body).toMatchObject({ outcome: 'received', reference: stored?.reference })
    expect(await listKeptAside(app.db, consultationId)).toEqual([])
  })

  it('decides by its own clock: late answers are refused with what was written, those begun in time have the grace', async () => {
    const visitor = await app.agent()
    const { response, begun } = await opened(visitor)
    app.setClock('2026-06-30T16:20:00.000Z')
    const forged = await fetched({ response: newId(), begun: begun.replace(/.$/, 'x'), role: 'parent' })
    expect([forged.status, (forged.body as { outcome: string }).outcome]).toEqual([409, 'too-late'])
    const graced = await fetched({ response, begun, role: 'parent' })
    expect(graced.body).toMatchObject({ outcome: 'received' })
    app.setClock('2026-06-30T18:00:00.000Z')
    const replay = await fetched({ response, begun, role: 'parent' })
    expect((replay.body as { reference: string }).reference).toBe(
      (graced.body as { reference: string }).reference,
    )
    const late = await visitor.post(`${at}/whole`, {
      response: newId(),
      begun,
      role: 'parent',
      'proposal-1-why': 'Words that came too late',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Words that came too late')
    expect((await responses()).map(one => one.withinGrace)).toEqual([true])
  })

  it('leaves a postcode out that nobody can put right any more, and asks while somebody can', async () => {
    const { begun } = await opened(await app.agent())
    const fields = { begun, role: 'parent', postcode: 'ZZ1 1ZZ' }
    const there = await fetched({ ...fields, response: newId() })
    expect(there.body).toMatchObject({ outcome: 'wrong', errors: [{ field: 'postcode' }] })
    const waited = await fetched({ ...fields, response: newId(), waited: 'yes' })
    expect(waited.body).toMatchObject({ outcome: 'received' })
    expect((waited.body as { message: string }).message).toContain('left out')
  })

  it('records signs with their reasons and drops nothing', async () => {
    const { begun } = await opened(await app.agent())
    later(0.05)
    await fetched({ response: newId(), begun, role: 'parent', homepage: 'http://buy.example' })
    await fetched({ response: newId(), role: 'parent' })
    const signals = await listSignals(app.db, consultationId)
    expect(signals.map(one => one.signal).sort()).toEqual(['hidden-field', 'no-page', 'too-fast'])
    expect(signals.find(one => one.signal === 'too-fast')?.reason).toContain('3 seconds after')
    expect(await responses()).toHaveLength(2)
  })

  it('records the same signs page by page', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at, { overall: { overall: 'agree', homepage: 'x' } })
    await send(visitor, at)
    expect((await listSignals(app.db, consultationId)).map(one => one.signal)).toEqual([
      'hidden-field',
      'too-fast',
    ])
  })

  it('needs the form’s token, and takes no id that is not one', async () => {
    const agent = supertest.agent(app.app)
    const refused = await agent
      .post(`${at}/whole`)
      .set('accept', 'application/json')
      .type('form')
      .send({ role: 'parent' })
    expect(refused.status).toBe(403)
    const { begun } = await opened(await app.agent())
    await fetched({ response: "1' or 1=1", begun, role: 'parent' })
    expect((await responses())[0]?.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('gives a device an empty copy, without cookies or anybody’s answers, and its worker', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at, { 'proposal-1': { 'proposal-1-why': 'A secret' } })
    const shell = await visitor.get(`${at}/offline?shell=yes`)
    expect(shell.text).not.toContain('A secret')
    expect(shell.text).not.toContain('govuk-tag--green')
    const worker = await visitor.get(`${at}/worker.js?lang=en`)
    expect(worker.headers['service-worker-allowed']).toBe(at)
    // A language that nobody chose is not kept for a year.
    expect(worker.headers['set-cookie']).toBeUndefined()
    expect(worker.headers['content-type']).toContain('javascript')
    expect(worker.text).toContain(`${at}/offline?shell=yes`)
    app.setClock('2026-07-30T16:20:00.000Z')
    expect((await visitor.get(`${at}/offline?shell=yes`)).status).toBe(404)
    expect((await (await app.agent()).get(`${at}/offline`)).headers['location']).toBe(at)
  })

  it('asks the database little', async () => {
    const visitor = await app.agent()
    await visitor.post(`${at}/start`)
    app.statements()
    expect((await visitor.get(`${at}/offline`)).status).toBe(200)
    expect(app.statements().length).toBeLessThanOrEqual(3)
  })

  it('is refused no family and no library: sixty people behind one address', async () => {
    const { begun } = await opened(await app.agent())
    const agent = supertest.agent(app.app)
    const { token } = (await agent.get(`${at}/token.json`)).body as { token: string }
    const all = []
    for (let person = 0; person < 60; person += 1) {
      const response = newId()
      for (let page = 0; page < 12; page += 1) {
        all.push(
          agent
            .post(`${at}/whole`)
            .set('accept', 'application/json')
            .type('form')
            .send({ response, begun, role: 'parent', _csrf: token }),
        )
      }
      await Promise.all(all.slice(-12))
    }
    expect(new Set((await Promise.all(all)).map(one => one.status))).toEqual(new Set([200]))
    expect(await responses()).toHaveLength(60)
  }, 60_000)

  it('tells one who sends too much so, and gives back every word', async () => {
    const visitor = await app.agent()
    const { response, begun } = await opened(visitor)
    const words = 'All that I wrote <i>about</i> it'
    let last = await visitor.post(`${at}/whole`, { response, begun })
    for (let sent = 0; sent < 120; sent += 1) {
      last = await visitor.post(`${at}/whole`, { response, begun, 'proposal-1-why': words })
    }
    expect(last.status).toBe(429)
    expect(last.headers['retry-after']).toBe('60')
    expect(last.text).toContain('All that I wrote &lt;i&gt;about&lt;/i&gt; it')
    expect(field(last.text, 'response')).toBe(response)
    expect(last.text).toContain(`action="${at}/whole"`)
  }, 60_000)
})
