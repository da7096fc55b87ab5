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
  /** Not shown by the program that wrote it. */
  readonly hidden: boolean
  /** Ranges of merged cells, such as `B3:B5`, of which only the first holds a value. */
  merged(): Promise<string[]>
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
  for (const { attributes } of tagged(await whole(entry('xl/_rels/workbook.xml.rels')), 'Relationship')) {
    const target = attribute(attributes, 'Target').replace(/^\/?(xl\/)?/, 'xl/')
    relations.set(attribute(attributes, 'Id'), target)
  }
  const shared = entry('xl/sharedStrings.xml')
  let words: Promise<string[]> | null = null
  const sheets: Sheet[] = []
  for (const { attributes } of tagged(book, 'sheet')) {
    const part = entry(relations.get(attribute(attributes, '(?:\\w+:)?id')) ?? '')
    if (!part) continue
    sheets.push({
      name: unescaped(attribute(attributes, 'name')),
      bytes: part.bytes,
      hidden: /hidden/i.test(attribute(attributes, 'state')),
      merged: () => mergedIn(part),
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
  const start = startOf(name)
  let rest = ''
  // Where an end tag is looked for next: what has been looked through is not looked through again.
  let looked = 0
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
      const end = empty ? close + 1 : rest.indexOf(closing, Math.max(looked, found.index))
      if (close < 0 || end < 0) {
        at = found.index
        looked = Math.max(looked, rest.length - closing.length)
        break
      }
      looked = 0
      const stop = empty ? end : end + closing.length
      yield rest.slice(found.index, stop)
      at = stop
    }
    rest = rest.slice(at)
    looked = Math.max(0, looked - at)
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

async function mergedIn(part: ArchiveEntry): Promise<string[]> {
  const ranges: string[] = []
  for await (const element of elements(part, 'mergeCell')) ranges.push(attribute(element, 'ref'))
  return ranges
}

async function* rowsOf(
  part: ArchiveEntry,
  words: readonly string[],
  heard?: (bytes: number) => void,
): AsyncGenerator<Row> {
  let number = 0
  for await (const element of elements(part, 'row', heard)) {
    for (const row of tagged(element, 'row')) {
      number = Number(attribute(row.attributes, 'r')) || number + 1
      const cells: string[] = []
      for (const { attributes, content } of tagged(row.content, 'c')) {
        const column = columnOf(attribute(attributes, 'r')) ?? cells.length
        while (cells.length < column) cells.push('')
        cells[column] = valueOf(attribute(attributes, 't'), content, words)
      }
      if (cells.some(cell => cell !== '')) yield { number, cells }
    }
  }
}

const starts = new Map<string, RegExp>()

/** Finds start tags of a name, whatever prefix a program puts before it; where it looks from is set before each use. */
function startOf(name: string): RegExp {
  const known = starts.get(name)
  if (known) return known
  const made = new RegExp(`<((?:\\w+:)?${name})(?=[\\s/>])`, 'g')
  starts.set(name, made)
  return made
}

/** An element of XML: what stands in its start tag, and between that and its end tag. */
interface Tagged {
  readonly attributes: string
  readonly content: string
}

/** The elements of one name, one after another; stops at one that never ends, so that no text is looked at twice. */
function* tagged(xml: string, name: string): Generator<Tagged> {
  const start = startOf(name)
  let at = 0
  for (;;) {
    start.lastIndex = at
    const found = start.exec(xml)
    if (!found) return
    const close = xml.indexOf('>', found.index)
    if (close < 0) return
    const attributes = xml.slice(found.index + found[0].length, close)
    if (xml[close - 1] === '/') {
      yield { attributes, content: '' }
      at = close + 1
      continue
    }
    const closing = `</${found[1] ?? ''}>`
    const end = xml.indexOf(closing, close)
    if (end < 0) return
    yield { attributes, content: xml.slice(close + 1, end) }
    at = end + closing.length
  }
}

function valueOf(type: string, content: string, words: readonly string[]): string {
  if (type === 'inlineStr') return spoken(content)
  const [value] = tagged(content, 'v')
  return type === 's' ? (words[Number(value?.content)] ?? '') : unescaped(value?.content ?? '')
}

async function sharedWords(part: ArchiveEntry): Promise<string[]> {
  const words: string[] = []
  for await (const element of elements(part, 'si')) words.push(spoken(element))
  return words
}

// How words are to be pronounced (rPh) is not part of them; runs of words (r) are.
function spoken(content: string): string {
  let text = ''
  for (const part of content.split(/<(?=(?:\w+:)?rPh[\s>])/)) {
    const pronounced = /^(?:\w+:)?rPh/.test(part)
    const from = pronounced ? part.lastIndexOf('rPh>') : 0
    for (const run of tagged(pronounced ? part.slice(Math.max(from, 0)) : part, 't')) text += run.content
  }
  return unescaped(text)
}

function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

const attributePatterns = new Map<string, RegExp>()

function attribute(tag: string, name: string): string {
  let pattern = attributePatterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    attributePatterns.set(name, pattern)
  }
  const found = pattern.exec(tag)
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
