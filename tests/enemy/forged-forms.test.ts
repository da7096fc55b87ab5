import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { DeclaredPage } from '../../server/platform/pages.ts'
import { openWorld, wrongWith, type World } from './world.ts'
import type { Attacker } from './wire.ts'

/** How a library speaks of a form; people are never told that. */
const ofTheLibrary =
  /Invalid (?:input|option|string|number|date|key|element|email|UUID|ISO)|nonoptional|Too (?:small|big): |expected \w+, received|Unrecognized key/

const enc = encodeURIComponent

describe('a forged form', () => {
  let world: World
  let visitor: Attacker
  let insider: Attacker
  let names: string[]
  beforeAll(async () => {
    world = await openWorld()
    insider = await world.insider('administrator')
    visitor = world.wire.attacker()
    await visitor.form(`${world.survey}/start`, '')
    const found = new Set<string>()
    for (const page of world.app.pages.declared) {
      if (page.method !== 'get') continue
      const { text } = await insider.get(world.fill(page))
      for (const [, name = ''] of text.matchAll(/<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"/g))
        if (name !== '_csrf') found.add(name)
    }
    names = [...found]
  })
  afterAll(() => world.close())

  const forms = (): DeclaredPage[] =>
    world.app.pages.declared.filter(page => page.method === 'post' && !/sign-out/.test(page.path))

  it.each([
    ['lacks every field', (): string => ''],
    ['lacks what every field holds', (): string => names.map(name => `${enc(name)}=`).join('&')],
    ['holds values that nobody offered', (): string => names.map(name => `${enc(name)}=%7B%7D`).join('&')],
    ['holds everything twice', (): string => names.map(name => `${enc(name)}=a&${enc(name)}=b`).join('&')],
  ])('that %s is answered in words of ours', async (_what, fields) => {
    expect(names.length).toBeGreaterThan(100)
    const wrong: string[] = []
    for (const page of forms()) {
      const attacker = page.permission === 'public' ? visitor : insider
      const answer = await attacker.form(world.fill(page), fields())
      for (const fault of wrongWith(answer)) wrong.push(`${page.path}: ${fault}`)
      const said = ofTheLibrary.exec(answer.text)
      if (said)
        wrong.push(`${page.path}: ${answer.text.slice(Math.max(0, said.index - 80), said.index + 80)}`)
    }
    expect(wrong).toEqual([])
  })
})
