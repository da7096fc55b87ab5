import { constants, deflateSync } from 'node:zlib'
import type { Tags } from './street-graph.ts'

// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { ceil, floor, max, round } = Math

/** A node of a map: a position, in degrees, and what is there. */
export interface MapNode {
  readonly id: number
  readonly longitude: number
  readonly latitude: number
  readonly tags: Tags
}

/** A line of a map through nodes. */
export interface MapWay {
  readonly id: number
  readonly nodes: readonly number[]
  readonly tags: Tags
}

/** What holds between nodes and ways, such as a forbidden turn. */
export interface MapRelation {
  readonly id: number
  readonly members: readonly {
    readonly kind: 'node' | 'way' | 'relation'
    readonly id: number
    readonly role: string
  }[]
  readonly tags: Tags
}

/** A map in the parts that OpenStreetMap's files have; each list in the order of its ids. */
export interface MapContents {
  /** West, south, east, north, in degrees. */
  readonly bounds: readonly [number, number, number, number]
  readonly source: string
  readonly nodes: readonly MapNode[]
  readonly ways: readonly MapWay[]
  readonly relations: readonly MapRelation[]
}

/** Bytes of a message in Google's protocol buffers, written field by field. */
class Message {
  #bytes = new Uint8Array(64)
  #length = 0

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(max(2 * this.#bytes.length, this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }

  /** Whole numbers to 2^53: the low seven bits first. */
  #varint(value: number): void {
    this.#room(10)
    let rest = value
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  number(field: number, value: number): this {
    this.#varint(field * 8)
    this.#varint(value)
    return this
  }

  bytes(field: number, part: Uint8Array): this {
    this.#varint(field * 8 + 2)
    this.#varint(part.length)
    this.#room(part.length)
    this.#bytes.set(part, this.#length)
    this.#length += part.length
    return this
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value, 'utf8'))
  }

  packed(field: number, values: readonly number[]): this {
    if (values.length === 0) return this
    let length = 0
    for (const value of values) for (let rest = value; ; rest /= 128) if ((length++, rest < 128)) break
    this.#varint(field * 8 + 2)
    this.#varint(length)
    for (const value of values) this.#varint(value)
    return this
  }

  /** What has been written, until more is. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** Begins again with nothing. */
  emptied(): this {
    this.#length = 0
    return this
  }
}

/** Signed numbers so that small ones, of either sign, take few bytes. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)

/** Each number as its difference from the one before. */
function steps(values: readonly number[]): number[] {
  return values.map((value, at) => zigzag(value - (values[at - 1] ?? 0)))
}

/** Words that a block refers to by number; the first is always empty. */
function words() {
  const numbers = new Map<string, number>([['', 0]])
  return {
    number: (word: string): number => {
      const known = numbers.get(word)
      if (known !== undefined) return known
      numbers.set(word, numbers.size)
      return numbers.size - 1
    },
    table: () => {
      const table = new Message()
      for (const word of numbers.keys()) table.text(1, word)
      return table.written
    },
  }
}

type Words = ReturnType<typeof words>

/** Keys and values of tags, as numbers of their words. */
function tagNumbers(tags: Tags, table: Words): { keys: number[]; values: number[] } {
  const entries = Object.entries(tags)
  return {
    keys: entries.map(([key]) => table.number(key)),
    values: entries.map(([, value]) => table.number(value)),
  }
}

/**
 * A piece of the file: a header that says what and how long, then the squeezed content. It is squeezed by the
 * frequency of its bytes alone, because what else a compressor finds depends on the machine and the bytes are to be
 * the same everywhere.
 */
function blob(kind: 'OSMHeader' | 'OSMData', content: Uint8Array): Uint8Array[] {
  const squeezed = deflateSync(content, { strategy: constants.Z_HUFFMAN_ONLY })
  const body = new Message().number(2, content.length).bytes(3, squeezed).written
  const header = new Message().text(1, kind).number(3, body.length).written
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, header.length)
  return [length, header, body]
}

const degrees = 1e9
const toAPiece = 8000

/** A block of nodes, ways or relations: their words, then the group. */
function block(table: Words, group: Message): Uint8Array {
  return new Message().bytes(1, table.table()).bytes(2, group.written).written
}

function nodeBlock(nodes: readonly MapNode[]): Uint8Array {
  const table = words()
  const tagged = nodes.some(({ tags }) => Object.keys(tags).length > 0)
  const keysAndValues = nodes.flatMap(({ tags }) => [
    ...Object.entries(tags).flatMap(([key, value]) => [table.number(key), table.number(value)]),
    0,
  ])
  const dense = new Message()
    .packed(1, steps(nodes.map(({ id }) => id)))
    .packed(8, steps(nodes.map(({ latitude }) => round(latitude * 1e7))))
    .packed(9, steps(nodes.map(({ longitude }) => round(longitude * 1e7))))
    .packed(10, tagged ? keysAndValues : [])
  return block(table, new Message().bytes(2, dense.written))
}

function wayBlock(ways: readonly MapWay[]): Uint8Array {
  const table = words()
  const [group, part] = [new Message(), new Message()]
  for (const { id, nodes, tags } of ways) {
    const { keys, values } = tagNumbers(tags, table)
    part.emptied().number(1, id).packed(2, keys).packed(3, values).packed(8, steps(nodes))
    group.bytes(3, part.written)
  }
  return block(table, group)
}

const memberKinds = { node: 0, way: 1, relation: 2 }

function relationBlock(relations: readonly MapRelation[]): Uint8Array {
  const table = words()
  const [group, part] = [new Message(), new Message()]
  for (const { id, members, tags } of relations) {
    const { keys, values } = tagNumbers(tags, table)
    const roles = members.map(({ role }) => table.number(role))
    const kinds = members.map(({ kind }) => memberKinds[kind])
    part.emptied().number(1, id).packed(2, keys).packed(3, values)
    part
      .packed(8, roles)
      .packed(9, steps(members.map(member => member.id)))
      .packed(10, kinds)
    group.bytes(4, part.written)
  }
  return block(table, group)
}

function pieces<T>(list: readonly T[]): T[][] {
  return Array.from({ length: ceil(list.length / toAPiece) }, (_, at) =>
    list.slice(at * toAPiece, (at + 1) * toAPiece),
  )
}

/**
 * A map as the bytes of an `.osm.pbf` file. The same map makes the same bytes.
 *
 * Source: wiki.openstreetmap.org/wiki/PBF_Format
 */
export function mapBytes(map: MapContents): Uint8Array {
  const [west, south, east, north] = map.bounds.map(value => zigzag(round(value * degrees)))
  const box = new Message()
    .number(1, west ?? 0)
    .number(2, east ?? 0)
    .number(3, north ?? 0)
    .number(4, south ?? 0)
  const header = new Message()
    .bytes(1, box.written)
    .text(4, 'OsmSchema-V0.6')
    .text(4, 'DenseNodes')
    .text(5, 'Sort.Type_then_ID')
    .text(16, 'Doorstep')
    .text(17, map.source)
  return Buffer.concat([
    ...blob('OSMHeader', header.written),
    ...pieces(map.nodes).flatMap(part => blob('OSMData', nodeBlock(part))),
    ...pieces(map.ways).flatMap(part => blob('OSMData', wayBlock(part))),
    ...pieces(map.relations).flatMap(part => blob('OSMData', relationBlock(part))),
  ])
}
