import { AppError } from '../../platform/errors.ts'
import { textOf } from '../../platform/tables/text.ts'
import type { GtfsFile } from './gtfs-files.ts'
import { badRow } from './gtfs-values.ts'

const longestRow = 1_000_000

/** What to read of a file: the columns that it must have, and those that it may have. */
export interface Columns {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

/** How far reading has got, and whether to stop. */
export interface Reading {
  /** Is told how many more bytes were read. */
  readonly heard: (bytes: number) => void
  readonly signal: AbortSignal | undefined
  /** The most rows of one file. */
  readonly mostRows: number
}

/**
 * Reads a file of a timetable row by row, without keeping it. Most rows hold no quotes and are cut at their commas:
 * the calls of a whole region are a gigabyte of text, several times what a general reader takes in a minute.
 *
 * @param file - the file
 * @param columns - what to read of it
 * @param reading - progress, cancelling and limits
 * @param each - is given the row's cells, required columns first, then optional ones, in the order asked for, blanks
 * around them removed and '' where a column is missing; and the row's number as a spreadsheet counts it. The array is
 * used again for the next row
 * @returns how many rows there were below the heading
 * @throws {AppError} when a required column is missing, a row is cut off, or there are too many rows
 */
export async function readRows(
  file: GtfsFile,
  columns: Columns,
  reading: Reading,
  each: (cells: readonly string[], row: number) => void,
): Promise<number> {
  const wanted = [...columns.required, ...columns.optional]
  const cells = wanted.map(() => '')
  const heading: { places: readonly number[] | null; width: number } = { places: null, width: 0 }
  let row = 0
  let rows = 0

  const take = (parts: readonly string[]): void => {
    row++
    if (parts.length === 1 && parts[0]?.trim() === '') return
    if (heading.places === null) {
      heading.places = placesOf(file.name, parts, columns)
      heading.width = parts.length
      return
    }
    if (++rows > reading.mostRows) throw tooManyRows(file.name, reading.mostRows)
    for (let at = 0; at < wanted.length; at++) {
      const place = heading.places[at] as number
      const cell = place < 0 ? '' : parts[place]
      if (cell === undefined) {
        if (at < columns.required.length) {
          throw badRow(
            file.name,
            row,
            `it has ${parts.length} cells where the heading has ${heading.width}. The file may have been cut short.`,
          )
        }
        cells[at] = ''
      } else cells[at] = cell.trim()
    }
    each(cells, row)
  }

  let rest = ''
  // Where a quoted cell holds line breaks, its row goes on over several lines.
  let open: string[] = []
  let openLength = 0
  const line = (text: string): void => {
    const closed = quotesAreClosed(text)
    if (open.length === 0 && closed) {
      take(text.includes('"') ? quotedCells(text) : text.split(','))
      return
    }
    open.push(text)
    openLength += text.length + 1
    if (openLength > longestRow) throw badRow(file.name, row + 1, 'it never ends.')
    if (closed || open.length === 1) return
    const whole = open.join('\n')
    open = []
    openLength = 0
    take(quotedCells(whole))
  }
  let before = 0
  for await (const part of textOf(file.read, 'utf-8', bytes => {
    reading.heard(bytes - before)
    before = bytes
  })) {
    reading.signal?.throwIfAborted()
    const text = rest + part
    let start = 0
    for (;;) {
      const end = text.indexOf('\n', start)
      if (end < 0) break
      line(text.slice(start, end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end))
      start = end + 1
    }
    rest = text.slice(start)
    if (rest.length > longestRow) throw badRow(file.name, row + 1, 'it never ends.')
  }
  if (rest !== '') line(rest.endsWith('\r') ? rest.slice(0, -1) : rest)
  if (open.length > 0) {
    throw badRow(file.name, row + 1, 'a quoted cell never ends. The file may have been cut short.')
  }
  if (heading.places === null) {
    throw new AppError('broken-timetable', 422, `${file.name} is empty: it has no heading and no rows.`)
  }
  return rows
}

function placesOf(file: string, heading: readonly string[], columns: Columns): number[] {
  const names = heading.map(name =>
    name
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  )
  for (const name of columns.required) {
    if (!names.includes(name)) {
      throw new AppError(
        'broken-timetable',
        422,
        `${file} has no column ${name}, so it is not a timetable in the GTFS format. Its heading reads: ` +
          `${names.join(', ').slice(0, 200)}.`,
      )
    }
  }
  return [...columns.required, ...columns.optional].map(name => names.indexOf(name))
}

function quotesAreClosed(text: string): boolean {
  let closed = true
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) closed = !closed
  return closed
}

function quotedCells(text: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  cells.push(cell)
  return cells
}

function tooManyRows(file: string, most: number): AppError {
  return new AppError(
    'huge-timetable',
    422,
    `${file} has more than ${most.toLocaleString('en-GB')} rows. Load the timetable of your own region.`,
  )
}
