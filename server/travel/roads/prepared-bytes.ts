import type { UpwardArcs } from './contraction.ts'
import { fingerprintOf } from './fingerprint.ts'
import { withPreparation, type PreparedGraph } from './prepared-graph.ts'
import type { RoadGraph } from './road-graph.ts'

/** "DSPG" in the bytes of a little-endian number. */
const magic = 0x47505344
const version = 1
/** Numbers before the arrays: magic, version, the graph's fingerprint, the arrays' own, places, arcs out and into. */
const headerLength = 8

function graphFingerprint(graph: RoadGraph): number {
  return fingerprintOf([graph.firstArc, graph.arcHead, graph.arcMilliseconds, graph.arcStretch])
}

/**
 * Packs a prepared graph's preparation, without the graph itself, into one buffer, to be kept on disk or shared between
 * threads.
 *
 * @param prepared - a prepared road graph
 * @param shared - whether the buffer shall be one that threads share without copying
 * @returns the bytes; the same for the same graph
 */
export function writePrepared(prepared: PreparedGraph, shared = false): Uint8Array {
  const { out, into } = prepared
  const arrays = [
    prepared.place,
    prepared.parent,
    ...[out, into].flatMap(arcs => [arcs.first, arcs.above, arcs.milliseconds, arcs.over]),
  ]
  const words = arrays.reduce((sum, array) => sum + array.length, headerLength)
  const buffer = shared ? new SharedArrayBuffer(4 * words) : new ArrayBuffer(4 * words)
  const all = new Int32Array(buffer)
  all.set([
    magic,
    version,
    graphFingerprint(prepared.graph),
    fingerprintOf(arrays),
    prepared.places,
    out.above.length,
    into.above.length,
  ])
  let at = headerLength
  for (const array of arrays) {
    all.set(array, at)
    at += array.length
  }
  return new Uint8Array(buffer)
}

/**
 * Unpacks what `writePrepared` packed; the arrays are views of the bytes, so that several threads can use one buffer.
 *
 * @param bytes - the whole of what was packed
 * @param graph - the graph that was prepared
 * @returns the prepared graph
 * @throws {RangeError} when the bytes are cut short or damaged, of another version, or belong to another graph
 */
export function readPrepared(bytes: Uint8Array, graph: RoadGraph): PreparedGraph {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  const all = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
  if (all.length < headerLength || all[0] !== magic) throw new RangeError('This is no prepared network.')
  if (all[1] !== version) {
    throw new RangeError('The network was prepared by another version; prepare it again.')
  }
  const [, , ofGraph, ofArrays, places = 0, outArcs = 0, intoArcs = 0] = all
  if (ofGraph !== graphFingerprint(graph) || places !== graph.nodes) {
    throw new RangeError('The preparation belongs to another network; prepare it again.')
  }
  let at = headerLength
  const arrays: Int32Array[] = []
  const take = (length: number): Int32Array => {
    const array = all.subarray(at, at + length)
    if (length < 0 || array.length !== length) throw new RangeError('The prepared network is cut short.')
    at += length
    arrays.push(array)
    return array
  }
  const takeArcs = (many: number): UpwardArcs => ({
    first: take(places + 1),
    above: take(many),
    milliseconds: take(many),
    over: take(many),
  })
  const preparation = {
    places,
    place: take(places),
    parent: take(places),
    out: takeArcs(outArcs),
    into: takeArcs(intoArcs),
  }
  if (at !== all.length || fingerprintOf(arrays) !== ofArrays) {
    throw new RangeError('The prepared network is damaged; prepare it again.')
  }
  return withPreparation(graph, preparation)
}
