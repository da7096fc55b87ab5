import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { allows, roleNames, type Role } from '../server/accounts/index.ts'
import { testApplication, type TestApplication, type Visitor } from './support/application.ts'

let application: TestApplication
const visitors = new Map<Role | null, Visitor>()
const applications: TestApplication[] = []
/** One for each role: all the forms of all roles are more than one address may send in a minute. */
const anotherApplication = async (): Promise<TestApplication> => {
  const made = await testApplication()
  applications.push(made)
  return made
}
beforeAll(async () => {
  application = await anotherApplication()
  visitors.set(null, await (await anotherApplication()).agent())
  for (const role of roleNames) visitors.set(role, await (await anotherApplication()).agent(role))
})
afterAll(() => Promise.all(applications.map(one => one.close())))

/** A path that fits the declared one, with identifiers that nothing has. */
const example = (path: string): string => path.replace(/:(\w+)/g, 'none')
/** Pages that end the walker's own session; walked last, by hand. */
const endsSession = new Set(['/sign-out', '/account/sign-out-everywhere'])

describe('every route', () => {
  it('is declared once', () => {
    const keys = application.pages.declared.map(page => `${page.method} ${page.path}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.length).toBeGreaterThan(15)
  })

  it('asks for a permission that some role has, or for none', () => {
    for (const page of application.pages.declared) {
      const known = page.permission === 'public' || roleNames.some(role => allows([role], page.permission))
      expect([page.path, known]).toEqual([page.path, true])
    }
  })

  it.each([null, ...roleNames])('lets %s in where that role may, and nowhere else', async role => {
    const visitor = visitors.get(role)
    if (visitor === undefined) throw new Error('no visitor')
    const wrong: string[] = []
    for (const page of application.pages.declared) {
      if (endsSession.has(page.path)) continue
      const path = example(page.path)
      const answer =
        page.method === 'get'
          ? await visitor.get(path)
          : await (page.files ? visitor.send(path, {}, []) : visitor.post(path))
      const toSignIn = answer.status === 303 && String(answer.headers['location']).startsWith('/sign-in')
      const refused = answer.status === 403 || (toSignIn && page.permission !== 'public')
      const may = page.permission === 'public' || (role !== null && allows([role], page.permission))
      if (refused === may)
        wrong.push(`${page.method} ${page.path} (${page.permission}) answered ${answer.status}`)
      if (answer.status >= 500) wrong.push(`${page.method} ${page.path} broke: ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  it('refuses every form without its token', async () => {
    const wrong: string[] = []
    for (const page of application.pages.declared.filter(
      one => one.method === 'post' && one.permission === 'public' && !one.fromElsewhere,
    )) {
      const { status } = await supertest(application.app).post(example(page.path)).type('form').send({})
      if (status !== 403) wrong.push(`${page.path} answered ${status}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('forms that are taken from elsewhere', () => {
  it('are public and have a secret in their address', () => {
    const taken = application.pages.declared.filter(page => page.fromElsewhere)
    expect(taken.map(page => page.path)).toEqual(['/consultations/:slug/updates/stop/link/:token'])
    expect(taken.map(page => page.permission)).toEqual(['public'])
  })
})

describe('every answer', () => {
  it('carries a strict content security policy, and no one’s name for the server', async () => {
    const { headers } = await supertest(application.app).get('/sign-in')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
  })

  it('is a page in plain words when there is nothing there', async () => {
    const answer = await supertest(application.app).get('/nothing/here')
    expect(answer.status).toBe(404)
    expect(answer.text).toContain('Page not found')
  })

  it('sets no cookie on a page without a form', async () => {
    const answer = await supertest(application.app).get('/nothing/here')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('says in plain words that a form is too large', async () => {
    const nobody = await application.agent()
    const answer = await nobody.post('/sign-in', { email: 'x'.repeat(300_000), password: 'y' })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('too large')
  })
})

describe('health', () => {
  it('is well while the database answers', async () => {
    const answer = await supertest(application.app).get('/health')
    expect(answer.body).toEqual({ state: 'ok' })
  })
})
