import type { DemonstrationCounty } from './demonstration-county.ts'
import type { Chance } from './random.ts'
import type { Street, StreetGraph } from './street-graph.ts'
import { distance, type Point } from './terrain.ts'

/** Joins every part of the network that hangs on to nothing to the nearest street of another part. */
export function joinParts(graph: StreetGraph, street: () => Street): void {
  for (const within of [0.4, 0.8, 2, 4])
    for (let joined = 1; joined > 0;) {
      const partOf = graph.parts()
      const small = smallParts(graph, partOf)
      if (small.length === 0) return
      joined = small.filter(points => joinPart(graph, points, partOf, within, street)).length
    }
}

/** The points of every part of the network but the largest. */
function smallParts(graph: StreetGraph, partOf: Int32Array): number[][] {
  const used = new Uint8Array(partOf.length)
  for (const one of graph.stretches) if (one) used[one.from] = used[one.to] = 1
  const sizes = new Uint32Array(partOf.length)
  partOf.forEach((part, at) => (sizes[part] = (sizes[part] ?? 0) + (used[at] ?? 0)))
  let largest = 0
  sizes.forEach((size, part) => {
    if (size > (sizes[largest] ?? 0)) largest = part
  })
  const members = new Map<number, number[]>()
  partOf.forEach((part, at) => {
    if (part === largest || used[at] === 0) return
    const list = members.get(part)
    if (list === undefined) members.set(part, [at])
    else list.push(at)
  })
  return [...members.values()].sort((x, y) => y.length - x.length)
}

function joinPart(
  graph: StreetGraph,
  points: readonly number[],
  partOf: Int32Array,
  within: number,
  street: () => Street,
): boolean {
  const own = partOf[points[0] ?? 0]
  let best: { from: number; stretch: number; point: Point; away: number } | null = null
  for (const from of points) {
    const at = graph.points[from]
    if (at === undefined) continue
    const near = graph.nearest(at, Math.min(within, best?.away ?? within), id => {
      const end = graph.stretches[id]?.from ?? 0
      // A point newer than the parts were counted belongs to a junction made this round.
      return end < partOf.length && partOf[end] !== own
    })
    if (near !== null && (best === null || near.away < best.away)) best = { from, ...near }
  }
  if (best === null || !graph.stretches[best.stretch]) return false
  graph.connect(best.from, graph.cut(best.stretch, best.point), street())
  return true
}

/** Leads a lane to every postcode that no street is near. */
export function drawLanes(
  graph: StreetGraph,
  county: DemonstrationCounty,
  chance: Chance,
  lane: (kilometres: number, fen: boolean) => Street,
): void {
  const fens = new Set(
    county.neighbourhoods.flatMap(({ code, districtName }) => (districtName === 'Tarrel Fens' ? [code] : [])),
  )
  const far = county.postcodes.flatMap(({ point, neighbourhoodCode }) => {
    const near = graph.nearest(point, 6)
    return near === null || near.away < 0.07 ? [] : [{ point, neighbourhoodCode, away: near.away }]
  })
  for (const { point, neighbourhoodCode } of far.sort((a, b) => a.away - b.away)) {
    const near = graph.nearest(point, 6)
    if (near === null || near.away < 0.07) continue
    const street = lane(near.away, fens.has(neighbourhoodCode ?? ''))
    const from = graph.cut(near.stretch, near.point)
    const short = (near.away - 0.02) / near.away
    const end: Point = [
      near.point[0] + short * (point[0] - near.point[0]),
      near.point[1] + short * (point[1] - near.point[1]),
    ]
    const line = [...bends(near.point, end, chance), end]
    let previous = from
    for (const next of line) {
      const here = graph.points[previous] ?? near.point
      if (graph.parted(here, next)) continue
      const at = graph.addPoint(next)
      graph.connect(previous, at, street)
      previous = at
    }
  }
}

/** The lane of an island from house to house: it leads nowhere else. */
export function drawIslandLane(graph: StreetGraph, county: DemonstrationCounty, street: Street): void {
  const cutOff = county.postcodes.filter(({ point }) => graph.nearest(point, 1) === null)
  const line = cutOff.map(({ point: [x, y] }): Point => [x, y - 0.015]).sort((a, b) => a[0] - b[0])
  let previous: number | null = null
  for (const point of line) {
    const at = graph.addPoint(point)
    if (previous !== null) graph.connect(previous, at, street)
    previous = at
  }
}

/** Where a longer lane turns a little on its way. */
function bends(from: Point, to: Point, chance: Chance): Point[] {
  const long = distance(from, to)
  const count = Math.min(3, Math.floor(long / 0.25))
  return Array.from({ length: count }, (_, at): Point => {
    const t = (at + 1) / (count + 1)
    const aside = chance.between(-0.03, 0.03)
    return [
      from[0] + t * (to[0] - from[0]) - (aside * (to[1] - from[1])) / long,
      from[1] + t * (to[1] - from[1]) + (aside * (to[0] - from[0])) / long,
    ]
  })
}
