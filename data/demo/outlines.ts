import { forEachEdge, signedArea, type Mesh } from './mesh.ts'
import type { Point } from './terrain.ts'

/** The rings of one area: an outer ring, anticlockwise, and a ring around each hole, clockwise. Corners of the mesh. */
export type Rings = readonly (readonly number[])[]

/**
 * Draws the edge around a set of patches. Two sets drawn from one mesh share their edge corner by corner.
 *
 * @returns one entry for each part that hangs together: its outer ring and its holes
 */
export function outlineOf(patches: readonly number[], mesh: Mesh): Rings[] {
  const edges = new Set<string>()
  for (const at of patches)
    forEachEdge(mesh.patches[at]?.ring ?? [], (from, to) => edges.add(`${from},${to}`))
  const onward = new Map<number, number[]>()
  for (const edge of edges) {
    const [from = 0, to = 0] = edge.split(',').map(Number)
    if (edges.has(`${to},${from}`)) continue
    const list = onward.get(from)
    if (list === undefined) onward.set(from, [to])
    else list.push(to)
  }

  const outers: number[][] = []
  const holes: number[][] = []
  for (const start of onward.keys())
    while ((onward.get(start) ?? []).length > 0) {
      const ring: number[] = []
      let previous: number | null = null
      let at = start
      do {
        ring.push(at)
        const next = takeOnward(onward, previous, at, mesh.corners)
        previous = at
        at = next
      } while (at !== start)
      if (signedArea(ring, mesh.corners) > 0) outers.push(ring)
      else holes.push(ring)
    }
  return outers.map(outer => [outer, ...holes.filter(hole => encloses(outer, hole, mesh.corners))])
}

/** Where patches touch at a corner only, turns as sharply as can be to the right, so that rings do not cross there. */
function takeOnward(
  onward: Map<number, number[]>,
  previous: number | null,
  at: number,
  corners: readonly Point[],
): number {
  const choices = onward.get(at) ?? []
  let chosen = 0
  if (choices.length > 1 && previous !== null) {
    const bearing = (from: number, to: number) => {
      const [a, b] = [corners[from] ?? [0, 0], corners[to] ?? [0, 0]]
      return Math.atan2(b[1] - a[1], b[0] - a[0])
    }
    const arrived = bearing(previous, at)
    const turns = choices.map(to => {
      const turn = bearing(at, to) - arrived
      return turn > Math.PI ? turn - 2 * Math.PI : turn <= -Math.PI ? turn + 2 * Math.PI : turn
    })
    // The inside is on the left: the leftmost turn stays with the same patch and keeps the ring simple.
    chosen = turns.indexOf(Math.max(...turns))
  }
  const [next] = choices.splice(chosen, 1)
  if (next === undefined) throw new Error('The edge of an area does not close.')
  return next
}

function encloses(outer: readonly number[], hole: readonly number[], corners: readonly Point[]): boolean {
  const onOuter = new Set(outer)
  const probe = hole.find(corner => !onOuter.has(corner)) ?? hole[0]
  const [x, y] = corners[probe ?? 0] ?? [0, 0]
  let inside = false
  forEachEdge(outer, (from, to) => {
    const [a, b] = [corners[from] ?? [0, 0], corners[to] ?? [0, 0]]
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
  })
  return inside
}
