import { createReadStream } from 'node:fs'
import { openArchive, type Archive } from './archive.ts'
import { csvRows } from './csv-rows.ts'
import { featuresOf, type CollectionHead, type Shape } from './features.ts'
import { natureOfFile } from './file-nature.ts'
import type { Row } from './row.ts'
import { encodingOf, textOf, type OpenBytes } from './text.ts'
import { isWorkbook, sheetsOf } from './workbook.ts'

/** A table within a file: a CSV file itself, a sheet of a workbook, or a CSV file within a zip file. */
export interface TablePart {
  readonly is: 'table'
  /** The sheet's or the packed file's name; '' for a CSV file itself. */
  readonly name: string
  /** Unpacked size, for telling progress. */
  readonly bytes: number
  /** A sheet that is not shown by the program that wrote it. */
  readonly hidden?: boolean
  /** Ranges of merged cells of a sheet, such as `B3:B5`. */
  merged?(): Promise<string[]>
  /** Reads its rows from the top, each time it is called. */
  rows(heard?: (bytes: number) => void): AsyncIterable<Row>
}

/** Shapes within a file: a GeoJSON file itself, or one within a zip file. */
export interface ShapesPart {
  readonly is: 'shapes'
  readonly name: string
  readonly bytes: number
  /** Reads its shapes from the first, each time it is called. */
  shapes(head: (head: CollectionHead) => void, heard?: (bytes: number) => void): AsyncIterable<Shape>
}

/** A file that is opened for reading. */
export interface DataFile {
  readonly bytes: number
  readonly parts: readonly (TablePart | ShapesPart)[]
  /** Names of packed files that are neither tables nor boundaries. */
  readonly passedOver: readonly string[]
  close(): void
}

/**
 * Opens a file of tables or boundaries: CSV in any common encoding, an XLSX workbook, GeoJSON, or a zip file of CSV and
 * GeoJSON files. Its contents decide what it is, never its name. Everything is read as a stream.
 *
 * @param file - path of the file
 * @returns its parts. Close it when done
 * @throws {AppError} a sentence saying what was expected and what was found
 */
export async function openDataFile(file: string): Promise<DataFile> {
  const { nature, bytes } = await natureOfFile(file)
  if (nature !== 'zip') {
    const read: OpenBytes = () => createReadStream(file)
    const part = nature === 'json' ? shapesPart('', bytes, read) : tablePart('', bytes, read)
    return { bytes, parts: [part], passedOver: [], close: () => undefined }
  }
  const archive = await openArchive(file)
  const close = (): void => {
    archive.close()
  }
  try {
    if (!isWorkbook(archive)) return { bytes, ...packed(archive), close }
    const parts = (await sheetsOf(archive)).map((sheet): TablePart => ({ is: 'table', ...sheet }))
    return { bytes, parts, passedOver: [], close }
  } catch (error) {
    close()
    throw error
  }
}

function packed(archive: Archive): Pick<DataFile, 'parts' | 'passedOver'> {
  const parts: (TablePart | ShapesPart)[] = []
  const passedOver: string[] = []
  for (const entry of archive.entries) {
    // What is packed has no first bytes to look at without unpacking it, so that here the ending does decide.
    if (/\.(csv|tsv)$/i.test(entry.name)) parts.push(tablePart(entry.name, entry.bytes, entry.read))
    else if (/\.(geojson|json)$/i.test(entry.name))
      parts.push(shapesPart(entry.name, entry.bytes, entry.read))
    else passedOver.push(entry.name)
  }
  return { parts, passedOver }
}

function tablePart(name: string, bytes: number, read: OpenBytes): TablePart {
  let encoding: ReturnType<typeof encodingOf> | null = null
  return {
    is: 'table',
    name,
    bytes,
    async *rows(heard) {
      encoding ??= encodingOf(read)
      yield* csvRows(textOf(read, await encoding, heard))
    },
  }
}

function shapesPart(name: string, bytes: number, read: OpenBytes): ShapesPart {
  let encoding: ReturnType<typeof encodingOf> | null = null
  return {
    is: 'shapes',
    name,
    bytes,
    async *shapes(head, heard) {
      encoding ??= encodingOf(read)
      yield* featuresOf(textOf(read, await encoding, heard), head)
    },
  }
}
