/** A connected part of a network that is to be divided: junctions numbered from 0, neighbours in compressed rows. */
export interface Cell {
  readonly size: number
  /** Junction v has the neighbours from `first[v]` up to and without `first[v + 1]`; each stands in the other's row. */
  readonly first: Int32Array
  readonly neighbour: Int32Array
  /** Where a junction lies, on any flat grid. */
  readonly x: Float64Array
  readonly y: Float64Array
}

/** What `separate` says of a junction. */
export const sides = { left: 0, right: 1, separator: 2 } as const

/** The share of a cell's junctions at either end of a direction between which the flow runs. */
const endShare = 0.25

/** A flow of junction-disjoint paths, with the arrays of its search; states are 2v (arriving at v) and 2v + 1 (leaving it). */
interface Flow {
  readonly cell: Cell
  readonly isSource: Uint8Array
  readonly isSink: Uint8Array
  /** 1 where a path runs through the junction. */
  readonly used: Uint8Array
  /** The junction before and after on the path through a junction; −1 at its ends. */
  readonly before: Int32Array
  readonly after: Int32Array
  readonly level: Int32Array
  /** How many ways on from a state were tried in this phase. */
  readonly tried: Int32Array
  readonly queue: Int32Array
}

function emptyFlow(cell: Cell): Flow {
  return {
    cell,
    isSource: new Uint8Array(cell.size),
    isSink: new Uint8Array(cell.size),
    used: new Uint8Array(cell.size),
    before: new Int32Array(cell.size),
    after: new Int32Array(cell.size),
    level: new Int32Array(2 * cell.size),
    tried: new Int32Array(2 * cell.size),
    queue: new Int32Array(2 * cell.size),
  }
}

/** The way on number `index` from a state in the residual network; −1 after the last. */
function wayOn(flow: Flow, state: number, index: number): number {
  const node = state >> 1
  if ((state & 1) === 0) {
    if (index > 0) return -1
    if (flow.used[node] === 0) return state + 1
    const before = flow.before[node] as number
    return before === -1 ? -1 : 2 * before + 1
  }
  const at = (flow.cell.first[node] as number) + index
  const end = flow.cell.first[node + 1] as number
  if (at < end) return 2 * (flow.cell.neighbour[at] as number)
  return at === end && flow.used[node] === 1 ? state - 1 : -1
}

/** Levels by breadth-first search from the sources; says whether a sink is reached. */
function levels(flow: Flow): boolean {
  const { cell, isSource, isSink, level, queue, tried } = flow
  level.fill(-1)
  tried.fill(0)
  let size = 0
  for (let node = 0; node < cell.size; node++) {
    if (isSource[node] === 0) continue
    level[2 * node] = 0
    queue[size++] = 2 * node
  }
  let last = 0x7fffffff
  for (let at = 0; at < size; at++) {
    const state = queue[at] as number
    const depth = level[state] as number
    if (depth >= last) break
    for (let index = 0; ; index++) {
      const next = wayOn(flow, state, index)
      if (next === -1) break
      if (level[next] !== -1) continue
      level[next] = depth + 1
      queue[size++] = next
      if ((next & 1) === 1 && isSink[next >> 1] === 1) last = depth + 1
    }
  }
  return last !== 0x7fffffff
}

/** Sends one more path from a source along the levels, if there is one. */
function augment(flow: Flow, source: number, path: Int32Array): boolean {
  const { isSink, level, tried, used, before, after } = flow
  let depth = 0
  path[0] = 2 * source
  for (;;) {
    const state = path[depth] as number
    if ((state & 1) === 1 && isSink[state >> 1] === 1) break
    let next = wayOn(flow, state, tried[state] as number)
    while (next !== -1 && level[next] !== depth + 1) {
      tried[state] = (tried[state] as number) + 1
      next = wayOn(flow, state, tried[state])
    }
    if (next !== -1) {
      path[++depth] = next
      continue
    }
    if (depth === 0) return false
    depth--
    const back = path[depth] as number
    tried[back] = (tried[back] as number) + 1
  }
  for (let at = 0; at <= depth; at++) {
    const state = path[at] as number
    const node = state >> 1
    // A state that lies on a path is spent in this phase.
    level[state] = -2
    if ((state & 1) === 1) {
      const next = at === depth ? -1 : (path[at + 1] as number)
      if (next === state - 1) used[node] = 0
      else after[node] = next === -1 ? -1 : next >> 1
      continue
    }
    const from = at === 0 ? -1 : (path[at - 1] as number)
    // Arriving from its own leaving side takes the path off the junction: nothing comes before it any more.
    if (from === state + 1) continue
    if (path[at + 1] === state + 1) used[node] = 1
    before[node] = from === -1 ? -1 : from >> 1
  }
  return true
}

