import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { readSerial, serialPrefix, writeSerial } from '../../server/paper/serial.ts'

const prefixes = ['CITY', 'EAST', 'FENL', 'HUNT', 'SOUT']
const anyForm = fc.record({
  prefix: fc.constantFrom(...prefixes),
  number: fc.integer({ min: 1, max: 9_999_999 }),
})

describe('the serial number of a paper form', () => {
  it('is short, readable and ends in a check letter', () => {
    expect(writeSerial('CITY', 42)).toMatch(/^CITY-0042-[A-Z]$/)
    expect(writeSerial('CITY', 12_345)).toMatch(/^CITY-12345-[A-Z]$/)
  })

  it('is read as it was written, however it is typed', () => {
    fc.assert(
      fc.property(anyForm, ({ prefix, number }) => {
        const serial = writeSerial(prefix, number)
        expect(readSerial(serial)).toBe(serial)
        expect(readSerial(` ${serial.toLowerCase().replaceAll('-', ' ')} `)).toBe(serial)
        expect(readSerial(serial.replaceAll('-', ''))).toBe(serial)
        expect(readSerial(serial.replace(/-0+/, '-'))).toBe(serial)
      }),
    )
  })

  it('is refused when one digit is wrong or two neighbours changed places', () => {
    fc.assert(
      fc.property(anyForm, fc.nat(), fc.integer({ min: 1, max: 9 }), ({ prefix, number }, place, by) => {
        const serial = writeSerial(prefix, number)
        const digits = serial.split('-')[1] ?? ''
        const at = place % digits.length
        const wrong = `${digits.slice(0, at)}${(Number(digits[at]) + by) % 10}${digits.slice(at + 1)}`
        expect(readSerial(serial.replace(digits, wrong))).toBeNull()
        const swapped = digits.replace(/(\d)(\d)(\d*)$/, '$2$1$3')
        if (swapped !== digits) expect(readSerial(serial.replace(digits, swapped))).toBeNull()
      }),
    )
  })

  it('is not something else', () => {
    for (const typed of ['', 'CITY', 'CITY-42', '42', 'CITY-0000-A', '=1+1', 'CITY-0042-1']) {
      expect(readSerial(typed)).toBeNull()
    }
  })

  it('begins with letters that no other district of the consultation has', () => {
    const names = ['cambridge', 'camborne', 'camberley', 'Île-de-Fen', 'a', 'camb']
    const taken: string[] = []
    for (const name of names) taken.push(serialPrefix(name, taken))
    expect(new Set(taken).size).toBe(names.length)
    expect(serialPrefix('east-cambridgeshire', [])).toBe('EAST')
    for (const prefix of taken) expect(prefix).toMatch(/^[A-Z]{2,5}$/)
  })
})
