import type { DemonstrationCounty } from './demonstration-county.ts'
import { bypassPlan } from './gazetteer.ts'
import { drawLine } from './country-roads.ts'
import { crossingOf, type Street, type StreetGraph, type Tags } from './street-graph.ts'
import { distance, type Line, type Point } from './terrain.ts'

/** Of each carriageway from the middle between the two, in kilometres. */
const aside = 0.012

/** Draws the bypass: a carriageway each way, over everything that it crosses, with roundabouts where it meets main roads. */
export function drawBypass(graph: StreetGraph, county: DemonstrationCounty): void {
  const { line } = county.bypass
  const ends = [0, line.length - 1].map(end => graph.pointAt(line[end] ?? [0, 0], 0.03))
  const [south, north] = ends
  const middle = middleRoundabout(graph, county)
  if (south === undefined || north === undefined) return
  const tags = {
    highway: 'trunk',
    ref: bypassPlan.name,
    name: bypassPlan.called,
    maxspeed: '70 mph',
    oneway: 'yes',
    motorroad: 'yes',
    foot: 'no',
    lit: 'no',
    surface: 'asphalt',
  }
  const open: Street = { tags, apart: true }
  const bridge: Street = { tags: { ...tags, bridge: 'yes', layer: '1' }, apart: true }
  const at = middle === null ? -1 : nearestIndex(line, graph.points[middle] ?? [0, 0])
  for (const direction of [1, -1] as const) {
    const way = line.map((point, index) => {
      if (index === 0) return south
      if (index === line.length - 1) return north
      if (index === at && middle !== null) return middle
      const before = line[index - 1] ?? point
      const after = line[index + 1] ?? point
      const long = distance(before, after)
      return graph.addPoint([
        point[0] - (direction * aside * (after[1] - before[1])) / long,
        point[1] + (direction * aside * (after[0] - before[0])) / long,
      ])
    })
    if (direction === -1) way.reverse()
    way.forEach((to, index) => {
      const from = way[index - 1]
      if (from === undefined) return
      graph.connect(from, to, graph.crosses(from, to) ? bridge : open)
    })
  }
  for (const junction of [south, north, middle]) if (junction !== null) makeRoundabout(graph, junction)
}

function nearestIndex(line: Line, point: Point): number {
  return line.reduce(
    (best, one, at) => (distance(one, point) < distance(line[best] ?? one, point) ? at : best),
    0,
  )
}

/** The junction where the bypass crosses the main road half-way. */
function middleRoundabout(graph: StreetGraph, county: DemonstrationCounty): number | null {
  const line = county.bypass.line.slice(3, -3)
  for (const [id, stretch] of graph.stretches.entries()) {
    if (stretch?.street.tags['ref'] === undefined) continue
    const [a, b] = [graph.points[stretch.from], graph.points[stretch.to]]
    if (a === undefined || b === undefined) continue
    for (const [at, to] of line.entries()) {
      const found = crossingOf(line[at - 1] ?? to, to, a, b)
      if (found === null) continue
      return graph.cut(id, [a[0] + found[1] * (b[0] - a[0]), a[1] + found[1] * (b[1] - a[1])])
    }
  }
  return null
}

/** Turns a junction into a ring, driven round clockwise, on which every road ends. */
function makeRoundabout(graph: StreetGraph, centre: number): void {
  const at = graph.points[centre] ?? [0, 0]
  const radius = 0.028
  const arms = stretchesAt(graph, centre).map(({ id, stretch }) => {
    const far = graph.points[stretch.from === centre ? stretch.to : stretch.from] ?? at
    return { id, stretch, angle: Math.atan2(far[1] - at[1], far[0] - at[0]) }
  })
  const angles = [...arms.map(({ angle }) => angle)]
  for (let fill = 0; fill < 8; fill += 1) {
    const angle = -Math.PI + (fill * Math.PI) / 4
    if (angles.every(other => Math.abs(Math.sin((angle - other) / 2)) > 0.2)) angles.push(angle)
  }
  // Clockwise, as traffic goes round where it keeps to the left.
  const ring = angles
    .sort((a, b) => b - a)
    .map(angle => ({
      angle,
      point: graph.addPoint([at[0] + radius * Math.cos(angle), at[1] + radius * Math.sin(angle)]),
    }))
  for (const { id, stretch, angle } of arms) {
    const end = ring.find(one => one.angle === angle)?.point ?? centre
    const { from, to, street } = stretch
    graph.replace(id, { from: from === centre ? end : from, to: to === centre ? end : to, street })
  }
  const tags = { highway: 'primary', junction: 'roundabout', oneway: 'yes', surface: 'asphalt', lit: 'yes' }
  const street: Street = { tags: { ...tags, maxspeed: '40 mph' } }
  ring.forEach(({ point }, index) => {
    graph.connect(ring[index - 1]?.point ?? ring.at(-1)?.point ?? point, point, street)
  })
}

