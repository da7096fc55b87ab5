import { constants, crc32, deflateRawSync } from 'node:zlib'

/** A file to be put in an archive. */
export interface FileToZip {
  /** As it is called in the archive, with its folders. */
  readonly name: string
  /** Text is kept as UTF-8. */
  readonly content: string | Uint8Array
}

/**
 * How files are squeezed: `small` by repeats too, `same` by the frequency of their bytes alone, which makes the same
 * bytes whatever version of the library squeezes them.
 */
export type Squeezing = 'small' | 'same'

/** 1 January 1980, midnight: every file bears it, so that the same files make the same bytes. */
const madeOn = { time: 0, day: (1 << 5) | 1 }
const deflated = 8

/**
 * Puts files into a ZIP archive, in the order given.
 *
 * Source: APPNOTE.TXT, the format's specification
 * @param files - names and contents
 * @param squeezing - `same` where the bytes must be those of every other machine
 * @returns the archive
 */
export function zipOf(files: readonly FileToZip[], squeezing: Squeezing = 'small'): Buffer {
  const strategy = squeezing === 'same' ? constants.Z_HUFFMAN_ONLY : constants.Z_DEFAULT_STRATEGY
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const whole = Buffer.from(content)
    const squeezed = deflateRawSync(whole, { strategy })
    const called = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(deflated, 4)
    common.writeUInt16LE(madeOn.time, 6)
    common.writeUInt16LE(madeOn.day, 8)
    common.writeUInt32LE(crc32(whole), 10)
    common.writeUInt32LE(squeezed.length, 14)
    common.writeUInt32LE(whole.length, 18)
    common.writeUInt16LE(called.length, 22)
    parts.push(signature(0x04034b50), common, called, squeezed)
    const more = Buffer.alloc(14)
    more.writeUInt32LE(offset, 10)
    directory.push(signature(0x02014b50), common.subarray(0, 2), common, more, called)
    offset += 4 + common.length + called.length + squeezed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, listed, signature(0x06054b50), end])
}

function signature(value: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32LE(value)
  return four
}
