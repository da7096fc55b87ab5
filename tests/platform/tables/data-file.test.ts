import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openArchive } from '../../../server/platform/tables/archive.ts'
import { openDataFile } from '../../../server/platform/tables/data-file.ts'
import type { Shape } from '../../../server/platform/tables/features.ts'
import { natureOfFile } from '../../../server/platform/tables/file-nature.ts'
import type { Row } from '../../../server/platform/tables/row.ts'
import { scratch, workbookOf, zipOf, type Scratch } from './packed.ts'

let place: Scratch

beforeAll(async () => {
  place = await scratch()
})
afterAll(() => place.remove())

async function rowsOf(content: string | Buffer, part = 0): Promise<Row[]> {
  const data = await openDataFile(await place.file('table', content))
  try {
    const table = data.parts[part]
    if (table?.is !== 'table') throw new Error('no table')
    const rows: Row[] = []
    for await (const row of table.rows()) rows.push(row)
    return rows
  } finally {
    data.close()
  }
}

async function shapesOf(content: string): Promise<{ shapes: Shape[]; system: string | null }> {
  const data = await openDataFile(await place.file('shapes', content))
  const part = data.parts[0]
  if (part?.is !== 'shapes') throw new Error('no shapes')
  const shapes: Shape[] = []
  let system: string | null = null
  for await (const shape of part.shapes(head => (system = head.coordinateSystem))) shapes.push(shape)
  return { shapes, system }
}

describe('a CSV file', () => {
  it('keeps commas, quotes and line breaks within quotes, and numbers rows as a spreadsheet does', async () => {
    const rows = await rowsOf('Title\n\n"a","b\nc","d ""e"", f"\r\n1,2,3\n')
    expect(rows).toEqual([
      { number: 1, cells: ['Title'] },
      { number: 2, cells: [''] },
      { number: 3, cells: ['a', 'b\nc', 'd "e", f'] },
      { number: 4, cells: ['1', '2', '3'] },
    ])
  })

  it.each([
    ['UTF-8', Buffer.from('name\nLlŷn')],
    [
      'UTF-8 with a byte order mark',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('name\nLlŷn')]),
    ],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name\nLlŷn', 'utf16le')])],
  ])('is read in %s', async (_, content) => {
    expect((await rowsOf(content)).map(row => row.cells[0])).toEqual(['name', 'Llŷn'])
  })

  it('is read as Windows-1252, of which Latin-1 is part, when it is not UTF-8', async () => {
    const content = Buffer.concat([
      Buffer.from('name,note\nSt Thomas '),
      Buffer.from([0xc0]),
      Buffer.from(' Becket,'),
      Buffer.from([0x93, 0x94]),
    ])
    expect((await rowsOf(content))[1]?.cells).toEqual(['St Thomas À Becket', '“”'])
  })

  it.each([
    ['semicolons', 'a;b;c\n1,5;2;3'],
    ['tabs', 'a\tb\tc\n1,5\t2\t3'],
  ])('may be separated by %s', async (_, content) => {
    expect((await rowsOf(content))[1]?.cells).toEqual(['1,5', '2', '3'])
  })

  it('that ends inside quotes is refused as cut off', async () => {
    await expect(rowsOf('a,b\n1,"two\nthree')).rejects.toThrow(
      'ends inside a quoted cell that began in row 2',
    )
  })

  it('with a row that never ends is refused', async () => {
    await expect(rowsOf(`a,b\n"${'x'.repeat(2_100_000)}`)).rejects.toThrow('Row 2')
  })
})

describe('an XLSX workbook', () => {
  it.each([
    ['plain names', ''],
    ['prefixed names', 'x'],
  ])('gives each sheet with its rows, with %s', async (_, prefix) => {
    const book = workbookOf(
      { Notes: [['About & more']], 'Mid-2024': [['Title'], [], ['code', 'n <5'], ['E01', null, 12.5]] },
      prefix,
    )
    const data = await openDataFile(await place.file('book.xlsx', book))
    expect(data.parts.map(part => part.name)).toEqual(['Notes', 'Mid-2024'])
    data.close()
    expect(await rowsOf(book, 1)).toEqual([
      { number: 1, cells: ['Title'] },
      { number: 3, cells: ['code', 'n <5'] },
      { number: 4, cells: ['E01', '', '12.5'] },
    ])
  })

  it('reads words written into cells, runs of words, and never expands what a file defines for itself', async () => {
    const sheet =
      '<!DOCTYPE x [<!ENTITY boom "boom boom">]><worksheet><sheetData><row r="2"><c r="B2" t="inlineStr"><is><r><t>Ol</t></r>' +
      '<r><t>d &#163;&#x31;</t></r><rPh><t>spoken</t></rPh></is></c><c r="C2" t="str"><v>&boom;</v></c><c r="D2" t="b"><v>1</v></c></row></sheetData></worksheet>'
    const book = zipOf({
      'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/a.xml"/></Relationships>',
      'xl/worksheets/a.xml': sheet,
    })
    expect(await rowsOf(book)).toEqual([{ number: 2, cells: ['', 'Old £1', '&boom;', '1'] }])
  })

  it('whose cells never end is read no more than once', async () => {
    const sheet = `<worksheet><sheetData><row r="1">${'<c r="A1"><is><t>'.repeat(200_000)}</row></sheetData></worksheet>`
    const book = zipOf({
      'xl/workbook.xml': '<workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/a.xml"/></Relationships>',
      // Something that does not pack well, so that it is no bomb.
      'xl/worksheets/a.xml':
        sheet + Array.from({ length: 40_000 }, (_, at) => (at * 7919 * 104729).toString(36)).join(' '),
    })
    expect(await rowsOf(book)).toEqual([])
  })

  it('that is cut off is refused', async () => {
    const book = workbookOf({ A: [['a', 'b']] })
    await expect(rowsOf(book.subarray(0, book.length - 40))).rejects.toThrow('damaged or was cut off')
  })
})

