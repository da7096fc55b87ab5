import { describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { listAnswers, listKeptAside, listSignals } from '../../server/surveys/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { askEveryKind } from './every-kind.ts'
import { storedOf } from './stored.ts'
import { answerPages, send } from './walk.ts'
import { fetched, field, later, opened } from './whole.ts'

describe('a whole survey at once', () => {
  const open = openConsultation('for each test')
  const { responses } = storedOf(open)

  it('is one long form without a script, and leads to the receipt', async () => {
    const visitor = await open.app.agent()
    const { response, begun, text } = await opened(open, visitor)
    expect(text).toContain('name="role"')
    expect(text).toContain('name="proposal-1"')
    expect(text).toContain('Only if you chose')
    later(open, 10)
    const sent = await visitor.post(`${open.survey}/whole`, {
      response,
      begun,
      role: ['parent', 'carer'],
      'proposal-1': 'disagree',
      'proposal-1-why': 'Too far.\nWith twins.',
      sex: 'female',
    })
    expect([sent.status, sent.headers['location']]).toEqual([303, `${open.survey}/sent`])
    const [stored, ...others] = await responses()
    expect(others).toEqual([])
    expect(stored).toMatchObject({ id: response, channel: 'online', withinGrace: false, helped: false })
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(stored?.reference)
    const answers = await listAnswers(open.app.db, open.consultationId)
    expect(answers.find(one => one.questionKey === 'proposal-1-why')?.text).toBe('Too far.\nWith twins.')
    expect(answers.find(one => one.questionKey === 'sex')?.section).toBe('equality')
    expect(await listSignals(open.app.db, open.consultationId)).toEqual([])
  })

  it('keeps what does not apply out of the answers', async () => {
    const visitor = await open.app.agent()
    const { response, begun } = await opened(open, visitor)
    await visitor.post(`${open.survey}/whole`, {
      response,
      begun,
      role: 'parent',
      centres: 'none',
      services: 'midwife',
    })
    const answers = await listAnswers(open.app.db, open.consultationId)
    expect(answers.map(one => one.questionKey).sort()).toEqual(['centres', 'role'])
  })

  it('shows mistakes with links and keeps everything that was typed, and the id', async () => {
    const visitor = await open.app.agent()
    const { response, begun } = await opened(open, visitor)
    const sent = await visitor.post(`${open.survey}/whole`, {
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

  it('keeps a replay aside that differs only in the order of a ranking', async () => {
    await askEveryKind(open.app.db, open.consultationId)
    const response = newId()
    const { begun } = await opened(open, await open.app.agent())
    const ranked = { response, begun, who: 'parent', 'order--hours': '1', 'order--place': '2' }
    const first = await fetched(open, ranked)
    expect((await fetched(open, ranked)).body).toEqual(first.body)
    const turned = await fetched(open, { ...ranked, 'order--hours': '2', 'order--place': '1' })
    expect((turned.body as { message: string }).message).toContain('kept apart')
    const [aside] = await listKeptAside(open.app.db, open.consultationId)
    expect(aside?.answers.find(one => one.questionKey === 'order')?.choices).toEqual(['place', 'hours'])
  })

  it('stores one response when the same is sent many times at once', async () => {
    const response = newId()
    const { begun } = await opened(open, await open.app.agent())
    const all = await Promise.all(
      Array.from({ length: 8 }, () => fetched(open, { response, begun, role: 'parent' })),
    )
    expect(new Set(all.map(one => (one.body as { reference: string }).reference)).size).toBe(1)
    expect(await responses()).toHaveLength(1)
  })

  it('goes on from a draft: filled in, under the draft’s id, and the draft is sent with it', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { overall: { overall: 'agree' } })
    const { response, begun, text } = await opened(open, visitor)
    expect(text).toMatch(/value="agree" checked/)
    const sent = await visitor.post(`${open.survey}/whole`, {
      response,
      begun,
      role: 'parent',
      overall: 'agree',
    })
    expect(sent.headers['location']).toBe(`${open.survey}/sent`)
    const [stored] = await responses()
    expect(stored?.id).toBe(response)
    expect((await visitor.get(`${open.survey}/check`)).headers['location']).toBe(`${open.survey}/sent`)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(stored?.reference)
    // Sending again page by page changes nothing.
    await visitor.post(`${open.survey}/send`, { mark: 'old' })
    expect(await responses()).toHaveLength(1)
  })

  it('answers a survey that was sent page by page and comes again at once with the same receipt', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { overall: { overall: 'agree' } })
    const { response, begun } = await opened(open, visitor)
    await send(visitor, open.survey)
    const [stored] = await responses()
    const again = await fetched(open, { response, begun, role: 'parent', overall: 'agree' })
    expect(again.body).toMatchObject({ outcome: 'received', reference: stored?.reference })
    expect(await listKeptAside(open.app.db, open.consultationId)).toEqual([])
  })

  it('records signs with their reasons and drops nothing', async () => {
    const { begun } = await opened(open, await open.app.agent())
    later(open, 0.05)
    await fetched(open, { response: newId(), begun, role: 'parent', homepage: 'http://buy.example' })
    await fetched(open, { response: newId(), role: 'parent' })
    const signals = await listSignals(open.app.db, open.consultationId)
    expect(signals.map(one => one.signal).sort()).toEqual(['hidden-field', 'no-page', 'too-fast'])
    expect(signals.find(one => one.signal === 'too-fast')?.reason).toContain('3 seconds after')
    expect(await responses()).toHaveLength(2)
  })

  it('records the same signs page by page', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { overall: { overall: 'agree', homepage: 'x' } })
    await send(visitor, open.survey)
    expect((await listSignals(open.app.db, open.consultationId)).map(one => one.signal)).toEqual([
      'hidden-field',
      'too-fast',
    ])
  })

  it('needs the form’s token, and takes no id that is not one', async () => {
    const agent = supertest.agent(open.app.app)
    const refused = await agent
      .post(`${open.survey}/whole`)
      .set('accept', 'application/json')
      .type('form')
      .send({ role: 'parent' })
    expect(refused.status).toBe(403)
    const { begun } = await opened(open, await open.app.agent())
    await fetched(open, { response: "1' or 1=1", begun, role: 'parent' })
    expect((await responses())[0]?.id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('gives a device an empty copy, without cookies or anybody’s answers, and its worker', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { 'proposal-1': { 'proposal-1-why': 'A secret' } })
    const shell = await visitor.get(`${open.survey}/offline?shell=yes`)
    expect(shell.text).not.toContain('A secret')
    expect(shell.text).not.toContain('govuk-tag--green')
    const worker = await visitor.get(`${open.survey}/worker.js`)
    expect(worker.headers['service-worker-allowed']).toBe(open.survey)
    // It is the same in each language: a page tells it which copy to keep.
    expect((await visitor.get(`${open.survey}/worker.js?lang=pl`)).text).toBe(worker.text)
    expect(worker.headers['content-type']).toContain('javascript')
    expect(worker.text).toContain(`${open.survey}/offline?shell=yes`)
    open.app.setClock('2026-07-30T16:20:00.000Z')
    expect((await visitor.get(`${open.survey}/offline?shell=yes`)).status).toBe(404)
    expect((await (await open.app.agent()).get(`${open.survey}/offline`)).headers['location']).toBe(
      open.survey,
    )
  })

  it('asks the database little', async () => {
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    open.app.statements()
    expect((await visitor.get(`${open.survey}/offline`)).status).toBe(200)
    expect(open.app.statements().length).toBeLessThanOrEqual(3)
  })
})
