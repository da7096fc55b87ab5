import { NO_WAY, type UpwardArcs } from './contraction.ts'
import type { Ways } from './doors.ts'
import type { PreparedGraph } from './prepared-graph.ts'

/** What a climb found, with how it came there; by place. */
export interface Traced {
  readonly times: Int32Array
  /** The row of the arc by which a place was reached; −1 where the climb began. */
  readonly row: Int32Array
  /** The place from which it was reached. */
  readonly from: Int32Array
  /** The row of `ways` with which the climb began, at such places. */
  readonly way: Int32Array
}

/**
 * Climbs from one place's junctions to all above, and remembers how.
 *
 * @param prepared - a prepared road graph
 * @param arcs - the arcs to climb by
 * @param ways - the junctions by which places are left or entered
 * @param index - which of the places
 * @returns times by place, NO_WAY where the climb does not come, and how they came about
 */
export function traceClimb(prepared: PreparedGraph, arcs: UpwardArcs, ways: Ways, index: number): Traced {
  const { places, parent } = prepared
  const times = new Int32Array(places).fill(NO_WAY)
  const row = new Int32Array(places).fill(-1)
  const from = new Int32Array(places)
  const way = new Int32Array(places)
  for (let at = ways.first[index] as number; at < (ways.first[index + 1] as number); at++) {
    const start = prepared.place[ways.junction[at] as number] as number
    const begun = ways.milliseconds[at] as number
    if (begun >= (times[start] as number)) continue
    times[start] = begun
    row[start] = -1
    way[start] = at
    for (let node = start; node !== -1; node = parent[node] as number) {
      const time = times[node] as number
      if (time >= NO_WAY) continue
      for (let arc = arcs.first[node] as number; arc < (arcs.first[node + 1] as number); arc++) {
        const to = arcs.above[arc] as number
        const there = time + (arcs.milliseconds[arc] as number)
        if (there >= (times[to] as number)) continue
        times[to] = there
        row[to] = arc
        from[to] = node
      }
    }
  }
  return { times, row, from, way }
}

/**
 * Takes an arc of a prepared graph apart into the arcs of the graph that it stands for.
 *
 * @param prepared - a prepared road graph
 * @param upwards - whether it is an arc of `out` (true) or of `into`
 * @param low - the place below
 * @param row - the arc's row
 * @param found - gains the arcs of the graph, in the order of travel
 */
export function unfold(
  prepared: PreparedGraph,
  upwards: boolean,
  low: number,
  row: number,
  found: number[],
): void {
  const arcs = upwards ? prepared.out : prepared.into
  const over = arcs.over[row] as number
  if (over >= 0) {
    found.push(over)
    return
  }
  const middle = -1 - over
  const high = arcs.above[row] as number
  const [start, end] = upwards ? [low, high] : [high, low]
  unfold(prepared, false, middle, rowTo(prepared.into, middle, start), found)
  unfold(prepared, true, middle, rowTo(prepared.out, middle, end), found)
}

function rowTo(arcs: UpwardArcs, low: number, high: number): number {
  const end = arcs.first[low + 1] as number
  for (let row = arcs.first[low] as number; row < end; row++) if (arcs.above[row] === high) return row
  throw new Error(`Place ${low} has no arc to ${high}: the preparation is damaged.`)
}
