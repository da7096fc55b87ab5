import { describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'
import { zipOf } from '../../server/platform/tables/zip.ts'

/** Reads an archive back by its directory, as other programs do. */
function filesIn(archive: Buffer): Map<string, string> {
  const end = archive.length - 22
  expect(archive.readUInt32LE(end)).toBe(0x06054b50)
  const files = new Map<string, string>()
  let at = archive.readUInt32LE(end + 16)
  for (let file = 0; file < archive.readUInt16LE(end + 10); file++) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50)
    const [sum, size, length] = [16, 20, 24].map(from => archive.readUInt32LE(at + from))
    const called = archive.readUInt16LE(at + 28)
    const name = archive.toString('ascii', at + 46, at + 46 + called)
    const local = archive.readUInt32LE(at + 42)
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const content = inflateRawSync(archive.subarray(from, from + (size ?? 0)))
    expect([content.length, crc32(content)]).toEqual([length, sum])
    files.set(name, content.toString('utf8'))
    at += 46 + called + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}

describe('an archive', () => {
  it.each(['small', 'same'] as const)('(%s) holds every file and is the same each time', squeezing => {
    const files = [
      { name: 'empty.csv', content: '' },
      { name: 'places.csv', content: 'Łódź, ”Größe”\r\n'.repeat(500) },
    ]
    const archive = zipOf(files, squeezing)
    expect([...filesIn(archive)]).toEqual(files.map(({ name, content }) => [name, content]))
    expect(zipOf(files, squeezing).equals(archive)).toBe(true)
    expect(filesIn(zipOf([], squeezing)).size).toBe(0)
  })

  it('has the bytes of any other machine where it must', () => {
    const archive = zipOf([{ name: 'a.txt', content: 'abcabcabcabcabcabc' }], 'same')
    expect(createHash('sha256').update(archive).digest('hex')).toBe(
      '9972974d66e5b48e749ceb535e7cc432990c14ebdd6b185c96626639c50b88be',
    )
  })
})
