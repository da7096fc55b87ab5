import { allPlaces, bridgeSites, roadCourses } from './gazetteer.ts'
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

/** Puts every bridge on the water's line as the mesh drew it. */
export function buildBridges(mesh: Mesh): Bridge[] {
  return bridgeSites.map(({ name, river, x, y }) => {
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
