import { Growing } from './growing.ts'
import { metresBetween } from './metres.ts'
import type { RoadProfile } from './profiles.ts'
import type { RawRoads } from './raw-roads.ts'
import { pointUse, wayUse, type WayUse } from './way-rules.ts'

/** What two pieces of road must share to be one stretch: speeds, name, notes. */
export interface SegmentClass {
  readonly forwardKmh: number
  readonly backwardKmh: number
  readonly notes: number
  readonly maySnap: boolean
  readonly name: number
}

/**
 * The straight pieces of road that a mode may use. A point that is closed stands once for each piece that ends there, so
 * that nothing leads through it: places are numbered from the raw points on, closed ones after them.
 */
export interface Segments {
  readonly count: number
  /** From and to in the way's order, as places. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Index in `classes`. */
  readonly classOf: Uint32Array
  readonly classes: readonly SegmentClass[]
  /** The index of the raw way. */
  readonly way: Uint32Array
  readonly places: number
  /** The raw point of a place beyond `raw.nodes.count`, in order. */
  readonly closedPoints: Uint32Array
  /** Milliseconds lost at a raw point. */
  readonly lost: Uint32Array
  readonly facts: { readonly usedWays: number; readonly closedPoints: number }
}

/**
 * Applies a mode's rules to everything that was mapped.
 *
 * @param raw - as read
 * @param profile - the mode's rules
 * @returns the pieces that are left, in the order of the ways
 */
export function usableSegments(raw: RawRoads, profile: RoadProfile): Segments {
  const { nodes, ways } = raw
  const uses = raw.tagSets.map(tags => wayUse(tags, profile))
  const points = raw.tagSets.map(tags => pointUse(tags, profile))
  const classes = new Classes()
  const from = new Uint32Array(ways.refs.length)
  const to = new Uint32Array(ways.refs.length)
  const classOf = new Uint32Array(ways.refs.length)
  const wayOf = new Uint32Array(ways.refs.length)
  const closedPoints = new Growing()
  const lost = new Uint32Array(nodes.count)
  for (let node = 0; node < nodes.count; node++) {
    lost[node] = 1000 * (points[nodes.tags[node] as number]?.seconds ?? 0)
  }
  const facts = { usedWays: 0, closedPoints: 0 }
  const place = (node: number): number => {
    if (points[nodes.tags[node] as number]?.closed !== true) return node
    closedPoints.push(node)
    return nodes.count + closedPoints.length - 1
  }
  let count = 0
  for (let way = 0; way < ways.count; way++) {
    const use = uses[ways.tags[way] as number]
    if (use === null || use === undefined) continue
    facts.usedWays++
    const segmentClass = classes.numberOf(use, ways.name[way] as number, () => wayMetres(raw, way))
    const end = (ways.firstRef[way + 1] as number) - 1
    for (let ref = ways.firstRef[way] as number; ref < end; ref++) {
      from[count] = place(ways.refs[ref] as number)
      to[count] = place(ways.refs[ref + 1] as number)
      classOf[count] = segmentClass
      wayOf[count] = way
      count++
    }
  }
  facts.closedPoints = closedPoints.length
  return {
    count,
    from: from.slice(0, count),
    to: to.slice(0, count),
    classOf: classOf.slice(0, count),
    classes: classes.all,
    way: wayOf.slice(0, count),
    places: nodes.count + closedPoints.length,
    closedPoints: closedPoints.whole(),
    lost,
    facts,
  }
}

/** Numbers the classes that are in use, in the order in which ways need them. */
class Classes {
  readonly all: SegmentClass[] = []
  readonly #numbers = new Map<WayUse, Map<number, number>>()
  readonly #same = new Map<string, number>()

  numberOf(use: WayUse, name: number, metres: () => number): number {
    if (use.ferry !== null) return this.#intern(atCrossingSpeed(use, use.ferry, metres()), name)
    let byName = this.#numbers.get(use)
    if (byName === undefined) this.#numbers.set(use, (byName = new Map<number, number>()))
    let number = byName.get(name)
    if (number === undefined) byName.set(name, (number = this.#intern(use, name)))
    return number
  }

  #intern(use: WayUse, name: number): number {
    const { forwardKmh, backwardKmh, notes, maySnap } = use
    const text = `${forwardKmh}|${backwardKmh}|${notes}|${Number(maySnap)}|${name}`
    const known = this.#same.get(text)
    if (known !== undefined) return known
    this.#same.set(text, this.all.length)
    return this.all.push({ forwardKmh, backwardKmh, notes, maySnap, name }) - 1
  }
}

function atCrossingSpeed(use: WayUse, ferry: NonNullable<WayUse['ferry']>, metres: number): WayUse {
  const seconds = (ferry.crossingSeconds ?? (3.6 * metres) / ferry.kmh) + ferry.boardingSeconds
  const kmh = Math.max(0.01, (3.6 * metres) / seconds)
  return { ...use, forwardKmh: use.forwardKmh > 0 ? kmh : 0, backwardKmh: use.backwardKmh > 0 ? kmh : 0 }
}

function wayMetres(raw: RawRoads, way: number): number {
  const { lons, lats } = raw.nodes
  let metres = 0
  for (let ref = raw.ways.firstRef[way] as number; ref < (raw.ways.firstRef[way + 1] as number) - 1; ref++) {
    const a = raw.ways.refs[ref] as number
    const b = raw.ways.refs[ref + 1] as number
    metres += metresBetween(lons[a] as number, lats[a] as number, lons[b] as number, lats[b] as number)
  }
  return metres
}
