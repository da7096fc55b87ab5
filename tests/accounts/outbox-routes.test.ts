import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { queueMail } from '../../server/accounts/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'

describe('the outbox', () => {
  let application: TestApplication
  let id: string

  beforeEach(async () => {
    application = await testApplication({ clock: '2026-11-20T09:00:00Z' })
    await queueMail(application.db, {
      to: 'katrin@example.org',
      subject: 'Confirm <b>your</b> email address',
      text: 'Follow this link:\nhttps://centres.example.org/link/abc',
      purpose: 'Confirm a subscription',
      at: application.services.clock(),
    })
    id = (await application.db.selectFrom('letter').select('id').executeTakeFirstOrThrow()).id
  })
  afterEach(() => application.close())

  it('says that letters wait without a mail server, and shows no address', async () => {
    const planner = await application.agent('planner')
    const page = await planner.get('/outbox')
    expect(page.status).toBe(200)
    expect(page.text).toContain('No mail server is set')
    expect(page.text).toContain('k…@example.org')
    expect(page.text).not.toContain('katrin')
    expect(page.text).toContain('Confirm &lt;b&gt;your&lt;/b&gt; email address')
    expect(page.text).not.toContain(`/outbox/${id}`)
  })

  it('shows a letter’s text to an administrator only, and records that', async () => {
    for (const role of ['planner', 'analyst', 'drop-in'] as const)
      expect((await (await application.agent(role)).get(`/outbox/${id}`)).status).toBe(403)
    const administrator = await application.agent('administrator')
    const page = await administrator.get(`/outbox/${id}`)
    expect(page.text).toContain('https://centres.example.org/link/abc')
    expect(page.text).not.toContain('katrin')
    const read = await application.db
      .selectFrom('audit')
      .select('summary')
      .where('action', '=', 'letter.read')
      .execute()
    expect(read).toEqual([{ summary: 'Read a letter in the outbox: Confirm a subscription' }])
  })

  it('puts a letter that was given up in the queue again', async () => {
    await application.db.updateTable('letter').set({ state: 'given-up', problem: 'Refused.' }).execute()
    const administrator = await application.agent('administrator')
    expect((await administrator.get(`/outbox/${id}`)).text).toContain('Try again now')
    expect((await administrator.post(`/outbox/${id}/again`)).status).toBe(303)
    expect(await application.db.selectFrom('letter').select('state').execute()).toEqual([
      { state: 'waiting' },
    ])
    expect((await administrator.post('/outbox/nothing/again')).status).toBe(404)
  })
})
