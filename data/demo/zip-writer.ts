import { constants, deflateRawSync } from 'node:zlib'

/** A file to be put in an archive. */
export interface ZippedFile {
  readonly name: string
  readonly text: string
}

/** 1 January 2026, midnight, as archives count: every file bears it, so that the same files make the same bytes. */
const madeOn = { time: 0, day: ((2026 - 1980) << 9) | (1 << 5) | 1 }
const deflated = 8

/**
 * Files as the bytes of a ZIP archive, in the order given. They are squeezed by the frequency of their bytes alone, so
 * that the bytes are the same on every machine.
 *
 * Source: pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function zipBytes(files: readonly ZippedFile[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text } of files) {
    const content = Buffer.from(text, 'utf8')
    const squeezed = deflateRawSync(content, { strategy: constants.Z_HUFFMAN_ONLY })
    const called = Buffer.from(name, 'ascii')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(deflated, 4)
    common.writeUInt16LE(madeOn.time, 6)
    common.writeUInt16LE(madeOn.day, 8)
    common.writeUInt32LE(checksum(content), 10)
    common.writeUInt32LE(squeezed.length, 14)
    common.writeUInt32LE(content.length, 18)
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

const remainders = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function checksum(content: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of content) value = (value >>> 8) ^ (remainders[(value ^ byte) & 255] ?? 0)
  return (value ^ 0xffffffff) >>> 0
}
