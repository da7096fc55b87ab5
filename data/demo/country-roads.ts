import type { DemonstrationCounty } from './demonstration-county.ts'
import { allPlaces, roadCourses, townBeyond, type Place } from './gazetteer.ts'
import type { Chance } from './random.ts'
import type { Street, StreetGraph } from './street-graph.ts'
import { crowding, distance, placesNear, type Line, type Point } from './terrain.ts'

const pointOf = ({ x, y }: Place): Point => [x, y]

/** Main roads as the map has them: point by point, with the signs of a town where they run through one. */
export function drawMainRoads(graph: StreetGraph, county: DemonstrationCounty): void {
  const drawn = new Set<string>()
  const pointFor = new Map<string, number>()
  const at = (point: Point): number => {
    const known = pointFor.get(point.join()) ?? graph.addPoint(point)
    pointFor.set(point.join(), known)
    return known
  }
  for (const { name, line } of county.roads) {
    const streets = new Map<string, Street>()
    line.forEach((to, index) => {
      const from = line[index - 1]
      if (from === undefined || drawn.has(`${from.join()} ${to.join()}`)) return
      drawn.add(`${from.join()} ${to.join()}`).add(`${to.join()} ${from.join()}`)
      const town = townAt([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])
      const key = town?.name ?? ''
      const street = streets.get(key) ?? mainStreet(name, town)
      streets.set(key, street)
      graph.connect(at(from), at(to), street)
    })
  }
}

const classes: Readonly<Record<string, string>> = {
  A9901: 'trunk', A9902: 'trunk', A9903: 'trunk', A9908: 'secondary', A9909: 'secondary', A9910: 'secondary',
} // prettier-ignore

function mainStreet(ref: string, town: Place | null): Street {
  const highway = classes[ref] ?? 'primary'
  if (town === null)
    return { tags: { highway, ref, maxspeed: '60 mph', surface: 'asphalt', sidewalk: 'left', lit: 'no' } }
  return {
    tags: {
      highway,
      ref,
      name: town.kind === 'village' ? 'High Street' : `${town.name} Road`,
      maxspeed: '30 mph',
      surface: 'asphalt',
      sidewalk: 'both',
      lit: 'yes',
    },
  }
}

/** The place whose houses stand here, or null in the open country. */
export function townAt(point: Point, atLeast = 350): Place | null {
  let best: Place | null = null
  let most = atLeast
  for (const place of placesNear(point)) {
    const crowd = crowding(place, point)
    if (crowd > most) {
      most = crowd
      best = place
    }
  }
  return best
}

/** Roads from place to place where no main road runs: between two places with no third nearer to both. */
export function drawCountryRoads(graph: StreetGraph, chance: Chance): void {
  const onMainRoad = new Set(
    roadCourses.flatMap(({ via }) =>
      via.flatMap((stop, at) => [`${stop} ${via[at + 1] ?? ''}`, `${via[at + 1] ?? ''} ${stop}`]),
    ),
  )
  allPlaces.forEach((a, index) => {
    for (const b of allPlaces.slice(index + 1)) {
      if (onMainRoad.has(`${a.name} ${b.name}`)) continue
      const away = distance(pointOf(a), pointOf(b))
      if (away > 9 || !areNeighbours(a, b, away)) continue
      const fen = a.district === 'fens' && b.district === 'fens'
      const line = wayBetween(graph, pointOf(a), pointOf(b), fen, chance)
      if (line === null) continue
      const large = Math.min(a.people, b.people) > 3500
      const name = fen ? `${b.name} Drove` : `${b.name} Road`
      const tags = {
        highway: large ? 'secondary' : a.people + b.people > 4500 ? 'tertiary' : 'unclassified',
        name,
        maxspeed: large ? '50 mph' : '60 mph',
        surface: 'asphalt',
        lit: 'no',
      }
      drawLine(graph, line, { tags }, 0.06)
    }
  })
}

/** The road to the town over the boundary. */
export function drawRoadBeyond(graph: StreetGraph, chance: Chance): void {
  const nearest = allPlaces.reduce((best, place) => (away(place) < away(best) ? place : best))
  const line = wayBetween(graph, pointOf(nearest), pointOf(townBeyond), false, chance)
  const tags = { highway: 'secondary', name: 'Ossen Road', maxspeed: '50 mph', surface: 'asphalt', lit: 'no' }
  if (line !== null) drawLine(graph, line, { tags }, 0.06)
}

const away = (place: Place): number => distance(pointOf(place), pointOf(townBeyond))

/** Whether no third place is markedly nearer to both: a road would lead through it. */
function areNeighbours(a: Place, b: Place, away: number): boolean {
  return !allPlaces.some(
    other =>
      other !== a &&
      other !== b &&
      Math.max(distance(pointOf(other), pointOf(a)), distance(pointOf(other), pointOf(b))) < 0.88 * away,
  )
}

/** A way that keeps to one bank: winding in the uplands, in long straights with a bend in the fen. Null if there is none. */
function wayBetween(graph: StreetGraph, from: Point, to: Point, fen: boolean, chance: Chance): Line | null {
  const away = distance(from, to)
  const steps = Math.max(2, Math.round(away / (fen ? 1.3 : 0.35)))
  const [east, north] = [(to[0] - from[0]) / away, (to[1] - from[1]) / away]
  for (let tries = 0; tries < 8; tries += 1) {
    const swing = tries === 7 ? 0 : away * chance.between(-0.07, 0.07) * (1 + tries / 2)
    const wave = tries === 7 ? 0 : chance.between(-0.05, 0.05)
    const turns = chance.whole(2, 4)
    const line = Array.from({ length: steps + 1 }, (_, step): Point => {
      const t = step / steps
      const jolt = fen && step > 0 && step < steps ? chance.between(-0.16, 0.16) : 0
      const aside = swing * Math.sin(Math.PI * t) + wave * away * Math.sin(turns * Math.PI * t) + jolt
      return [from[0] + t * away * east - aside * north, from[1] + t * away * north + aside * east]
    })
    if (!line.some((point, at) => graph.parted(line[at - 1] ?? point, point))) return line
  }
  return null
}

/** Draws a line of points, each joined to what is there already within a few metres of it. */
export function drawLine(graph: StreetGraph, line: Line, street: Street, tolerance: number): void {
  let previous: number | null = null
  for (const point of line) {
    const at = graph.pointAt(point, tolerance)
    const before = previous === null ? undefined : graph.points[previous]
    const here = graph.points[at]
    if (previous !== null && before && here && !graph.parted(before, here))
      graph.connect(previous, at, street)
    previous = at
  }
}
