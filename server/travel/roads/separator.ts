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

/** A flow of junction-disjoint paths, with what its search needs; states are 2v (arriving at v) and 2v + 1 (leaving it). */
interface Flow {
  readonly cell: Cell
  /** The rows of neighbours, those nearest to the sinks first. */
  readonly onwards: Int32Array
  readonly isSource: Uint8Array
  readonly isSink: Uint8Array
  /** 1 where a path runs through the junction. */
  readonly used: Uint8Array
  /** The junction before and after on the path through a junction; −1 at its ends. */
  readonly before: Int32Array
  readonly after: Int32Array
  /** The last round in which a state was reached. */
  readonly reached: Int32Array
  /** How many ways on from a state were tried in that round. */
  readonly tried: Int32Array
  readonly path: Int32Array
  round: number
}

function emptyFlow(cell: Cell): Flow {
  return {
    cell,
    onwards: cell.neighbour.slice(),
    isSource: new Uint8Array(cell.size),
    isSink: new Uint8Array(cell.size),
    used: new Uint8Array(cell.size),
    before: new Int32Array(cell.size),
    after: new Int32Array(cell.size),
    reached: new Int32Array(2 * cell.size),
    tried: new Int32Array(2 * cell.size),
    path: new Int32Array(2 * cell.size),
    round: 0,
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
  if (at < end) return 2 * (flow.onwards[at] as number)
  return at === end && flow.used[node] === 1 ? state - 1 : -1
}

/**
 * Looks for a path from a source over states that were not reached in this round; what it leaves in `flow.path` ends at a
 * sink.
 *
 * @returns the number of steps; −1 when there is none
 */
function findPath(flow: Flow, source: number): number {
  const { isSource, isSink, reached, tried, path, round } = flow
  let depth = 0
  path[0] = 2 * source
  reached[2 * source] = round
  tried[2 * source] = 0
  for (;;) {
    const state = path[depth] as number
    if ((state & 1) === 1 && isSink[state >> 1] === 1) return depth
    let index = tried[state] as number
    let next = wayOn(flow, state, index)
    // A source is a start of its own.
    while (next !== -1 && (reached[next] === round || ((next & 1) === 0 && isSource[next >> 1] === 1))) {
      next = wayOn(flow, state, ++index)
    }
    tried[state] = index + 1
    if (next !== -1) {
      path[++depth] = next
      reached[next] = round
      tried[next] = 0
      continue
    }
    if (depth === 0) return -1
    depth--
  }
}

/** Sends one more unit along the path that was found. */
function augment({ path, used, before, after }: Flow, depth: number): void {
  for (let at = 0; at <= depth; at++) {
    const state = path[at] as number
    const node = state >> 1
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
}

/**
 * Runs the greatest flow between the marked ends, in rounds in each of which every state is reached once; in the last one
 * no path is found, and what was reached is the sources' side.
 *
 * @returns whether the flow is at most `most`; if not it is left unfinished
 */
function greatestFlow(flow: Flow, sources: readonly number[], most: number): boolean {
  flow.used.fill(0)
  flow.before.fill(-1)
  flow.after.fill(-1)
  let paths = 0
  for (;;) {
    flow.round++
    const earlier = paths
    for (const source of sources) {
      if (flow.reached[2 * source] === flow.round) continue
      const depth = findPath(flow, source)
      if (depth === -1) continue
      augment(flow, depth)
      if (++paths > most) return false
    }
    if (paths === earlier) return true
  }
}

/** Marks the states from which a sink can be reached. */
function towardsSinks(flow: Flow): Uint8Array {
  const { cell, isSink, used, before, after } = flow
  const reached = new Uint8Array(2 * cell.size)
  const queue = new Int32Array(2 * cell.size)
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
      const next = after[node] as number
      if (used[node] === 0) reach(state - 1)
      // The arriving side of the junction after it can undo the step between them.
      else if (next !== -1 && before[next] === node) reach(2 * next)
      continue
    }
    const end = cell.first[node + 1] as number
    for (let row = cell.first[node] as number; row < end; row++) {
      reach(2 * (cell.neighbour[row] as number) + 1)
    }
    if (used[node] === 1) reach(state + 1)
  }
  return reached
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

/** The smallest separator that is nearest to the sources, after the greatest flow. */
function nearSources({ cell, reached, round, isSource }: Flow): Division {
  return division(cell, node => {
    if (reached[2 * node + 1] === round) return sides.left
    if (reached[2 * node] === round) return sides.separator
    // Sources amid sources are no starts.
    return isSource[node] === 1 ? sides.left : sides.right
  })
}

/** The smallest separator that is nearest to the sinks. */
function nearSinks(flow: Flow): Division {
  const back = towardsSinks(flow)
  return division(flow.cell, node =>
    back[2 * node] === 1 ? sides.right : back[2 * node + 1] === 1 ? sides.separator : sides.left,
  )
}

/**
 * Marks the ends of a cell in one direction and puts every row of neighbours in its order.
 *
 * @returns the sources that have other neighbours than sources; null when the ends are not apart
 */
function markEnds({ cell, isSource, isSink, onwards }: Flow, key: Float64Array): number[] | null {
  const { size, first } = cell
  const sorted = key.slice().sort()
  const many = Math.max(1, Math.floor(size * endShare))
  const low = sorted[many - 1] as number
  const high = sorted[size - many] as number
  if (low >= high) return null
  for (let node = 0; node < size; node++) {
    isSource[node] = (key[node] as number) <= low ? 1 : 0
    isSink[node] = (key[node] as number) >= high ? 1 : 0
  }
  const starts: number[] = []
  for (let node = 0; node < size; node++) {
    const begin = first[node] as number
    const end = first[node + 1] as number
    for (let row = begin + 1; row < end; row++) {
      const neighbour = onwards[row] as number
      let to = row
      while (to > begin && (key[onwards[to - 1] as number] as number) < (key[neighbour] as number)) {
        onwards[to] = onwards[to - 1] as number
        to--
      }
      onwards[to] = neighbour
    }
    if (isSource[node] === 1 && end > begin && isSource[onwards[begin] as number] === 0) starts.push(node)
  }
  return starts
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
    const sources = markEnds(flow, key)
    if (sources === null) continue
    const most: number = best === null ? cell.size : (best.cost * (cell.size + 1)) / 2
    if (!greatestFlow(flow, sources, most)) continue
    for (const found of [nearSources(flow), nearSinks(flow)]) {
      if (best === null || found.cost < best.cost) best = found
    }
  }
  return best === null ? null : best.side
}
