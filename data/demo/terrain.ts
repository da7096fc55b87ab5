import {
  allPlaces,
  creek,
  outlineCorners,
  quarters,
  riverCourses,
  townBeyond,
  type Place,
} from './gazetteer.ts'

// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { abs, atan2, ceil, exp, floor, hypot, max, min, sin, sqrt } = Math

/** Kilometres east and north of the county's south-western corner. */
export type Point = readonly [x: number, y: number]

/** A river or an edge of the county as a line of points, about 100 metres apart. */
export type Line = readonly Point[]

/** A smooth line through points, about 100 metres between one point and the next. */
export function smoothLine(through: readonly Point[], closed: boolean): Line {
  const line: Point[] = []
  const count = through.length
  const at = (index: number): Point => {
    const found = closed ? through[(index + count) % count] : through[max(0, min(count - 1, index))]
    if (found === undefined) throw new Error('A line needs points.')
    return found
  }
  for (let index = 0; index < (closed ? count : count - 1); index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    const steps = max(2, ceil(distance(from, to) / 0.1))
    for (let step = 0; step < steps; step += 1) {
      const t = step / steps
      const along = (axis: 0 | 1) =>
        0.5 *
        (2 * from[axis] +
          (to[axis] - before[axis]) * t +
          (2 * before[axis] - 5 * from[axis] + 4 * to[axis] - after[axis]) * t * t +
          (3 * from[axis] - before[axis] - 3 * to[axis] + after[axis]) * t * t * t)
      line.push([along(0), along(1)])
    }
  }
  if (!closed) line.push(at(count - 1))
  return line
}

/** A line that wanders to its left and right as a river or a coast does; its ends stay where they are. */
function wandering(line: Line, width: number, phase: number, closed: boolean): Line {
  let travelled = 0
  const total = lengthOf(line) + (closed ? distance(line.at(-1) ?? [0, 0], line[0] ?? [0, 0]) : 0)
  const turn = (2 * Math.PI) / total
  return line.map((point, index) => {
    const before = line[index - 1] ?? point
    travelled += distance(before, point)
    const next = line[index + 1] ?? point
    const ahead = distance(before, next) || 1
    const waves = (length: number) => max(1, Math.round(total / length))
    const aside =
      width *
      (0.6 * sin(waves(5.3) * turn * travelled + phase) +
        0.4 * sin(waves(2.3) * turn * travelled + 2.3 * phase)) *
      (closed ? 1 : min(1, travelled / 3, (total - travelled) / 3))
    return [
      point[0] - (aside * (next[1] - before[1])) / ahead,
      point[1] + (aside * (next[0] - before[0])) / ahead,
    ]
  })
}

/** The edge of the county: the last point joins the first. */
export const outline: Line = wandering(smoothLine(outlineCorners, true), 0.25, 0.7, true)

/** The two rivers, from the county's edge to the estuary. */
export const rivers = riverCourses.map(({ name, course }, index) => ({
  name,
  line: wandering(smoothLine(course, false), 0.28, 1.9 + index, false),
}))

/** The creek around an island that no road leads to. */
export const creekLine: Line = smoothLine(creek.course, false)

/** How many people live on a square kilometre just here, by and large; no more than a guide for drawing. */
export function peoplePerSquareKilometre(point: Point): number {
  let most = 9
  for (const place of placesNear(point)) most = max(most, crowding(place, point))
  return most
}

/** How many people this place alone would put on a square kilometre here. */
export function crowding(place: Place, [x, y]: Point): number {
  const [east, north] = [x - place.x, y - place.y]
  const radius = radiusOf.get(place) ?? 0
  const reach = reachOf(place)
  if (abs(east) > reach || abs(north) > reach) return 0
  const angle = atan2(north, east)
  const shape = place.people / 1000
  const edge = radius * (1 + 0.16 * sin(2 * angle + shape) + 0.11 * sin(3 * angle + 2 * shape))
  return (1.12 * crowds[place.kind]) / (1 + exp((hypot(east, north) - edge) / (0.13 * radius)))
}

const crowds = { suburb: 4300, town: 3000, village: 1700 }
const radiusOf = new Map(
  [...allPlaces, townBeyond].map(place => [place, sqrt(place.people / (Math.PI * crowds[place.kind]))]),
)

const reachOf = (place: Place) => 2 * (radiusOf.get(place) ?? 0) + 0.1
const tiles = new Map<number, readonly Place[]>()

/** The places whose people may reach this far, by tiles of two kilometres that are looked up once. */
export function placesNear([x, y]: Point): readonly Place[] {
  const [column, row] = [floor(x / 2), floor(y / 2)]
  const key = (column + 100) * 1000 + row + 100
  const known = tiles.get(key)
  if (known !== undefined) return known
  const found = allPlaces.filter(
    place =>
      abs(2 * column + 1 - place.x) <= reachOf(place) + 1 && abs(2 * row + 1 - place.y) <= reachOf(place) + 1,
  )
  tiles.set(key, found)
  return found
}

/** What is special about a position: the sum of the quarters that reach it. */
export function characterAt([x, y]: Point) {
  const sum = { hardship: 0, families: 0, students: 0, retired: 0, littleEnglish: 0 }
  for (const quarter of quarters) {
    const away = hypot(x - quarter.x, y - quarter.y) / quarter.radius
    const reach = 1 / (1 + exp((away - 1) * 6))
    for (const trait of ['hardship', 'families', 'students', 'retired', 'littleEnglish'] as const)
      sum[trait] += reach * (quarter[trait] ?? 0)
  }
  return sum
}

/** Whether a position lies inside a ring of points. */
export function isInside([x, y]: Point, ring: readonly Point[]): boolean {
  let inside = false
  let previous = ring.at(-1)
  for (const corner of ring) {
    if (
      previous !== undefined &&
      corner[1] > y !== previous[1] > y &&
      x < ((previous[0] - corner[0]) * (y - corner[1])) / (previous[1] - corner[1]) + corner[0]
    )
      inside = !inside
    previous = corner
  }
  return inside
}

/** Kilometres between two positions. */
export function distance(a: Point, b: Point): number {
  return hypot(a[0] - b[0], a[1] - b[1])
}

/** Kilometres from a position to a line, and the point of the line that is nearest. */
export function nearestOn(line: Line, point: Point): { readonly away: number; readonly index: number } {
  let nearest = { away: Infinity, index: 0 }
  line.forEach((corner, index) => {
    const away = distance(corner, point)
    if (away < nearest.away) nearest = { away, index }
  })
  return nearest
}

function lengthOf(line: Line): number {
  let total = 0
  line.forEach((point, index) => (total += distance(line[index - 1] ?? point, point)))
  return total
}
