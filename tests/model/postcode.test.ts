import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { isPostcode, normalisePostcode, outwardCode } from '../../server/model/postcode.ts'

describe('a postcode', () => {
  it.each([
    ['cb11aa', 'CB1 1AA'],
    [' CB1  1AA ', 'CB1 1AA'],
    ['pe13-1aa', 'PE13 1AA'],
    ['(CB25.9AP)', 'CB25 9AP'],
    ['CB1\u00a01AA', 'CB1 1AA'],
    ['sw1a2aa', 'SW1A 2AA'],
    ['m11ae', 'M1 1AE'],
    ['W1T 4JF', 'W1T 4JF'],
    ['gir0aa', 'GIR 0AA'],
  ])('%j is written %s', (typed, written) => {
    expect(normalisePostcode(typed)).toBe(written)
    expect(isPostcode(typed)).toBe(true)
  })

  it.each([
    '',
    'CB1',
    'CB1 1A',
    'CB1 1AAA',
    'QB1 1AA',
    'CB1 1CA',
    '1CB 1AA',
    'CB1 1AA;',
    'CB111 1AA',
    'ſW1A 2AA1',
  ])('%j has not the shape of one', text => {
    expect(normalisePostcode(text)).toBeNull()
    expect(outwardCode(text)).toBeNull()
  })

  it('is written the same when it is written twice', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$/), text => {
        const written = normalisePostcode(text)
        if (written !== null) expect(normalisePostcode(written)).toBe(written)
      }),
    )
  })

  it('gives its outward code', () => {
    expect(outwardCode('pe131aa')).toBe('PE13')
  })
})
