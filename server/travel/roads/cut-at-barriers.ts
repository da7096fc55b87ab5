import { barrierCrossings, type Barrier } from './barrier-lines.ts'
import { Growing } from './growing.ts'
import { metresBetween } from './metres.ts'
import type { RawRoads } from './raw-roads.ts'

/** How far before a barrier a road that it cuts ends, so that its end lies on its own side beyond doubt. */
const METRES_BEFORE = 1

/**
 * Cuts roads where they cross barriers: both sides stay, up to the line.
 *
 * @param raw - roads as read
 * @param barriers - lines with their gaps
 * @returns the roads with an end on either side of each crossing, and how many pieces were cut
 */
export function cutAtBarriers(raw: RawRoads, barriers: readonly Barrier[]): { raw: RawRoads; cuts: number } {
  if (barriers.length === 0) return { raw, cuts: 0 }
  const { nodes, ways } = raw
  const crossings = barrierCrossings(barriers)
  const added = { lons: new Growing(), lats: new Growing() }
  const out = { ids: new Growing(), firstRef: new Growing(), tags: new Growing(), name: new Growing() }
  const refs = new Growing(ways.refs.length + 1)
  let begun = 0
  let cuts = 0

  function close(way: number): void {
    if (refs.length - begun >= 2) {
      out.ids.push(ways.ids[way] as number)
      out.firstRef.push(begun)
      out.tags.push(ways.tags[way] as number)
      out.name.push(ways.name[way] as number)
    } else {
      refs.length = begun
    }
    begun = refs.length
  }

  /** A new end of a road, at a share of the way between two points. */
  function end(a: number, b: number, share: number): void {
    const [lonA, latA] = [nodes.lons[a] as number, nodes.lats[a] as number]
    added.lons.push(lonA + share * ((nodes.lons[b] as number) - lonA))
    added.lats.push(latA + share * ((nodes.lats[b] as number) - latA))
    refs.push(nodes.count + added.lons.length - 1)
  }

  for (let way = 0; way < ways.count; way++) {
    const last = (ways.firstRef[way + 1] as number) - 1
    for (let ref = ways.firstRef[way] as number; ref <= last; ref++) {
      const a = ways.refs[ref] as number
      refs.push(a)
      if (ref === last) break
      const b = ways.refs[ref + 1] as number
      const from = [nodes.lons[a] as number, nodes.lats[a] as number] as const
      const to = [nodes.lons[b] as number, nodes.lats[b] as number] as const
      const crossed = crossings(from[0], from[1], to[0], to[1])
      if (crossed === null) continue
      cuts++
      const before = METRES_BEFORE / metresBetween(from[0], from[1], to[0], to[1])
      if (crossed.first > before) end(a, b, crossed.first - before)
      close(way)
      if (crossed.last < 1 - before) end(a, b, crossed.last + before)
    }
    close(way)
  }
  if (cuts === 0) return { raw, cuts }
  out.firstRef.push(refs.length)
  const highest = nodes.ids[nodes.count - 1] as number
  const count = nodes.count + added.lons.length
  return {
    cuts,
    raw: {
      ...raw,
      nodes: {
        count,
        // Beyond every id of the map, and still ascending.
        ids: Float64Array.from({ length: count }, (_, at) =>
          at < nodes.count ? (nodes.ids[at] as number) : highest + 1 + at - nodes.count,
        ),
        lons: joined(nodes.lons, added.lons.view()),
        lats: joined(nodes.lats, added.lats.view()),
        tags: Uint32Array.from({ length: count }, (_, at) => nodes.tags[at] ?? 0),
      },
      ways: {
        count: out.ids.length,
        ids: out.ids.view().slice(),
        firstRef: out.firstRef.whole(),
        refs: refs.whole(),
        tags: out.tags.whole(),
        name: out.name.whole(),
      },
    },
  }
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
