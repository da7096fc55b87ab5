import type { RoadGraph } from './road-graph.ts'

/** Which junctions are next to each other, whichever way the arcs between them lead; in compressed rows. */
export interface Adjacency {
  readonly size: number
  /** Junction v has the neighbours from `first[v]` up to and without `first[v + 1]`, each once, in ascending order. */
  readonly first: Int32Array
  readonly neighbour: Int32Array
}

/**
 * Which junctions of a graph are next to each other.
 *
 * @param graph - a road graph
 * @returns every neighbour of every junction once; no junction is its own neighbour
 */
export function adjacencyOf(graph: RoadGraph): Adjacency {
  const { nodes, firstArc, arcHead } = graph
  const count = new Int32Array(nodes + 1)
  const each = (visit: (tail: number, head: number) => void): void => {
    for (let tail = 0; tail < nodes; tail++) {
      for (let arc = firstArc[tail] as number; arc < (firstArc[tail + 1] as number); arc++) {
        const head = arcHead[arc] as number
        if (head !== tail) visit(tail, head)
      }
    }
  }
  each((tail, head) => {
    count[tail + 1] = (count[tail + 1] as number) + 1
    count[head + 1] = (count[head + 1] as number) + 1
  })
  for (let node = 0; node < nodes; node++)
    count[node + 1] = (count[node + 1] as number) + (count[node] as number)
  const next = count.slice(0, nodes)
  const rows = new Int32Array(count[nodes] as number)
  const put = (from: number, to: number): void => {
    const at = next[from] as number
    next[from] = at + 1
    rows[at] = to
  }
  each((tail, head) => {
    put(tail, head)
    put(head, tail)
  })
  const first = new Int32Array(nodes + 1)
  let size = 0
  for (let node = 0; node < nodes; node++) {
    const row = rows.subarray(count[node], count[node + 1]).sort()
    let last = -1
    for (let at = 0; at < row.length; at++) {
      const neighbour = row[at] as number
      if (neighbour === last) continue
      last = neighbour
      rows[size++] = neighbour
    }
    first[node + 1] = size
  }
  return { size: nodes, first, neighbour: rows.slice(0, size) }
}