/** Marks the stretches of main roads that stand over the water, a few dozen metres on either side of its middle. */
export function markBridges(graph: StreetGraph, county: DemonstrationCounty): void {
  for (const { name, point } of county.bridges) {
    const over = graph.pointAt(point, 0.001)
    const arms = stretchesAt(graph, over)
    for (const { id, stretch } of arms) {
      const far = graph.points[stretch.from === over ? stretch.to : stretch.from] ?? point
      const share = Math.min(1, 0.035 / distance(point, far))
      graph.cut(id, [point[0] + share * (far[0] - point[0]), point[1] + share * (far[1] - point[1])])
    }
    for (const { id, stretch } of stretchesAt(graph, over)) {
      const tags = { ...stretch.street.tags, bridge: 'yes', 'bridge:name': name, layer: '1' }
      graph.replace(id, { ...stretch, street: { tags } })
    }
  }
}

function stretchesAt(graph: StreetGraph, point: number) {
  return graph.stretches.flatMap((stretch, id) =>
    stretch && (stretch.from === point || stretch.to === point) ? [{ id, stretch }] : [],
  )
}

/** A line of the railway across the fen: level with every road that it crosses. */
export function drawRailway(graph: StreetGraph, line: Line): void {
  const points = [graph.addPoint(line[0] ?? [0, 0])]
  for (const to of line.slice(1)) {
    for (;;) {
      const met = graph.firstMeeting(points.at(-1) ?? 0, to)
      if (met === null || met === points.at(-1)) break
      graph.marks.set(met, { railway: 'level_crossing', 'crossing:barrier': 'full' })
      points.push(met)
    }
    points.push(graph.addPoint(to))
  }
  graph.others.push({ tags: { railway: 'rail', name: 'Fenland Line', gauge: '1435' }, points })
}

/** A road through a park that belongs to a house: gates at either end, and no way through for others. */
export function drawEstateRoad(graph: StreetGraph, line: Line): void {
  const tags: Tags = {
    highway: 'service',
    name: 'Willan Park Drive',
    access: 'private',
    surface: 'gravel',
    lit: 'no',
  }
  drawLine(graph, joinedToStreets(graph, line), { tags }, 0.002)
  for (const end of [line[0], line.at(-1)]) {
    if (end === undefined) continue
    graph.marks.set(graph.pointAt(end, 0.005), { barrier: 'gate', access: 'private' })
  }
}

/** A line with the nearest streets to its ends added to it. */
export function joinedToStreets(graph: StreetGraph, line: Line): Line {
  const first: Point = line[0] ?? [0, 0]
  const last: Point = line.at(-1) ?? [0, 0]
  const before = graph.nearest(first, 3)?.point
  const after = graph.nearest(last, 3)?.point
  return [...(before ? [before] : []), ...line, ...(after ? [after] : [])]
}

/** A boat for people on foot over the estuary, with a lane to either landing. */
export function drawFerry(graph: StreetGraph, west: Point, east: Point): void {
  const points = [west, east].map(landing => {
    const tags = {
      highway: 'unclassified',
      name: 'Ferry Lane',
      maxspeed: '60 mph',
      surface: 'asphalt',
      lit: 'no',
    }
    const street = graph.nearest(landing, 5)
    const end = graph.addPoint(landing)
    if (street !== null) graph.connect(graph.cut(street.stretch, street.point), end, { tags })
    return end
  })
  const tags = {
    route: 'ferry',
    name: 'Samphire Ferry',
    foot: 'yes',
    bicycle: 'yes',
    motor_vehicle: 'no',
    duration: '00:20',
  }
  graph.others.push({ tags, points })
}
