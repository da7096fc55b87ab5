import type { RoadGraph } from './road-graph.ts'

/** Arcs in compressed rows: what a search needs of a road graph, in either direction. */
export interface ArcRows {
  readonly nodes: number
  /** Junction v has the rows from `firstArc[v]` up to and without `firstArc[v + 1]`. */
  readonly firstArc: Uint32Array
  /** The junction at the other end. */
  readonly arcHead: Uint32Array
  readonly arcMilliseconds: Uint32Array
  /** Which arc of the graph a row stands for; null where rows and arcs are the same. */
  readonly arcOf: Uint32Array | null
}

/** What one search found, by junction. */
export interface ShortestTimes {
  /** Milliseconds from the nearest start; Infinity where no start leads there. */
  readonly milliseconds: Float64Array
  /** The arc of the graph by which the junction is reached; −1 at a start and where nothing leads. */
  readonly viaArc: Int32Array
  /** The junction before it; −1 at a start and where nothing leads. */
  readonly before: Int32Array
}

/**
 * The arcs of a graph as rows.
 *
 * @param graph - a road graph
 * @returns its arcs by the junction that they leave; shares the graph's arrays
 */
export function forwardArcs(graph: RoadGraph): ArcRows {
  const { nodes, firstArc, arcHead, arcMilliseconds } = graph
  return { nodes, firstArc, arcHead, arcMilliseconds, arcOf: null }
}

/**
 * The arcs of a graph turned round, so that a search from a site finds the time to the site.
 *
 * @param graph - a road graph
 * @returns its arcs by the junction to which they lead, in the order of their junctions of departure
 */
export function backwardArcs(graph: RoadGraph): ArcRows {
  const arcs = graph.arcHead.length
  const firstArc = new Uint32Array(graph.nodes + 1)
  for (let arc = 0; arc < arcs; arc++) {
    const head = graph.arcHead[arc] as number
    firstArc[head + 1] = (firstArc[head + 1] as number) + 1
  }
  for (let node = 0; node < graph.nodes; node++) {
    firstArc[node + 1] = (firstArc[node + 1] as number) + (firstArc[node] as number)
  }
  const next = firstArc.slice(0, graph.nodes)
  const arcHead = new Uint32Array(arcs)
  const arcMilliseconds = new Uint32Array(arcs)
  const arcOf = new Uint32Array(arcs)
  for (let tail = 0; tail < graph.nodes; tail++) {
    for (let arc = graph.firstArc[tail] as number; arc < (graph.firstArc[tail + 1] as number); arc++) {
      const head = graph.arcHead[arc] as number
      const row = next[head] as number
      next[head] = row + 1
      arcHead[row] = tail
      arcMilliseconds[row] = graph.arcMilliseconds[arc] as number
      arcOf[row] = arc
    }
  }
  return { nodes: graph.nodes, firstArc, arcHead, arcMilliseconds, arcOf }
}

/**
 * Shortest times from one or several starts to every junction, by the plainest exact method; what everything faster is
 * checked against.
 *
 * Source: E. W. Dijkstra, A note on two problems in connexion with graphs, 1959; with a binary heap.
 * @param rows - arcs, forwards or backwards
 * @param starts - junctions with the milliseconds that have passed there already; of a junction given twice the less counts
 * @returns times and the arcs by which they come about; of equally short ways the one found first
 */
export function dijkstra(
  rows: ArcRows,
  starts: readonly (readonly [junction: number, milliseconds: number])[],
): ShortestTimes {
  const { firstArc, arcHead, arcMilliseconds, arcOf, nodes } = rows
  const milliseconds = new Float64Array(nodes).fill(Infinity)
  const viaArc = new Int32Array(nodes).fill(-1)
  const before = new Int32Array(nodes).fill(-1)
  const heap = new Uint32Array(nodes)
  /** Where a junction stands in the heap; −1 while it is not in it. */
  const place = new Int32Array(nodes).fill(-1)
  let size = 0

  function rise(from: number, node: number): void {
    const time = milliseconds[node] as number
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] as number
      if ((milliseconds[above] as number) <= time) break
      heap[at] = above
      place[above] = at
      at = parent
    }
    heap[at] = node
    place[node] = at
  }

  function sink(node: number): void {
    const time = milliseconds[node] as number
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      const right = child + 1
      if (
        right < size &&
        (milliseconds[heap[right] as number] as number) < (milliseconds[heap[child] as number] as number)
      ) {
        child = right
      }
      const below = heap[child] as number
      if ((milliseconds[below] as number) >= time) break
      heap[at] = below
      place[below] = at
      at = child
    }
    heap[at] = node
    place[node] = at
  }

  function reach(node: number, time: number): boolean {
    if (time >= (milliseconds[node] as number)) return false
    milliseconds[node] = time
    rise(place[node] === -1 ? size++ : (place[node] as number), node)
    return true
  }

  for (const [node, time] of starts) reach(node, time)
  while (size > 0) {
    const node = heap[0] as number
    size--
    place[node] = -1
    if (size > 0) sink(heap[size] as number)
    const time = milliseconds[node] as number
    const end = firstArc[node + 1] as number
    for (let row = firstArc[node] as number; row < end; row++) {
      const head = arcHead[row] as number
      if (!reach(head, time + (arcMilliseconds[row] as number))) continue
      viaArc[head] = arcOf === null ? row : (arcOf[row] as number)
      before[head] = node
    }
  }
  return { milliseconds, viaArc, before }
}
