import { booleanPointInPolygon, pointToPolygonDistance } from '@turf/turf'
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

// On the edge counts as inside.
const contains = (boundary: Boundary, [lon, lat]: Position): boolean =>
  booleanPointInPolygon([lon, lat], boundary)

const metresToEdge = (boundary: Boundary, [lon, lat]: Position): number =>
  Math.abs(pointToPolygonDistance([lon, lat], boundary, { units: 'meters', method: 'planar' }))
