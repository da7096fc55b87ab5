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

/** Draws the main roads through their places and over their bridges. */
export function buildRoads(mesh: Mesh): Road[] {
  const bridges = buildBridges(mesh)
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
    return {
      name,
      line: smoothLine(stops, false).filter((_, at, all) => at % 3 === 0 || at === all.length - 1),
    }
  })
}
