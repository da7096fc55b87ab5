import { open, type FileHandle } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { AppError } from '../../platform/errors.ts'
import { blockContent, type BlockContent } from './pbf-block.ts'
import { DamagedMessage, wireFields } from './wire.ts'

/** Bounds that the format itself sets. Source: OpenStreetMap wiki, PBF Format, "File format". */
const LARGEST_FRAME = 64 * 1024
const LARGEST_BLOB = 32 * 1024 * 1024

/** What a file may ask of its reader before it is refused; others (`LocationsOnWays`…) are optional. */
const supportedFeatures = new Set(['OsmSchema-V0.6', 'DenseNodes'])

/** A part of a file that has been unpacked. */
export interface PbfPart {
  /** Where the part stands in the file, for reading it again with {@link PbfFile.partAt}. */
  readonly offset: number
  readonly length: number
  readonly bytes: Buffer
  readonly content: BlockContent
}

const says = (code: string, sentence: string): AppError => new AppError(code, 422, sentence)
const again = 'Download the .osm.pbf file again and add the new copy.'

/**
 * An OpenStreetMap extract on disk, read part by part within bounds: no part is unpacked that is larger than the format
 * allows, however large a hostile file declares it.
 */
export class PbfFile {
  readonly size: number
  readonly #handle: FileHandle

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle
    this.size = size
  }

  /**
   * Opens a file.
   *
   * @param path - where it is
   * @returns the file; close it afterwards
   * @throws {AppError} when it is empty
   */
  static async open(path: string): Promise<PbfFile> {
    const handle = await open(path, 'r')
    const { size } = await handle.stat()
    if (size > 0) return new PbfFile(handle, size)
    await handle.close()
    throw says('roads-empty', `The roads file is empty. ${again}`)
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  /**
   * Reads the whole file, checking its frame on the way.
   *
   * @returns the parts that hold data, in the order of the file
   * @throws {AppError} when it is not a .osm.pbf, cut short, damaged, or of a kind that is not supported
   */
  async *parts(): AsyncGenerator<PbfPart> {
    let offset = 0
    let headed = false
    while (offset < this.size) {
      const frameLength = await this.#frameLength(offset, headed)
      const frame = await this.#read(offset + 4, frameLength)
      const { type, length } = this.#frame(frame, headed)
      offset += 4 + frameLength
      if (!headed && type !== 'OSMHeader') throw this.#notPbf()
      if (type === 'OSMHeader') {
        checkFeatures(unpack(await this.#read(offset, length)))
        headed = true
      } else if (type === 'OSMData') {
        yield await this.partAt(offset, length)
      }
      offset += length
    }
  }

  /**
   * Reads one part again.
   *
   * @param offset - of the part, as found before
   * @param length - of the part
   * @returns the part
   */
  async partAt(offset: number, length: number): Promise<PbfPart> {
    const bytes = unpack(await this.#read(offset, length))
    try {
      return { offset, length, bytes, content: blockContent(bytes) }
    } catch (error) {
      throw damaged(error)
    }
  }

  async #read(offset: number, length: number): Promise<Buffer> {
    if (offset + length > this.size) throw this.#cutShort()
    const buffer = Buffer.allocUnsafe(length)
    const { bytesRead } = await this.#handle.read(buffer, 0, length, offset)
    if (bytesRead < length) throw this.#cutShort()
    return buffer
  }

  async #frameLength(offset: number, headed: boolean): Promise<number> {
    if (!headed && this.size < 4) throw this.#notPbf()
    const length = (await this.#read(offset, 4)).readUInt32BE(0)
    if (length > 0 && length <= LARGEST_FRAME) return length
    throw headed ? damaged() : this.#notPbf()
  }

  #frame(frame: Buffer, headed: boolean): { type: string; length: number } {
    try {
      let type = ''
      let length = -1
      for (const field of wireFields(frame)) {
        if (field.number === 1 && field.isBytes) type = frame.toString('utf8', field.start, field.end)
        if (field.number === 3 && !field.isBytes) length = field.value
      }
      if (length < 0 || length > LARGEST_BLOB) throw new DamagedMessage('A part has no possible length.')
      return { type, length }
    } catch (error) {
      throw headed ? damaged(error) : this.#notPbf()
    }
  }

  #notPbf(): AppError {
    return says(
      'roads-not-pbf',
      'This is not an OpenStreetMap extract in the .osm.pbf format. Download the county’s extract as .osm.pbf (not .osm, .zip or .shp) and add that.',
    )
  }

  #cutShort(): AppError {
    return says('roads-cut-short', `The roads file is cut short: its end is missing. ${again}`)
  }
}

function damaged(cause?: unknown): AppError {
  const error = says('roads-damaged', `The roads file is damaged and cannot be read. ${again}`)
  error.cause = cause
  return error
}

/** Unpacks a blob, never to more than the format allows. */
function unpack(blob: Buffer): Buffer {
  try {
    let declared = -1
    let packed: Buffer | null = null
    for (const field of wireFields(blob)) {
      if (field.number === 2 && !field.isBytes) declared = field.value
      if (field.number === 1 && field.isBytes) return checkedSize(blob.subarray(field.start, field.end))
      if (field.number === 3 && field.isBytes) packed = blob.subarray(field.start, field.end)
      if (field.number >= 4 && field.number <= 7) throw unsupported('a compression other than zlib')
    }
    if (packed === null || declared > LARGEST_BLOB) throw new DamagedMessage('A part is empty or too large.')
    const bytes = inflateSync(packed, { maxOutputLength: LARGEST_BLOB })
    if (declared >= 0 && bytes.length !== declared)
      throw new DamagedMessage('A part is not as long as declared.')
    return bytes
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error)
  }
}

function checkedSize(bytes: Buffer): Buffer {
  if (bytes.length > LARGEST_BLOB) throw new DamagedMessage('A part is too large.')
  return bytes
}

function checkFeatures(header: Buffer): void {
  try {
    for (const field of wireFields(header)) {
      if ((field.number !== 4 && field.number !== 5) || !field.isBytes) continue
      const feature = header.toString('utf8', field.start, field.end)
      if (field.number === 4 && !supportedFeatures.has(feature))
        throw unsupported(`“${feature.slice(0, 60)}”`)
      // Such a file leaves out the points without tags, which are what a road's course is made of.
      if (feature === 'LocationsOnWays') throw unsupported('positions kept on ways (LocationsOnWays)')
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error)
  }
}

function unsupported(what: string): AppError {
  return says(
    'roads-unsupported',
    `The roads file uses ${what}, which Doorstep cannot read. Add an ordinary .osm.pbf extract of the current map, with zlib compression and without history.`,
  )
}
