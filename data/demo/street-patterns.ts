import type { DemonstrationCounty } from './demonstration-county.ts'
import { allPlaces, townBeyond, type Place } from './gazetteer.ts'
import { chance, type Chance } from './random.ts'
import type { Street, StreetGraph } from './street-graph.ts'
import { crowding, type Point } from './terrain.ts'

// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { floor } = Math

/** How the streets of a place lie: rows with cross streets between them, turned and bent a little. */
interface Pattern {
  readonly place: Place
  /** From one row to the next, and from one junction of a row to the next; in kilometres. */
  readonly row: number
  readonly step: number
  readonly at: (along: number, row: number) => Point
}

interface Corner {
  readonly along: number
  readonly row: number
  readonly point: Point
  /** Whether the place's own houses stand here. */
  readonly own: boolean
  id: number
}

/** A piece of a street of a pattern between two corners. */
interface Side {
  readonly from: Corner
  readonly to: Corner
  readonly kind: StreetKind
  readonly served: boolean
}

/** A street of houses along a row, one from row to row, or a wider one that buses and the rest of the place use. */
export type StreetKind = 'row' | 'across' | 'through'

/** Every so many rows, and every so many corners of a row, a street runs right through a town. */
const throughRow = 6
const throughStep = 8

/** Where the postcodes are, found by position. */
function postcodesAround(points: readonly Point[]) {
  const size = 0.1
  const boxes = new Map<number, Point[]>()
  for (const point of points) {
    const key = floor(point[0] / size) * 4096 + floor(point[1] / size)
    const box = boxes.get(key)
    if (box === undefined) boxes.set(key, [point])
    else box.push(point)
  }
  return (x: number, y: number, reach: number): boolean => {
    for (let column = floor((x - reach) / size); column <= floor((x + reach) / size); column += 1)
      for (let row = floor((y - reach) / size); row <= floor((y + reach) / size); row += 1)
        for (const point of boxes.get(column * 4096 + row) ?? [])
          if ((point[0] - x) ** 2 + (point[1] - y) ** 2 < reach * reach) return true
    return false
  }
}

/** Draws the streets of every city quarter, town and village around the roads that lead there. */
export function drawTownStreets(
  graph: StreetGraph,
  county: DemonstrationCounty,
  nameStreet: (place: Place, kind: StreetKind) => Street,
): void {
  const lived = postcodesAround(county.postcodes.map(({ point }) => point))
  const loose: (readonly [Corner, Corner, Street])[] = []
  for (const place of [...allPlaces, townBeyond]) {
    const draw = chance(county.seed, `streets of ${place.name}`)
    const pattern = patternOf(place, draw)
    const sides = sidesOf(pattern, lived, draw)
    const names = new Map<string, Street>()
    const chosen = chosenSides(graph, sides, draw)
    for (const side of [...chosen.filter(isThrough), ...chosen.filter(side => !isThrough(side))]) {
      const key = keyOf(side)
      const street = names.get(key) ?? nameStreet(place, side.kind)
      names.set(key, street)
      if (side.from.own && side.to.own) drawSide(graph, side, street)
      else if (side.from.own) loose.push([side.from, side.to, street])
      else if (side.to.own) loose.push([side.to, side.from, street])
    }
  }
  // Where two places meet, a street of one ends on the first street of the other.
  for (const [from, to, street] of loose) {
    if (from.id === -1) continue
    const start = graph.points[from.id] ?? from.point
    const end: Point = [start[0] + 1.4 * (to.point[0] - start[0]), start[1] + 1.4 * (to.point[1] - start[1])]
    if (graph.parted(start, end)) continue
    const met = graph.firstMeeting(from.id, end)
    if (met !== null) graph.connect(from.id, met, street)
  }
}

const isThrough = ({ kind }: Side): boolean => kind === 'through'

/** Which sides are one street: about half a kilometre of a row, two or three sides from row to row. */
function keyOf({ kind, from, to }: Side): string {
  const lengthwise = from.row === to.row
  if (kind === 'through')
    return lengthwise
      ? `through row ${from.row} ${floor((from.along + 40) / 20)}`
      : `through ${from.along} ${floor((from.row + 40) / 20)}`
  return lengthwise
    ? `row ${from.row} ${floor((from.along + 3 * from.row) / 7)}`
    : `across ${floor(from.row / 3)} ${from.along}`
}

function patternOf(place: Place, draw: Chance): Pattern {
  const turn = draw.between(0, Math.PI)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const village = place.kind === 'village'
  const [step, row] = village
    ? [draw.between(0.11, 0.135), draw.between(0.11, 0.135)]
    : [draw.between(0.095, 0.11), draw.between(0.095, 0.11)]
  const [phase, other] = [draw.between(0, 6), draw.between(0, 6)]
  const bend = draw.between(0.04, 0.11)
  return {
    place,
    row,
    step,
    at: (along, rowNumber) => {
      const [u, v] = [along * step, rowNumber * row]
      const bentU = u + bend * Math.sin(4.2 * v + phase)
      const bentV = v + bend * Math.sin(3.4 * u + other) + 0.04 * Math.sin(1.9 * (u + v) + phase)
      return [place.x + cos * bentU - sin * bentV, place.y + sin * bentU + cos * bentV]
    },
  }
}

