import type { Directions, JunctionCopy } from './arcs.ts'
import type { MergedStretches } from './merge-stretches.ts'
import type { RoadProfile } from './profiles.ts'
import { indexIn, type RawRestriction, type RawRoads } from './raw-roads.ts'
import type { Segments } from './segments.ts'

/** Longest run of stretches over which a restriction reaches. */
const LONGEST_VIA = 12

/** A memory of how one came: along one direction, or along several in a row where a restriction reaches over ways. */
interface Arrival {
  readonly number: number
  readonly junction: number
  readonly banned: Set<number>
  /** Arrivals that remember one direction more. */
  readonly further: Map<number, Arrival>
}

/** Turn restrictions as copies of junctions. */
export interface TurnCopies {
  readonly copies: readonly JunctionCopy[]
  /** The graph's node at which one arrives along a direction, whatever was before. */
  readonly arrival: (direction: number) => number
  readonly facts: {
    readonly restrictionsKept: number
    readonly restrictionsOverWays: number
    readonly restrictionsForOthers: number
    /** Restrictions of which a member is not part of the network. */
    readonly restrictionsWithoutRoads: number
  }
}

/**
 * The points that must stay junctions so that restrictions can be kept there: where one turns, and both ends of the
 * ways over which a restriction reaches.
 *
 * @param raw - as read
 * @param profile - the mode's rules
 * @returns indices of raw points
 */
export function restrictedPoints(raw: RawRoads, profile: RoadProfile): number[] {
  const restrictions = raw.restrictions.filter(each => concerns(each, profile))
  const viaWays = new Set(restrictions.flatMap(each => each.viaWays))
  const points = restrictions.flatMap(each =>
    each.viaNode === null ? [] : [indexIn(raw.nodes.ids, each.viaNode)],
  )
  for (let way = 0; viaWays.size > 0 && way < raw.ways.count; way++) {
    if (!viaWays.has(raw.ways.ids[way] as number)) continue
    points.push(raw.ways.refs[raw.ways.firstRef[way] as number] as number)
    points.push(raw.ways.refs[(raw.ways.firstRef[way + 1] as number) - 1] as number)
  }
  return points.filter(point => point >= 0)
}

function concerns(restriction: RawRestriction, profile: RoadProfile): boolean {
  const { restricted, modes } = profile.turns
  if (!restricted || restriction.except.some(mode => modes.includes(mode))) return false
  return restriction.mode === null || modes.includes(restriction.mode)
}

/**
 * Turns restrictions into copies of the junctions where they hold: who arrives by a way from which a turn is forbidden
 * arrives at a copy that cannot be left that way.
 *
 * @param raw - as read
 * @param profile - the mode's rules
 * @param segments - what may be used
 * @param stretches - made of it
 * @param directions - how junctions may be left
 * @returns the copies, numbered from the number of junctions on
 */
export function turnCopies(
  raw: RawRoads,
  profile: RoadProfile,
  segments: Segments,
  stretches: MergedStretches,
  directions: Directions,
): TurnCopies {
  return new Restricting(raw, profile, segments, stretches, directions).copies()
}

class Restricting {
  readonly #raw: RawRoads
  readonly #profile: RoadProfile
  readonly #segments: Segments
  readonly #stretches: MergedStretches
  readonly #directions: Directions
  /** By the direction along which one came. */
  readonly #arrivals = new Map<number, Arrival>()
  readonly #all: Arrival[] = []
  /** Directions that begin (`out`) or end (`in`) with a piece of a way, by the way's id. */
  readonly #byWay = { out: new Map<number, number[]>(), in: new Map<number, number[]>() }

  constructor(
    raw: RawRoads,
    profile: RoadProfile,
    segments: Segments,
    stretches: MergedStretches,
    directions: Directions,
  ) {
    this.#raw = raw
    this.#profile = profile
    this.#segments = segments
    this.#stretches = stretches
    this.#directions = directions
  }

  copies(): TurnCopies {
    const facts = {
      restrictionsKept: 0,
      restrictionsOverWays: 0,
      restrictionsForOthers: 0,
      restrictionsWithoutRoads: 0,
    }
    const concerned = this.#raw.restrictions.filter(each => concerns(each, this.#profile))
    facts.restrictionsForOthers = this.#raw.restrictions.length - concerned.length
    this.#indexWays(concerned)
    for (const restriction of concerned) {
      const found = restriction.viaNode === null ? this.#overWays(restriction) : this.#atPoint(restriction)
      if (!found) facts.restrictionsWithoutRoads++
      else if (restriction.viaNode === null) facts.restrictionsOverWays++
      else facts.restrictionsKept++
    }
    if (this.#profile.turns.restricted && this.#profile.turns.uTurns === 'at-dead-ends')
      this.#noTurningRound()
    return {
      copies: this.#all.map(arrival => ({
        junction: arrival.junction,
        banned: arrival.banned,
        leadsTo: new Map([...arrival.further].map(([direction, next]) => [direction, this.#node(next)])),
      })),
      arrival: direction => {
        const arrival = this.#arrivals.get(direction)
        return arrival === undefined ? this.#directions.headOf(direction) : this.#node(arrival)
      },
      facts,
    }
  }

  #node(arrival: Arrival): number {
    return this.#stretches.junctions + arrival.number
  }

