import { allPlaces, bridgeSites, bypassPlan, footBridgeSites, roadCourses } from './gazetteer.ts'
import type { Mesh } from './mesh.ts'
import { nearestOn, smoothLine, type Line, type Point } from './terrain.ts'

/** A bridge, on its river. */
export interface Bridge {
  readonly name: string
  readonly river: string
  readonly point: Point
}

/** A main road. It crosses a river on a bridge and nowhere else. */
export interface Road {
  readonly name: string
  readonly line: Line
}

/** Puts every bridge for vehicles on the water's line as the mesh drew it. */
export function buildBridges(mesh: Mesh): Bridge[] {
  return onTheWater(bridgeSites, mesh)
}

/** Puts every bridge for people on foot on the water's line. */
export function buildFootBridges(mesh: Mesh): Bridge[] {
  return onTheWater(footBridgeSites, mesh)
}

type BridgeSite = (typeof bridgeSites | typeof footBridgeSites)[number]

function onTheWater(sites: readonly BridgeSite[], mesh: Mesh): Bridge[] {
  return sites.map(({ name, river, x, y }) => {
    const line = mesh.rivers.find(drawn => drawn.name === river)?.line ?? []
    const point = line[nearestOn(line, [x, y]).index]
    if (point === undefined) throw new Error(`There is no ${river} for ${name}.`)
    return { name, river, point }
  })
}

/**
 * Draws the main roads through their places and over their bridges. Every place and bridge on the way is a point of the
 * line, and two roads between the same two run on one line.
 */
export function buildRoads(mesh: Mesh): Road[] {
  const bridges = buildBridges(mesh)
  const legs = new Map<string, Line>()
  return roadCourses.map(({ name, via }) => {
    const stops = via.map((stop): Point => {
      const place = allPlaces.find(other => other.name === stop)
      const point =
        place === undefined
          ? bridges.find(other => other.name === stop)?.point
          : ([place.x, place.y] as const)
      if (point === undefined) throw new Error(`The ${name} goes by ${stop}, which is not on the map.`)
      return point
    })
    const line: Point[] = []
    for (const leg of legsBetween(stops)) {
      const [first, last] = [leg[0] ?? [0, 0], leg.at(-1) ?? [0, 0]]
      const drawn = legs.get(`${first.join()} ${last.join()}`) ?? leg
      legs.set(`${first.join()} ${last.join()}`, drawn)
      legs.set(`${last.join()} ${first.join()}`, [...drawn].reverse())
      line.push(...(line.length === 0 ? drawn : drawn.slice(1)))
    }
    return { name, line }
  })
}

/** The road around a town that no one may walk on, from main road to main road: the middle between its carriageways. */
export function buildBypass(roads: readonly Road[]): Road {
  const line = smoothLine(bypassPlan.course, false).filter(
    (_, at, all) => at % 2 === 0 || at === all.length - 1,
  )
  const points = roads.flatMap(road => road.line)
  const onRoad = (end: Point): Point => points[nearestOn(points, end).index] ?? end
  return {
    name: bypassPlan.name,
    line: line.map((point, at) => (at === 0 || at === line.length - 1 ? onRoad(point) : point)),
  }
}

/** One smooth line through all stops, cut at each: a point about every 300 metres. */
function legsBetween(stops: readonly Point[]): Line[] {
  const smooth = smoothLine(stops, false)
  let at = 0
  return stops.slice(1).map((stop, leg) => {
    const begins = at
    at = smooth.findIndex((point, index) => index > begins && point[0] === stop[0] && point[1] === stop[1])
    if (at === -1) throw new Error(`Stop ${leg + 1} is not on its road.`)
    return smooth.slice(begins, at + 1).filter((_, index, all) => index % 3 === 0 || index === all.length - 1)
  })
}
