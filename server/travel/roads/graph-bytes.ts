import { z } from 'zod'
import type { RoadGraph } from './road-graph.ts'

/** Changes when older bytes can no longer be read, or when the same roads would give another network. */
const FORMAT = 'doorstep-roads/1'
const ALIGNMENT = 8
const LENGTH_BYTES = 4

type Column = Uint8Array | Uint32Array | Float32Array | Float64Array
type ColumnType<T extends Column> = {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T
}

const count = z.number().int().min(0)
const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  nodes: count,
  arcs: count,
  stretches: count,
  points: count,
  nameBytes: count,
  offNetworkKmh: z.number().positive(),
  facts: z.record(z.string(), z.number()),
})
type Header = z.infer<typeof headerSchema>

/** Kept bytes are not a network that this version can use; make it again from the roads. */
export class UnreadableGraph extends Error {}

/** The arrays in the order in which they are kept; {@link readGraph} takes them in the same. */
function columnsOf({ stretches, ...graph }: RoadGraph): Column[] {
  return [
    graph.lons,
    graph.lats,
    graph.firstArc,
    graph.arcHead,
    graph.arcMilliseconds,
    graph.arcStretch,
    graph.arcAgainst,
    stretches.tail,
    stretches.head,
    stretches.forward,
    stretches.backward,
    stretches.metres,
    stretches.firstPoint,
    stretches.pointLons,
    stretches.pointLats,
    stretches.name,
    stretches.notes,
    stretches.maySnap,
  ]
}

/**
 * Writes a network as bytes to keep: a header, the names, then every array as it stands in memory (little-endian).
 *
 * @param graph - a network
 * @returns the same bytes for the same network
 */
export function writeGraph(graph: RoadGraph): Uint8Array {
  const { stretches } = graph
  const names = new TextEncoder().encode(JSON.stringify(stretches.names))
  const header: Header = {
    format: FORMAT,
    nodes: graph.nodes,
    arcs: graph.arcHead.length,
    stretches: stretches.count,
    points: stretches.pointLons.length,
    nameBytes: names.length,
    offNetworkKmh: graph.offNetworkKmh,
    facts: Object.fromEntries(Object.entries(graph.facts).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
  const head = new TextEncoder().encode(JSON.stringify(header))
  const columns = columnsOf(graph)
  const begin = aligned(LENGTH_BYTES + head.length + names.length)
  const bytes = new Uint8Array(columns.reduce((at, column) => aligned(at + column.byteLength), begin))
  new DataView(bytes.buffer).setUint32(0, head.length, true)
  bytes.set(head, LENGTH_BYTES)
  bytes.set(names, LENGTH_BYTES + head.length)
  let at = begin
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at = aligned(at + column.byteLength)
  }
  return bytes
}

/**
 * Reads a network that was kept. Its arrays share the bytes' memory where it is aligned.
 *
 * @param bytes - as written
 * @returns the network
 * @throws {UnreadableGraph} when they were written by another version, are cut short, or lead out of the network
 */
export function readGraph(bytes: Uint8Array): RoadGraph {
  const whole = bytes.byteOffset % ALIGNMENT === 0 ? bytes : new Uint8Array(bytes)
  const { header, names, begin } = headerOf(whole)
  let at = begin
  function take<T extends Column>(type: ColumnType<T>, length: number): T {
    const end = at + length * type.BYTES_PER_ELEMENT
    if (end > whole.length) throw new UnreadableGraph('The network is cut short.')
    const column = new type(whole.buffer, whole.byteOffset + at, length)
    at = aligned(end)
    return column
  }
  const graph: RoadGraph = {
    nodes: header.nodes,
    lons: take(Float64Array, header.nodes),
    lats: take(Float64Array, header.nodes),
    firstArc: take(Uint32Array, header.nodes + 1),
    arcHead: take(Uint32Array, header.arcs),
    arcMilliseconds: take(Uint32Array, header.arcs),
    arcStretch: take(Uint32Array, header.arcs),
    arcAgainst: take(Uint8Array, header.arcs),
    stretches: {
      count: header.stretches,
      tail: take(Uint32Array, header.stretches),
      head: take(Uint32Array, header.stretches),
      forward: take(Uint32Array, header.stretches),
      backward: take(Uint32Array, header.stretches),
      metres: take(Float32Array, header.stretches),
      firstPoint: take(Uint32Array, header.stretches + 1),
      pointLons: take(Float64Array, header.points),
      pointLats: take(Float64Array, header.points),
      name: take(Uint32Array, header.stretches),
      names,
      notes: take(Uint8Array, header.stretches),
      maySnap: take(Uint8Array, header.stretches),
    },
    offNetworkKmh: header.offNetworkKmh,
    facts: header.facts,
  }
  if (at !== whole.length) throw new UnreadableGraph('The network is longer than it says.')
  if (!leadsNowhereElse(graph)) throw new UnreadableGraph('The network leads out of itself.')
  return graph
}

function headerOf(bytes: Uint8Array): { header: Header; names: string[]; begin: number } {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const json = (from: number, to: number): unknown => JSON.parse(decoder.decode(bytes.subarray(from, to)))
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
    const header = headerSchema.parse(json(LENGTH_BYTES, LENGTH_BYTES + length))
    const begin = LENGTH_BYTES + length
    const names = z.array(z.string()).parse(json(begin, begin + header.nameBytes))
    return { header, names, begin: aligned(begin + header.nameBytes) }
  } catch (cause) {
    throw new UnreadableGraph('These bytes are not a network of this version.', { cause })
  }
}

function leadsNowhereElse({ nodes, firstArc, arcHead, arcStretch, stretches }: RoadGraph): boolean {
  return (
    rows(firstArc, arcHead.length) &&
    rows(stretches.firstPoint, stretches.pointLons.length) &&
    below(arcHead, nodes) &&
    below(arcStretch, stretches.count) &&
    below(stretches.tail, nodes) &&
    below(stretches.head, nodes) &&
    below(stretches.name, stretches.names.length)
  )
}

function rows(first: Uint32Array, total: number): boolean {
  for (let at = 1; at < first.length; at++)
    if ((first[at] as number) < (first[at - 1] as number)) return false
  return first[0] === 0 && first[first.length - 1] === total
}

function below(indices: Uint32Array, limit: number): boolean {
  for (const index of indices) if (index >= limit) return false
  return true
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT
}
