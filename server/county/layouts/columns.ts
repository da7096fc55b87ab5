import type { Heading } from './layout.ts'

/**
 * A header cell as it is compared: blanks and line breaks made single, a byte order mark and the Census's
 * `; measures: Value` taken off.
 *
 * @param cell - as the file has it
 * @returns the name
 */
export function tidied(cell: string): string {
  return cell
    .replace(/^\ufeff/, '')
    .replace(/\s+/g, ' ')
    .replace(/;\s*measures?: ?value$/i, '')
    .trim()
}

/**
 * Finds a column by its name.
 *
 * @param heading - the header
 * @param patterns - tried in order; the first column that fits the first fitting pattern is meant
 * @returns the column's place from 0; -1 when there is none
 */
export function column(heading: Heading, ...patterns: readonly RegExp[]): number {
  for (const pattern of patterns) {
    const at = heading.cells.findIndex(cell => pattern.test(cell))
    if (at >= 0) return at
  }
  return -1
}

/**
 * A cell of a row.
 *
 * @param cells - the row
 * @param at - the column's place; -1 for a column that the file does not have
 * @returns its text without blanks around it; '' when there is none
 */
export function cell(cells: readonly string[], at: number): string {
  return (cells[at] ?? '').trim()
}

/**
 * A cell, or null when it is empty.
 *
 * @param cells - the row
 * @param at - the column's place
 * @returns its text; null when there is none
 */
export function cellOrNull(cells: readonly string[], at: number): string | null {
  const text = cell(cells, at)
  return text === '' ? null : text
}

/** How published tables write that a figure is withheld or missing. */
const withheld = /^(|-|–|\.+|:|\*+|x|c|z|u|na|n\/a|null|#n\/a|\[[a-z]\])$/i

/**
 * A number as published tables write it: `1,234`, `8.00`, `12%`.
 *
 * @param text - the cell
 * @returns the number; null when it is withheld or missing; undefined when it is not a number
 */
export function numberFrom(text: string): number | null | undefined {
  const bare = text.trim()
  if (withheld.test(bare)) return null
  // A lone sign is no number: read as one, it would be 0.
  if (!/^(?=.*\d)[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?%?$/i.test(bare)) return undefined
  const value = Number(bare.replaceAll(',', '').replace('%', ''))
  return Number.isFinite(value) ? value : undefined
}

/**
 * What codes the first rows hold, by how they begin.
 *
 * @param heading - the header with the rows below it
 * @param at - the column of codes
 * @returns the level of most of them; null when they are no official codes
 */
export function levelOf(
  heading: Heading,
  at: number,
): 'output area' | 'LSOA' | 'MSOA' | 'district' | 'ward' | 'larger area' | null {
  const levels = heading.below
    .map(row => /\b([EWSN]\d{2})\d{6}\b/.exec(cell(row.cells, at))?.[1]?.slice(1))
    .filter(level => level !== undefined)
  const first = levels[0]
  if (first === undefined) return null
  if (first === '00') return 'output area'
  if (first === '01') return 'LSOA'
  if (first === '02') return 'MSOA'
  if (first === '05') return 'ward'
  return ['06', '07', '08', '09'].includes(first) ? 'district' : 'larger area'
}

/**
 * The year that the words around a table name.
 *
 * @param heading - the header
 * @param pattern - with the year as its first group
 * @returns the latest year named in the titles, else in the hints; null when none is
 */
export function yearFrom(heading: Heading, pattern: RegExp): string | null {
  const titles = heading.above.map(row => row.cells.join(' ')).join(' ')
  for (const words of [titles, heading.hints]) {
    const years = [...words.matchAll(new RegExp(pattern, 'gi'))].map(found => found[1] ?? '')
    if (years.length > 0) return years.sort().at(-1) ?? null
  }
  return null
}
