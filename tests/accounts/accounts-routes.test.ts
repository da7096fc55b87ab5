import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'

let application: TestApplication
beforeAll(async () => {
  application = await testApplication()
})
afterAll(() => application.close())

describe('the administrator', () => {
  it('invites a person, who can then sign in and do no more than their role allows', async () => {
    const administrator = await application.agent('administrator')
    const made = await administrator.post('/accounts/invite', {
      name: 'A <b>drop-in</b> worker',
      email: 'Worker@Example.org',
      roles: 'drop-in',
    })
    expect(made.status).toBe(200)
    expect(made.text).toContain('A &lt;b&gt;drop-in&lt;/b&gt; worker')
    const link = /\/sign-in\/link\/[\w-]+/.exec(made.text)?.[0] ?? ''
    const worker = await application.agent()
    expect((await worker.post(link)).headers['location']).toBe('/account')
    expect((await worker.get('/accounts')).status).toBe(403)
    expect((await administrator.get('/audit')).text).toContain('Invited A &lt;b&gt;drop-in&lt;/b&gt; worker')
  })

  it('keeps at least one administrator', async () => {
    const lone = await testApplication()
    const administrator = await lone.agent('administrator')
    const refused = await administrator.post(`/accounts/${administrator.accountId}/roles`, {
      roles: 'planner',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Somebody must stay administrator')
    await lone.close()
  })

  it('switches an account off at once', async () => {
    const administrator = await application.agent('administrator')
    const analyst = await application.agent('analyst')
    await administrator.post(`/accounts/${analyst.accountId}/switch`)
    expect((await analyst.get('/home')).status).toBe(303)
  })

  it('gives a person who is locked out a new link', async () => {
    const administrator = await application.agent('administrator')
    const analyst = await application.agent('analyst')
    const shown = await administrator.post(`/accounts/${analyst.accountId}/link`)
    const link = /\/sign-in\/link\/[\w-]+/.exec(shown.text)?.[0] ?? ''
    expect((await (await application.agent()).post(link)).status).toBe(303)
  })

  it('refuses a second account with the same address, and keeps what was typed', async () => {
    const administrator = await application.agent('administrator')
    const person = { name: 'Somebody', email: 'twice@example.org', roles: ['planner', 'analyst'] }
    expect((await administrator.post('/accounts/invite', person)).status).toBe(200)
    const again = await administrator.post('/accounts/invite', { ...person, name: 'Somebody else' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('There is an account with this email address already')
    expect(again.text).toContain('value="Somebody else"')
  })

  it('reads the record of changes, newest first', async () => {
    const administrator = await application.agent('administrator')
    await administrator.post('/accounts/invite', {
      name: 'Newest',
      email: 'newest@example.org',
      roles: 'planner',
    })
    const page = await administrator.get('/audit')
    const newest = page.text.indexOf('Invited Newest as planner')
    expect(newest).toBeGreaterThan(0)
    expect(newest).toBeLessThan(page.text.indexOf('Signed in with a one-time link'))
    expect((await administrator.get('/audit?page=99999')).status).toBe(200)
  })
})
