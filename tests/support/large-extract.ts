import { closeSync, openSync, writeSync } from 'node:fs'
import { seededRandom } from '../../server/model/random.ts'
import { block, bytesField, filePart, headerPart } from './osm-extracts.ts'

const IN_A_BLOCK = 8000

/** Bytes that are added one number at a time, as many as a block can need. */
class Packed {
  readonly #bytes = Buffer.alloc(16 * IN_A_BLOCK * 10)
  #length = 0
  #last = 0

  /** Adds the difference from the number before. */
  delta(value: number): void {
    const difference = value - this.#last
    this.#last = value
    this.whole(difference < 0 ? -difference * 2 - 1 : difference * 2)
  }

  whole(value: number): void {
    let rest = value
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  take(): Buffer {
    const bytes = Buffer.from(this.#bytes.subarray(0, this.#length))
    this.#length = 0
    this.#last = 0
    return bytes
  }
}

/**
 * Writes a made-up county as an extract: a grid of crooked streets, and many points that belong to no road, as the corners of
 * houses do.
 *
 * @param path - where to write it
 * @param side - how many streets cross as many others; between two crossings a street has four points more
 * @param others - points of no road
 */
export function writeLargeExtract(
  path: string,
  side: number,
  others: number,
): { bytes: number; roadPoints: number } {
  const random = seededRandom(7)
  const file = openSync(path, 'w')
  let bytes = 0
  const write = (part: Buffer): void => void (bytes += writeSync(file, part))
  write(headerPart())
  const [ids, lats, lons] = [new Packed(), new Packed(), new Packed()]
  let pending = 0
  const flush = (): void => {
    if (pending === 0) return
    const group = Buffer.concat([
      bytesField(1, ids.take()),
      bytesField(8, lats.take()),
      bytesField(9, lons.take()),
    ])
    write(filePart('OSMData', block([''], bytesField(2, group))))
    pending = 0
  }
  const point = (id: number, east: number, north: number): void => {
    ids.delta(id)
    lons.delta(1e6 + Math.round((east + random.next() * 0.3) * 14_000))
    lats.delta(52e7 + Math.round((north + random.next() * 0.3) * 9000))
    if (++pending === IN_A_BLOCK) flush()
  }
  const between = 4
  // A crossing, then the points on the way east of it, then those on the way north.
  const each = 1 + 2 * between
  for (let north = 0; north < side; north++) {
    for (let east = 0; east < side; east++) {
      const id = 1 + (north * side + east) * each
      point(id, east, north)
      for (let at = 1; at <= between; at++) point(id + at, east + at / (between + 1), north)
      for (let at = 1; at <= between; at++) point(id + between + at, east, north + at / (between + 1))
    }
  }
  const roadPoints = side * side * each
  for (let at = 0; at < others; at++) point(1 + roadPoints + at, random.next() * side, random.next() * side)
  flush()
  const words = ['', 'highway', 'residential', 'tertiary', 'maxspeed', '30 mph']
  let ways: Buffer[] = []
  const flushWays = (): void => {
    if (ways.length > 0) write(filePart('OSMData', block(words, Buffer.concat(ways))))
    ways = []
  }
  const refs = new Packed()
  const number = new Packed()
  const way = (id: number, points: readonly number[], kind: number): void => {
    for (const ref of points) refs.delta(ref)
    number.whole(8)
    number.whole(id)
    const content = [
      number.take(),
      bytesField(2, [1, 4]),
      bytesField(3, [kind, 5]),
      bytesField(8, refs.take()),
    ]
    ways.push(bytesField(3, Buffer.concat(content)))
    if (ways.length === IN_A_BLOCK) flushWays()
  }
  for (let north = 0; north < side; north++) {
    for (let east = 0; east < side; east++) {
      const id = 1 + (north * side + east) * each
      const kind = north % 10 === 0 || east % 10 === 0 ? 3 : 2
      const row = (from: number): number[] => Array.from({ length: between }, (_, at) => from + at)
      if (east + 1 < side) way(2 * id, [id, ...row(id + 1), id + each], kind)
      if (north + 1 < side) way(2 * id + 1, [id, ...row(id + 1 + between), id + side * each], kind)
    }
  }
  flushWays()
  closeSync(file)
  return { bytes, roadPoints }
}
