import { Growing } from './growing.ts'
import { metresBetween } from './metres.ts'
import { NOT_ALLOWED, type RoadStretches } from './road-graph.ts'
import type { RawRoads } from './raw-roads.ts'
import type { SegmentClass, Segments } from './segments.ts'

/** Stretches between junctions, before turn restrictions. */
export interface MergedStretches extends RoadStretches {
  readonly junctions: number
  /** The raw point of a junction. */
  readonly point: Uint32Array
  /** The pieces with which a stretch begins and ends. */
  readonly firstSegment: Uint32Array
  readonly lastSegment: Uint32Array
}

/**
 * Joins pieces of road into stretches: from one place where there is a choice, a dead end or a change of speed, name or
 * surface, to the next. A stretch that leads back to where it began gets a junction in its middle.
 *
 * @param raw - where the points are
 * @param segments - what may be used
 * @param keep - raw points that are junctions whatever leads there: 1 for such a point
 * @returns stretches and junctions, in an order that depends on nothing but the file
 */
export function mergeStretches(raw: RawRoads, segments: Segments, keep: Uint8Array): MergedStretches {
  return new Merging(raw, segments, keep).merge()
}

class Merging {
  readonly #raw: RawRoads
  readonly #segments: Segments
  /** Place p meets the pieces from `firstMeeting[p]` up to and without `firstMeeting[p + 1]` in `meetings`. */
  readonly #firstMeeting: Uint32Array
  readonly #meetings: Uint32Array
  /** The number of a place's junction; −1 where it is none. */
  readonly #junctionAt: Int32Array
  readonly #point = new Growing()
  readonly #done: Uint8Array
  readonly #out = {
    tail: new Growing(),
    head: new Growing(),
    forward: new Growing(),
    backward: new Growing(),
    metres: new Growing(),
    firstPoint: new Growing(),
    lons: new Growing(1 << 16),
    lats: new Growing(1 << 16),
    name: new Growing(),
    notes: new Growing(),
    maySnap: new Growing(),
    firstSegment: new Growing(),
    lastSegment: new Growing(),
  }

  constructor(raw: RawRoads, segments: Segments, keep: Uint8Array) {
    this.#raw = raw
    this.#segments = segments
    this.#done = new Uint8Array(segments.count)
    this.#firstMeeting = new Uint32Array(segments.places + 1)
    for (const places of [segments.from, segments.to]) {
      for (const place of places) {
        this.#firstMeeting[place + 1] = (this.#firstMeeting[place + 1] as number) + 1
      }
    }
    for (let place = 0; place < segments.places; place++) {
      this.#firstMeeting[place + 1] =
        (this.#firstMeeting[place + 1] as number) + (this.#firstMeeting[place] as number)
    }
    this.#meetings = new Uint32Array(2 * segments.count)
    const next = this.#firstMeeting.slice()
    for (let segment = 0; segment < segments.count; segment++) {
      for (const place of [segments.from[segment] as number, segments.to[segment] as number]) {
        this.#meetings[next[place] as number] = segment
        next[place] = (next[place] as number) + 1
      }
    }
    this.#junctionAt = new Int32Array(segments.places).fill(-1)
    for (let place = 0; place < segments.places; place++) {
      const kept = place < raw.nodes.count && keep[place] === 1
      if (this.#isJunction(place, kept)) this.#junctionAt[place] = this.#addJunction(place)
    }
  }

  merge(): MergedStretches {
    const { places, count } = this.#segments
    for (let place = 0; place < places; place++) {
      if (this.#junctionAt[place] !== -1) this.#follow(place)
    }
    // What is left are rings that meet nothing: they begin at the place that comes first.
    for (let segment = 0; segment < count; segment++) {
      if (this.#done[segment] === 1) continue
      const place = this.#segments.from[segment] as number
      this.#junctionAt[place] = this.#addJunction(place)
      this.#follow(place)
    }
    this.#out.firstPoint.push(this.#out.lons.length)
    const out = this.#out
    return {
      junctions: this.#point.length,
      point: this.#point.whole(),
      count: out.tail.length,
      tail: out.tail.whole(),
      head: out.head.whole(),
      forward: out.forward.whole(),
      backward: out.backward.whole(),
      metres: Float32Array.from(out.metres.view()),
      firstPoint: out.firstPoint.whole(),
      pointLons: out.lons.view().slice(),
      pointLats: out.lats.view().slice(),
      name: out.name.whole(),
      names: this.#raw.names,
      notes: Uint8Array.from(out.notes.view()),
      maySnap: Uint8Array.from(out.maySnap.view()),
      firstSegment: out.firstSegment.whole(),
      lastSegment: out.lastSegment.whole(),
    }
  }

  #isJunction(place: number, kept: boolean): boolean {
    const start = this.#firstMeeting[place] as number
    const meeting = (this.#firstMeeting[place + 1] as number) - start
    if (meeting !== 2) return meeting > 0
    if (kept) return true
    const { classOf, classes, from } = this.#segments
    const a = this.#meetings[start] as number
    const b = this.#meetings[start + 1] as number
    // One piece twice: it begins where it ends.
    if (a === b || classOf[a] !== classOf[b]) return true
    const shared = classes[classOf[a] as number]
    if (shared?.forwardKmh === shared?.backwardKmh) return false
    return (from[a] === place) === (from[b] === place)
  }

  #addJunction(place: number): number {
    this.#point.push(this.#pointOf(place))
    return this.#point.length - 1
  }

  #pointOf(place: number): number {
    const { count } = this.#raw.nodes
    return place < count ? place : (this.#segments.closedPoints[place - count] as number)
  }

  #follow(junction: number): void {
    const end = this.#firstMeeting[junction + 1] as number
    for (let at = this.#firstMeeting[junction] as number; at < end; at++) {
      const segment = this.#meetings[at] as number
      if (this.#done[segment] === 0) this.#stretch(junction, segment)
    }
  }

  /** Goes from a junction along a piece, and on over places without a choice, to the next junction. */
  #stretch(start: number, first: number): void {
    const { from, to, classOf, classes } = this.#segments
    const along = from[first] === start
    const shared = classes[classOf[first] as number]
    if (shared === undefined) return
    const course = [this.#pointOf(start)]
    let segment = first
    let place = start
    for (;;) {
      this.#done[segment] = 1
      place = (from[segment] === place ? to[segment] : from[segment]) as number
      course.push(this.#pointOf(place))
      if (this.#junctionAt[place] !== -1) break
      const at = this.#firstMeeting[place] as number
      segment = (this.#meetings[at] === segment ? this.#meetings[at + 1] : this.#meetings[at]) as number
    }
    const tail = this.#junctionAt[start] as number
    const head = this.#junctionAt[place] as number
    if (tail !== head) {
      this.#add(tail, head, course, shared, along, first, segment)
      return
    }
    const middle = this.#middleOf(course)
    // There and back along one piece is no road.
    if (middle === null) return
    const between = this.#addJunctionAtPoint(course[middle] as number)
    this.#add(tail, between, course.slice(0, middle + 1), shared, along, first, first)
    this.#add(between, head, course.slice(middle), shared, along, segment, segment)
  }

  #addJunctionAtPoint(point: number): number {
    this.#point.push(point)
    return this.#point.length - 1
  }

  /** The inner point of a course that is nearest to its middle; null where there is none. */
  #middleOf(course: readonly number[]): number | null {
    if (course.length < 3) return null
    const lengths = [0]
    for (let at = 1; at < course.length; at++) {
      lengths.push((lengths[at - 1] ?? 0) + this.#metres(course[at - 1] as number, course[at] as number))
    }
    const half = (lengths.at(-1) ?? 0) / 2
    let best = 1
    for (let at = 2; at < course.length - 1; at++) {
      if (Math.abs((lengths[at] ?? 0) - half) < Math.abs((lengths[best] ?? 0) - half)) best = at
    }
    return best
  }

  #add(
    tail: number,
    head: number,
    course: readonly number[],
    shared: SegmentClass,
    along: boolean,
    firstSegment: number,
    lastSegment: number,
  ): void {
    const out = this.#out
    const { lons, lats } = this.#raw.nodes
    let metres = 0
    out.firstPoint.push(out.lons.length)
    for (let at = 0; at < course.length; at++) {
      const point = course[at] as number
      out.lons.push(lons[point] as number)
      out.lats.push(lats[point] as number)
      if (at > 0) metres += this.#metres(course[at - 1] as number, point)
    }
    out.tail.push(tail)
    out.head.push(head)
    out.forward.push(milliseconds(metres, along ? shared.forwardKmh : shared.backwardKmh))
    out.backward.push(milliseconds(metres, along ? shared.backwardKmh : shared.forwardKmh))
    out.metres.push(metres)
    out.name.push(shared.name)
    out.notes.push(shared.notes)
    out.maySnap.push(shared.maySnap ? 1 : 0)
    out.firstSegment.push(firstSegment)
    out.lastSegment.push(lastSegment)
  }

  #metres(a: number, b: number): number {
    const { lons, lats } = this.#raw.nodes
    return metresBetween(lons[a] as number, lats[a] as number, lons[b] as number, lats[b] as number)
  }
}

function milliseconds(metres: number, kmh: number): number {
  return kmh === 0 ? NOT_ALLOWED : Math.max(1, Math.round((metres * 3600) / kmh))
}
