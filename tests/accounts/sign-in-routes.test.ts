import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'

let application: TestApplication
beforeAll(async () => {
  application = await testApplication()
})
afterAll(() => application.close())

describe('signing in', () => {
  it('leads a stranger from a staff page to the sign-in page, and says where they were going', async () => {
    const nobody = await application.agent()
    const answer = await nobody.get('/accounts')
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/sign-in?next=%2Faccounts')
  })

  it('lets a one-time link in once only', async () => {
    const id = await addAccount(application.db, {
      email: 'once@example.org',
      name: 'Once',
      roles: ['planner'],
      at: new Date(),
    })
    const token = await addOneTimeLink(application.db, id, 'sign-in', new Date(), 1)
    const first = await application.agent()
    expect((await first.get(`/sign-in/link/${token}`)).status).toBe(200)
    expect((await first.post(`/sign-in/link/${token}`)).headers['location']).toBe('/account')
    const second = await application.agent()
    const again = await second.post(`/sign-in/link/${token}`)
    expect(again.status).toBe(410)
    expect(again.text).toContain('has been used or is too old')
  })

  it('signs in with the chosen password, and ends other sessions when it was chosen', async () => {
    const planner = await application.agent('planner')
    const chosen = 'three words together'
    const saved = await planner.post('/account/password', { password: chosen, again: chosen })
    expect(saved.headers['location']).toBe('/home')
    const [account] = await application.db
      .selectFrom('account')
      .select('email')
      .where('id', '=', planner.accountId ?? '')
      .execute()
    const elsewhere = await application.agent()
    const wrong = await elsewhere.post('/sign-in', {
      email: account?.email ?? '',
      password: 'not this one',
      next: '',
    })
    expect(wrong.status).toBe(422)
    const right = await elsewhere.post('/sign-in', {
      email: account?.email ?? '',
      password: chosen,
      next: '/account',
    })
    expect(right.headers['location']).toBe('/account')
  })

  it('never goes on to another site', async () => {
    const page = await (await application.agent()).get('/sign-in?next=https://elsewhere.example')
    expect(page.text).toContain('value="https://elsewhere.example"')
    const planner = await application.agent('planner')
    const chosen = 'three words together'
    await planner.post('/account/password', { password: chosen, again: chosen })
    const [account] = await application.db
      .selectFrom('account')
      .select('email')
      .where('id', '=', planner.accountId ?? '')
      .execute()
    for (const next of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example']) {
      const answer = await (
        await application.agent()
      ).post('/sign-in', { email: account?.email ?? '', password: chosen, next })
      expect(answer.headers['location']).toBe('/home')
    }
  })

  it('locks an account for a while after five wrong passwords, and says so', async () => {
    const planner = await application.agent('planner')
    const chosen = 'three words together'
    await planner.post('/account/password', { password: chosen, again: chosen })
    const [account] = await application.db
      .selectFrom('account')
      .select('email')
      .where('id', '=', planner.accountId ?? '')
      .execute()
    const email = account?.email ?? ''
    const guesser = await application.agent()
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await guesser.post('/sign-in', { email, password: `guess ${attempt}`, next: '' })).status).toBe(
        422,
      )
    }
    const locked = await guesser.post('/sign-in', { email, password: chosen, next: '' })
    expect(locked.status).toBe(429)
    expect(locked.text).toContain('too many wrong passwords')
  })

  it('locks an address without an account in the same way, so that nobody learns which addresses have one', async () => {
    const guesser = await application.agent()
    const email = 'nobody-here@example.org'
    const guess = () => guesser.post('/sign-in', { email, password: 'guess', next: '' })
    for (let attempt = 0; attempt < 5; attempt++) expect((await guess()).status).toBe(422)
    const locked = await guess()
    expect(locked.status).toBe(429)
    expect(locked.text).toContain('too many wrong passwords')
  })

  it('signs out everywhere', async () => {
    const planner = await application.agent('planner')
    expect((await planner.get('/home')).status).toBe(200)
    await planner.post('/account/sign-out-everywhere')
    expect((await planner.get('/home')).status).toBe(303)
  })

  it('refuses a form without its token', async () => {
    const { default: supertest } = await import('supertest')
    const answer = await supertest(application.app)
      .post('/sign-in')
      .type('form')
      .send({ email: 'a@example.org', password: 'x' })
    expect(answer.status).toBe(403)
  })

  it('refuses a form that another site sends, even with a token', async () => {
    const { default: supertest } = await import('supertest')
    const agent = supertest.agent(application.app)
    const token = /name="_csrf" value="([^"]+)"/.exec((await agent.get('/sign-in')).text)?.[1]
    const form = { email: 'a@example.org', password: 'x', next: '', _csrf: token }
    expect(
      (await agent.post('/sign-in').set('Sec-Fetch-Site', 'cross-site').type('form').send(form)).status,
    ).toBe(403)
    expect(
      (await agent.post('/sign-in').set('Sec-Fetch-Site', 'same-origin').type('form').send(form)).status,
    ).toBe(422)
  })
})
