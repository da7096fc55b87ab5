/** One way along which something flows, between bounds. */
export interface Arc {
  readonly from: number
  readonly to: number
  /** The least and the most that may flow, whole numbers. */
  low: number
  high: number
  /** What flows now. */
  flow: number
}

/** Nodes and the arcs between them; at every node as much flows in as out. */
export interface Circulation {
  readonly arcs: readonly Arc[]
  /** By node, the indexes of the arcs that leave it or enter it. */
  readonly touching: readonly (readonly number[])[]
}

/** More than anything that is ever counted: the bound of what has none. */
export const UNBOUNDED = 1e12

/**
 * Joins arcs into a network.
 * @param nodes - the number of nodes.
 * @param arcs - the arcs, between nodes numbered from 0.
 * @returns the network, sharing the arcs given.
 */
export function circulation(nodes: number, arcs: readonly Arc[]): Circulation {
  const touching: number[][] = Array.from({ length: nodes }, () => [])
  for (const [index, { from, to }] of arcs.entries()) {
    touching[from]?.push(index)
    touching[to]?.push(index)
  }
  return { arcs, touching }
}

/**
 * Finds flows that keep every bound and put as much into each node as is taken out.
 *
 * Source: feasible circulation by augmenting paths, Ahuja, Magnanti & Orlin 1993, chapter 6.
 * @param network - the network; its flows are set.
 * @returns whether there are such flows.
 */
export function settle(network: Circulation): boolean {
  const surplus = new Float64Array(network.touching.length)
  for (const arc of network.arcs) {
    if (arc.low > arc.high) return false
    arc.flow = arc.low
    surplus[arc.to] = (surplus[arc.to] ?? 0) + arc.low
    surplus[arc.from] = (surplus[arc.from] ?? 0) - arc.low
  }
  let moved = true
  while (moved) {
    moved = false
    for (const [from, over] of surplus.entries()) {
      if (over <= 0) continue
      for (const [to, under] of surplus.entries()) {
        const wanted = Math.min(surplus[from] ?? 0, -under)
        if (wanted <= 0) continue
        const pushed = push(network, from, to, wanted, -1)
        surplus[from] = (surplus[from] ?? 0) - pushed
        surplus[to] = under + pushed
        moved ||= pushed > 0
      }
    }
  }
  return surplus.every(over => over === 0)
}

/**
 * Finds the most that can flow along one arc while all others keep their bounds.
 * @param network - the network with flows that keep every bound; it is left as it is.
 * @param index - the arc.
 * @param enough - the search stops once so much is found to be possible.
 * @returns the greatest flow, or `enough` if that is less.
 */
export function greatestFlow(network: Circulation, index: number, enough = UNBOUNDED): number {
  const arc = network.arcs[index] as Arc
  const room = Math.min(arc.high, enough) - arc.flow
  return room <= 0 ? arc.flow : arc.flow + tryPush(network, arc.to, arc.from, room, index)
}

/**
 * Finds the least that can flow along one arc while all others keep their bounds.
 * @param network - the network with flows that keep every bound; it is left as it is.
 * @param index - the arc.
 * @returns the least flow.
 */
export function leastFlow(network: Circulation, index: number): number {
  const arc = network.arcs[index] as Arc
  const room = arc.flow - arc.low
  return room <= 0 ? arc.flow : arc.flow - tryPush(network, arc.from, arc.to, room, index)
}

function tryPush(network: Circulation, from: number, to: number, wanted: number, except: number): number {
  const before = network.arcs.map(arc => arc.flow)
  const pushed = push(network, from, to, wanted, except)
  for (const [index, arc] of network.arcs.entries()) arc.flow = before[index] as number
  return pushed
}

/** Sends up to `wanted` more from one node to another by shortest paths, without using one arc. */
function push(network: Circulation, from: number, to: number, wanted: number, except: number): number {
  let pushed = 0
  while (pushed < wanted) {
    const path = shortestPath(network, from, to, except)
    if (path === null) break
    const most = path.reduce((least, step) => Math.min(least, roomOf(network, step)), wanted - pushed)
    for (const { index, forwards } of path) {
      const arc = network.arcs[index] as Arc
      arc.flow += forwards ? most : -most
    }
    pushed += most
  }
  return pushed
}

interface Step {
  readonly index: number
  readonly forwards: boolean
}

function roomOf(network: Circulation, { index, forwards }: Step): number {
  const arc = network.arcs[index] as Arc
  return forwards ? arc.high - arc.flow : arc.flow - arc.low
}

function shortestPath(network: Circulation, from: number, to: number, except: number): Step[] | null {
  const cameBy: (Step | null | undefined)[] = []
  cameBy[from] = null
  const queue = [from]
  for (const node of queue) {
    for (const index of network.touching[node] ?? []) {
      if (index === except) continue
      const arc = network.arcs[index] as Arc
      const step = { index, forwards: arc.from === node }
      const next = step.forwards ? arc.to : arc.from
      if (cameBy[next] !== undefined || roomOf(network, step) <= 0) continue
      cameBy[next] = step
      if (next === to) return pathTo(network, to, cameBy)
      queue.push(next)
    }
  }
  return null
}

function pathTo(network: Circulation, to: number, cameBy: readonly (Step | null | undefined)[]): Step[] {
  const path: Step[] = []
  let step = cameBy[to]
  while (step) {
    path.push(step)
    const arc = network.arcs[step.index] as Arc
    step = cameBy[step.forwards ? arc.from : arc.to]
  }
  return path
}
