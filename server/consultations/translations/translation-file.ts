import { parse } from 'csv-parse/sync'
import { AppError } from '../../platform/errors.ts'
import { languageOf } from '../../platform/languages.ts'
import { sentenceKey } from '../../platform/sentences.ts'
import { elementsCalled, readXml, textOf, type XmlElement } from './xml-reading.ts'

/** The largest file that translators may hand in: 2 MB, many times what a consultation needs. */
export const largestTranslationFile = 2_000_000
const mostRows = 20_000

/** A sentence that can be translated, and where it stands. */
export interface TranslationUnit {
  /** In English, as `sentenceKey` writes it. */
  readonly source: string
  /** Where it stands, for the translator. */
  readonly context: string
}

/** One row of a translator's file. */
export interface TranslatedRow {
  /** Line of the table or number of the unit, from 1; for the report. */
  readonly row: number
  readonly source: string
  /** '' where it is not translated. */
  readonly words: string
  /** Whether a machine translated it; null where the file doesn't say. */
  readonly machine: boolean | null
  /** What the row itself has that cannot be read; null when all is well. */
  readonly problem: string | null
}

const refuse = (sentence: string): AppError => new AppError('unreadable-file', 422, sentence)

/**
 * Reads what a translator hands in: a CSV table or an XLIFF file (1.2, 2.0 or 2.1).
 *
 * @param bytes - the file
 * @param language - into which it should be, as BCP 47; not looked at unless given
 * @returns its rows
 * @throws {AppError} 422 with a sentence when the file cannot be read, or says that it is in another language
 */
export function readTranslationFile(bytes: Uint8Array, language?: string): TranslatedRow[] {
  if (bytes.length > largestTranslationFile) throw refuse('The file is larger than 2 MB.')
  if (bytes.length === 0) throw refuse('The file is empty.')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('The file is not saved as UTF-8. In a spreadsheet choose “CSV UTF-8” when you save it.')
  }
  if (text.includes('\u0000')) throw refuse('The file is not text. Save it as CSV UTF-8 or XLIFF.')
  const rows = text.trimStart().startsWith('<') ? rowsOfXliff(text, language) : rowsOfCsv(text)
  if (rows.length > mostRows) throw refuse('The file has too many rows.')
  return rows
}

const columnNames = {
  source: /^(?:english|source)$/i,
  words: /^(?:translation|target)$/i,
  machine: /^machine$/i,
} as const

// A spreadsheet's apostrophe that keeps a cell from being run as a formula.
const withoutGuard = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')

function yesOrNo(cell: string): boolean | null {
  if (/^(?:yes|y|true|1)$/i.test(cell.trim())) return true
  return /^(?:no|n|false|0)$/i.test(cell.trim()) ? false : null
}

function rowsOfCsv(text: string): TranslatedRow[] {
  const [heading = ''] = text.split(/\r?\n/, 1)
  const count = (sign: string): number => heading.split(sign).length
  const delimiter = [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ','
  let table: string[][]
  try {
    table = parse(text, { bom: true, delimiter, relax_column_count: true, max_record_size: 100_000 })
  } catch {
    throw refuse('The table cannot be read: a quotation mark is missing somewhere, or a row never ends.')
  }
  const [names = [], ...rows] = table
  const at = (wanted: RegExp): number => names.findIndex(name => wanted.test(name.trim()))
  const [source, words, machine] = [at(columnNames.source), at(columnNames.words), at(columnNames.machine)]
  if (source < 0 || words < 0) throw refuse('The table needs the columns “English” and “Translation”.')
  return rows.map((cells, index) => {
    const marked = machine < 0 ? '' : (cells[machine] ?? '')
    return {
      row: index + 2,
      source: sentenceKey(withoutGuard(cells[source] ?? '')),
      words: withoutGuard(cells[words] ?? '').trim(),
      machine: yesOrNo(marked),
      problem:
        marked.trim() !== '' && yesOrNo(marked) === null ? 'The column “Machine” must be yes or no.' : null,
    }
  })
}

function rowsOfXliff(text: string, language: string | undefined): TranslatedRow[] {
  const root = readXml(text)
  if (root.name !== 'xliff') throw refuse('The file is not an XLIFF file.')
  const into = [root, ...elementsCalled(root, 'file')].flatMap(
    ({ attributes }) => attributes.get('trgLang') ?? attributes.get('target-language') ?? [],
  )
  if (language !== undefined && into.some(code => languageOf(code)?.code !== language))
    throw refuse('The file says that it is in another language. Bring it in on the page of that language.')
  const units = [...elementsCalled(root, 'trans-unit'), ...elementsCalled(root, 'segment')]
  const inner = (unit: XmlElement, name: string): XmlElement | undefined =>
    unit.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)
  return units.map((unit, index) => {
    const [source, target] = [inner(unit, 'source'), inner(unit, 'target')]
    const [english, words] = [source && textOf(source), target ? textOf(target) : '']
    const qualifier = target?.attributes.get('state-qualifier') ?? unit.attributes.get('subState') ?? ''
    return {
      row: index + 1,
      source: sentenceKey(english ?? ''),
      words: (words ?? '').trim(),
      machine: qualifier === '' ? null : /mt-suggestion|machine/.test(qualifier),
      problem: english === null || words === null ? 'It holds tags of the translation program.' : null,
    }
  })
}

/** A unit with what is known of its translation, for a file. */
export interface UnitToWrite extends TranslationUnit {
  readonly words: string
  readonly machine: boolean
}

/**
 * The rows of a table for translators.
 *
 * @param units - what can be translated, with what is known
 * @returns heading first
 */
export function translationTable(units: readonly UnitToWrite[]): string[][] {
  return [
    ['English', 'Where it stands', 'Translation', 'Machine'],
    ...units.map(unit => [
      unit.source,
      unit.context,
      unit.words,
      unit.words === '' ? '' : unit.machine ? 'yes' : 'no',
    ]),
  ]
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/**
 * An XLIFF 1.2 file for translation programs.
 *
 * @param language - BCP 47
 * @param name - what is translated
 * @param units - what can be translated, with what is known
 * @returns the file's text
 */
export function translationXliff(language: string, name: string, units: readonly UnitToWrite[]): string {
  const lines = units.map((unit, at) => {
    const target =
      unit.words === ''
        ? '<target state="new"/>'
        : unit.machine
          ? `<target state="needs-review-translation" state-qualifier="mt-suggestion">${escapeXml(unit.words)}</target>`
          : `<target state="translated" state-qualifier="exact-match">${escapeXml(unit.words)}</target>`
    return `<trans-unit id="${at + 1}"><source>${escapeXml(unit.source)}</source>${target}<note>${escapeXml(unit.context)}</note></trans-unit>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
    `<file original="${escapeXml(name)}" source-language="en" target-language="${escapeXml(language)}" datatype="plaintext"><body>`,
    ...lines,
    '</body></file>',
    '</xliff>',
    '',
  ].join('\n')
}
