import type { Adjacency } from './adjacency.ts'

/** A network without its junctions of few neighbours. */
export interface SimpleElimination {
  /** The junctions that were taken out, in that order. */
  readonly eliminated: Int32Array
  /** What is left, numbered anew, with the neighbours that came about. */
  readonly core: Adjacency
  /** The junctions that are left, by their new number. */
  readonly junctions: Int32Array
}

/** How many neighbours a junction may have to be taken out: they become neighbours of each other, so no more arise. */
const fewNeighbours = 2

/**
 * Takes junctions with at most two neighbours out of a network until none is left. It goes in rounds, in each of which no
 * two neighbours are taken, so that a long road falls into halves of halves and not into one long chain.
 *
 * @param adjacency - which junctions are next to each other
 * @returns the junctions that were taken out, and the rest
 */
export function eliminateSimple(adjacency: Adjacency): SimpleElimination {
  const { size, first, neighbour } = adjacency
  const around: number[][] = []
  for (let node = 0; node < size; node++) {
    around.push(Array.from(neighbour.subarray(first[node] as number, first[node + 1] as number)))
  }
  const eliminated = new Int32Array(size)
  let taken = 0
  const gone = new Uint8Array(size)
  /** The last round in which a junction lost a neighbour, or was put in line. */
  const touched = new Int32Array(size).fill(-1)
  const inLine = new Uint8Array(size)
  let line: number[] = []
  for (let node = 0; node < size; node++) if ((around[node]?.length ?? 0) <= fewNeighbours) line.push(node)
  for (let round = 0; line.length > 0; round++) {
    const later: number[] = []
    const wait = (node: number): void => {
      if (inLine[node] === 1 || (around[node]?.length ?? 0) > fewNeighbours) return
      inLine[node] = 1
      later.push(node)
    }
    for (const node of line) {
      inLine[node] = 0
    }
    for (const node of line) {
      if (gone[node] === 1) continue
      if (touched[node] === round) {
        wait(node)
        continue
      }
      gone[node] = 1
      eliminated[taken++] = node
      const ends = around[node] ?? []
      for (const end of ends) {
        const others = around[end] ?? []
        others.splice(others.indexOf(node), 1)
        for (const other of ends) if (other !== end && !others.includes(other)) others.push(other)
        touched[end] = round
      }
      for (const end of ends) wait(end)
    }
    line = later.sort((a, b) => a - b)
  }
  return { eliminated: eliminated.slice(0, taken), ...remaining(around, gone, size - taken) }
}

function remaining(
  around: readonly (readonly number[])[],
  gone: Uint8Array,
  many: number,
): Omit<SimpleElimination, 'eliminated'> {
  const junctions = new Int32Array(many)
  const number = new Int32Array(gone.length).fill(-1)
  let next = 0
  for (let node = 0; node < gone.length; node++) {
    if (gone[node] === 1) continue
    number[node] = next
    junctions[next++] = node
  }
  const first = new Int32Array(many + 1)
  for (let at = 0; at < many; at++) {
    first[at + 1] = (first[at] as number) + (around[junctions[at] as number]?.length ?? 0)
  }
  const neighbour = new Int32Array(first[many] as number)
  for (let at = 0; at < many; at++) {
    const row = (around[junctions[at] as number] ?? [])
      .map(node => number[node] as number)
      .sort((a, b) => a - b)
    neighbour.set(row, first[at])
  }
  return { junctions, core: { size: many, first, neighbour } }
}
