import type { MergedStretches } from './merge-stretches.ts'
import { NOT_ALLOWED, type RoadGraph } from './road-graph.ts'

/** Stretches with their direction: 2 × stretch along its course, one more against it. */
export interface Directions {
  /** Junction v is left by the directions from `first[v]` up to and without `first[v + 1]` in `leaving`. */
  readonly first: Uint32Array
  readonly leaving: Uint32Array
  /** The junction to which a direction leads. */
  readonly headOf: (direction: number) => number
  readonly tailOf: (direction: number) => number
  readonly milliseconds: (direction: number) => number
}

/** The arrays of a graph that say what leads where. */
export type GraphArcs = Pick<
  RoadGraph,
  'firstArc' | 'arcHead' | 'arcMilliseconds' | 'arcStretch' | 'arcAgainst'
>

/**
 * Which ways each junction can be left.
 *
 * @param stretches - between junctions
 * @returns the directions in which stretches may be travelled, by junction, in the order of the stretches
 */
export function directionsOf(stretches: MergedStretches): Directions {
  const { tail, head, forward, backward, count, junctions } = stretches
  const milliseconds = (direction: number): number =>
    (direction % 2 === 0 ? forward : backward)[direction >> 1] as number
  const tailOf = (direction: number): number => (direction % 2 === 0 ? tail : head)[direction >> 1] as number
  const headOf = (direction: number): number => (direction % 2 === 0 ? head : tail)[direction >> 1] as number
  const first = new Uint32Array(junctions + 1)
  let total = 0
  for (let direction = 0; direction < 2 * count; direction++) {
    if (milliseconds(direction) === NOT_ALLOWED) continue
    const from = tailOf(direction)
    first[from + 1] = (first[from + 1] as number) + 1
    total++
  }
  for (let node = 0; node < junctions; node++) {
    first[node + 1] = (first[node + 1] as number) + (first[node] as number)
  }
  const next = first.slice(0, junctions)
  const leaving = new Uint32Array(total)
  for (let direction = 0; direction < 2 * count; direction++) {
    if (milliseconds(direction) === NOT_ALLOWED) continue
    const from = tailOf(direction)
    leaving[next[from] as number] = direction
    next[from] = (next[from] as number) + 1
  }
  return { first, leaving, headOf, tailOf, milliseconds }
}

/** A junction as it is seen by those who arrive in one certain way. */
export interface JunctionCopy {
  readonly junction: number
  /** Directions in which it may not be left. */
  readonly banned: ReadonlySet<number>
  /** Where the directions lead that do not lead to the junction's ordinary copy for them: numbers of graph nodes. */
  readonly leadsTo: ReadonlyMap<number, number>
}

/**
 * Lays out arcs: those of every junction, then those of the copies that turn restrictions need.
 *
 * @param directions - how junctions may be left
 * @param junctions - how many there are
 * @param copies - nodes `junctions`, `junctions + 1`… of the graph
 * @param arrival - the node at which one arrives along a direction
 * @param lost - milliseconds lost at a junction, charged to whoever leaves it again
 * @returns the arcs in compressed rows
 */
export function layOutArcs(
  directions: Directions,
  junctions: number,
  copies: readonly JunctionCopy[],
  arrival: (direction: number) => number,
  lost: (junction: number) => number,
): GraphArcs {
  const { first, leaving, milliseconds } = directions
  const nodes = junctions + copies.length
  let room = leaving.length
  for (const { junction } of copies) room += (first[junction + 1] as number) - (first[junction] as number)
  const firstArc = new Uint32Array(nodes + 1)
  const arcHead = new Uint32Array(room)
  const arcMilliseconds = new Uint32Array(room)
  const arcStretch = new Uint32Array(room)
  const arcAgainst = new Uint8Array(room)
  let arcs = 0
  for (let node = 0; node < nodes; node++) {
    const copy = node < junctions ? null : (copies[node - junctions] ?? null)
    const junction = copy === null ? node : copy.junction
    const penalty = lost(junction)
    for (let at = first[junction] as number; at < (first[junction + 1] as number); at++) {
      const direction = leaving[at] as number
      if (copy?.banned.has(direction) === true) continue
      arcHead[arcs] = copy?.leadsTo.get(direction) ?? arrival(direction)
      arcMilliseconds[arcs] = milliseconds(direction) + penalty
      arcStretch[arcs] = direction >> 1
      arcAgainst[arcs] = direction % 2
      arcs++
    }
    firstArc[node + 1] = arcs
  }
  return {
    firstArc,
    arcHead: arcHead.slice(0, arcs),
    arcMilliseconds: arcMilliseconds.slice(0, arcs),
    arcStretch: arcStretch.slice(0, arcs),
    arcAgainst: arcAgainst.slice(0, arcs),
  }
}
