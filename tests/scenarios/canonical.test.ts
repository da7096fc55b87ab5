import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { canonicalJson, differences, sha256 } from '../../server/scenarios/canonical.ts'

describe('canonical JSON', () => {
  it('is the same whatever the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [2, { d: null, c: 'x' }] })).toBe('{"a":[2,{"c":"x","d":null}],"b":1}')
    expect(canonicalJson({ a: [2, { c: 'x', d: null }], b: 1 })).toBe(
      canonicalJson({ b: 1, a: [2, { d: null, c: 'x' }] }),
    )
  })

  it('refuses what JSON would quietly turn into null', () => {
    expect(() => canonicalJson({ a: NaN })).toThrow(RangeError)
    expect(() => canonicalJson([Infinity])).toThrow(RangeError)
  })

  it('is read back as the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const back: unknown = JSON.parse(canonicalJson(value))
        expect(canonicalJson(back)).toBe(canonicalJson(value))
        expect(back).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('is hashed as anybody can check', () => {
    // The well-known SHA-256 of nothing.
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })
})

describe('differences between figures', () => {
  it('are named by where they stand', () => {
    expect(differences({ a: { b: 1 }, c: 2 }, { a: { b: 3 }, c: 2 })).toEqual([
      { path: 'a.b', stored: 1, recomputed: 3 },
    ])
    expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([{ path: 'b', stored: undefined, recomputed: 2 }])
    expect(differences({ a: null }, { a: 0 })).toHaveLength(1)
  })

  it('are not seen in last digits', () => {
    expect(differences({ a: 1234.5678901 }, { a: 1234.5678902 })).toEqual([])
    expect(differences({ a: 1234.5 }, { a: 1234.6 })).toHaveLength(1)
  })
})
