import type { RoadGraph } from './road-graph.ts'

/** Parts of a network within which every junction can be reached from every other. */
export interface Components {
  readonly count: number
  /** The part of a junction. */
  readonly of: Int32Array
  /** How many junctions a part has. */
  readonly size: Uint32Array
}

/**
 * Finds the parts of a network within which one can go from everywhere to everywhere and back.
 *
 * Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972; without recursion.
 * @param graph - junctions and arcs
 * @returns the parts, numbered in the order in which the search closes them
 */
export function strongComponents(graph: Pick<RoadGraph, 'nodes' | 'firstArc' | 'arcHead'>): Components {
  const { nodes, firstArc, arcHead } = graph
  const of = new Int32Array(nodes).fill(-1)
  const found = new Int32Array(nodes).fill(-1)
  const lowest = new Int32Array(nodes)
  const nextArc = firstArc.slice(0, nodes)
  const open = new Uint32Array(nodes)
  const path = new Uint32Array(nodes)
  const size: number[] = []
  let opened = 0
  let time = 0

  for (let root = 0; root < nodes; root++) {
    if (found[root] !== -1) continue
    let depth = 0
    path[0] = root
    found[root] = lowest[root] = time++
    open[opened++] = root
    while (depth >= 0) {
      const node = path[depth] as number
      const arc = nextArc[node] as number
      if (arc < (firstArc[node + 1] as number)) {
        nextArc[node] = arc + 1
        const head = arcHead[arc] as number
        if (found[head] === -1) {
          found[head] = lowest[head] = time++
          open[opened++] = head
          path[++depth] = head
        } else if (of[head] === -1) {
          lowest[node] = Math.min(lowest[node] as number, found[head] as number)
        }
        continue
      }
      if (lowest[node] === found[node]) {
        let members = 0
        for (;;) {
          const member = open[--opened] as number
          of[member] = size.length
          members++
          if (member === node) break
        }
        size.push(members)
      }
      depth--
      if (depth >= 0) {
        const parent = path[depth] as number
        lowest[parent] = Math.min(lowest[parent] as number, lowest[node] as number)
      }
    }
  }
  return { count: size.length, of, size: Uint32Array.from(size) }
}
