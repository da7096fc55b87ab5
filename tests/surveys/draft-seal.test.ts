import { createDecipheriv, hkdfSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import {
  lookupHash,
  newDraftKey,
  openFile,
  openPage,
  pepperFrom,
  sameSecret,
  sealFile,
  sealPage,
  unwrapKey,
  wrapKey,
} from '../../server/surveys/draft-seal.ts'
import {
  canBeCode,
  inGroups,
  newReturnCode,
  plainLetters,
  withdrawalWord,
} from '../../server/surveys/letters.ts'
import type { SavedPage } from '../../server/surveys/draft.ts'

const pepper = pepperFrom('one server and its secret')
const page: SavedPage = {
  answers: [{ questionKey: 'why', choices: ['other'], text: 'Zu weit – 太遠了' }],
  place: { neighbourhoodCode: 'E01000001', distanceBand: 'under-1-km' },
}

/** The text with one bit of its bytes changed. */
function changed(text: string, at: number): string {
  const raw = Buffer.from(text.slice(3), 'base64')
  raw[at] = (raw[at] ?? 0) ^ 1
  return `v1.${raw.toString('base64')}`
}

describe('keys', () => {
  const derived = (secret: string, salt: string | Buffer, info: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, 32))

  it('are derived by HKDF with SHA-256', () => {
    for (const secret of ['one server and its secret', 'ü', 's'.repeat(200)])
      expect(pepperFrom(secret)).toEqual({
        wrapping: derived(secret, '', 'doorstep draft wrapping'),
        lookup: derived(secret, '', 'doorstep draft lookup'),
        withdrawal: derived(secret, '', 'doorstep withdrawal'),
      })
  })

  it('wrap a draft’s key by HKDF of the holder’s secret', () => {
    const key = newDraftKey()
    const raw = Buffer.from(wrapKey(pepper, 'token', 'draft-1', key).slice(3), 'base64')
    const wrapping = derived('token', pepper.wrapping, 'draft draft-1')
    const opened = createDecipheriv('aes-256-gcm', wrapping, raw.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from('key draft-1'))
      .setAuthTag(raw.subarray(12, 28))
    expect(Buffer.concat([opened.update(raw.subarray(28)), opened.final()])).toEqual(key)
  })
})

describe('a sealed page', () => {
  const key = newDraftKey()
  const sealed = sealPage(key, 'draft-1', 'role', page)

  it('opens as what it was, and shows nothing of it', () => {
    expect(openPage(key, 'draft-1', 'role', sealed)).toEqual(page)
    expect(Buffer.from(sealed.slice(3), 'base64').toString('latin1')).not.toMatch(/why|E01000001|under/)
    expect(sealPage(key, 'draft-1', 'role', page)).not.toBe(sealed)
  })

  it('is refused when any byte of it was changed, or it was cut', () => {
    const length = Buffer.from(sealed.slice(3), 'base64').length
    for (let at = 0; at < length; at += 1)
      expect(() => openPage(key, 'draft-1', 'role', changed(sealed, at))).toThrow()
    for (const cut of ['', 'v1.', sealed.slice(0, 20), sealed.slice(0, -8), JSON.stringify(page)])
      expect(() => openPage(key, 'draft-1', 'role', cut)).toThrow()
  })

  it('is refused in the place of another page, in another draft, and with another key', () => {
    expect(() => openPage(key, 'draft-1', 'times', sealed)).toThrow()
    expect(() => openPage(key, 'draft-2', 'role', sealed)).toThrow()
    expect(() => openPage(newDraftKey(), 'draft-1', 'role', sealed)).toThrow()
  })

  it('stays plain only in a draft of before', () => {
    expect(sealPage(null, 'draft-1', 'role', page)).toBe(JSON.stringify(page))
    expect(openPage(null, 'draft-1', 'role', JSON.stringify(page))).toEqual(page)
  })

  it('keeps files as it keeps pages', () => {
    const file = sealFile(key, 'draft-1', 'photo', Buffer.from('PNG'))
    expect(openFile(key, 'draft-1', 'photo', file).toString()).toBe('PNG')
    expect(() => openFile(key, 'draft-1', 'other', file)).toThrow()
    expect(() => openPage(key, 'draft-1', 'photo', file)).toThrow()
  })
})

describe('a wrapped key', () => {
  const key = newDraftKey()
  const wrapped = wrapKey(pepper, 'token', 'draft-1', key)

  it('opens for its holder on its server alone', () => {
    expect(unwrapKey(pepper, 'token', 'draft-1', wrapped)).toEqual(key)
    expect(unwrapKey(pepper, 'other', 'draft-1', wrapped)).toBeNull()
    expect(unwrapKey(pepper, 'token', 'draft-2', wrapped)).toBeNull()
    expect(unwrapKey(pepperFrom('another server'), 'token', 'draft-1', wrapped)).toBeNull()
    expect(unwrapKey(pepper, 'token', 'draft-1', changed(wrapped, 30))).toBeNull()
    expect(unwrapKey(pepper, 'token', 'draft-1', 'nonsense')).toBeNull()
  })

  it('is looked up under a hash that needs the server too', () => {
    expect(lookupHash(pepper, 'code')).toMatch(/^[0-9a-f]{64}$/)
    expect(lookupHash(pepper, 'code')).not.toBe(lookupHash(pepperFrom('another server'), 'code'))
    expect([sameSecret('a', 'a'), sameSecret('a', 'b'), sameSecret('a', 'aa')]).toEqual([true, false, false])
  })
})

describe('a return code', () => {
  it('is sixteen letters of which the last finds any one slip', () => {
    for (let round = 0; round < 50; round += 1) {
      const code = newReturnCode()
      expect(code).toMatch(/^[BCDFGHJKMNPQRTVWXZ346789]{16}$/)
      expect(canBeCode(plainLetters(` ${inGroups(code).toLowerCase().replaceAll('-', ' – ')} `))).toBe(true)
      for (let at = 0; at < 16; at += 1) {
        const slip = code.slice(0, at) + (code[at] === 'B' ? 'C' : 'B') + code.slice(at + 1)
        expect([slip, canBeCode(slip)]).toEqual([slip, false])
      }
    }
    expect(new Set(Array.from({ length: 200 }, newReturnCode)).size).toBe(200)
  })

  it('is no code with other letters, too few, or too many', () => {
    for (const typed of ['', 'A'.repeat(16), 'B'.repeat(15), 'B'.repeat(17), '<script>', 'B'.repeat(100_000)])
      expect(canBeCode(plainLetters(typed))).toBe(false)
  })
})

it('a withdrawal word follows from the response and the server’s secret', () => {
  const word = withdrawalWord(pepper, 'response-1')
  expect(word).toMatch(/^[BCDFGHJKMNPQRTVWXZ346789]{4}-[BCDFGHJKMNPQRTVWXZ346789]{4}$/)
  expect(withdrawalWord(pepper, 'response-1')).toBe(word)
  expect(withdrawalWord(pepper, 'response-2')).not.toBe(word)
  expect(withdrawalWord(pepperFrom('another server'), 'response-1')).not.toBe(word)
})
