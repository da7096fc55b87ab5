import type { Chance } from './random.ts'
import { distance, outline, peoplePerSquareKilometre, rivers, type Line, type Point } from './terrain.ts'

// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { floor, max, min, sqrt } = Math

/** The point around which a patch is drawn: a patch is every spot that is nearer to it than to any other. */
export interface Seed {
  readonly point: Point
  /** No other seed may be nearer than this, in kilometres. */
  readonly clear: number
  readonly river: number | null
  readonly leftBank: boolean
}

/** Scatters seeds: dense where people live, in pairs along both sides of rivers and of the county's edge. */
export function scatterSeeds(chance: Chance): Seed[] {
  const seeds: Seed[] = []
  const grid = new Map<number, Seed[]>()
  const cellSize = 0.95
  const keyOf = (column: number, row: number) => (column + 100) * 1000 + row + 100

  const roomFor = (seed: Seed): boolean => {
    const [column, row] = [floor(seed.point[0] / cellSize), floor(seed.point[1] / cellSize)]
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (const other of grid.get(keyOf(column + dx, row + dy)) ?? [])
          if (distance(seed.point, other.point) < max(seed.clear, other.clear)) return false
    return true
  }
  const put = (seed: Seed): void => {
    const key = keyOf(floor(seed.point[0] / cellSize), floor(seed.point[1] / cellSize))
    const cell = grid.get(key)
    if (cell === undefined) grid.set(key, [seed])
    else cell.push(seed)
    seeds.push(seed)
  }

  // A pair of seeds on either side of a line makes the line an edge between patches.
  const pairsAlong = (line: Line, river: number | null, closed: boolean, step: number): void => {
    let travelled = Infinity
    const ends = closed ? line.length : line.length - 1
    for (let stretch = 0; stretch < ends; stretch += 1) {
      const [from, to] = [line[stretch], line[(stretch + 1) % line.length]]
      if (from === undefined || to === undefined) continue
      const long = distance(from, to)
      for (let part = 0; part < 5; part += 1) {
        travelled += long / 5
        const [east, north] = [to[0] - from[0], to[1] - from[1]]
        const point: Point = [from[0] + (east * part) / 5, from[1] + (north * part) / 5]
        if (travelled < step || long === 0) continue
        const aside = (0.3 * step) / long
        const pair = [1, -1].map((left): Seed => {
          const beside: Point = [point[0] - left * north * aside, point[1] + left * east * aside]
          return { point: beside, clear: 0.66 * step, river, leftBank: left === 1 }
        })
        // Nothing may interrupt a river; the county's edge gives way to it.
        if (river === null && !pair.every(roomFor)) continue
        pair.forEach(put)
        travelled = 0
      }
    }
  }
  rivers.forEach(({ line }, index) => {
    pairsAlong(line, index, false, 0.24)
  })
  pairsAlong(outline, null, true, 0.32)

  const candidates: Seed[] = []
  const divide = (x: number, y: number, size: number): void => {
    const middle: Point = [x + size / 2, y + size / 2]
    const width = patchWidth(middle)
    if (size > 1 || (size > 0.12 && size > width)) {
      for (const dx of [0, 0.5]) for (const dy of [0, 0.5]) divide(x + dx * size, y + dy * size, size / 2)
      return
    }
    for (let tries = 0; tries < 4; tries += 1) {
      const point: Point = [x + size * chance.next(), y + size * chance.next()]
      candidates.push({ point, clear: 0.78 * patchWidth(point), river: null, leftBank: false })
    }
  }
  divide(-4, -4, 64)
  for (const seed of chance.shuffled(candidates)) if (roomFor(seed)) put(seed)
  return seeds
}

/** How wide a patch should be here, in kilometres: about 90 people live on one in a town. */
function patchWidth(point: Point): number {
  return sqrt(max(0.016, min(0.85, 95 / peoplePerSquareKilometre(point))))
}

/** Whether a river runs between two seeds that lie side by side. */
export function partsByRiver(a: Seed, b: Seed): boolean {
  return a.river !== null && a.river === b.river && a.leftBank !== b.leftBank
}
