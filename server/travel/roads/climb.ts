import { NO_WAY, type UpwardArcs } from './contraction.ts'

/**
 * Climbs from a place to all above it.
 *
 * @param arcs - the arcs to climb by
 * @param parent - the place above each place
 * @param times - milliseconds by place, NO_WAY where nothing is known yet; gains what is above `start`
 * @param start - the place to start from
 * @param milliseconds - what has passed there already
 */
export function climb(
  arcs: UpwardArcs,
  parent: Int32Array,
  times: Int32Array,
  start: number,
  milliseconds: number,
): void {
  if (milliseconds >= (times[start] as number)) return
  const { first, above, milliseconds: along } = arcs
  times[start] = milliseconds
  for (let node = start; node !== -1; node = parent[node] as number) {
    const time = times[node] as number
    if (time >= NO_WAY) continue
    const end = first[node + 1] as number
    for (let row = first[node] as number; row < end; row++) {
      const to = above[row] as number
      const there = time + (along[row] as number)
      if (there < (times[to] as number)) times[to] = there
    }
  }
}
