import { countPacked, DamagedMessage, wireFields } from './wire.ts'

/** What a block of data holds, found without unpacking it. */
export interface BlockContent {
  readonly nodes: boolean
  readonly ways: boolean
  readonly relations: boolean
}

/**
 * Most that one block may hold. Writers put 8,000 things in a block, some a few hundred thousand; a block of 32 MB could
 * declare tens of millions, which would fill the memory as soon as they were unpacked.
 */
const MOST_THINGS = 2_000_000
const MOST_STRINGS = 1_000_000
/** A way has at most 2,000 points, a relation some ten thousands of members. */
const LONGEST_THING = 4 * 1024 * 1024

/**
 * Looks through a block's frame before the parser unpacks it: that it is whole, within bounds, and that the tags of its
 * nodes come to an end (the parser would look for the end for ever).
 *
 * Source: OpenStreetMap wiki, PBF Format, "Encoding OSM entities into fileblocks".
 * @param bytes - a PrimitiveBlock, inflated
 * @returns which kinds of things are in it
 * @throws {DamagedMessage} when it is not whole or beyond the bounds
 */
export function blockContent(bytes: Uint8Array): BlockContent {
  const found = { nodes: false, ways: false, relations: false }
  let things = 0
  for (const field of wireFields(bytes)) {
    if (!field.isBytes) continue
    if (field.number === 1) {
      const words = wireFields(bytes, field.start, field.end)
      let count = 0
      while (words.next().done !== true) count++
      if (count > MOST_STRINGS) throw new DamagedMessage('A block has too many words.')
    } else if (field.number === 2) {
      for (const thing of wireFields(bytes, field.start, field.end)) {
        if (thing.number === 2) {
          found.nodes = true
          things += denseNodes(bytes, thing.start, thing.end)
        } else {
          if (thing.end - thing.start > LONGEST_THING) throw new DamagedMessage('A thing is too long.')
          if (thing.number === 1) found.nodes = true
          if (thing.number === 3) found.ways = true
          if (thing.number === 4) found.relations = true
          things++
        }
      }
      if (things > MOST_THINGS) throw new DamagedMessage('A block has too many things.')
    }
  }
  return found
}

/** Counts the nodes of a dense group and makes sure that their tags end. */
function denseNodes(bytes: Uint8Array, from: number, to: number): number {
  let ids = 0
  let ends = 0
  let tagged = false
  let atValue = false
  for (const field of wireFields(bytes, from, to)) {
    if (field.number === 1) {
      if (!field.isBytes) throw new DamagedMessage('Nodes are not packed.')
      ids += countPacked(bytes, field.start, field.end)
    } else if (field.number === 10) {
      if (!field.isBytes) throw new DamagedMessage('Tags are not packed.')
      if (field.end > field.start) tagged = true
      let zero = true
      for (let at = field.start; at < field.end; at++) {
        const byte = bytes[at] as number
        if ((byte & 0x7f) !== 0) zero = false
        if (byte >= 0x80) continue
        if (atValue) atValue = false
        else if (zero) ends++
        else atValue = true
        zero = true
      }
    }
  }
  if (tagged && ends < ids) throw new DamagedMessage('The tags of nodes do not end.')
  return ids
}
