import type { Db } from '../../db/index.ts'
import { AppError } from '../../platform/errors.ts'
import type { Progress } from '../../platform/jobs.ts'
import type { DataFile, ShapesPart, TablePart } from '../../platform/tables/data-file.ts'
import type { County } from '../county.ts'
import type { Dataset, Refusal } from '../dataset.ts'
import type { RowReading } from '../layouts/layout.ts'
import type { PublishedSite, StoredSites } from '../published-site.ts'
import type { FoundFile, FoundShapes, FoundTable } from '../recognise-service.ts'

/** Stores the places of a file in the register of sites, which is another room's. */
export type StoreSites = (
  tx: Db,
  countyId: string,
  datasetId: string,
  sites: readonly PublishedSite[],
) => Promise<StoredSites>

/** What an import works with. */
export interface ImportContext {
  readonly db: Db
  readonly county: County
  readonly file: FoundFile
  readonly data: DataFile
  /** The county's imports whose figures are in use. */
  readonly current: readonly Dataset[]
  /** ISO UTC. */
  readonly now: string
  readonly storeSites: StoreSites
  readonly progress: Progress
  readonly signal: AbortSignal | null
}

/** What was read of a file, ready to be stored. */
export interface Gathered {
  /** What its rows are of, such as `LSOA 2011`. */
  readonly geography: string
  /** What was done to its figures; null when they are as published. */
  readonly method: string | null
  readonly tally: Tally
  /** Stores what was read; the import is recorded already. */
  readonly store: (tx: Db, datasetId: string) => Promise<void>
}

/** Counts what became of a file's rows. */
export interface Tally {
  taken: number
  outside: number
  refused: number
  readonly refusals: Refusal[]
  /** Reason → rows that were rightly passed over, such as postcodes no longer in use. */
  readonly passed: Map<string, number>
}

/**
 * A fresh count.
 *
 * @returns all zero
 */
export function newTally(): Tally {
  return { taken: 0, outside: 0, refused: 0, refusals: [], passed: new Map() }
}

/**
 * Counts a row that cannot be used.
 *
 * @param tally - the count
 * @param row - its number
 * @param reason - why, as the end of a sentence
 */
export function refuse(tally: Tally, row: number, reason: string): void {
  tally.refused++
  if (tally.refusals.length < 200) tally.refusals.push({ row, reason })
}

/**
 * Reads the rows of a table, with progress; counts those that cannot be used and those rightly passed over.
 *
 * @param context - the import
 * @param found - the table
 * @param read - reads a row
 * @param tally - counts what is not yielded
 * @yields the rows that can be used, with their numbers
 * @throws {AppError} when the table stops in the middle of a row
 */
export async function* recordsOf<Record>(
  context: ImportContext,
  found: FoundTable,
  read: (cells: readonly string[]) => RowReading<Record>,
  tally: Tally,
): AsyncGenerator<{ readonly row: number; readonly record: Record }> {
  const part = partOf(context, found) as TablePart
  let width = 0
  let last: { readonly number: number; readonly cells: readonly string[] } | null = null
  let before = 0
  for await (const row of part.rows(heardOf(context, part.bytes))) {
    if (row.number === found.headerRow || (found.headerRow === 0 && width === 0)) width = row.cells.length
    if (row.number <= found.headerRow) continue
    before = last?.cells.length ?? 0
    last = row
    const reading = read(row.cells)
    if (reading === null) continue
    if ('record' in reading) yield { row: row.number, record: reading.record }
    else if ('refused' in reading) refuse(tally, row.number, reading.refused)
    else tally.passed.set(reading.passed, (tally.passed.get(reading.passed) ?? 0) + 1)
  }
  // Footnotes are short too, but stand below a blank row or below each other, and under figures only.
  const cells = last?.cells.length ?? 0
  const least = found.reading.content === 'figures' ? 2 : 1
  if (last && before === width && cells >= least && cells < width) {
    throw new AppError(
      'truncated-file',
      422,
      `The file stops in the middle of row ${last.number}: expected ${width} columns, found ${cells}. ` +
        'It was cut off while it was downloaded or copied; download it again.',
    )
  }
}

/**
 * The part of an open file that was recognised.
 *
 * @param context - the import
 * @param found - what was recognised
 * @returns the part
 */
export function partOf(context: ImportContext, found: FoundTable | FoundShapes): TablePart | ShapesPart {
  const part = context.data.parts.find(one => one.name === found.part && one.is === found.is)
  if (!part) throw new Error(`The part ${found.part} is no longer in the file.`)
  return part
}

/**
 * Tells progress as a part is read, and stops when the person asked for it.
 *
 * @param context - the import
 * @param total - bytes of the part
 * @returns hears how many bytes have been read
 */
export function heardOf(context: ImportContext, total: number): (bytes: number) => void {
  return bytes => {
    context.signal?.throwIfAborted()
    context.progress(Math.min(bytes, total), total, `Reading ${context.file.fileName}`)
  }
}

/**
 * Whether the county's list of neighbourhoods is complete, so that a code that is not on it is another vintage's or a
 * mistake.
 *
 * @param context - the import
 * @returns true once boundaries or the lookup were loaded
 */
export function isListComplete(context: ImportContext): boolean {
  return context.current.some(dataset => dataset.kind === 'boundaries' || dataset.kind === 'lookup')
}

/**
 * Refuses a whole file of which nothing, or too little, is of the county.
 *
 * @param context - the import
 * @param tally - what became of its rows
 * @param strangers - rows of the county's districts whose neighbourhood is not on the county's list
 * @throws {AppError} when no row was taken, or so many are strangers that the file must be of another vintage
 */
export function refuseForeign(context: ImportContext, tally: Tally, strangers: number): void {
  const { county } = context
  if (strangers > 0 && strangers > 0.02 * (tally.taken + strangers)) {
    throw new AppError(
      'other-vintage',
      422,
      `${strangers} of the ${tally.taken + strangers} neighbourhoods of ${county.name} in this file are not on its list ` +
        `of ${county.vintage} areas, so the file seems to stand on another vintage.`,
    )
  }
  if (tally.taken > 0) return
  const rows = tally.outside + tally.refused
  const [first] = tally.refusals
  throw new AppError(
    'nothing-of-the-county',
    422,
    rows === 0
      ? 'The table has a header but no rows under it.'
      : tally.outside === 0 && first
        ? rows === 1
          ? `Its only row can’t be used: ${first.reason}.`
          : `None of its ${rows} rows can be used; row ${first.row}: ${first.reason}.`
        : `${rows === 1 ? 'Its only row is not' : `None of its ${rows} rows is`} of ${county.name}. Is it the file for another area?`,
  )
}
