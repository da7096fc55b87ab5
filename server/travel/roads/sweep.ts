import type { UpwardArcs } from './contraction.ts'

/** How many searches go through the network side by side. */
export const lanes = 8

/** The part of a prepared network that times to or from some places come down through, numbered anew from the top. */
export interface Selection {
  readonly size: number
  /** The number of a place in the selection; −1 where it is not part of it. */
  readonly numberOf: Int32Array
  readonly first: Int32Array
  readonly above: Int32Array
  readonly milliseconds: Int32Array
}

/**
 * Selects what lies above some places.
 *
 * Source: D. Delling, A. Goldberg, R. Werneck, Faster batched shortest paths in road networks, 2011 (restricted sweeps).
 * @param arcs - the arcs by which times come down
 * @param wanted - places
 * @returns the wanted places and all from which times reach them
 */
export function selectAbove(arcs: UpwardArcs, wanted: Iterable<number>): Selection {
  const places = arcs.first.length - 1
  const numberOf = new Int32Array(places).fill(-1)
  for (const place of wanted) numberOf[place] = 0
  let rows = 0
  for (let place = places - 1; place >= 0; place--) {
    if (numberOf[place] === -1) continue
    const end = arcs.first[place + 1] as number
    const begin = arcs.first[place] as number
    rows += end - begin
    for (let row = begin; row < end; row++) numberOf[arcs.above[row] as number] = 0
  }
  let size = 0
  for (let place = 0; place < places; place++) if (numberOf[place] === 0) numberOf[place] = size++
  const first = new Int32Array(size + 1)
  const above = new Int32Array(rows)
  const milliseconds = new Int32Array(rows)
  let end = 0
  for (let place = 0; place < places; place++) {
    const number = numberOf[place] as number
    if (number === -1) continue
    for (let row = arcs.first[place] as number; row < (arcs.first[place + 1] as number); row++) {
      above[end] = numberOf[arcs.above[row] as number] as number
      milliseconds[end++] = arcs.milliseconds[row] as number
    }
    first[number + 1] = end
  }
  return { size, numberOf, first, above, milliseconds }
}

/**
 * Carries the times of eight searches down through a selection, in one pass over its arcs.
 *
 * The lesser of two times is taken without a branch: the sign of their difference, spread over all bits, says whether the
 * difference counts. Times are at most twice NO_WAY, so that it cannot overflow.
 *
 * @param selection - the part of the network
 * @param times - milliseconds, eight beside each other for each place of the selection; NO_WAY where nothing is known
 */
export function descendTogether({ size, first, above, milliseconds }: Selection, times: Int32Array): void {
  let row = 0
  for (let number = 0; number < size; number++) {
    const end = first[number + 1] as number
    const to = number << 3
    let a = times[to] as number
    let b = times[to + 1] as number
    let c = times[to + 2] as number
    let d = times[to + 3] as number
    let e = times[to + 4] as number
    let f = times[to + 5] as number
    let g = times[to + 6] as number
    let h = times[to + 7] as number
    for (; row < end; row++) {
      const from = (above[row] as number) << 3
      const along = milliseconds[row] as number
      let gain = ((times[from] as number) + along - a) | 0
      a = (a + (gain & (gain >> 31))) | 0
      gain = ((times[from + 1] as number) + along - b) | 0
      b = (b + (gain & (gain >> 31))) | 0
      gain = ((times[from + 2] as number) + along - c) | 0
      c = (c + (gain & (gain >> 31))) | 0
      gain = ((times[from + 3] as number) + along - d) | 0
      d = (d + (gain & (gain >> 31))) | 0
      gain = ((times[from + 4] as number) + along - e) | 0
      e = (e + (gain & (gain >> 31))) | 0
      gain = ((times[from + 5] as number) + along - f) | 0
      f = (f + (gain & (gain >> 31))) | 0
      gain = ((times[from + 6] as number) + along - g) | 0
      g = (g + (gain & (gain >> 31))) | 0
      gain = ((times[from + 7] as number) + along - h) | 0
      h = (h + (gain & (gain >> 31))) | 0
    }
    times[to] = a
    times[to + 1] = b
    times[to + 2] = c
    times[to + 3] = d
    times[to + 4] = e
    times[to + 5] = f
    times[to + 6] = g
    times[to + 7] = h
  }
}
