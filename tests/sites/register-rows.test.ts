import { describe, expect, it } from '@jest/globals'
import { readRegister, type ReadRow, type ReadTable } from '../../server/sites/register-rows.ts'
import {
  readRegisterRooms,
  readRegisterServices,
  writeRegisterRooms,
  writeRegisterServices,
} from '../../server/sites/register-layout.ts'

function table(head: string, ...rows: string[]): { number: number; cells: string[] }[] {
  return [head, ...rows].map((line, at) => ({ number: at + 1, cells: line.split('|') }))
}

function read(head: string, ...rows: string[]): ReadTable {
  const found = readRegister(table(head, ...rows))
  if (typeof found === 'string') throw new Error(found)
  return found
}

const refusedOf = (head: string, row: string): string | null => (read(head, row).rows[0] as ReadRow).refused

describe('a register as a table', () => {
  it('is matched by its headings, in any order, below title rows', () => {
    const found = readRegister([
      { number: 1, cells: ['Buildings of the council'] },
      { number: 2, cells: [] },
      { number: 3, cells: ['Name', 'Reference', 'Provider kind', 'Colour'] },
      { number: 4, cells: ['Alder', 'fen-1', 'Voluntary organisation', 'blue'] },
    ])
    expect(found).toEqual({
      passedOver: ['Colour'],
      rows: [
        {
          row: 4,
          label: 'fen-1 · Alder',
          refused: null,
          site: { reference: 'fen-1', name: 'Alder', providerKind: 'voluntary' },
        },
      ],
    })
  })

  it('is refused without a reference column, with a column twice, or with too many rows', () => {
    expect(readRegister(table('name|kind', 'a|centre'))).toContain('no column “reference”')
    expect(readRegister(table('reference|name|Name', 'a|b|c'))).toContain('twice')
    expect(readRegister(table('reference', ...Array.from({ length: 5001 }, (_, at) => `r${at}`)))).toContain(
      '5,001 rows',
    )
  })

  it('says nothing of what a cell leaves empty', () => {
    expect(
      read('reference|name|postcode|easting|northing|hours|premises_cost|financial_year', 'a|||||||2026-27')
        .rows[0]?.site,
    ).toEqual({
      reference: 'a',
    })
  })

  it.each([
    ['reference|kind', 'a|castle', 'must be one of'],
    ['reference|kind', '|centre', 'no reference'],
    ['reference|postcode', 'a|CB1', 'not a whole postcode'],
    ['reference|lease_ends_on', 'a|31/02/2027', 'must be a real date'],
    ['reference|easting', 'a|544500', 'but not both'],
    ['reference|easting|northing', 'a|5445000|99', 'outside Great Britain'],
    ['reference|easting|northing', 'a|far|away', 'must be a number'],
    ['reference|lat|lon', 'a|0.12|52.2', 'outside Great Britain'],
    ['reference|premises_cost', 'a|1000', 'no financial_year'],
    ['reference|premises_cost|financial_year', 'a|-5|2026-27', 'must be 0 to'],
    ['reference|premises_cost|financial_year', 'a|5|2026-28', 'no financial_year'],
    ['reference|rooms', 'a|Hall 9000', 'square metres'],
    ['reference|rooms', 'a|Hall 40 [disco]', 'square metres'],
    ['reference|services', 'a|Midwife', 'must be like'],
    ['reference|services', 'a|Midwife@Trust@Someday', 'must be like'],
    ['reference|hours', 'a|always', 'must be like'],
    ['reference|name', `a|${'x'.repeat(151)}`, 'more than 150 characters'],
  ])('refuses a row of %s with “%s”', (head, row, reason) => {
    expect(refusedOf(head, row)).toContain(reason)
  })

  it('refuses a second row with the same reference', () => {
    const { rows } = read('reference|name', 'a|One', 'a|Two')
    expect(rows.map(row => row.refused)).toEqual([null, 'Row 2 has the same reference'])
  })

  it('reads dates both ways round, pounds with commas and signs, and latitude with longitude', () => {
    expect(
      read(
        'reference|lease_ends_on|contract_ends_on|premises_cost|frontline_cost|financial_year|lat|long',
        'a|31/03/2027|2028-04-01|£12,500|0|2026/27|52.3|0.1',
      ).rows[0]?.site,
    ).toEqual({
      reference: 'a',
      leaseEndsOn: '2027-03-31',
      contractEndsOn: '2028-04-01',
      financialYear: '2026-27',
      costs: { premises: 12500, frontline: 0 },
      position: [0.1, 52.3],
    })
  })

  it('turns eastings and northings into a position within five metres', () => {
    const [lon, lat] = read('reference|easting|northing', 'a|544500|258500').rows[0]?.site?.position ?? [0, 0]
    // A known point: TL 445 585 is the middle of Cambridge.
    expect(lon).toBeCloseTo(0.1135, 3)
    expect(lat).toBeCloseTo(52.2061, 3)
  })

  it('takes off the apostrophe that a safe export puts before a formula, and hidden characters', () => {
    const { rows } = read('reference|name|note', "a|'=1+1|'@here\u202e\u0000")
    expect(rows[0]?.site).toEqual({ reference: 'a', name: '=1+1', note: '@here' })
  })
})

describe('rooms and services in one cell', () => {
  it('come back as they were written', () => {
    const rooms = [
      { name: 'Playroom', areaSquareMetres: 42.5, use: 'activity' },
      { name: 'Room 2', areaSquareMetres: null, use: null },
      { name: 'Hall', areaSquareMetres: null, use: 'other' },
      { name: 'Small room 7', areaSquareMetres: 9, use: 'one-to-one' },
    ] as const
    expect(writeRegisterRooms(rooms)).toBe(
      'Playroom 42.5 [activity]; Room 2 ?; Hall [other]; Small room 7 9 [one-to-one]',
    )
    expect(readRegisterRooms(writeRegisterRooms(rooms))).toEqual(rooms)
    const services = [
      { service: 'Midwife', partner: 'Community NHS Trust', weekday: 2, note: null },
      { service: 'Stay and play', partner: 'Home-Start', weekday: null, note: null },
    ]
    expect(readRegisterServices(writeRegisterServices(services))).toEqual(services)
  })

  it('keep to their own entry, whatever marks a name has', () => {
    const written = writeRegisterServices([{ service: 'A; B', partner: 'C@D', weekday: null, note: null }])
    expect(readRegisterServices(written)).toEqual([
      { service: 'A, B', partner: 'C, D', weekday: null, note: null },
    ])
  })
})
