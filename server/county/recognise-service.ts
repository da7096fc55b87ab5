import path from 'node:path'
import { AppError } from '../platform/errors.ts'
import { openDataFile, type DataFile, type ShapesPart, type TablePart } from '../platform/tables/data-file.ts'
import type { Row } from '../platform/tables/row.ts'
import { sha256OfFile } from '../platform/uploads.ts'
import { recogniseAreas } from './layouts/areas.ts'
import { tidied } from './layouts/columns.ts'
import { expected, recognisers } from './layouts/known.ts'
import type { Heading, NotNeeded, ShapesReading, TableReading } from './layouts/layout.ts'

/** How far down a table its header is looked for. */
const titleRows = 40

/** Rows below the header that a recogniser may look at. */
const sampleRows = 20

/** Columns that are looked at; the widest published table has some two hundred. */
const widestTable = 2_000

/** A table of a file, recognised. */
export interface FoundTable {
  readonly is: 'table'
  readonly part: string
  readonly reading: Exclude<TableReading, NotNeeded>
  /** Number of the last row before the figures; 0 where there is no header. */
  readonly headerRow: number
}

/** Shapes of a file, recognised. */
export interface FoundShapes {
  readonly is: 'shapes'
  readonly part: string
  readonly reading: Exclude<ShapesReading, NotNeeded>
}

/** A file that was recognised by its contents. */
export interface FoundFile {
  readonly path: string
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  /** What of it is used: one part, or several of postcodes. Empty when nothing of it is needed. */
  readonly parts: readonly (FoundTable | FoundShapes)[]
  /** Why nothing of it is needed; null when something is. */
  readonly notNeeded: string | null
}

/**
 * Finds what a file is by its contents. Its name is used for telling the year where the contents do not, and for
 * nothing else.
 *
 * @param file - where the file is
 * @param fileName - its name as people know it
 * @returns what it is
 * @throws {AppError} a sentence saying what was expected and what was found
 */
export async function recogniseFile(file: string, fileName: string): Promise<FoundFile> {
  const data = await openDataFile(file)
  try {
    const found: (FoundTable | FoundShapes)[] = []
    const notNeeded: NotNeeded[] = []
    const seen: string[] = []
    for (const part of data.parts) {
      const one =
        part.is === 'shapes' ? await recogniseShapes(part) : await recogniseTable(part, fileName, seen)
      if (one === null) continue
      if ('content' in one) notNeeded.push(one)
      else found.push(one)
    }
    const parts = partsToUse(found, data)
    if (parts.length === 0 && notNeeded.length === 0) throw unrecognised(data, seen)
    return {
      path: file,
      fileName: path.basename(fileName),
      sha256: await sha256OfFile(file),
      bytes: data.bytes,
      parts,
      notNeeded: parts.length > 0 ? null : (notNeeded[0]?.sentence ?? ''),
    }
  } finally {
    data.close()
  }
}

async function recogniseTable(
  part: TablePart,
  fileName: string,
  seen: string[],
): Promise<FoundTable | NotNeeded | null> {
  const rows: Row[] = []
  for await (const row of part.rows()) {
    rows.push(row)
    if (rows.length >= titleRows + sampleRows) break
  }
  const hints = `${part.name} ${fileName}`
  for (const [at, row] of rows.slice(0, titleRows).entries()) {
    const heading: Heading = {
      cells: row.cells.slice(0, widestTable).map(tidied),
      above: rows.slice(0, at),
      below: rows.slice(at + 1, at + 1 + sampleRows),
      hints,
    }
    for (const recognise of recognisers) {
      const reading = recognise(heading)
      if (reading?.content === 'not-needed') return reading
      // A layout without a header is recognised by its first row, which has to be read again.
      if (reading)
        return {
          is: 'table',
          part: part.name,
          reading,
          headerRow: isHeadless(reading) ? row.number - 1 : row.number,
        }
    }
  }
  const widest = rows.reduce<readonly string[]>(
    (most, row) => (filled(row.cells) > filled(most) ? row.cells : most),
    [],
  )
  if (widest.length > 0) seen.push(widest.slice(0, 6).map(tidied).join(', ').slice(0, 120))
  return null
}

function isHeadless(reading: TableReading): boolean {
  return reading.content === 'postcodes' && reading.title === 'Code-Point Open'
}

function filled(cells: readonly string[]): number {
  return cells.filter(cell => cell.trim() !== '').length
}

async function recogniseShapes(part: ShapesPart): Promise<FoundShapes | NotNeeded | null> {
  for await (const shape of part.shapes(() => undefined)) {
    const reading = recogniseAreas(shape)
    if (reading === null) return null
    return reading.content === 'not-needed' ? reading : { is: 'shapes', part: part.name, reading }
  }
  throw new AppError('empty-file', 422, 'The boundary file has no shapes in it.')
}

/**
 * A workbook or zip file may hold several tables that fit, such as one for each year: the latest is used, then the one
 * preferred, then the largest. Postcodes come cut into postcode areas, which are used together.
 */
function partsToUse(
  found: readonly (FoundTable | FoundShapes)[],
  data: DataFile,
): (FoundTable | FoundShapes)[] {
  const size = (one: FoundTable | FoundShapes): number =>
    data.parts.find(part => part.name === one.part)?.bytes ?? 0
  const best = [...found].sort(
    (a, b) =>
      b.reading.period.localeCompare(a.reading.period) ||
      b.reading.preference - a.reading.preference ||
      size(b) - size(a) ||
      a.part.localeCompare(b.part),
  )[0]
  if (!best) return []
  if (best.reading.content !== 'postcodes') return [best]
  const alike = found.filter(one => one.reading.title === best.reading.title)
  const rest = alike.filter(one => one !== best).reduce((sum, one) => sum + size(one), 0)
  // The whole directory lies beside its cut copy in ONS downloads: then the whole one is enough.
  return alike.length > 2 && size(best) > rest * 0.5 ? [best] : alike
}

function unrecognised(data: DataFile, seen: readonly string[]): AppError {
  const found =
    data.parts.length === 0
      ? `a zip file with no table in it${data.passedOver.length > 0 ? ` (${data.passedOver.slice(0, 3).join(', ')})` : ''}`
      : data.parts.some(part => part.is === 'shapes')
        ? 'shapes whose properties hold no area code'
        : seen.length > 0
          ? `a table with the columns “${seen[0] ?? ''}”`
          : 'no table'
  return new AppError(
    'unrecognised-file',
    422,
    `This file was not recognised. Found ${found}. Expected ${expected}.`,
  )
}
