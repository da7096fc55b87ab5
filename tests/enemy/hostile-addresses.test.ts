import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DatabaseName } from '../support/open-database.ts'
import { markup, openWorld, wrongWith, type World } from './world.ts'
import type { Attacker } from './wire.ts'

const override = encodeURIComponent('\u202egnp.exe')

/** What somebody may put in the place of an identifier. */
const parts: Readonly<Record<string, string>> = {
  'a NUL byte': 'a%00b',
  dots: '%2e%2e',
  'a path': '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'ten thousand characters': 'x'.repeat(10_000),
  'two hundred characters': 'x'.repeat(200),
  markup: encodeURIComponent(markup).replaceAll("'", '%27'),
  'an override': override,
  'a lone surrogate': '%ED%A0%80',
  'invalid UTF-8': '%FF%FE',
  'a broken escape': '%',
  prototype: '__proto__',
  'a query': "'%20or%20'1'='1",
  'a large number': '99999999999999999999',
  'a line break': 'a%0d%0aSet-Cookie:%20x=y',
}

/** Every name that some page reads from its query, and some that none does. */
const names =
  'after as by compare direction district found from kind lang map mode next outcome page part places question return shapes shell show sort state text theme venues view with words year __proto__ constructor toString'.split(
    ' ',
  )
const everyName = (write: (name: string) => string): string => `?${names.map(write).join('&')}`

/** What somebody may put behind a question mark. */
const queries: Readonly<Record<string, string>> = {
  'NUL bytes': everyName(name => `${name}=a%00b`),
  lists: everyName(name => `${name}=1&${name}=2`),
  objects: everyName(name => `${name}[a][b]=1`),
  markup: everyName(name => `${name}=${encodeURIComponent('"><enemy-tag>')}`),
  'an address elsewhere': everyName(name => `${name}=//enemy.example`),
  'invalid UTF-8': '?page=%FF%ED%A0%80&words=%FF&lang=%C3&sort=%ED%A0%80&place=%F8',
  numbers: everyName(name => `${name}=-1e400`),
  'ten thousand characters': `?words=${'x'.repeat(10_000)}`,
  'broken escapes': '?%&=&&%zz=%&page=%',
}

/** Each address as it was declared is walked on SQLite; PostgreSQL refuses more, such as a NUL byte in a text. */
const onPostgres = new Set([
  'a NUL byte',
  'invalid UTF-8',
  'a large number',
  'prototype',
  'NUL bytes',
  'lists',
])

/** Two hundred pages are asked for, on busy cores too. */
const walkingAtMost = 300_000

describe.each(['SQLite', 'PostgreSQL'] as const)('hostile addresses on %s', (database: DatabaseName) => {
  let world: World
  let resident: Attacker
  let insider: Attacker
  beforeAll(async () => {
    world = await openWorld(database)
    resident = world.wire.attacker()
    insider = await world.insider('administrator')
  })
  afterAll(() => world.close())
  const wanted = (what: string): boolean => database === 'SQLite' || onPostgres.has(what)
  const pagesToAsk = () => world.app.pages.declared.filter(page => page.method === 'get')
  const ask = (page: { permission: string }, path: string) =>
    (page.permission === 'public' ? resident : insider).get(path)

  it('answers every page as it is', async () => {
    const wrong: string[] = []
    for (const page of pagesToAsk()) {
      const path = world.fill(page)
      for (const what of wrongWith(await ask(page, path))) wrong.push(`${path}: ${what}`)
    }
    expect(wrong).toEqual([])
  })

  it.each(Object.entries(parts).filter(([what]) => wanted(what)))(
    'answers a page of ours when a part of the address is %s',
    async (_what, part) => {
      const wrong: string[] = []
      for (const page of pagesToAsk()) {
        for (const [, name = ''] of page.path.matchAll(/:(\w+)/g)) {
          const path = world.fill(page, { [name]: part })
          const answer = await ask(page, path)
          for (const what of wrongWith(answer)) wrong.push(`${page.path} by ${name}: ${what}`)
          if (answer.headers['set-cookie']?.some(cookie => cookie.startsWith('x=')))
            wrong.push(`${path}: header`)
        }
      }
      expect(wrong).toEqual([])
    },
    walkingAtMost,
  )

  it.each(Object.entries(queries).filter(([what]) => wanted(what)))(
    'answers a page of ours when the query holds %s',
    async (_what, query) => {
      const wrong: string[] = []
      for (const page of pagesToAsk()) {
        const answer = await ask(page, world.fill(page) + query)
        for (const what of wrongWith(answer)) wrong.push(`${page.path}: ${what}`)
      }
      expect(wrong).toEqual([])
    },
    walkingAtMost,
  )
})
