import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'

let application: TestApplication
beforeAll(async () => {
  application = await testApplication()
  application.pages.get('/broken', 'public', () => {
    throw new Error('the secret of the database')
  })
})
afterAll(() => application.close())

describe('a defect', () => {
  it('shows a plain page with a reference, and nothing of what went wrong', async () => {
    const answer = await (await application.agent()).get('/broken')
    expect(answer.status).toBe(500)
    expect(answer.text).toContain('Something went wrong at our end')
    expect(answer.text).toMatch(/this reference: [0-9a-f]{8}</)
    expect(answer.text).not.toContain('secret')
  })
})

describe('what somebody who works here is told when a page fails', () => {
  it('is English with the staff’s menu, whatever language they last chose; on public pages it is theirs', async () => {
    const planner = await application.agent('planner')
    await planner.get('/?lang=pl')
    const missing = await planner.get('/nothing-here')
    expect([missing.status, missing.text.includes('lang="en"')]).toEqual([404, true])
    expect(missing.text).toContain('Page not found')
    expect(missing.text).toContain('href="/manage/consultations"')
    const forbidden = await planner.get('/accounts')
    expect([forbidden.status, forbidden.text.includes('lang="en"')]).toEqual([403, true])
    expect(forbidden.text).toContain('You cannot see this page')
    const broken = await planner.get('/broken')
    expect([broken.status, broken.text.includes('lang="pl"')]).toEqual([500, true])
    expect(broken.text).not.toContain('Something went wrong at our end')
  })

  it('stays in the visitor’s language for everybody else', async () => {
    const visitor = await application.agent()
    await visitor.get('/?lang=pl')
    const missing = await visitor.get('/nothing-here')
    expect([missing.status, missing.text.includes('lang="pl"')]).toEqual([404, true])
    expect(missing.text).not.toContain('href="/manage/consultations"')
  })
})

describe('a product without a county', () => {
  const whatComesFirst = 'A county’s files come first'

  it('says what comes first, with a link to it for those who may load files', async () => {
    const planner = await application.agent('planner')
    for (const page of [
      '/manage/consultations',
      '/manage/consultations/new',
      '/scenarios',
      '/sites',
      '/need',
    ]) {
      const answer = await planner.get(page)
      expect([page, answer.status, answer.text.includes(whatComesFirst)]).toEqual([page, 404, true])
      expect(answer.text).toContain('href="/county/new"')
      expect(answer.text).not.toContain('If you typed the address')
    }
  })

  it('says whom to ask to those who may not', async () => {
    const analyst = await application.agent('analyst')
    for (const page of ['/manage/consultations', '/findings']) {
      const answer = await analyst.get(page)
      expect([page, answer.text.includes('href="/county/new"')]).toEqual([page, false])
    }
    const list = await analyst.get('/manage/consultations')
    expect(list.text).toContain(whatComesFirst)
    expect(list.text).toContain('Ask an administrator, or a colleague with the role of planner')
  })
})
