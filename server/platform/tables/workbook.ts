import { AppError } from '../errors.ts'
import type { Archive, ArchiveEntry } from './archive.ts'
import { maximumRowLength } from './limits.ts'
import type { Row } from './row.ts'
import { textOf } from './text.ts'

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string
  /** Unpacked size of the sheet, for telling progress. */
  readonly bytes: number
  /** Reads its rows from the top; blank rows are left out, but rows keep their numbers. */
  rows(heard?: (bytes: number) => void): AsyncIterable<Row>
}

/**
 * Tells whether a zip file is an XLSX workbook.
 *
 * @param archive - the zip file
 * @returns true when it has a workbook's parts
 */
export function isWorkbook(archive: Archive): boolean {
  return archive.entries.some(entry => entry.name === 'xl/workbook.xml')
}

/**
 * Lists the sheets of an XLSX workbook. Sheets are read as a stream, so that a workbook of every neighbourhood in
 * England by single year of age takes no more memory than its longest row and its shared words. Source: ECMA-376,
 * Office Open XML, part 1, SpreadsheetML.
 *
 * @param archive - the workbook's zip file
 * @returns the sheets in the workbook's order
 * @throws {AppError} when parts of the workbook are missing
 */
export async function sheetsOf(archive: Archive): Promise<Sheet[]> {
  const entry = (name: string): ArchiveEntry | undefined => archive.entries.find(one => one.name === name)
  const book = await whole(entry('xl/workbook.xml'))
  const relations = new Map<string, string>()
  for (const [, attributes = ''] of (await whole(entry('xl/_rels/workbook.xml.rels'))).matchAll(
    /<(?:\w+:)?Relationship\s([^>]*)>/g,
  )) {
    const target = attribute(attributes, 'Target').replace(/^\/?(xl\/)?/, 'xl/')
    relations.set(attribute(attributes, 'Id'), target)
  }
  const shared = entry('xl/sharedStrings.xml')
  let words: Promise<string[]> | null = null
  const sheets: Sheet[] = []
  for (const [, attributes = ''] of book.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)) {
    const part = entry(relations.get(attribute(attributes, '(?:\\w+:)?id')) ?? '')
    if (!part) continue
    sheets.push({
      name: unescaped(attribute(attributes, 'name')),
      bytes: part.bytes,
      async *rows(heard) {
        words ??= shared ? sharedWords(shared) : Promise.resolve([])
        yield* rowsOf(part, await words, heard)
      },
    })
  }
  if (sheets.length === 0) {
    throw new AppError(
      'broken-table',
      422,
      'The XLSX file has no sheet that can be read. Save it again from your spreadsheet.',
    )
  }
  return sheets
}

/** Cuts XML into elements of one name; what comes before, between and after them is passed over. */
async function* elements(
  part: ArchiveEntry,
  name: string,
  heard?: (bytes: number) => void,
): AsyncGenerator<string> {
  const start = new RegExp(`<((?:\\w+:)?${name})(?=[\\s/>])`, 'g')
  let rest = ''
  for await (const more of textOf(part.read, 'utf-8', heard)) {
    rest += more
    let at = 0
    for (;;) {
      start.lastIndex = at
      const found = start.exec(rest)
      if (!found) {
        // A start tag may be cut in two here: its last few characters stay.
        at = Math.max(at, rest.length - name.length - 20)
        break
      }
      const close = rest.indexOf('>', found.index)
      const empty = close > 0 && rest[close - 1] === '/'
      const closing = `</${found[1] ?? ''}>`
      const end = empty ? close + 1 : rest.indexOf(closing, found.index)
      if (close < 0 || end < 0) {
        at = found.index
        break
      }
      const stop = empty ? end : end + closing.length
      yield rest.slice(found.index, stop)
      at = stop
    }
    rest = rest.slice(at)
    if (rest.length > maximumRowLength * 4) {
      throw endless()
    }
  }
  if (rest.search(start) >= 0) throw endless()
}

function endless(): AppError {
  return new AppError(
    'broken-table',
    422,
    'The XLSX file has a row that never ends. Save it again from your spreadsheet.',
  )
}

async function* rowsOf(
  part: ArchiveEntry,
  words: readonly string[],
  heard?: (bytes: number) => void,
): AsyncGenerator<Row> {
  let number = 0
  for await (const element of elements(part, 'row', heard)) {
    const opening = element.slice(0, element.indexOf('>'))
    number = Number(attribute(opening, 'r')) || number + 1
    const cells: string[] = []
    for (const [, attributes = '', content = ''] of element.matchAll(
      /<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g,
    )) {
      const column = columnOf(attribute(attributes, 'r')) ?? cells.length
      while (cells.length < column) cells.push('')
      cells[column] = valueOf(attribute(attributes, 't'), content, words)
    }
    if (cells.some(cell => cell !== '')) yield { number, cells }
  }
}

function valueOf(type: string, content: string, words: readonly string[]): string {
  if (type === 'inlineStr') return spoken(content)
  const value = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v>/.exec(content)?.[1] ?? ''
  return type === 's' ? (words[Number(value)] ?? '') : unescaped(value)
}

async function sharedWords(part: ArchiveEntry): Promise<string[]> {
  const words: string[] = []
  for await (const element of elements(part, 'si')) words.push(spoken(element))
  return words
}

// How words are spoken (phonetic runs) is not part of them.
function spoken(content: string): string {
  const written = content.replace(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '')
  let text = ''
  for (const [, run = ''] of written.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g))
    text += run
  return unescaped(text)
}

function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found?.[1] ?? found?.[2] ?? ''
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

// Only XML's own five names and numbers: names that a file defines for itself are never expanded.
function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

async function whole(part: ArchiveEntry | undefined): Promise<string> {
  if (!part || part.bytes > 10_000_000) return ''
  let text = ''
  for await (const more of textOf(part.read, 'utf-8')) text += more
  return text
}