  #indexWays(restrictions: readonly RawRestriction[]): void {
    const wanted = new Set(restrictions.flatMap(each => [...each.from, ...each.to, ...each.viaWays]))
    if (wanted.size === 0) return
    const { leaving } = this.#directions
    const sorted = Uint32Array.from(leaving).sort()
    for (const direction of sorted) {
      const along = direction % 2 === 0
      const stretch = direction >> 1
      const { firstSegment, lastSegment } = this.#stretches
      const begins = this.#wayOf((along ? firstSegment : lastSegment)[stretch] as number)
      const ends = this.#wayOf((along ? lastSegment : firstSegment)[stretch] as number)
      if (wanted.has(begins)) addTo(this.#byWay.out, begins, direction)
      if (wanted.has(ends)) addTo(this.#byWay.in, ends, direction)
    }
  }

  #wayOf(segment: number): number {
    return this.#raw.ways.ids[this.#segments.way[segment] as number] as number
  }

  #atPoint(restriction: RawRestriction): boolean {
    const point = indexIn(this.#raw.nodes.ids, restriction.viaNode ?? NaN)
    const here = (junction: number): boolean => this.#stretches.point[junction] === point
    const from = restriction.from
      .flatMap(way => this.#byWay.in.get(way) ?? [])
      .filter(direction => here(this.#directions.headOf(direction)))
    const to = restriction.to
      .flatMap(way => this.#byWay.out.get(way) ?? [])
      .filter(direction => here(this.#directions.tailOf(direction)))
    if (from.length === 0 || to.length === 0) return false
    for (const direction of from) this.#ban(this.#arrivedBy(direction), direction, to, restriction)
    return true
  }

  /** Forbids leaving in a direction, or in every one but it. */
  #ban(arrival: Arrival, came: number, to: readonly number[], restriction: RawRestriction): void {
    const back = came ^ 1
    if (restriction.only) {
      for (const direction of this.#leaving(arrival.junction)) {
        if (!to.includes(direction)) arrival.banned.add(direction)
      }
      return
    }
    for (const direction of to) {
      // A way that goes on past the junction names itself twice when only turning round is meant.
      const meant = restriction.uTurn && restriction.from.some(way => restriction.to.includes(way))
      if (meant ? direction === back : direction !== back || restriction.uTurn) arrival.banned.add(direction)
    }
  }

  #leaving(junction: number): Uint32Array {
    const { first, leaving } = this.#directions
    return leaving.subarray(first[junction], first[junction + 1])
  }

  #arrivedBy(direction: number): Arrival {
    let arrival = this.#arrivals.get(direction)
    if (arrival === undefined) {
      arrival = this.#newArrival(this.#directions.headOf(direction), [])
      this.#arrivals.set(direction, arrival)
    }
    return arrival
  }

  #newArrival(junction: number, banned: Iterable<number>): Arrival {
    const arrival = {
      number: this.#all.length,
      junction,
      banned: new Set(banned),
      further: new Map<number, Arrival>(),
    }
    this.#all.push(arrival)
    return arrival
  }

  /** Follows the ways in between from the way one comes from, and forbids the last turn to who came all along. */
  #overWays(restriction: RawRestriction): boolean {
    const via = new Set(restriction.viaWays)
    const goals = new Set(restriction.to.flatMap(way => this.#byWay.out.get(way) ?? []))
    let found = false
    const follow = (run: readonly number[]): void => {
      const last = run.at(-1) as number
      const leaving = [...this.#leaving(this.#directions.headOf(last))]
      const to = leaving.filter(direction => goals.has(direction) && direction !== (last ^ 1))
      if (run.length > 1 && to.length > 0) {
        this.#ban(this.#arrivedAlong(run), last, to, restriction)
        found = true
        return
      }
      if (run.length > LONGEST_VIA) return
      for (const direction of leaving) {
        const inVia = restriction.viaWays.some(way => (this.#byWay.out.get(way) ?? []).includes(direction))
        if (inVia && direction !== (last ^ 1) && !run.includes(direction)) follow([...run, direction])
      }
    }
    for (const way of restriction.from) {
      if (via.has(way)) continue
      for (const direction of this.#byWay.in.get(way) ?? []) follow([direction])
    }
    return found
  }

  #arrivedAlong(run: readonly number[]): Arrival {
    let arrival = this.#arrivedBy(run[0] as number)
    for (const direction of run.slice(1)) {
      let next = arrival.further.get(direction)
      if (next === undefined) {
        // Whoever remembers more keeps what holds for all that arrive this way.
        next = this.#newArrival(
          this.#directions.headOf(direction),
          this.#arrivals.get(direction)?.banned ?? [],
        )
        // Or one would turn round twice on the short way between, and so forget how one came.
        next.banned.add(direction ^ 1)
        arrival.further.set(direction, next)
      }
      arrival = next
    }
    return arrival
  }

  #noTurningRound(): void {
    for (const direction of this.#directions.leaving) {
      const back = direction ^ 1
      const elsewhere = this.#leaving(this.#directions.headOf(direction)).some(each => each !== back)
      if (elsewhere) this.#arrivedBy(direction).banned.add(back)
    }
  }
}

function addTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
