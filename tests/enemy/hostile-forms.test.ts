import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DeclaredPage } from '../../server/platform/pages.ts'
import { markup, openWorld, wrongWith, type World } from './world.ts'
import type { Answer, Attacker, Sent } from './wire.ts'

const form = 'application/x-www-form-urlencoded'
const enc = encodeURIComponent
const boundary = 'enemy-boundary'
const multipart = `multipart/form-data; boundary=${boundary}`
const part = (head: string, body: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`

/** Bodies that no form of ours sends; each is given the right form token, and how it may be answered. */
const bodies: Readonly<Record<string, (token: string) => Sent>> = {
  JSON: token => ({
    body: JSON.stringify({ _csrf: token, email: { $ne: '' }, __proto__: { admin: true } }),
    headers: { 'content-type': 'application/json' },
  }),
  'plain text': token => ({ body: `_csrf=${token}`, headers: { 'content-type': 'text/plain' } }),
  'no type at all': token => ({ body: `_csrf=${token}` }),
  'an unknown character set': token => ({
    body: `_csrf=${token}`,
    headers: { 'content-type': `${form}; charset=utf-7` },
  }),
  'bytes that claim to be compressed': token => ({
    body: `_csrf=${token}`,
    headers: { 'content-type': form, 'content-encoding': 'gzip' },
  }),
  'multipart without a boundary': token => ({
    body: `_csrf=${token}`,
    headers: { 'content-type': 'multipart/form-data' },
  }),
  'multipart that never ends': token => ({
    body:
      part('name="_csrf"', token) + `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nx`,
    headers: { 'content-type': multipart },
  }),
  'multipart with names inside names': token => ({
    body:
      part('name="_csrf"', token) +
      part('name="title[a][b][c][d]"', 'x') +
      part('name="__proto__[polluted]"', 'yes') +
      part('name="constructor[prototype][polluted]"', 'yes') +
      part('name="file"; filename="../../etc/passwd"', 'x') +
      `--${boundary}--\r\n`,
    headers: { 'content-type': multipart },
  }),
  'multipart with ten thousand parts': token => ({
    body: part('name="_csrf"', token) + part('name="a"', 'x').repeat(10_000) + `--${boundary}--\r\n`,
    headers: { 'content-type': multipart },
  }),
  'a hundred thousand fields': token => ({
    body: `_csrf=${enc(token)}${'&a=1'.repeat(100_000)}`,
    headers: { 'content-type': form },
  }),
  'ten thousand names inside a name': token => ({
    body: `_csrf=${enc(token)}&title${'[a]'.repeat(10_000)}=1`,
    headers: { 'content-type': form },
  }),
  'a name of a hundred thousand characters': token => ({
    body: `_csrf=${enc(token)}&${'n'.repeat(100_000)}=1`,
    headers: { 'content-type': form },
  }),
  'names of what every object has': token => ({
    body: `_csrf=${enc(token)}&__proto__=a&__proto__=b&__proto__[polluted]=yes&constructor=a&toString=a&hasOwnProperty=a&length=a`,
    headers: { 'content-type': form },
  }),
  'a list of tokens': token => ({
    body: `_csrf=${enc(token)}&_csrf=${enc(token)}`,
    headers: { 'content-type': form },
  }),
}
/** Ways in which a body's own shape is refused, before any form reads it. */
const mustBeRefused = new Set([
  'JSON',
  'plain text',
  'no type at all',
  'an unknown character set',
  'bytes that claim to be compressed',
  'multipart without a boundary',
  'multipart that never ends',
  'multipart with ten thousand parts',
  'a hundred thousand fields',
  'a list of tokens',
])

/** Values for every field of every form, the token right. */
const values: Readonly<Record<string, (name: string) => string>> = {
  'NUL bytes': name => `${name}=a%00b`,
  lists: name => `${name}=1&${name}=2&${name}=`,
  markup: name => `${name}=${enc(markup)}`,
  'invalid UTF-8': name => `${name}=%FF%FE%ED%A0%80`,
  overrides: name => `${name}=${enc('\u202egnp.exe\u2066\ufeff')}`,
  'large numbers': name => `${name}=99999999999999999999999`,
}
/** PostgreSQL refuses more than SQLite does. */
const onPostgres = new Set(['NUL bytes', 'invalid UTF-8', 'large numbers'])

const endsSession = new Set(['/sign-out', '/account/sign-out-everywhere'])

async function fieldNames(world: World, insider: Attacker): Promise<string[]> {
  const names = new Set<string>()
  for (const page of world.app.pages.declared) {
    if (page.method !== 'get') continue
    const { text } = await insider.get(world.fill(page))
    for (const [, name = ''] of text.matchAll(/<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"/g))
      if (name !== '_csrf') names.add(name)
  }
  return [...names]
}

/** Two hundred forms are sent, on busy cores too. */
const walkingAtMost = 300_000

describe.each(['SQLite', 'PostgreSQL'] as const)('hostile forms on %s', database => {
  let world: World
  let insider: Attacker
  let begun: Attacker
  let names: string[]
  const forms = (): DeclaredPage[] =>
    world.app.pages.declared.filter(page => page.method === 'post' && !endsSession.has(page.path))
  beforeAll(async () => {
    world = await openWorld(database)
    insider = await world.insider('administrator')
    names = await fieldNames(world, insider)
    begun = world.wire.attacker()
    await begun.form(`${world.survey}/start`, '')
  })
  afterAll(() => world.close())
  const by = (page: DeclaredPage): Attacker => (page.permission === 'public' ? begun : insider)
  const wanted = (what: string): boolean => database === 'SQLite' || onPostgres.has(what)

  it('are many', () => {
    expect(names.length).toBeGreaterThan(100)
    expect(forms().length).toBeGreaterThan(150)
  })

  if (database === 'SQLite')
    it.each(Object.entries(bodies))(
      'are refused or shown again when the body is %s',
      async (what, write) => {
        const wrong: string[] = []
        for (const page of forms()) {
          const attacker = by(page)
          const answer = await attacker.post(world.fill(page), write(await attacker.token()))
          for (const fault of wrongWith(answer)) wrong.push(`${page.path}: ${fault}`)
          const ownFile = page.files && what.startsWith('multipart')
          if (mustBeRefused.has(what) && !ownFile && !page.fromElsewhere && answer.status < 400)
            wrong.push(`${page.path}: taken, with ${answer.status}`)
        }
        expect(wrong).toEqual([])
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      },
      walkingAtMost,
    )

  it.each(Object.entries(values).filter(([what]) => wanted(what)))(
    'are answered by a page of ours when every field holds %s',
    async (_what, write) => {
      const fields = names.map(name => write(enc(name))).join('&')
      const wrong: string[] = []
      const look = (page: DeclaredPage, answer: Answer): void => {
        for (const fault of wrongWith(answer)) wrong.push(`${page.path}: ${fault}`)
      }
      for (const page of forms()) look(page, await by(page).form(world.fill(page), fields))
      expect(wrong).toEqual([])
    },
    walkingAtMost,
  )
})