/** Marks the states from which a sink can be reached. */
function towardsSinks(flow: Flow, reached: Uint8Array): void {
  const { cell, isSink, used, before, after, queue } = flow
  let size = 0
  const reach = (state: number): void => {
    if (reached[state] === 1) return
    reached[state] = 1
    queue[size++] = state
  }
  for (let node = 0; node < cell.size; node++) if (isSink[node] === 1) reach(2 * node + 1)
  for (let at = 0; at < size; at++) {
    const state = queue[at] as number
    const node = state >> 1
    if ((state & 1) === 1) {
      if (used[node] === 0) reach(state - 1)
      // The arriving side of the junction after it can undo the step between them.
      else if (after[node] !== -1 && before[after[node] as number] === node)
        reach(2 * (after[node] as number))
      continue
    }
    const end = cell.first[node + 1] as number
    for (let row = cell.first[node] as number; row < end; row++)
      reach(2 * (cell.neighbour[row] as number) + 1)
    if (used[node] === 1) reach(state + 1)
  }
}

/** Runs the greatest flow between the marked ends; −1 as soon as it exceeds `most`. */
function greatestFlow(flow: Flow, most: number): number {
  const { cell, isSource, used, before, after } = flow
  used.fill(0)
  before.fill(-1)
  after.fill(-1)
  let paths = 0
  const path = new Int32Array(2 * cell.size)
  while (levels(flow)) {
    const earlier = paths
    for (let node = 0; node < cell.size; node++) {
      if (isSource[node] === 1 && flow.level[2 * node] === 0 && augment(flow, node, path)) paths++
      if (paths > most) return -1
    }
    if (paths === earlier) break
  }
  return paths
}

interface Division {
  readonly side: Uint8Array
  readonly separator: number
  /** Junctions in the separator for each junction on the smaller side. */
  readonly cost: number
}

function division(cell: Cell, sideOf: (node: number) => number): Division {
  const side = new Uint8Array(cell.size)
  const count = [0, 0, 0]
  for (let node = 0; node < cell.size; node++) {
    const at = sideOf(node)
    side[node] = at
    count[at] = (count[at] ?? 0) + 1
  }
  const [left = 0, right = 0, separator = 0] = count
  return { side, separator, cost: separator / (Math.min(left, right) + 0.5) }
}

/** The smallest separator that is nearest to the sources, after the last search for a path. */
function nearSources({ cell, level }: Flow): Division {
  return division(cell, node =>
    level[2 * node + 1] !== -1 ? sides.left : level[2 * node] !== -1 ? sides.separator : sides.right,
  )
}

/** The smallest separator that is nearest to the sinks. */
function nearSinks(flow: Flow): Division {
  const back = new Uint8Array(2 * flow.cell.size)
  towardsSinks(flow, back)
  return division(flow.cell, node =>
    back[2 * node] === 1 ? sides.right : back[2 * node + 1] === 1 ? sides.separator : sides.left,
  )
}

/** Marks the ends of a cell in one direction; says whether they are apart. */
function markEnds(flow: Flow, key: Float64Array): boolean {
  const size = flow.cell.size
  const sorted = key.slice().sort()
  const many = Math.max(1, Math.floor(size * endShare))
  const low = sorted[many - 1] as number
  const high = sorted[size - many] as number
  if (low >= high) return false
  for (let node = 0; node < size; node++) {
    flow.isSource[node] = (key[node] as number) <= low ? 1 : 0
    flow.isSink[node] = (key[node] as number) >= high ? 1 : 0
  }
  return true
}

/**
 * Divides a connected part of a network by few junctions. In each of several directions the junctions at the two ends are
 * taken as sources and sinks of a flow of junction-disjoint paths; where the greatest flow is full is a smallest separator
 * between the ends. Of all of them the one is taken that is smallest against the smaller of the two sides.
 *
 * Source: A. Schild and C. Sommer, On balanced separators in road networks, 2015 (inertial flow), here with junctions in
 * place of edges.
 * @param cell - a connected part of two junctions or more
 * @param directions - how many directions to try
 * @returns the side on which each junction lies, see `sides`; null when it cannot be divided
 */
export function separate(cell: Cell, directions: number): Uint8Array | null {
  const flow = emptyFlow(cell)
  const key = new Float64Array(cell.size)
  let best: Division | null = null
  for (let direction = 0; direction <= directions; direction++) {
    // Junctions that all lie in one place are divided by their numbers.
    const byNumber = direction === directions
    if (byNumber && best !== null) break
    const angle = (direction * Math.PI) / directions
    for (let node = 0; node < cell.size; node++) {
      key[node] = byNumber
        ? node
        : Math.cos(angle) * (cell.x[node] as number) + Math.sin(angle) * (cell.y[node] as number)
    }
    if (!markEnds(flow, key)) continue
    const most: number = best === null ? cell.size : (best.cost * (cell.size + 1)) / 2
    if (greatestFlow(flow, most) === -1) continue
    for (const found of [nearSources(flow), nearSinks(flow)]) {
      if (best === null || found.cost < best.cost) best = found
    }
  }
  return best === null ? null : best.side
}
