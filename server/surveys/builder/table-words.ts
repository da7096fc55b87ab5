import { cleanText, type QuestionKind } from '../../model/survey.ts'

const columns = [
  'section',
  'page',
  'key',
  'kind',
  'question',
  'hint',
  'options',
  'required',
  'condition',
  'minimum',
  'maximum',
  'unit',
  'easy words',
] as const
/** A heading that a table of questions may have. */
export type Column = (typeof columns)[number]

/** What each kind of question is called, here and by other programs. */
export const kindNames: Readonly<Record<QuestionKind, readonly string[]>> = {
  one: [
    'one',
    'one choice',
    'single choice',
    'single',
    'radio',
    'radios',
    'radio buttons',
    'dropdown',
    'select',
  ],
  several: [
    'several',
    'several choices',
    'checkbox',
    'checkboxes',
    'tick boxes',
    'multi-select',
    'select all',
  ],
  agreement: ['agreement', 'agree', 'likert', 'five-point scale'],
  'agreement-list': ['agreement-list', 'agreement list', 'agreement with each', 'matrix', 'grid'],
  ranking: ['ranking', 'rank', 'rank order'],
  number: ['number', 'numeric', 'integer', 'whole number'],
  date: ['date'],
  text: ['text', 'short text', 'single line', 'line'],
  'long-text': ['long-text', 'long text', 'comment', 'comments', 'open', 'open text', 'paragraph', 'essay'],
  postcode: ['postcode'],
  file: ['file', 'upload', 'file upload'],
}

const anythingElse = /^other(?:[,:]? ?\(?please (?:say|specify|state|write)[^|]{0,20}\)?)?\.?$/i

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'required', 'mandatory'])
const no = new Set(['', 'no', 'n', 'false', '0', 'optional'])

/**
 * The kind that a word means.
 *
 * @param typed - the word; '' where none is written
 * @param hasOptions - whether there are answers to choose from, which decides where no word is written
 * @returns the kind; null when the word is not known
 */
export function kindFrom(typed: string, hasOptions: boolean): QuestionKind | null {
  const word = typed.toLowerCase()
  if (word === '') return hasOptions ? 'one' : 'long-text'
  const found = Object.entries(kindNames).find(([, names]) => names.includes(word))
  return found === undefined ? null : (found[0] as QuestionKind)
}

/**
 * Where each column stands.
 *
 * @param cells - the first row
 * @returns places from 0; null for a plain list of questions without headings
 */
export function placesOf(cells: readonly string[]): ReadonlyMap<Column, number> | null {
  const named = cells.map(cell => cleanText(cell).toLowerCase())
  const places = new Map(
    columns.flatMap(column => (named.includes(column) ? [[column, named.indexOf(column)] as const] : [])),
  )
  return places.has('question') ? places : null
}

/**
 * What of a table is not read, so that nobody believes it was.
 *
 * @param rows - the cells of each row from the top, blank rows too
 * @returns each part that holds something and is left, and why; nothing when all of it is read
 */
export function leftColumns(
  rows: readonly (readonly string[])[],
): readonly { readonly where: string; readonly why: string }[] {
  const filled = rows.map(cells => cells.map(cell => cleanText(cell))).filter(cells => cells.some(Boolean))
  const [first = []] = filled
  const places = placesOf(first)
  const widest = Math.max(0, ...filled.map(cells => cells.length))
  const read = new Set(places === null ? [0] : places.values())
  const left = Array.from({ length: widest }, (_, at) => at).filter(
    at => !read.has(at) && filled.some(cells => (cells[at] ?? '') !== ''),
  )
  if (left.length === 0) return []
  if (places === null)
    return [{ where: 'Every column but the first', why: 'the first row has no heading “question”' }]
  return left.map(at => {
    const heading = (first[at] ?? '').replace(/\s+/g, ' ').slice(0, 60)
    return heading === ''
      ? { where: `Column ${at + 1}`, why: 'it has no heading' }
      : columns.some(column => column === heading.toLowerCase())
        ? { where: `Column ${at + 1}, “${heading}”`, why: 'this heading stands in an earlier column too' }
        : { where: `Column ${at + 1}, “${heading}”`, why: 'this heading is not known' }
  })
}

/**
 * Whether an answer is "Other, please say".
 *
 * @param text - its words
 * @returns true when it leaves the answer to whoever gives it
 */
export function isAnythingElse(text: string): boolean {
  return anythingElse.test(text)
}

/**
 * Reads a yes or no.
 *
 * @param typed - as it was written; '' is no
 * @returns null when it is neither
 */
export function yesOrNo(typed: string): boolean | null {
  const word = typed.toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : null
}
