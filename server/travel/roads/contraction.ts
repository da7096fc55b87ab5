import type { Elimination } from './elimination.ts'
import type { RoadGraph } from './road-graph.ts'

/**
 * No way, in milliseconds. Two of them still fit 31 bits, so that sums need no check; a journey that takes longer, some
 * twelve days, counts as no way.
 */
export const NO_WAY = 0x3fffffff

/** Arcs upwards, by place, in compressed rows, in one direction of travel. */
export interface UpwardArcs {
  /** Place v has the arcs from `first[v]` up to and without `first[v + 1]`. */
  readonly first: Int32Array
  /** The place above, always smaller than v. */
  readonly above: Int32Array
  /** The shortest time between the two, in milliseconds. */
  readonly milliseconds: Int32Array
  /** The arc of the graph that it is; or −1 − v when it is a shortcut over the place v below both. */
  readonly over: Int32Array
}

/** Times of both directions by arc of the elimination; `drop` marks those which other arcs make superfluous. */
interface Times {
  readonly up: Int32Array
  readonly down: Int32Array
  readonly arcUp: Int32Array
  readonly arcDown: Int32Array
  readonly dropUp: Uint8Array
  readonly dropDown: Uint8Array
}

function timesOfGraph(graph: RoadGraph, { first, above, place }: Elimination): Times {
  const arcs = above.length
  const times: Times = {
    up: new Int32Array(arcs).fill(NO_WAY),
    down: new Int32Array(arcs).fill(NO_WAY),
    arcUp: new Int32Array(arcs).fill(-1),
    arcDown: new Int32Array(arcs).fill(-1),
    dropUp: new Uint8Array(arcs),
    dropDown: new Uint8Array(arcs),
  }
  for (let tail = 0; tail < graph.nodes; tail++) {
    for (let arc = graph.firstArc[tail] as number; arc < (graph.firstArc[tail + 1] as number); arc++) {
      const from = place[tail] as number
      const to = place[graph.arcHead[arc] as number] as number
      const milliseconds = graph.arcMilliseconds[arc] as number
      if (milliseconds === 0) throw new RangeError(`Arc ${arc} takes no time; every arc takes 1 ms at least.`)
      if (from === to || milliseconds >= NO_WAY) continue
      const low = Math.max(from, to)
      const high = Math.min(from, to)
      let row = first[low] as number
      while (above[row] !== high) row++
      const [time, by] = from > to ? [times.up, times.arcUp] : [times.down, times.arcDown]
      if (milliseconds >= (time[row] as number)) continue
      time[row] = milliseconds
      by[row] = arc
    }
  }
  return times
}

/** Every arc gets the shortest time over ways through places below it, from the bottom to the top. */
function takeWaysBelow({ size, first, above }: Elimination, { up, down }: Times): void {
  for (let node = size - 1; node >= 0; node--) {
    const end = first[node + 1] as number
    for (let low = first[node] as number; low < end; low++) {
      const upLow = up[low] as number
      const downLow = down[low] as number
      let across = first[above[low] as number] as number
      for (let high = low + 1; high < end; high++, across++) {
        const target = above[high] as number
        while (above[across] !== target) across++
        const there = downLow + (up[high] as number)
        if (there < (up[across] as number)) up[across] = there
        const back = (down[high] as number) + upLow
        if (back < (down[across] as number)) down[across] = back
      }
    }
  }
}

/**
 * Every arc gets the shortest time over any way, from the top to the bottom, and is dropped where a way by a third place
 * above takes no longer. Since every arc takes time, what replaces it is never replaced by it in turn.
 */
