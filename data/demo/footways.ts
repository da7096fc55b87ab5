import { drawLine, townAt } from './country-roads.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { allPlaces } from './gazetteer.ts'
import type { Chance } from './random.ts'
import type { Street, StreetGraph, Tags } from './street-graph.ts'
import { distance, type Line, type Point } from './terrain.ts'

/** Short cuts on foot from the ends of streets to the next street. Some have steps. */
export function drawAlleys(graph: StreetGraph, chance: Chance): void {
  const meeting = new Map<number, number>()
  for (const stretch of graph.stretches)
    for (const end of stretch ? [stretch.from, stretch.to] : []) meeting.set(end, (meeting.get(end) ?? 0) + 1)
  for (const [id, stretch] of [...graph.stretches.entries()]) {
    if (stretch?.street.tags['highway'] !== 'residential' || !graph.stretches[id]) continue
    const end = [stretch.from, stretch.to].find(one => meeting.get(one) === 1)
    if (end === undefined || !chance.happens(0.45)) continue
    const at = graph.points[end] ?? [0, 0]
    const near = graph.nearest(at, 0.09, other => {
      const one = graph.stretches[other]
      return !!one && one.from !== end && one.to !== end && one.street !== stretch.street
    })
    if (near === null || near.away < 0.02) continue
    const town = townAt(at)
    if (town === null || town.people < 4000) continue
    const steep = chance.happens(town.name === 'Arbour Hill' ? 0.3 : 0.06)
    const tags: Tags = steep
      ? { highway: 'steps', surface: 'concrete', handrail: 'yes', lit: 'yes' }
      : {
          highway: 'footway',
          surface: chance.happens(0.8) ? 'asphalt' : 'gravel',
          lit: chance.happens(0.6) ? 'yes' : 'no',
        }
    graph.connect(end, graph.cut(near.stretch, near.point), { tags })
  }
}

/** The towpath along the city's left bank, and the footbridge over which it is reached from the other. */
export function drawTowpath(graph: StreetGraph, county: DemonstrationCounty): void {
  const river = county.mesh.rivers.find(({ name }) => name === 'River Sedge')?.line ?? []
  const tags = { highway: 'footway', name: 'Sedge Towpath', bicycle: 'yes', surface: 'compacted', lit: 'no' }
  const city = river.filter(([, y]) => y > 14.3 && y < 21.2)
  const path = city.flatMap((point, at): Point[] => {
    const [before, after] = [city[at - 3], city[at + 3]]
    if (before === undefined || after === undefined || at % 2 !== 0) return []
    const long = distance(before, after)
    const off = 0.06
    return [
      [point[0] - (off * (after[1] - before[1])) / long, point[1] + (off * (after[0] - before[0])) / long],
    ]
  })
  drawLine(graph, path, { tags }, 0.015)
  for (const [at, point] of path.entries()) if (at % 6 === 0) linkPath(graph, point, tags, 0.25)

  for (const { name, point } of county.footBridges) {
    const at = river.findIndex(one => one[0] === point[0] && one[1] === point[1])
    const [before, after] = [river[at - 2] ?? point, river[at + 2] ?? point]
    const long = distance(before, after)
    const ends = [1, -1].map((left): Point => [
      point[0] - (left * 0.045 * (after[1] - before[1])) / long,
      point[1] + (left * 0.045 * (after[0] - before[0])) / long,
    ])
    const points = ends.map(end => graph.addPoint(end))
    const over = { highway: 'footway', name, bridge: 'yes', layer: '1', surface: 'wood', lit: 'yes' }
    graph.connect(points[0] ?? 0, points[1] ?? 0, { tags: over })
    for (const [side, end] of ends.entries()) {
      const near = graph.nearest(end, 1.5, id => graph.stretches[id]?.street.tags['name'] !== name)
      if (near === null) throw new Error(`${name} leads nowhere.`)
      const approach = { highway: 'footway', surface: 'asphalt', lit: 'yes' }
      graph.connect(points[side] ?? 0, graph.cut(near.stretch, near.point), { tags: approach })
    }
  }
}

/** A path from a point of the towpath to the nearest street. */
function linkPath(graph: StreetGraph, point: Point, tags: Tags, within: number): void {
  const near = graph.nearest(point, within, id => graph.stretches[id]?.street.tags['name'] !== tags['name'])
  if (near === null || near.away < 0.01) return
  const { highway = 'footway', surface = 'ground' } = tags
  graph.connect(graph.pointAt(point, 0.02), graph.cut(near.stretch, near.point), {
    tags: { highway, surface, lit: 'no' },
  })
}

/** Paths over the fields between places, with a kissing gate or a stile at either end; in the fen, droves. */
export function drawFieldPaths(graph: StreetGraph, chance: Chance): void {
  allPlaces.forEach((a, index) => {
    for (const b of allPlaces.slice(index + 1)) {
      const away = distance([a.x, a.y], [b.x, b.y])
      const fen = a.district === 'fens' && b.district === 'fens'
      if (away > (fen ? 6 : 4.2) || a.kind === 'suburb' || b.kind === 'suburb' || !chance.happens(0.5))
        continue
      const line = fieldLine([a.x, a.y], [b.x, b.y], away, chance)
      const open = line.filter(point => townAt(point, 120) === null)
      if (open.length < 3 || line.some((point, at) => graph.parted(line[at - 1] ?? point, point))) continue
      const ends = [open[0], open.at(-1)].map(end => graph.nearest(end ?? [0, 0], 0.6)?.point)
      if (ends[0] === undefined || ends[1] === undefined) continue
      const path: Street = { tags: fen ? drove(`${a.name} Drove`) : footpath(chance) }
      const before = graph.stretches.length
      drawLine(graph, [ends[0], ...open, ends[1]], path, 0.02)
      if (fen) continue
      const barrier = chance.happens(0.6) ? 'kissing_gate' : 'stile'
      const own = graph.stretches.flatMap((one, id) => (id >= before && one?.street === path ? [id] : []))
      for (const id of new Set([own[0], own.at(-1)])) if (id !== undefined) putGate(graph, id, barrier)
    }
  })
}

const drove = (name: string): Tags => ({
  highway: 'track',
  name,
  tracktype: 'grade3',
  surface: 'dirt',
  lit: 'no',
})

const footpath = (chance: Chance): Tags => ({
  highway: 'footway',
  designation: 'public_footpath',
  surface: chance.happens(0.7) ? 'ground' : 'grass',
  lit: 'no',
})

/** A gate in the middle of a stretch, where no other street is shut by it. */
function putGate(graph: StreetGraph, id: number, barrier: string): void {
  const stretch = graph.stretches[id]
  if (!stretch) return
  const [a, b] = [graph.points[stretch.from] ?? [0, 0], graph.points[stretch.to] ?? [0, 0]]
  graph.marks.set(graph.cut(id, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]), { barrier })
}

function fieldLine(from: Point, to: Point, away: number, chance: Chance): Line {
  const steps = Math.max(3, Math.round(away / 0.25))
  const swing = chance.between(-0.12, 0.12) * away
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const t = step / steps
    const aside = swing * Math.sin(Math.PI * t) + (step % steps === 0 ? 0 : chance.between(-0.04, 0.04))
    return [
      from[0] + t * (to[0] - from[0]) - (aside * (to[1] - from[1])) / away,
      from[1] + t * (to[1] - from[1]) + (aside * (to[0] - from[0])) / away,
    ]
  })
}
