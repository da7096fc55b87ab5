import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { AppError } from '../errors.ts'
import { megabytes } from './file-nature.ts'
import { maximumArchiveEntries, maximumUnpackedBytes, maximumUnpackedRatio } from './limits.ts'
import type { OpenBytes } from './text.ts'

/** A file within a zip file. */
export interface ArchiveEntry {
  readonly name: string
  /** Its size when unpacked. */
  readonly bytes: number
  /** Reads its unpacked bytes from their beginning. */
  readonly read: OpenBytes
}

/** A zip file, looked through and found harmless. */
export interface Archive {
  readonly entries: readonly ArchiveEntry[]
  close(): void
}

/** What a zip file may unpack to. */
export interface UnpackLimits {
  /** The most bytes in all. */
  readonly bytes: number
  /** How many times its packed size a part may be. */
  readonly ratio: number
}

const published: UnpackLimits = { bytes: maximumUnpackedBytes, ratio: maximumUnpackedRatio }

/**
 * Opens a zip file. Its list of contents is checked before anything is unpacked, and what is unpacked may not be longer
 * than the list says.
 *
 * @param file - path of the file
 * @param limits - what it may unpack to
 * @returns its files, in the order of the list; folders are left out. Close it when done
 * @throws {AppError} when it is damaged or cut off, locked with a password, or would unpack to far more than it seems
 */
export async function openArchive(file: string, limits: UnpackLimits = published): Promise<Archive> {
  const zip = await openPromise(file, { autoClose: false }).catch(broken)
  try {
    const entries: ArchiveEntry[] = []
    let total = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      total += entry.uncompressedSize
      refuseBomb(entry, total, entries.length, limits)
      entries.push({
        name: entry.fileName,
        bytes: entry.uncompressedSize,
        read: () => bytesOf(zip, entry),
      })
    }
    return {
      entries,
      close() {
        zip.close()
      },
    }
  } catch (error) {
    zip.close()
    return broken(error)
  }
}

function refuseBomb(entry: Entry, total: number, before: number, limits: UnpackLimits): void {
  if (before >= maximumArchiveEntries) {
    throw new AppError(
      'zip-bomb',
      422,
      `The zip file holds more than ${maximumArchiveEntries} files. Expected a few.`,
    )
  }
  if (total > limits.bytes) {
    throw new AppError(
      'zip-bomb',
      422,
      `The zip file would unpack to more than ${megabytes(limits.bytes)}, so it was not opened. Zip only the table that you need.`,
    )
  }
  if (entry.uncompressedSize > 1024 * 1024 && entry.uncompressedSize > entry.compressedSize * limits.ratio) {
    throw new AppError(
      'zip-bomb',
      422,
      `The zip file would unpack to more than ${limits.ratio} times its size, as no table does, so it was not opened.`,
    )
  }
}

async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) {
    throw new AppError('locked-file', 422, 'The zip file is locked with a password. Save it without one.')
  }
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>
  } catch (error) {
    broken(error)
  }
}

function asBroken(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError(
    'broken-zip',
    422,
    'The zip or XLSX file is damaged or was cut off while it was downloaded: its contents cannot be unpacked. Download it again.',
  )
}

function broken(error: unknown): never {
  throw asBroken(error)
}
