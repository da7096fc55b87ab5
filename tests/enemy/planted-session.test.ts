import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { openWorld, type World } from './world.ts'

describe('a session', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  it('that somebody planted before another signed in is worth nothing to them', async () => {
    const thief = await world.insider('drop-in')
    expect((await thief.get('/accounts')).status).toBe(403)
    const { db, services } = world.app
    const at = services.clock()
    const who = { email: 'owner@example.org', name: 'Owner', roles: ['administrator'] as const, at }
    const link = await addOneTimeLink(db, await addAccount(db, who), 'sign-in', at, 1)
    const owner = world.wire.attacker()
    for (const [name, value] of thief.cookies) owner.cookies.set(name, value)
    expect((await owner.form(`/sign-in/link/${link}`, '')).status).toBe(303)
    expect(owner.cookies.get('doorstep')).not.toBe(thief.cookies.get('doorstep'))
    expect((await owner.get('/accounts')).status).toBe(200)
    expect((await thief.get('/accounts')).status).toBe(303)
  })

  it('that nobody was given opens nothing, whatever it looks like', async () => {
    for (const made of [
      's%3Aadmin.signature',
      's%3A__proto__.x',
      'x'.repeat(5000),
      '%00',
      'j%3A%7B%22accountId%22%3A1%7D',
    ]) {
      const stranger = world.wire.attacker()
      stranger.cookies.set('doorstep', made)
      expect([made, (await stranger.get('/home')).status]).toEqual([made, 303])
    }
  })

  it('ends at once when its account is switched off', async () => {
    const insider = await world.insider('analyst')
    expect((await insider.get('/findings')).status).toBe(200)
    await world.app.db
      .updateTable('account')
      .set({ disabled_at: '2026-06-10T12:00:00.000Z' })
      .where('name', '=', 'Insider analyst')
      .execute()
    expect((await insider.get('/findings')).status).toBe(303)
  })

  it('of a visitor is safe from hostile cookies of every kind', async () => {
    const names = ['drafts', 'draft', 'view', 'language', 'text', 'notice', 'ideas', 'form']
    for (const made of [
      '["x",{"__proto__":1}]',
      '[%22<enemy-tag>%22]',
      'j%3A%7B%22a%22%3A1%7D',
      '%FF%00',
      `${'a'.repeat(43)}.`.repeat(20),
      '__proto__',
    ]) {
      const visitor = world.wire.attacker()
      for (const name of names) visitor.cookies.set(name, made)
      for (const path of [
        world.survey,
        `${world.survey}/check`,
        `/consultations/${world.slug}/ideas`,
        '/sign-in',
      ]) {
        const answer = await visitor.get(path)
        expect([made, path, answer.status < 500, answer.text.includes('<enemy-tag')]).toEqual([
          made,
          path,
          true,
          false,
        ])
      }
    }
  })
})
