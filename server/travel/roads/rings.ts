/** A closed line; its first point is not repeated at its end. */
export type Ring = [x: number, y: number][]

/**
 * The area within a closed line.
 *
 * @param ring - the line
 * @returns the area; negative when the line runs clockwise
 */
export function areaOf(ring: Ring): number {
  let twice = 0
  let [beforeX, beforeY] = ring.at(-1) ?? [0, 0]
  for (const [x, y] of ring) {
    twice += beforeX * y - x * beforeY
    beforeX = x
    beforeY = y
  }
  return twice / 2
}

function isWithin([x, y]: readonly [number, number], ring: Ring): boolean {
  let within = false
  let [beforeX, beforeY] = ring.at(-1) ?? [0, 0]
  for (const [atX, atY] of ring) {
    if (atY > y !== beforeY > y && x < atX + ((beforeX - atX) * (y - atY)) / (beforeY - atY)) within = !within
    beforeX = atX
    beforeY = atY
  }
  return within
}

/**
 * Puts holes into the areas in which they lie.
 *
 * @param rings - closed lines that do not cross, anticlockwise around areas and clockwise around holes
 * @returns for each area its outline and then its holes, the largest area first
 */
export function withHoles(rings: readonly Ring[]): Ring[][] {
  const sized = rings.map(ring => ({ ring, area: areaOf(ring) })).sort((a, b) => b.area - a.area)
  const areas = sized.filter(({ area }) => area > 0).map(({ ring }) => [ring])
  for (const { ring, area } of sized) {
    const [point] = ring
    if (area > 0 || point === undefined) continue
    // The last area around a hole is the smallest: an island within a hole of a larger one.
    areas.findLast(([outline]) => outline !== undefined && isWithin(point, outline))?.push(ring)
  }
  return areas
}

/**
 * Leaves out points of a closed line that lie next to the line between those that are kept.
 *
 * Source: D. Douglas and T. Peucker, Algorithms for the reduction of the number of points, 1973.
 * @param ring - the line
 * @param tolerance - how far off a point may lie
 * @returns some of its points, at least three
 */
export function simplified(ring: Ring, tolerance: number): Ring {
  const size = ring.length
  const at = (index: number): [number, number] => ring[index % size] as [number, number]
  const keep = new Uint8Array(size)
  // A closed line has no ends: it is cut at its first point and at the one furthest from that.
  let far = 0
  let most = -1
  for (let index = 1; index < size; index++) {
    const apart = Math.hypot(at(index)[0] - at(0)[0], at(index)[1] - at(0)[1])
    if (apart > most) [far, most] = [index, apart]
  }
  keep[0] = 1
  keep[far] = 1
  const waiting: [number, number][] = [
    [0, far],
    [far, size],
  ]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [from, to] = next
    const [x, y] = at(from)
    const [toX, toY] = [at(to)[0] - x, at(to)[1] - y]
    const length = Math.hypot(toX, toY)
    let worst = -1
    let off = tolerance
    for (let index = from + 1; index < to; index++) {
      const [dx, dy] = [at(index)[0] - x, at(index)[1] - y]
      const apart = length === 0 ? Math.hypot(dx, dy) : Math.abs(dx * toY - dy * toX) / length
      if (apart > off) [worst, off] = [index, apart]
    }
    if (worst === -1) continue
    keep[worst] = 1
    waiting.push([from, worst], [worst, to])
  }
  const kept = ring.filter((_, index) => keep[index] === 1)
  return kept.length >= 3 ? kept : ring
}
