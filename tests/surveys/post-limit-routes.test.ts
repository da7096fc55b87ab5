import { describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { newId } from '../../server/platform/ids.ts'
import type { Handler, Pages } from '../../server/platform/pages.ts'
import {
  isSurveyPath,
  limitedPosts,
  limitsOfEach,
  usualLimits,
  type SurveyLimits,
} from '../../server/surveys/post-limit-routes.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { storedOf } from './stored.ts'
import { fetched, field, opened } from './whole.ts'

describe('forms of a survey', () => {
  const open = openConsultation('for each test')
  const { responses } = storedOf(open)

  it('are refused no family and no library: sixty people behind one address', async () => {
    const { begun } = await opened(open, await open.app.agent())
    const agent = supertest.agent(open.app.app)
    const { token } = (await agent.get(`${open.survey}/token.json`)).body as { token: string }
    const all = []
    for (let person = 0; person < 60; person += 1) {
      const response = newId()
      for (let page = 0; page < 12; page += 1) {
        all.push(
          agent
            .post(`${open.survey}/whole`)
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

  it('tell one who sends too much so, and give back every word', async () => {
    const visitor = await open.app.agent()
    const { response, begun } = await opened(open, visitor)
    const words = 'All that I wrote <i>about</i> it'
    let last = await visitor.post(`${open.survey}/whole`, { response, begun })
    for (let sent = 0; sent < 120; sent += 1) {
      last = await visitor.post(`${open.survey}/whole`, {
        response,
        begun,
        'proposal-1-why': words,
        role: ['parent', '"><script>'],
        homepage: 'filled',
      })
    }
    expect(last.status).toBe(429)
    expect(last.headers['retry-after']).toBe('60')
    expect(last.text).toContain('All that I wrote &lt;i&gt;about&lt;/i&gt; it')
    expect(field(last.text, 'response')).toBe(response)
    expect(last.text).toContain(`action="${open.survey}/whole"`)
    expect(last.text).toContain('name="role" value="parent"')
    expect(last.text).toContain('name="role" value="&#34;&gt;&lt;script&gt;"')
    expect(last.text).not.toContain('name="homepage"')
    // The script is told in its own way; somebody else at the same address is served.
    const refused = await visitor.post(`${open.survey}/whole`, { response })
    expect(refused.status).toBe(429)
    const neighbour = await opened(open, await open.app.agent())
    const served = { response: neighbour.response, begun: neighbour.begun, role: 'parent' }
    expect((await fetched(open, served)).status).toBe(200)
    const script = await fetched(open, { response, begun, role: 'parent' })
    expect([script.status, script.headers['content-type']]).toEqual([429, expect.stringContaining('json')])
  }, 60_000)
})

/** Sends a form to a register with these limits, as the script does; true when it was taken. */
function sender(
  limits: Omit<SurveyLimits, 'begunPerAddress'> & Partial<SurveyLimits>,
  path = '/consultations/centres/fen/survey/whole',
): (from: string, fields: object, drafts?: string) => Promise<boolean> {
  const handlers: Handler[] = []
  const register: Pages = {
    declared: [],
    get: () => undefined,
    post: (_path, _permission, handler) => handlers.push(handler),
  }
  let taken = 0
  limitedPosts(register, '', { begunPerAddress: 100, ...limits }).post('/', 'public', () => (taken += 1))
  return async (ip, body, drafts) => {
    const request = { ip, path, body, cookies: drafts === undefined ? {} : { drafts }, accepts: () => 'json' }
    const before = taken
    try {
      await handlers[0]?.(...([request, {}, {}] as unknown as Parameters<Handler>))
    } catch (refusal) {
      expect(refusal).toMatchObject({ status: 429 })
    }
    return taken > before
  }
}

describe('the limits of a minute', () => {
  it('are counted by whose answers they are: the response’s id, else the draft in use', async () => {
    const send = sender({ perDraft: 2, perAddress: 100 })
    expect([await send('1.1.1.1', { response: 'a' }), await send('1.1.1.1', { response: 'a' })]).toEqual([
      true,
      true,
    ])
    // From anywhere else too, with whatever cookie.
    expect(await send('2.2.2.2', { response: 'a' }, 'other')).toBe(false)
    expect(await send('1.1.1.1', { response: 'b' })).toBe(true)
    expect([await send('1.1.1.1', {}, 'x.y'), await send('1.1.1.1', {}, 'x.z')]).toEqual([true, true])
    expect(await send('1.1.1.1', {}, 'x')).toBe(false)
    expect(await send('1.1.1.1', { response: '' }, 'x')).toBe(false)
    expect(await send('1.1.1.1', {}, 'y.x')).toBe(true)
    // Who has neither is counted by address alone; odd fields are nobody's id.
    for (let times = 0; times < 3; times += 1) expect(await send('1.1.1.1', {})).toBe(true)
    for (let times = 0; times < 3; times += 1) expect(await send('1.1.1.1', { response: ['a'] })).toBe(true)
  })

  it('are also those of an address, however many answer there', async () => {
    const send = sender({ perDraft: 2, perAddress: 3 })
    for (const response of ['a', 'b', 'c']) expect(await send('1.1.1.1', { response })).toBe(true)
    expect(await send('1.1.1.1', { response: 'd' })).toBe(false)
    expect(await send('2.2.2.2', { response: 'd' })).toBe(true)
  })

  it('are fewer for drafts that are begun, with the cookies of others or without', async () => {
    const limits = { perDraft: 100, perAddress: 100, begunPerAddress: 2 }
    const begin = sender(limits, '/consultations/centres/fen/survey/start')
    expect([await begin('1.1.1.1', {}), await begin('1.1.1.1', {}, 'x')]).toEqual([true, true])
    expect([await begin('1.1.1.1', {}), await begin('1.1.1.1', {}, 'y')]).toEqual([false, false])
    expect(await begin('2.2.2.2', {})).toBe(true)
    const save = sender(limits, '/consultations/centres/fen/survey/role')
    for (let times = 0; times < 4; times += 1) expect(await save('1.1.1.1', {}, 'x')).toBe(true)
  })

  it.each([
    ['/consultations/centres/fen/survey', true],
    ['/consultations/centres/fen/survey/send', true],
    ['/consultations/centres/fen/surveys', false],
    ['/consultations/centres/survey', false],
    ['/consultations/centres/fen/other/survey', false],
    ['/consultations//fen/survey', false],
    ['/manage/consultations/centres/fen/survey', false],
    ['/sign-in', false],
  ])('of %s are the survey’s own: %s', (path, own) => {
    expect(isSurveyPath(path)).toBe(own)
  })
})

it('lets several processes together begin no more drafts for an address than one', () => {
  expect(limitsOfEach(1)).toEqual(usualLimits)
  expect(limitsOfEach(4)).toEqual({ ...usualLimits, begunPerAddress: 750 })
})