function takeWaysAbove({ size, first, above }: Elimination, times: Times): void {
  const { up, down, dropUp, dropDown } = times
  for (let node = 0; node < size; node++) {
    const end = first[node + 1] as number
    for (let low = first[node] as number; low < end; low++) {
      let across = first[above[low] as number] as number
      for (let high = low + 1; high < end; high++, across++) {
        const target = above[high] as number
        while (above[across] !== target) across++
        const acrossUp = up[across] as number
        const acrossDown = down[across] as number
        const toLow = (up[high] as number) + acrossDown
        if (toLow <= (up[low] as number)) {
          up[low] = toLow
          dropUp[low] = 1
        }
        const toHigh = (up[low] as number) + acrossUp
        if (toHigh <= (up[high] as number)) {
          up[high] = toHigh
          dropUp[high] = 1
        }
        const fromLow = acrossUp + (down[high] as number)
        if (fromLow <= (down[low] as number)) {
          down[low] = fromLow
          dropDown[low] = 1
        }
        const fromHigh = acrossDown + (down[low] as number)
        if (fromHigh <= (down[high] as number)) {
          down[high] = fromHigh
          dropDown[high] = 1
        }
      }
    }
  }
}

/** What every kept arc stands for: an arc of the graph, or the two kept arcs by its highest place in between. */
function unfoldings(graph: RoadGraph, { size, first, above }: Elimination, times: Times): Int32Array[] {
  const { up, down, arcUp, arcDown, dropUp, dropDown } = times
  const none = -0x80000000
  const original = (arc: number, time: number): number =>
    arc !== -1 && graph.arcMilliseconds[arc] === time ? arc : none
  const overUp = arcUp.map((arc, row) => original(arc, up[row] as number))
  const overDown = arcDown.map((arc, row) => original(arc, down[row] as number))
  for (let node = 0; node < size; node++) {
    const end = first[node + 1] as number
    for (let low = first[node] as number; low < end; low++) {
      let across = first[above[low] as number] as number
      for (let high = low + 1; high < end; high++, across++) {
        const target = above[high] as number
        while (above[across] !== target) across++
        if (
          overUp[across] === none &&
          dropDown[low] === 0 &&
          dropUp[high] === 0 &&
          (down[low] as number) + (up[high] as number) === up[across]
        ) {
          overUp[across] = -1 - node
        }
        if (
          overDown[across] === none &&
          dropDown[high] === 0 &&
          dropUp[low] === 0 &&
          (down[high] as number) + (up[low] as number) === down[across]
        ) {
          overDown[across] = -1 - node
        }
      }
    }
  }
  return [overUp, overDown]
}

function kept(
  { size, first, above }: Elimination,
  time: Int32Array,
  drop: Uint8Array,
  over: Int32Array,
): UpwardArcs {
  let many = 0
  for (let row = 0; row < above.length; row++) if (drop[row] === 0 && (time[row] as number) < NO_WAY) many++
  const arcs = {
    first: new Int32Array(size + 1),
    above: new Int32Array(many),
    milliseconds: new Int32Array(many),
    over: new Int32Array(many),
  }
  let end = 0
  for (let node = 0; node < size; node++) {
    for (let row = first[node] as number; row < (first[node + 1] as number); row++) {
      if (drop[row] === 1 || (time[row] as number) >= NO_WAY) continue
      arcs.above[end] = above[row] as number
      arcs.milliseconds[end] = time[row] as number
      arcs.over[end] = over[row] as number
      end++
    }
    arcs.first[node + 1] = end
  }
  return arcs
}

/**
 * Gives the arcs of a contracted network their times and keeps those that some shortest way needs: from any place to any
 * other, one of the shortest ways goes up by kept arcs to its highest place and down by kept arcs from there.
 *
 * Source: J. Dibbelt, B. Strasser, D. Wagner, Customizable contraction hierarchies, 2016 (basic and perfect
 * customisation). Of equally short ways the one over the highest places is kept.
 * @param graph - a road graph, every arc of which takes 1 ms at least
 * @param elimination - its contraction
 * @returns `out`: from a place to those above; `into`: from those above to the place
 * @throws {RangeError} when an arc takes no time
 */
export function contract(graph: RoadGraph, elimination: Elimination): { out: UpwardArcs; into: UpwardArcs } {
  const times = timesOfGraph(graph, elimination)
  takeWaysBelow(elimination, times)
  takeWaysAbove(elimination, times)
  const [overUp, overDown] = unfoldings(graph, elimination, times)
  return {
    out: kept(elimination, times.up, times.dropUp, overUp as Int32Array),
    into: kept(elimination, times.down, times.dropDown, overDown as Int32Array),
  }
}
