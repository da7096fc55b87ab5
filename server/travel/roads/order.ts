import type { Adjacency } from './adjacency.ts'
import { eliminateSimple } from './simple-elimination.ts'
import { separate, sides, type Cell } from './separator.ts'

/** How the preparation tells how far it is, and hears that it shall stop. */
export interface PreparationOptions {
  /** Hears what is being done and how much of it is done. */
  readonly progress?: (done: number, total: number, saying: string) => void
  readonly signal?: AbortSignal
}

/** Cells up to this size are not divided further: their junctions are ordered by fewest neighbours. */
const smallCell = 24

/** Metres in a degree of latitude, roughly: only proportions matter. */
const degree = 111_000

/** Orders the junctions of a small cell: again and again the one with the fewest neighbours left, which become neighbours. */
function orderSmall(nodes: Int32Array, core: Adjacency, local: Int32Array): void {
  const size = nodes.length
  const mask = new Int32Array(size)
  for (let at = 0; at < size; at++) local[nodes[at] as number] = at
  for (let at = 0; at < size; at++) {
    const node = nodes[at] as number
    for (let row = core.first[node] as number; row < (core.first[node + 1] as number); row++) {
      const other = core.neighbour[row] as number
      const there = local[other] as number
      if (there < size && nodes[there] === other) mask[at] = (mask[at] as number) | (1 << there)
    }
  }
  const sorted = new Int32Array(size)
  let left = 2 ** size - 1
  for (let rank = 0; rank < size; rank++) {
    let best = -1
    let fewest = size + 1
    for (let at = 0; at < size; at++) {
      if ((left & (1 << at)) === 0) continue
      const many = bits((mask[at] as number) & left)
      if (many >= fewest) continue
      fewest = many
      best = at
    }
    left &= ~(1 << best)
    sorted[rank] = nodes[best] as number
    const around = (mask[best] as number) & left
    for (let at = 0; at < size; at++) {
      if ((around & (1 << at)) !== 0) mask[at] = ((mask[at] as number) | around) & ~(1 << at)
    }
  }
  nodes.set(sorted)
}

function bits(mask: number): number {
  let many = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) many++
  return many
}

/** Junctions from the least to the most important, by dividing the network again and again. */
function dissect(core: Adjacency, x: Float64Array, y: Float64Array, options: PreparationOptions): Int32Array {
  const { size } = core
  const order = Int32Array.from({ length: size }, (_, node) => node)
  const local = new Int32Array(size)
  /** The number of the cell in which a junction lies. */
  const cellOf = new Int32Array(size)
  let cells = 0
  let done = 0
  // The cells still to be divided: from, to, and whether it is known to be connected.
  const waiting: [from: number, to: number, connected: boolean][] = [[0, size, false]]

  function mark(from: number, to: number): number {
    cells++
    for (let at = from; at < to; at++) cellOf[order[at] as number] = cells
    return cells
  }

  function splitIntoComponents(from: number, to: number): void {
    const cell = mark(from, to)
    const nodes = order.slice(from, to)
    let end = from
    for (const start of nodes) {
      if (cellOf[start] !== cell) continue
      const begin = end
      cellOf[start] = 0
      order[end++] = start
      for (let at = begin; at < end; at++) {
        const node = order[at] as number
        for (let row = core.first[node] as number; row < (core.first[node + 1] as number); row++) {
          const other = core.neighbour[row] as number
          if (cellOf[other] !== cell) continue
          cellOf[other] = 0
          order[end++] = other
        }
      }
      waiting.push([begin, end, true])
    }
  }

  function cellBetween(from: number, to: number): Cell {
    const number = mark(from, to)
    const many = to - from
    for (let at = from; at < to; at++) local[order[at] as number] = at - from
    const first = new Int32Array(many + 1)
    let rows = 0
    for (let at = from; at < to; at++) {
      const node = order[at] as number
      rows += (core.first[node + 1] as number) - (core.first[node] as number)
    }
    const neighbour = new Int32Array(rows)
    const cell = { size: many, first, neighbour, x: new Float64Array(many), y: new Float64Array(many) }
    let end = 0
    for (let at = 0; at < many; at++) {
      const node = order[from + at] as number
      cell.x[at] = x[node] as number
      cell.y[at] = y[node] as number
      for (let row = core.first[node] as number; row < (core.first[node + 1] as number); row++) {
        const other = core.neighbour[row] as number
        if (cellOf[other] === number) neighbour[end++] = local[other] as number
      }
      first[at + 1] = end
    }
    return cell
  }

  for (;;) {
    const next = waiting.pop()
    if (next === undefined) break
    const [from, to, connected] = next
    options.signal?.throwIfAborted()
    if (to - from <= smallCell) {
      orderSmall(order.subarray(from, to), core, local)
      done += to - from
      continue
    }
    if (!connected) {
      splitIntoComponents(from, to)
      continue
    }
    const side = separate(cellBetween(from, to), to - from > 1000 ? 8 : 4)
    if (side === null) {
      done += to - from
      continue
    }
    const nodes = order.slice(from, to)
    let end = from
    const take = (wanted: number): void => {
      for (let at = 0; at < nodes.length; at++) if (side[at] === wanted) order[end++] = nodes[at] as number
    }
    take(sides.left)
    const middle = end
    take(sides.right)
    const last = end
    take(sides.separator)
    done += to - last
    options.progress?.(done, size, 'Dividing the network')
    // A side may have come apart; the separator's own junctions are the most important ones of the cell.
    if (last > middle) waiting.push([middle, last, false])
    if (middle > from) waiting.push([from, middle, false])
  }
  return order
}

/**
 * Puts the junctions of a network in the order in which they are contracted: the least important ones first. Junctions
 * with up to two neighbours go first; what is left is divided again and again by few junctions, which are the most
 * important of their part. The order depends on the network's shape alone, not on its times.
 *
 * Source: J. Dibbelt, B. Strasser, D. Wagner, Customizable contraction hierarchies, 2016 (nested dissection orders).
 * @param adjacency - which junctions are next to each other
 * @param lons - degrees in WGS84, by junction
 * @param lats - degrees in WGS84, by junction
 * @param options - progress and a signal to stop
 * @returns every junction once, from the least to the most important
 * @throws {Error} when it was told to stop
 */
export function contractionOrder(
  adjacency: Adjacency,
  lons: Float64Array,
  lats: Float64Array,
  options: PreparationOptions = {},
): Int32Array {
  const { eliminated, core, junctions } = eliminateSimple(adjacency)
  const middle = (lats[0] ?? 0) * (Math.PI / 180)
  const x = Float64Array.from(junctions, node => (lons[node] as number) * Math.cos(middle) * degree)
  const y = Float64Array.from(junctions, node => (lats[node] as number) * degree)
  const order = new Int32Array(adjacency.size)
  order.set(eliminated)
  const divided = dissect(core, x, y, options)
  for (let at = 0; at < divided.length; at++) {
    order[eliminated.length + at] = junctions[divided[at] as number] as number
  }
  return order
}
