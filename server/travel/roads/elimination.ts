import type { Adjacency } from './adjacency.ts'

/**
 * A network with the arcs that arise when its junctions are contracted one after another: whenever a junction is taken
 * out, its remaining neighbours become neighbours of each other. Junctions are numbered by place: a junction's parent,
 * and everything above it, has a smaller place, and everything below it stands together right after it.
 */
export interface Elimination {
  readonly size: number
  /** The place of a junction. */
  readonly place: Int32Array
  /** The least important one of the neighbours above, by place; −1 where there is none. All of them are its ancestors. */
  readonly parent: Int32Array
  /** Place v has the neighbours above from `first[v]` up to and without `first[v + 1]`, the parent first. */
  readonly first: Int32Array
  /** The place of a neighbour above. */
  readonly above: Int32Array
}

/** Neighbours above in compressed rows, by rank. */
interface Rows {
  readonly first: Int32Array
  above: Int32Array
}

/** Neighbours of higher rank after contraction: those of the network, and what the contracted children hand up. */
function contractAll(adjacency: Adjacency, order: Int32Array, rank: Int32Array): Rows {
  const { size } = adjacency
  const rows: Rows = { first: new Int32Array(size + 1), above: new Int32Array(4 * size + 16) }
  const seen = new Int32Array(size).fill(-1)
  const firstChild = new Int32Array(size).fill(-1)
  const nextChild = new Int32Array(size).fill(-1)
  let end = 0
  const add = (at: number, above: number): void => {
    if (above <= at || seen[above] === at) return
    seen[above] = at
    if (end === rows.above.length) {
      const wider = new Int32Array(2 * end)
      wider.set(rows.above)
      rows.above = wider
    }
    rows.above[end++] = above
  }
  for (let at = 0; at < size; at++) {
    const node = order[at] as number
    for (let row = adjacency.first[node] as number; row < (adjacency.first[node + 1] as number); row++) {
      add(at, rank[adjacency.neighbour[row] as number] as number)
    }
    for (let child = firstChild[at] as number; child !== -1; child = nextChild[child] as number) {
      const last = rows.first[child + 1] as number
      for (let row = rows.first[child] as number; row < last; row++) add(at, rows.above[row] as number)
    }
    const begin = rows.first[at] as number
    rows.first[at + 1] = end
    if (begin === end) continue
    rows.above.subarray(begin, end).sort()
    const parent = rows.above[begin] as number
    nextChild[at] = firstChild[parent] as number
    firstChild[parent] = at
  }
  return rows
}

/** Places such that a junction stands right before all that lies below it. */
function placesOf(rows: Rows, size: number): Int32Array {
  const below = new Int32Array(size).fill(1)
  const parentOf = (at: number): number => {
    const row = rows.first[at] as number
    return row === rows.first[at + 1] ? -1 : (rows.above[row] as number)
  }
  for (let at = 0; at < size; at++) {
    const parent = parentOf(at)
    if (parent !== -1) below[parent] = (below[parent] as number) + (below[at] as number)
  }
  const place = new Int32Array(size)
  /** Where the next child of a junction goes. */
  const free = new Int32Array(size)
  let freeRoot = 0
  for (let at = size - 1; at >= 0; at--) {
    const parent = parentOf(at)
    const here = parent === -1 ? freeRoot : (free[parent] as number)
    place[at] = here
    free[at] = here + 1
    if (parent === -1) freeRoot = here + (below[at] as number)
    else free[parent] = here + (below[at] as number)
  }
  return place
}

/**
 * Contracts every junction of a network in an order, with no regard to times.
 *
 * Source: R. Schreiber, A new implementation of sparse Gaussian elimination, 1982 (elimination tree); J. Dibbelt,
 * B. Strasser, D. Wagner, Customizable contraction hierarchies, 2016.
 * @param adjacency - which junctions are next to each other
 * @param order - every junction once, the least important first
 * @returns the arcs upwards, by place
 */
export function eliminate(adjacency: Adjacency, order: Int32Array): Elimination {
  const { size } = adjacency
  const rank = new Int32Array(size)
  for (let at = 0; at < size; at++) rank[order[at] as number] = at
  const rows = contractAll(adjacency, order, rank)
  const placeOfRank = placesOf(rows, size)
  const rankOfPlace = new Int32Array(size)
  for (let at = 0; at < size; at++) rankOfPlace[placeOfRank[at] as number] = at
  const first = new Int32Array(size + 1)
  const above = new Int32Array(rows.first[size] as number)
  const parent = new Int32Array(size).fill(-1)
  let end = 0
  for (let place = 0; place < size; place++) {
    const at = rankOfPlace[place] as number
    const last = rows.first[at + 1] as number
    for (let row = rows.first[at] as number; row < last; row++) {
      above[end++] = placeOfRank[rows.above[row] as number] as number
    }
    if (end > (first[place] as number)) parent[place] = above[first[place] as number] as number
    first[place + 1] = end
  }
  return { size, place: rank.map(at => placeOfRank[at] as number), parent, first, above }
}
