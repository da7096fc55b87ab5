import Flatbush from 'flatbush'
import { metresBetween } from './metres.ts'

/** A line that cannot be crossed: a river, a railway, a trunk road without a crossing. */
export interface Barrier {
  readonly name: string
  /** Points of the line, degrees in WGS84, at least two. */
  readonly line: readonly (readonly [lon: number, lat: number])[]
  /** Where it can be crossed all the same: roads that cross it within so many metres of a place are left as they are. */
  readonly gaps?: readonly { readonly at: readonly [lon: number, lat: number]; readonly metres: number }[]
}

/** Where a straight piece of road crosses barriers first and last, as shares of its length. */
export interface Crossed {
  readonly first: number
  readonly last: number
}

/** Says where a straight piece from a to b crosses barriers; null where it crosses none. */
export type BarrierCrossings = (lonA: number, latA: number, lonB: number, latB: number) => Crossed | null

/**
 * Prepares barriers to be asked about many pieces of road.
 *
 * @param barriers - lines with their gaps
 * @returns where a piece crosses; one that only touches a line without passing it crosses nothing
 */
export function barrierCrossings(barriers: readonly Barrier[]): BarrierCrossings {
  const pieces = barriers.flatMap(barrier =>
    barrier.line
      .slice(1)
      .map((end, at) => ({ start: barrier.line[at] ?? end, end, gaps: barrier.gaps ?? [] })),
  )
  if (pieces.length === 0) return () => null
  const index = new Flatbush(pieces.length)
  for (const { start, end } of pieces) {
    const [west, east] = start[0] < end[0] ? [start[0], end[0]] : [end[0], start[0]]
    const [south, north] = start[1] < end[1] ? [start[1], end[1]] : [end[1], start[1]]
    index.add(west, south, east, north)
  }
  index.finish()
  return (lonA, latA, lonB, latB) => {
    let first = Infinity
    let last = -Infinity
    index.search(
      Math.min(lonA, lonB),
      Math.min(latA, latB),
      Math.max(lonA, lonB),
      Math.max(latA, latB),
      at => {
        const piece = pieces[at]
        if (piece === undefined) return false
        const { start, end, gaps } = piece
        const share = crossingShare(lonA, latA, lonB, latB, start[0], start[1], end[0], end[1])
        if (share === null) return false
        const lon = lonA + share * (lonB - lonA)
        const lat = latA + share * (latB - latA)
        if (gaps.some(gap => metresBetween(lon, lat, gap.at[0], gap.at[1]) <= gap.metres)) return false
        first = Math.min(first, share)
        last = Math.max(last, share)
        return false
      },
    )
    return last === -Infinity ? null : { first, last }
  }
}

/** How far along a–b the line c–d is crossed; null when it is not. A start on the line belongs to its left side. */
function crossingShare(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number | null {
  const sideOfA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
  const sideOfB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
  if (sideOfA >= 0 === sideOfB >= 0) return null
  const sideOfC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  const sideOfD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
  // Both ends count, so that a road through a bend of the line does not slip between its two pieces.
  if ((sideOfC > 0 && sideOfD > 0) || (sideOfC < 0 && sideOfD < 0)) return null
  return sideOfA / (sideOfA - sideOfB)
}
