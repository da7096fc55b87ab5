import { EARTH_MEAN_RADIUS_METRES } from '../../model/great-circle.ts'

const RADIANS = Math.PI / 180

/** A degree of latitude, in metres. */
export const METRES_PER_DEGREE: number = EARTH_MEAN_RADIUS_METRES * RADIANS

/**
 * The straight line between two points of a road, on the flat map around their middle: over a piece of road of a
 * kilometre that is within a tenth of a millimetre of the great circle.
 *
 * @param lonA - degrees
 * @param latA - degrees
 * @param lonB - degrees
 * @param latB - degrees
 * @returns metres
 */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const east = (lonB - lonA) * Math.cos(((latA + latB) / 2) * RADIANS)
  const north = latB - latA
  return Math.sqrt(east * east + north * north) * METRES_PER_DEGREE
}
