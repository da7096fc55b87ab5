import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { levelOf, numberFrom, tidied, yearFrom } from '../../../server/county/layouts/columns.ts'
import type { Heading } from '../../../server/county/layouts/layout.ts'

const heading = (given: Partial<Heading>): Heading => ({
  cells: [],
  above: [],
  below: [],
  hints: '',
  ...given,
})
const rows = (...cells: readonly string[]) => cells.map((cell, at) => ({ number: at + 1, cells: [cell] }))

describe('a number in a published table', () => {
  it('is read as tables write it', () => {
    const numbers: [string, number][] = [
      ['0', 0],
      [' 1,234 ', 1234],
      ['1,234,567.5', 1_234_567.5],
      ['8.00', 8],
      ['.5', 0.5],
      ['-3', -3],
      ['12%', 12],
      ['1.2e-3', 0.0012],
    ]
    for (const [text, number] of numbers) expect([text, numberFrom(text)]).toEqual([text, number])
  })

  it('is not known where it is withheld or missing, and never nought', () => {
    for (const text of ['', ' ', '-', '–', '.', '..', ':', '*', '**', 'x', 'c', 'n/a', 'NULL', '[c]', '[x]'])
      expect([text, numberFrom(text)]).toEqual([text, null])
  })

  it('is none where no digit is written, whatever signs are', () => {
    const signs = fc.array(fc.constantFrom('%', '+', '-', '.', ',', 'e', ' ', '<', '~'), { maxLength: 4 })
    fc.assert(
      fc.property(signs, parts => {
        expect(typeof numberFrom(parts.join(''))).not.toBe('number')
      }),
    )
  })

  it('is none where what is written could mean two numbers', () => {
    for (const text of ['1,23', '12,34', '1 234', '<10', '5-10', '1.2.3', '1e999', 'ten'])
      expect([text, numberFrom(text)]).toEqual([text, undefined])
  })

  it('comes back as it was, however a table writes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000_000, max: 5_000_000 }), number => {
        expect(numberFrom(String(number))).toBe(number)
        expect(numberFrom(number.toLocaleString('en-GB'))).toBe(number)
        expect(numberFrom(`${number}.00`)).toBe(number)
      }),
    )
  })
})

describe('a header', () => {
  it('is compared without marks, line breaks and what the Census adds', () => {
    expect(tidied('\ufeffLSOA code\n (2021) ')).toBe('LSOA code (2021)')
    expect(tidied('Age: Total; measures: Value')).toBe('Age: Total')
  })
})

describe('what a table is of', () => {
  it('is told by its codes, and by nothing where there are none', () => {
    const level = (...codes: string[]) => levelOf(heading({ below: rows(...codes) }), 0)
    expect(level('E01000001')).toBe('LSOA')
    expect(level('', 'E02000001 : Fen 001')).toBe('MSOA')
    expect(level('E00000001')).toBe('output area')
    expect(level('E07000008')).toBe('district')
    expect(level('E05000001')).toBe('ward')
    expect(level('E12000006')).toBe('larger area')
    expect(level('Fenland', '42')).toBeNull()
  })

  it('is of the latest year that its titles name, and only otherwise of its file name’s', () => {
    const pattern = /mid[-_ ]?(20\d\d)/
    const titled = heading({ above: rows('Mid-2019 and mid-2020 estimates'), hints: 'mid-2024.xlsx' })
    expect(yearFrom(titled, pattern)).toBe('2020')
    expect(yearFrom(heading({ hints: 'Mid_2024.xlsx' }), pattern)).toBe('2024')
    expect(yearFrom(heading({ hints: 'download.csv' }), pattern)).toBeNull()
  })
})
