import Flatbush from 'flatbush'
import type { Boundary, Position } from './county.ts'

/** Metres in a degree of latitude, near enough for distances of some kilometres. */
const metresPerDegree = 111_195

/** Areas prepared for asking which one a place lies in. */
export interface AreaIndex {
  /**
   * The area that a place lies in; where areas overlap, the first as given.
   *
   * @param position - the place
   * @param among - looks only at these areas
   * @returns the area's code; null when it lies in none
   */
  at(position: Position, among?: (code: string) => boolean): string | null
  /**
   * The area whose edge or inside is nearest.
   *
   * @param position - the place
   * @param within - metres; areas further away do not count
   * @param among - looks only at these areas
   * @returns the area and its distance, 0 inside; null when none is that near
   */
  nearest(
    position: Position,
    within: number,
    among?: (code: string) => boolean,
  ): { readonly code: string; readonly metres: number } | null
  /**
   * How far a place is from the edge of an area, inside or outside of it.
   *
   * @param code - the area
   * @param position - the place
   * @returns metres; Infinity when there is no such area
   */
  metresFromEdge(code: string, position: Position): number
}

/**
 * Prepares areas for asking which one a place lies in.
 *
 * @param areas - code and boundary
 * @returns the index
 */
export function indexAreas(
  areas: readonly { readonly code: string; readonly boundary: Boundary }[],
): AreaIndex {
  const tree = areas.length > 0 ? new Flatbush(areas.length) : null
  for (const area of areas) tree?.add(...boxOf(area.boundary))
  tree?.finish()
  const places = new Map(areas.map((area, at) => [area.code, at]))
  const near = (position: Position, metres: number): number[] => {
    const north = metres / metresPerDegree
    const east = north / Math.cos((position[1] * Math.PI) / 180)
    const [lon, lat] = position
    return (tree?.search(lon - east, lat - north, lon + east, lat + north) ?? []).sort((a, b) => a - b)
  }
  return {
    at(position, among) {
      for (const at of near(position, 0)) {
        const area = areas[at]
        if (area && (among?.(area.code) ?? true) && contains(area.boundary, position)) return area.code
      }
      return null
    },
    nearest(position, within, among) {
      let best: { code: string; metres: number } | null = null
      for (const at of near(position, within)) {
        const area = areas[at]
        if (!area || !(among?.(area.code) ?? true)) continue
        const metres = contains(area.boundary, position) ? 0 : metresToEdge(area.boundary, position)
        if (metres <= within && metres < (best?.metres ?? Infinity)) best = { code: area.code, metres }
      }
      return best
    },
    metresFromEdge(code, position) {
      const area = areas[places.get(code) ?? -1]
      return area ? metresToEdge(area.boundary, position) : Infinity
    },
  }
}

function ringsOf(boundary: Boundary): number[][][] {
  return boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat()
}

function boxOf(boundary: Boundary): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of ringsOf(boundary)) {
    for (const [lon = NaN, lat = NaN] of ring) {
      west = Math.min(west, lon)
      south = Math.min(south, lat)
      east = Math.max(east, lon)
      north = Math.max(north, lat)
    }
  }
  return [west, south, east, north]
}

// Even-odd over all rings: a hole turns the inside off again, and parts of a MultiPolygon do not overlap.
function contains(boundary: Boundary, [lon, lat]: Position): boolean {
  let inside = false
  for (const ring of ringsOf(boundary)) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x1 = NaN, y1 = NaN] = ring[at] ?? []
      const [x2 = NaN, y2 = NaN] = ring[before] ?? []
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
    }
  }
  return inside
}

// On a plane that touches the earth at the place: right to a metre over the few kilometres that are asked about.
function metresToEdge(boundary: Boundary, [lon, lat]: Position): number {
  const eastwards = metresPerDegree * Math.cos((lat * Math.PI) / 180)
  let least = Infinity
  for (const ring of ringsOf(boundary)) {
    let [ax, ay] = [NaN, NaN]
    for (const [x = NaN, y = NaN] of ring) {
      const [bx, by] = [(x - lon) * eastwards, (y - lat) * metresPerDegree]
      if (!Number.isNaN(ax)) least = Math.min(least, metresToSegment(ax, ay, bx, by))
      ;[ax, ay] = [bx, by]
    }
  }
  return least
}

function metresToSegment(ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return Math.hypot(ax + along * dx, ay + along * dy)
}