describe('a zip file', () => {
  it('gives its tables and boundaries, and names what it passes over', async () => {
    const packed = zipOf({ 'data/a.csv': 'x,y\n1,2', 'data/b.geojson': '{}', 'read me.txt': 'hello' })
    const data = await openDataFile(await place.file('zip', packed))
    expect(data.parts.map(part => [part.is, part.name])).toEqual([
      ['table', 'data/a.csv'],
      ['shapes', 'data/b.geojson'],
    ])
    expect(data.passedOver).toEqual(['read me.txt'])
    data.close()
    expect(await rowsOf(packed)).toHaveLength(2)
  })

  it('that would unpack to far more than it seems is refused before it is opened', async () => {
    const bomb = zipOf({ 'a.csv': Buffer.alloc(20 * 1024 * 1024, 'a') })
    expect(bomb.length).toBeLessThan(100_000)
    await expect(rowsOf(bomb)).rejects.toThrow('more than 200 times its size')
  })

  it('that would unpack to more than the limit is refused', async () => {
    const file = await place.file('big.zip', zipOf({ 'a.csv': 'a'.repeat(600), 'b.csv': 'b'.repeat(600) }))
    await expect(openArchive(file, { bytes: 1000, ratio: 200 })).rejects.toThrow('would unpack to more than')
  })

  it('whose list of contents lies about a size is refused while it is read', async () => {
    const packed = zipOf({ 'a.csv': 'x,y\n'.repeat(5000) })
    const lie = Buffer.from(packed)
    lie.writeUInt32LE(12, lie.length - 22 - 46 - 5 + 24)
    await expect(rowsOf(lie)).rejects.toThrow('damaged or was cut off')
  })

  it('whose contents are damaged is refused', async () => {
    const packed = zipOf({ 'a.csv': 'x,y\n1,2\n'.repeat(500) })
    packed.fill(0xff, 40, 60)
    await expect(rowsOf(packed)).rejects.toThrow('damaged or was cut off')
  })
})

describe('a GeoJSON file', () => {
  const square = (code: string): string =>
    `{"type":"Feature","properties":{"CODE":"${code}","note":"a } ] \\" brace"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}`

  it('gives its shapes one by one, with the coordinate system that it names', async () => {
    const text = `{"type":"FeatureCollection","name":"x","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[${square('A')},\n${square('B')}],"more":[1,[2]]}`
    const { shapes, system } = await shapesOf(text)
    expect(shapes.map(shape => shape.properties['CODE'])).toEqual(['A', 'B'])
    expect(system).toBe('urn:ogc:def:crs:EPSG::27700')
  })

  it('gives the same shapes however its text is cut into parts', async () => {
    const many = `{"features":[${Array.from({ length: 900 }, (_, at) => square(`É${at}`)).join(',')}]}`
    expect(many.length).toBeGreaterThan(64 * 1024)
    const { shapes } = await shapesOf(many)
    expect(shapes.map(shape => shape.properties['CODE'])).toEqual(
      Array.from({ length: 900 }, (_, at) => `É${at}`),
    )
  })

  it.each([
    [
      `{"type":"FeatureCollection","features":[${square('A')},${square('B').slice(0, 40)}`,
      'ends in the middle of a shape',
    ],
    ['{"type":"Feature","geometry":null,"properties":{}}', 'found a single Feature'],
    ['{"name":"Cambridgeshire"}', 'found JSON of another kind'],
    ['{"features":[{"type":"Feature","properties":{},}]}', 'cannot be read'],
  ])('%#: that is cut off or something else is refused', async (text, sentence) => {
    await expect(shapesOf(text)).rejects.toThrow(sentence)
  })
})

describe('any other file', () => {
  it.each([
    ['empty', Buffer.alloc(0), 'no bytes at all'],
    ['blank', Buffer.from(' \n\n '), 'nothing but blanks'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 'a PDF document'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), 'a picture (PNG)'],
    ['an old spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'an old Excel file'],
    ['an empty zip file', Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1'), 'zip file is empty'],
  ])('%s is refused with what was found', async (_, content, sentence) => {
    await expect(openDataFile(await place.file('other', content))).rejects.toThrow(sentence)
  })

  it('of bytes that no table has is refused when it is read', async () => {
    await expect(rowsOf(Buffer.from([65, 44, 66, 10, 0, 1, 2, 3]))).rejects.toThrow('not text')
  })

  it('that is larger than the limit is refused before it is read', async () => {
    const file = await place.file('huge', 'a'.repeat(3_000_000))
    await expect(natureOfFile(file, 2_000_000)).rejects.toThrow(
      'The file is 3.0 MB; the most that can be loaded is 2.0 MB',
    )
  })
})
