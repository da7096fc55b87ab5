import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { readRoads } from '../../server/travel/roads/read-roads.ts'
import type { RawRoads } from '../../server/travel/roads/raw-roads.ts'

type Tags = Readonly<Record<string, string>>

/** A small map for a test, as it would be drawn. */
export interface TestExtract {
  /** Points by id: longitude, latitude and, where there are any, tags. */
  readonly nodes: Readonly<Record<number, readonly [lon: number, lat: number, tags?: Tags]>>
  readonly ways: readonly { readonly id?: number; readonly refs: readonly number[]; readonly tags: Tags }[]
  readonly relations?: readonly {
    readonly members: readonly (readonly [type: 'node' | 'way', ref: number, role: string])[]
    readonly tags: Tags
  }[]
  readonly requiredFeatures?: readonly string[]
  readonly optionalFeatures?: readonly string[]
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = BigInt(value)
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  return [...bytes, Number(rest)]
}

const zigzag = (value: number): number[] => varint(value < 0 ? -value * 2 - 1 : value * 2)

/** One field of bytes. */
export function bytesField(number: number, content: Iterable<number>): Buffer {
  const body = Buffer.from([...content])
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(body.length)]), body])
}

/** One field of a whole number. */
export function numberField(number: number, value: number): Buffer {
  return Buffer.from([...varint(number * 8), ...varint(value)])
}

const textField = (number: number, text: string): Buffer => bytesField(number, Buffer.from(text))

function deltas(values: readonly number[]): number[] {
  return values.flatMap((value, at) => zigzag(value - (values[at - 1] ?? 0)))
}

/** A part of a file: its frame and its blob. */
export function filePart(type: string, content: Buffer, blob?: Buffer): Buffer {
  const packed = blob ?? Buffer.concat([numberField(2, content.length), bytesField(3, deflateSync(content))])
  const frame = Buffer.concat([textField(1, type), numberField(3, packed.length)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(frame.length)
  return Buffer.concat([length, frame, packed])
}

/** The part with which a file begins. */
export function headerPart(required: readonly string[] = [], optional: readonly string[] = []): Buffer {
  return filePart(
    'OSMHeader',
    Buffer.concat([
      ...['OsmSchema-V0.6', 'DenseNodes', ...required].map(feature => textField(4, feature)),
      ...optional.map(feature => textField(5, feature)),
    ]),
  )
}

/** A block with its words and one group. */
export function block(words: readonly string[], group: Buffer): Buffer {
  return Buffer.concat([
    bytesField(1, Buffer.concat(words.map(word => textField(1, word)))),
    bytesField(2, group),
  ])
}

/** Writes a map as an .osm.pbf file. */
export function osmPbf({ nodes, ways, relations = [], ...features }: TestExtract): Buffer {
  const words = ['']
  const word = (text: string): number => {
    const known = words.indexOf(text)
    return known === -1 ? words.push(text) - 1 : known
  }
  const tagFields = (tags: Tags): Buffer[] => [
    bytesField(
      2,
      Object.keys(tags).flatMap(key => varint(word(key))),
    ),
    bytesField(
      3,
      Object.values(tags).flatMap(value => varint(word(value))),
    ),
  ]
  const points = Object.entries(nodes).map(([id, [lon, lat, tags = {}]]) => ({
    id: Number(id),
    lon,
    lat,
    tags,
  }))
  const dense = Buffer.concat([
    bytesField(1, deltas(points.map(point => point.id))),
    bytesField(8, deltas(points.map(point => Math.round(point.lat * 1e7)))),
    bytesField(9, deltas(points.map(point => Math.round(point.lon * 1e7)))),
    bytesField(
      10,
      points.flatMap(({ tags }) => [
        ...Object.entries(tags).flatMap(([key, value]) => [...varint(word(key)), ...varint(word(value))]),
        0,
      ]),
    ),
  ])
  const wayFields = ways.map((way, at) =>
    bytesField(
      3,
      Buffer.concat([
        numberField(1, way.id ?? at + 1),
        ...tagFields(way.tags),
        bytesField(8, deltas(way.refs)),
      ]),
    ),
  )
  const relationFields = relations.map((relation, at) =>
    bytesField(
      4,
      Buffer.concat([
        numberField(1, at + 1),
        ...tagFields(relation.tags),
        bytesField(
          8,
          relation.members.flatMap(([, , role]) => varint(word(role))),
        ),
        bytesField(9, deltas(relation.members.map(([, ref]) => ref))),
        bytesField(
          10,
          relation.members.flatMap(([type]) => varint(type === 'node' ? 0 : 1)),
        ),
      ]),
    ),
  )
  const groups = [bytesField(2, dense), Buffer.concat(wayFields), Buffer.concat(relationFields)]
  return Buffer.concat([
    headerPart(features.requiredFeatures, features.optionalFeatures),
    ...groups.filter(group => group.length > 0).map(group => filePart('OSMData', block(words, group))),
  ])
}

/** Runs something with a file that is there while it runs. */
export async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'doorstep-roads-'))
  try {
    const file = path.join(folder, 'test.osm.pbf')
    writeFileSync(file, bytes)
    return await use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Reads a drawn map as a council's file would be read. */
export function rawRoads(extract: TestExtract): Promise<RawRoads> {
  return withFile(osmPbf(extract), file => readRoads(file))
}
