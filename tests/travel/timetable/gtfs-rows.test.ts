import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { readRows, type Columns, type Reading } from '../../../server/travel/timetable/gtfs-rows.ts'

const reading: Reading = { heard: () => undefined, signal: undefined, mostRows: 1000 }

/** Reads a text that comes in pieces of some size. */
async function rowsOf(text: string, columns: Columns, size = 7, how = reading): Promise<string[][]> {
  const bytes = Buffer.from(text)
  async function* read(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
  }
  const rows: string[][] = []
  await readRows({ name: 'stops.txt', bytes: bytes.length, read }, columns, how, cells =>
    rows.push([...cells]),
  )
  return rows
}

const columns = { required: ['b'], optional: ['a', 'missing'] }

describe('rows of a timetable', () => {
  it('give the columns that were asked for, in the order asked for', async () => {
    expect(await rowsOf('a,b,c\n1, 2 ,3\n\n4,5,6', columns)).toEqual([
      ['2', '1', ''],
      ['5', '4', ''],
    ])
    expect(await rowsOf('A , b\r\n1,2\r\n', columns)).toEqual([['2', '1', '']])
    expect(await rowsOf('b,a\n1\n', columns)).toEqual([['1', '', '']])
  })

  it('come back as they were written, however the bytes are cut', async () => {
    // A lone carriage return within a line is no end of one, and blanks around cells are not kept.
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map(text => text.replaceAll('\r', '').trim())
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, size, end) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
          const text = ['a,b', ...rows.map(cells => cells.map(quoted).join(','))].join(end)
          expect(await rowsOf(text, { required: ['a', 'b'], optional: [] }, size)).toEqual(rows)
        },
      ),
    )
  })

  it('are refused when there are too many, or one never ends', async () => {
    const three = rowsOf('b\n1\n2\n3\n', columns, 7, { ...reading, mostRows: 2 })
    await expect(three).rejects.toThrow('stops.txt has more than 2 rows.')
    const endless = rowsOf(`b\n${'x'.repeat(1_100_000)}`, columns, 65_536)
    await expect(endless).rejects.toThrow('stops.txt, row 2: it never ends.')
    const open = rowsOf(`b\n"${'x\n'.repeat(600_000)}`, columns, 65_536)
    await expect(open).rejects.toThrow('stops.txt, row 2: it never ends.')
  })

  it('say when a column that is needed is missing, or the row is cut off', async () => {
    await expect(rowsOf('a,c\n1,2\n', columns)).rejects.toThrow('stops.txt has no column b')
    await expect(rowsOf('a,b\n1,2\n3', columns)).rejects.toThrow('stops.txt, row 3: it has 1 cells')
    await expect(rowsOf('', columns)).rejects.toThrow('stops.txt is empty')
  })
})
