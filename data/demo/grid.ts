import proj4 from 'proj4'
import type { Point } from './terrain.ts'

/** Where the county's south-western corner lies on the National Grid, in metres: open sea. */
const corner = { easting: 636_000, northing: 352_000 }

const nationalGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'
const toWorld = proj4(nationalGrid, 'WGS84')

/** National Grid eastings and northings of a position, in metres. */
export function eastingNorthing([x, y]: Point): readonly [easting: number, northing: number] {
  return [corner.easting + x * 1000, corner.northing + y * 1000]
}

/** The position of National Grid eastings and northings in metres, in kilometres from the county's corner. */
export function fromEastingNorthing(easting: number, northing: number): Point {
  return [(easting - corner.easting) / 1000, (northing - corner.northing) / 1000]
}

/** Longitude and latitude, WGS84, to six decimals (about ten centimetres), as boundary files have them. */
export function longitudeLatitude(point: Point): [longitude: number, latitude: number] {
  const [longitude = 0, latitude = 0] = toWorld.forward([...eastingNorthing(point)])
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6]
}
