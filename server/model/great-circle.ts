/** A place on the earth: degrees east, then degrees north, WGS84. */
export type Position = readonly [lon: number, lat: number]

/** The mean radius (2a + b) / 3 of the WGS84 ellipsoid, in metres. Source: IUGG mean radius. */
export const EARTH_MEAN_RADIUS_METRES = 6_371_008.8

const RADIANS = Math.PI / 180

/**
 * Measures the straight line between two places over a round earth.
 *
 * The haversine form keeps its precision for places metres apart. A round earth is within 0.6% of the ellipsoid,
 * and within 0.3% in England: far less than what a river or a trunk road adds, so say "straight line" beside it.
 *
 * Source: haversine formula, Sinnott 1984.
 * @param a - one place, as [longitude, latitude] in degrees.
 * @param b - the other place.
 * @returns metres; NaN if a coordinate is not a number.
 */
export function distanceMetres(a: Position, b: Position): number {
  return haversineMetres(a[0], a[1], Math.cos(a[1] * RADIANS), b[0], b[1])
}

/**
 * Measures the straight line from one place to many.
 * @param from - the place, as [longitude, latitude] in degrees.
 * @param lons - the longitudes of the other places; NaN where the position is not known.
 * @param lats - their latitudes in the same order.
 * @param into - an array to fill, so that a long run need not make a new one; as long as `lons`.
 * @returns metres in the same order, NaN (not known) where either position is not known.
 * @throws RangeError if the arrays differ in length.
 */
export function distancesMetres(
  from: Position,
  lons: Float64Array,
  lats: Float64Array,
  into: Float64Array = new Float64Array(lons.length),
): Float64Array {
  if (lats.length !== lons.length || into.length !== lons.length) {
    throw new RangeError('Longitudes, latitudes and distances must be equally many.')
  }
  const cosine = Math.cos(from[1] * RADIANS)
  for (let i = 0; i < lons.length; i++) {
    into[i] = haversineMetres(from[0], from[1], cosine, lons[i] as number, lats[i] as number)
  }
  return into
}

function haversineMetres(lonA: number, latA: number, cosineA: number, lonB: number, latB: number): number {
  const northSine = Math.sin(((latB - latA) * RADIANS) / 2)
  const eastSine = Math.sin(((lonB - lonA) * RADIANS) / 2)
  const half = northSine * northSine + cosineA * Math.cos(latB * RADIANS) * eastSine * eastSine
  // Rounding can push `half` a hair above 1 for opposite ends of the earth.
  return 2 * EARTH_MEAN_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, half)))
}
