import { open, stat } from 'node:fs/promises'
import { AppError } from '../errors.ts'
import { maximumFileBytes } from './limits.ts'

/** What a file is by its first bytes. */
export type FileNature = 'text' | 'json' | 'zip'

const magics: readonly { readonly starts: readonly number[]; readonly is: string }[] = [
  { starts: [0x25, 0x50, 0x44, 0x46], is: 'a PDF document' },
  { starts: [0x89, 0x50, 0x4e, 0x47], is: 'a picture (PNG)' },
  { starts: [0xff, 0xd8, 0xff], is: 'a picture (JPEG)' },
  { starts: [0x47, 0x49, 0x46, 0x38], is: 'a picture (GIF)' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], is: 'an old Excel file (.xls) or one locked with a password' },
  { starts: [0x1f, 0x8b], is: 'a file packed with gzip' },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], is: 'a file packed with 7-Zip' },
  { starts: [0x52, 0x61, 0x72, 0x21], is: 'a file packed with RAR' },
  { starts: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], is: 'a database (SQLite or GeoPackage)' },
  { starts: [0x50, 0x41, 0x52, 0x31], is: 'a Parquet file' },
  { starts: [0x00, 0x00, 0x27, 0x0a], is: 'part of a shapefile' },
]

/**
 * Looks at a file's first bytes; its name is not trusted.
 *
 * @param file - path of the file
 * @param limit - the most bytes that are taken in
 * @returns what it is, and its size
 * @throws {AppError} a sentence saying what was found, when the file is empty, too large, or neither text nor a zip file
 */
export async function natureOfFile(
  file: string,
  limit = maximumFileBytes,
): Promise<{ readonly nature: FileNature; readonly bytes: number }> {
  const { size } = await stat(file)
  if (size === 0) throw new AppError('empty-file', 422, 'The file is empty: it has no bytes at all.')
  if (size > limit) {
    throw new AppError(
      'huge-file',
      413,
      `The file is ${megabytes(size)}; the most that can be loaded is ${megabytes(limit)}. ` +
        'Download the part for your own area, or a zip file of it.',
    )
  }
  const start = await firstBytes(file, 4096)
  if (starts(start, [0x50, 0x4b, 0x03, 0x04])) return { nature: 'zip', bytes: size }
  if (starts(start, [0x50, 0x4b, 0x05, 0x06])) {
    throw new AppError('empty-file', 422, 'The zip file is empty: it has nothing in it.')
  }
  const found = magics.find(magic => starts(start, magic.starts))
  if (found) {
    throw new AppError(
      'binary-file',
      422,
      `This is ${found.is}. Expected a table (CSV or XLSX), boundaries (GeoJSON) or a zip file of them.`,
    )
  }
  const first = start
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
  if (first === '' && size <= start.length) {
    throw new AppError('empty-file', 422, 'The file is empty: it has nothing but blanks.')
  }
  return { nature: /^[{[]/.test(first) ? 'json' : 'text', bytes: size }
}

function starts(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}

async function firstBytes(file: string, count: number): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/**
 * A size for people.
 *
 * @param bytes - the size
 * @returns such as `104 MB`
 */
export function megabytes(bytes: number): string {
  const size = bytes / 1_000_000
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} MB`
}