/** Every side of every block of a pattern as far as the place reaches. */
function sidesOf(
  { place, step, row: apart, at }: Pattern,
  lived: (x: number, y: number, reach: number) => boolean,
  draw: Chance,
): Side[] {
  const near = allPlaces.filter(
    other => other !== place && Math.hypot(other.x - place.x, other.y - place.y) < 9,
  )
  const reach = 0.3 + 2 * Math.sqrt(place.people / (Math.PI * (place.kind === 'village' ? 1700 : 3000)))
  const [columns, rows] = [Math.ceil(reach / step), Math.ceil(reach / apart)]
  const corners = new Map<number, Corner>()
  const numberOf = (along: number, row: number) => (along + 500) * 1000 + row + 500
  for (let along = -columns; along <= columns; along += 1)
    for (let row = -rows; row <= rows; row += 1) {
      const [x, y] = at(along, row)
      const point: Point = [x + draw.between(-0.008, 0.008), y + draw.between(-0.008, 0.008)]
      const crowd = crowding(place, point)
      if (crowd < 40) continue
      const own = !near.some(other => crowding(other, point) > crowd)
      corners.set(numberOf(along, row), { along, row, point, own, id: -1 })
    }

  const sides: Side[] = []
  const town = place.people > 6000
  const add = (from: Corner | undefined, to: Corner | undefined, kind: StreetKind): void => {
    if (from === undefined || to === undefined || (!from.own && !to.own)) return
    const [x, y] = [(from.point[0] + to.point[0]) / 2, (from.point[1] + to.point[1]) / 2]
    const crowd = crowding(place, [x, y])
    const through = kind === 'through' && crowd > 500
    const served = through || lived(x, y, 0.075) || (crowd > 1400 && draw.happens(0.8))
    sides.push({ from, to, kind: through ? 'through' : kind === 'through' ? 'row' : kind, served })
  }
  for (const corner of corners.values()) {
    const { along, row } = corner
    const throughStreet = town && along % throughStep === 0
    add(corner, corners.get(numberOf(along + 1, row)), town && row % throughRow === 0 ? 'through' : 'row')
    if (throughStreet || (along + row) % 2 === 0)
      add(corner, corners.get(numberOf(along, row + 1)), throughStreet ? 'through' : 'across')
  }
  return sides
}

/** How many sides are left out, so that there are dead ends. */
const dropped: Readonly<Record<StreetKind, number>> = { row: 0.05, across: 0.18, through: 0 }

/** The sides where people live, less a few that make dead ends, and those that join them. */
function chosenSides(graph: StreetGraph, sides: readonly Side[], draw: Chance): Side[] {
  const dry = sides.filter(({ from, to }) => !nearWater(graph, from.point, to.point))
  const chosen = dry.filter(({ served, kind }) => served && !draw.happens(dropped[kind]))
  const left = new Set(chosen)
  const head = new Map<Corner, Corner>()
  const leader = (corner: Corner): Corner => {
    let found = corner
    for (let next = head.get(found); next !== undefined; next = head.get(found)) found = next
    if (found !== corner) head.set(corner, found)
    return found
  }
  const join = ({ from, to }: Side): boolean => {
    const [a, b] = [leader(from), leader(to)]
    if (a !== b) head.set(a, b)
    return a !== b
  }
  for (const side of chosen) join(side)
  const used = new Set(chosen.flatMap(({ from, to }) => [from, to]))
  for (const side of dry)
    if (!left.has(side) && used.has(side.from) && used.has(side.to) && join(side)) chosen.push(side)
  return chosen
}

function nearWater(graph: StreetGraph, a: Point, b: Point): boolean {
  const [x, y] = [b[0] - a[0], b[1] - a[1]]
  const aside = 0.03 / (Math.sqrt(x * x + y * y) || 1)
  return (
    graph.parted(a, b) ||
    graph.parted([a[0] - y * aside, a[1] + x * aside], [a[0] + y * aside, a[1] - x * aside]) ||
    graph.parted([b[0] - y * aside, b[1] + x * aside], [b[0] + y * aside, b[1] - x * aside])
  )
}

function drawSide(graph: StreetGraph, { from, to }: Side, street: Street): void {
  for (const corner of [from, to]) if (corner.id === -1) corner.id = graph.pointAt(corner.point, 0.028)
  if (from.id === to.id) return
  const [a, b] = [graph.points[from.id], graph.points[to.id]]
  if (a === undefined || b === undefined || graph.parted(a, b)) return
  // A street beside a road that is there already would be the road.
  const middle = graph.nearest([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], 0.016)
  if (middle !== null) {
    const beside = graph.stretches[middle.stretch]
    const touches = beside && [from.id, to.id].some(id => id === beside.from || id === beside.to)
    if (touches) return
  }
  graph.connect(from.id, to.id, street)
}
