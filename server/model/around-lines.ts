import { distanceMetres, EARTH_MEAN_RADIUS_METRES, type Position } from './great-circle.ts'
import { CANNOT_BE_REACHED, NOT_KNOWN } from './journeys.ts'

/** Lines that cannot be crossed, made ready for finding ways around them. */
export interface Walls {
  /** Where degrees become metres on a flat sheet: the middle of the lines. */
  readonly origin: Position
  /** Segment s runs from (x1[s], y1[s]) to (x2[s], y2[s]), in metres on the sheet. */
  readonly x1: Float64Array
  readonly y1: Float64Array
  readonly x2: Float64Array
  readonly y2: Float64Array
  /** Corners by which a way around may turn: a little beside each point of a line, and beyond its ends. */
  readonly cornerX: Float64Array
  readonly cornerY: Float64Array
  /** Corner c sees the corners `seen[i]` at `metres[i]`, for i from `firstSeen[c]` up to and without `firstSeen[c + 1]`. */
  readonly firstSeen: Uint32Array
  readonly seen: Uint32Array
  readonly metres: Float64Array
}

/** How far beside a line's points a way around turns, in metres. */
const CLEARANCE = 1

/** More points than these are not kept: lines are made plainer until they have no more. */
export const MOST_WALL_POINTS = 300

const RADIANS = Math.PI / 180

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Makes lines ready. A line with very many points is made plainer, by at most a few dozen metres.
 * @param lines - lines that cannot be crossed, each of two points or more, in degrees; crossing ones are no difficulty.
 * @returns the walls, with every pair of corners that see each other.
 */
export function wallsOf(lines: readonly (readonly Position[])[]): Walls {
  const all = lines.flat()
  const middle = (of: (position: Position) => number): number =>
    all.reduce((sum, position) => sum + of(position), 0) / Math.max(1, all.length)
  const origin: Position = [middle(([lon]) => lon), middle(([, lat]) => lat)]
  const drawn = lines.map(line => line.map(position => onSheet(origin, position)).filter(isNotRepeated))
  const plain = plainEnough(drawn.filter(line => line.length > 1))
  const segments = plain.flatMap(line => line.slice(1).map((to, at) => [line[at] as Point, to] as const))
  const corners = plain.flatMap(cornersOf)
  const walls = {
    origin,
    x1: Float64Array.from(segments, ([from]) => from.x),
    y1: Float64Array.from(segments, ([from]) => from.y),
    x2: Float64Array.from(segments, ([, to]) => to.x),
    y2: Float64Array.from(segments, ([, to]) => to.y),
    cornerX: Float64Array.from(corners, corner => corner.x),
    cornerY: Float64Array.from(corners, corner => corner.y),
  }
  const sees = corners.map((): number[] => [])
  corners.forEach((from, a) => {
    corners.forEach((to, b) => {
      if (a >= b || !isClear(walls, from.x, from.y, to.x, to.y)) return
      sees[a]?.push(b)
      sees[b]?.push(a)
    })
  })
  const firstSeen = new Uint32Array(corners.length + 1)
  sees.forEach((others, a) => {
    firstSeen[a + 1] = (firstSeen[a] as number) + others.length
  })
  const from = (a: number): Point => corners[a] as Point
  return {
    ...walls,
    firstSeen,
    seen: Uint32Array.from(sees.flat()),
    metres: Float64Array.from(
      sees.flatMap((others, a) => others.map(b => Math.hypot(from(a).x - from(b).x, from(a).y - from(b).y))),
    ),
  }
}

/**
 * Measures the shortest way from places to one place without crossing a wall: straight where nothing is between them,
 * else by the corners of the walls.
 * @param walls - as `wallsOf` made them.
 * @param site - where to, in degrees.
 * @param lons - longitudes of the places; NaN where a position is not known.
 * @param lats - their latitudes in the same order.
 * @returns metres in the same order; never shorter than the straight line; CANNOT_BE_REACHED for a place that is walled
 * off, NOT_KNOWN where a position is not known.
 */
export function distancesAround(
  walls: Walls,
  site: Position,
  lons: Float64Array,
  lats: Float64Array,
): Float64Array {
  const target = onSheet(walls.origin, site)
  const toSite = cornersToSite(walls, target)
  return Float64Array.from(lons, (lon, at) => {
    const position: Position = [lon, lats[at] as number]
    const straight = distanceMetres(position, site)
    if (Number.isNaN(straight)) return NOT_KNOWN
    const { x, y } = onSheet(walls.origin, position)
    if (isClear(walls, x, y, target.x, target.y)) return straight
    return Math.max(straight, shortestByCorner(walls, toSite, x, y))
  })
}

function onSheet(origin: Position, [lon, lat]: Position): Point {
  const metresPerDegree = EARTH_MEAN_RADIUS_METRES * RADIANS
  return {
    x: (lon - origin[0]) * Math.cos(origin[1] * RADIANS) * metresPerDegree,
    y: (lat - origin[1]) * metresPerDegree,
  }
}

function isNotRepeated(point: Point, at: number, line: readonly Point[]): boolean {
  const before = line[at - 1]
  return before === undefined || before.x !== point.x || before.y !== point.y
}

