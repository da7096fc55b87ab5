import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DeclaredPage } from '../../server/platform/pages.ts'
import { openWorld, wrongWith, type World } from './world.ts'
import type { Attacker } from './wire.ts'

describe('a form whose token is not its sender’s', () => {
  let world: World
  let resident: Attacker
  let insider: Attacker
  beforeAll(async () => {
    world = await openWorld()
    resident = world.wire.attacker()
    insider = await world.insider('administrator')
  })
  afterAll(() => world.close())
  const refusedEverywhere = async (send: (page: DeclaredPage, path: string) => Promise<unknown>) => {
    const wrong: unknown[] = []
    for (const page of world.app.pages.declared)
      if (page.method === 'post' && !page.fromElsewhere) wrong.push(await send(page, world.fill(page)))
    expect(wrong.length).toBeGreaterThan(150)
    expect(wrong.filter(one => one !== null)).toEqual([])
  }
  const by = (page: DeclaredPage): Attacker => (page.permission === 'public' ? resident : insider)
  const post = async (
    page: DeclaredPage,
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await by(page).post(path, { body, headers: { ...form, ...headers } })
    // A form with files must come as multipart; its token stands inside.
    const wrong = [...wrongWith(answer), ...(answer.status === 403 ? [] : [`answered ${answer.status}`])]
    return wrong.length === 0 ? null : `${page.path}: ${wrong.join(', ')}`
  }
  const encoded = async (whose: Attacker): Promise<string> =>
    `_csrf=${encodeURIComponent(await whose.token())}`

  it('is refused without one', () => refusedEverywhere((page, path) => post(page, path, 'title=x')))

  it('is refused with one that belongs to somebody else’s cookie', async () => {
    const other = world.wire.attacker()
    const theirs = await encoded(other)
    await insider.token()
    await resident.token()
    await refusedEverywhere((page, path) => post(page, path, theirs))
  })

  it('is refused with one of another session, whose cookie was put beside the right session', async () => {
    const other = await world.insider('administrator')
    const theirs = await encoded(other)
    const mixed = world.wire.attacker()
    for (const [name, value] of insider.cookies) mixed.cookies.set(name, value)
    mixed.cookies.set('form', other.cookies.get('form') ?? '')
    expect(mixed.cookies.get('form')).not.toBe(insider.cookies.get('form'))
    const answer = await mixed.form('/account/sign-out-everywhere', '', decodeURIComponent(theirs.slice(6)))
    expect(answer.status).toBe(403)
    expect((await insider.get('/home')).status).toBe(200)
  })

  it('is refused when its browser says that another site sends it, even with the right token', async () => {
    const [own, ours] = [await encoded(resident), await encoded(insider)]
    await refusedEverywhere((page, path) =>
      post(page, path, page.permission === 'public' ? own : ours, { 'sec-fetch-site': 'cross-site' }),
    )
  })
})