/** Whether one may go straight: a wall that is only touched at its point counts as crossed. */
function isClear(
  { x1, y1, x2, y2 }: Pick<Walls, 'x1' | 'y1' | 'x2' | 'y2'>,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): boolean {
  // The same both ways, also where a wall's point lies exactly on the line.
  const forwards = fromX < toX || (fromX === toX && fromY <= toY)
  const ax = forwards ? fromX : toX
  const ay = forwards ? fromY : toY
  const bx = forwards ? toX : fromX
  const by = forwards ? toY : fromY
  const west = Math.min(ax, bx)
  const east = Math.max(ax, bx)
  const south = Math.min(ay, by)
  const north = Math.max(ay, by)
  const dx = bx - ax
  const dy = by - ay
  for (let s = 0; s < x1.length; s++) {
    const [px, py, qx, qy] = [x1[s] as number, y1[s] as number, x2[s] as number, y2[s] as number]
    if ((px < west && qx < west) || (px > east && qx > east)) continue
    if ((py < south && qy < south) || (py > north && qy > north)) continue
    const leftP = dx * (py - ay) - dy * (px - ax) >= 0
    const leftQ = dx * (qy - ay) - dy * (qx - ax) >= 0
    if (leftP === leftQ) continue
    const ex = qx - px
    const ey = qy - py
    const sideA = ex * (ay - py) - ey * (ax - px)
    const sideB = ex * (by - py) - ey * (bx - px)
    if ((sideA > 0 && sideB < 0) || (sideA < 0 && sideB > 0)) return false
  }
  return true
}

/** Beside each point of a line on both sides, and beyond its ends. */
function cornersOf(line: readonly Point[]): Point[] {
  const first = line[0] as Point
  const last = line.at(-1) as Point
  const closed = line.length > 2 && first.x === last.x && first.y === last.y
  return line.flatMap((point, at) => {
    if (closed && at === 0) return []
    const before = line[at - 1]
    const after = line[at + 1] ?? (closed ? line[1] : undefined)
    if (before === undefined || after === undefined) {
      const [ux, uy] = direction((before ?? after) as Point, point)
      return [{ x: point.x + ux * CLEARANCE, y: point.y + uy * CLEARANCE }]
    }
    const [inX, inY] = direction(before, point)
    const [outX, outY] = direction(point, after)
    // Halfway between the two pieces' normals, further out the sharper the bend, so that both pieces stay clear.
    const [nx, ny] = [-(inY + outY), inX + outX]
    const length = Math.hypot(nx, ny)
    if (length < 1e-9) return [{ x: point.x + inX * CLEARANCE, y: point.y + inY * CLEARANCE }]
    const reach = CLEARANCE / Math.max(0.1, length / 2) / length
    return [
      { x: point.x + nx * reach, y: point.y + ny * reach },
      { x: point.x - nx * reach, y: point.y - ny * reach },
    ]
  })
}

function direction(from: Point, to: Point): [number, number] {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  return [(to.x - from.x) / length, (to.y - from.y) / length]
}

/** From each corner to the site: plain shortest paths over the corners, which are a few hundred. */
function cornersToSite(walls: Walls, target: Point): Float64Array {
  const { cornerX, cornerY, firstSeen, seen, metres } = walls
  const count = cornerX.length
  const best = new Float64Array(count).fill(CANNOT_BE_REACHED)
  for (let c = 0; c < count; c++) {
    const [x, y] = [cornerX[c] as number, cornerY[c] as number]
    if (isClear(walls, x, y, target.x, target.y)) best[c] = Math.hypot(x - target.x, y - target.y)
  }
  const settled = new Uint8Array(count)
  for (;;) {
    let nearest = -1
    for (let c = 0; c < count; c++) {
      if (settled[c] === 1 || best[c] === CANNOT_BE_REACHED) continue
      if (nearest < 0 || (best[c] as number) < (best[nearest] as number)) nearest = c
    }
    if (nearest < 0) return best
    settled[nearest] = 1
    const last = firstSeen[nearest + 1] as number
    for (let i = firstSeen[nearest] as number; i < last; i++) {
      const other = seen[i] as number
      const through = (best[nearest] as number) + (metres[i] as number)
      if (through < (best[other] as number)) best[other] = through
    }
  }
}

/** Tries corners in the order of what they would give if they were seen; the first that is seen is the best. */
function shortestByCorner(walls: Walls, toSite: Float64Array, x: number, y: number): number {
  const { cornerX, cornerY } = walls
  const through = Float64Array.from(
    toSite,
    (rest, c) => rest + Math.hypot((cornerX[c] as number) - x, (cornerY[c] as number) - y),
  )
  for (;;) {
    let best = -1
    for (let c = 0; c < through.length; c++) {
      if (best < 0 || (through[c] as number) < (through[best] as number)) best = c
    }
    if (best < 0 || through[best] === CANNOT_BE_REACHED) return CANNOT_BE_REACHED
    if (isClear(walls, x, y, cornerX[best] as number, cornerY[best] as number)) return through[best] as number
    through[best] = CANNOT_BE_REACHED
  }
}

function plainEnough(lines: readonly Point[][]): Point[][] {
  for (let tolerance = 1; ; tolerance *= 2) {
    const plain = lines.map(line => withoutSmallBends(line, tolerance))
    const points = plain.reduce((sum, line) => sum + line.length, 0)
    if (points <= MOST_WALL_POINTS || tolerance > 1000) return plain
  }
}

/** Leaves out points that are within a tolerance of the line without them. Source: Douglas and Peucker 1973. */
function withoutSmallBends(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Uint8Array(line.length)
  keep[0] = keep[line.length - 1] = 1
  const parts: [number, number][] = [[0, line.length - 1]]
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part
    let [furthest, away] = [-1, tolerance]
    for (let at = from + 1; at < to; at++) {
      const distance = fromSegment(line[at] as Point, line[from] as Point, line[to] as Point)
      if (distance > away) [furthest, away] = [at, distance]
    }
    if (furthest < 0) continue
    keep[furthest] = 1
    parts.push([from, furthest], [furthest, to])
  }
  return line.filter((_, at) => keep[at] === 1)
}

function fromSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  const share =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length))
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy)
}
