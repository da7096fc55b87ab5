import proj4 from 'proj4'
import { distanceMetres } from '../model/great-circle.ts'
import type { Position } from './county.ts'

/**
 * The National Grid on the Airy ellipsoid, with the seven-parameter shift between OSGB36 and WGS84 that Ordnance Survey
 * gives. Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section 6.6.
 */
const nationalGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const grid = proj4(nationalGrid, 'WGS84')

/**
 * Where an easting and northing of the National Grid lies.
 *
 * How wrong it may be: OSGB36 is a triangulation of 1936 with kinks, which one shift of seven numbers fits to about 3
 * metres on average and up to 5 metres nearly everywhere (OSTN15, a grid of local corrections, would be within 0.1
 * metres). In Cambridgeshire it agrees with published positions to 2.6 metres or better; a population-weighted centroid
 * or a postcode's position is itself good to tens of metres.
 *
 * @param easting - metres east of the grid's origin
 * @param northing - metres north of it
 * @returns longitude and latitude in degrees, WGS84
 */
export function fromNationalGrid(easting: number, northing: number): Position {
  const [lon, lat] = grid.forward([easting, northing])
  return [lon, lat]
}

/**
 * The National Grid reference of a position, for people who work with Ordnance Survey maps. As exact as
 * `fromNationalGrid`.
 *
 * @param position - longitude and latitude in degrees, WGS84
 * @returns metres east and north of the grid's origin
 */
export function toNationalGrid(position: Position): readonly [easting: number, northing: number] {
  const [easting, northing] = grid.inverse([position[0], position[1]])
  return [easting, northing]
}

/** A place as a row has it: degrees, the National Grid, both or neither; null for what it has not. */
export interface WrittenPlace {
  readonly lon?: number | null | undefined
  readonly lat?: number | null | undefined
  readonly easting?: number | null | undefined
  readonly northing?: number | null | undefined
}

/**
 * Whether a row says two places at once: a number was cut off, or columns were mixed up.
 *
 * @param place - numbers as read
 * @returns why it cannot be used, as the end of a sentence; null when the two agree to a kilometre, or only one is there
 */
export function contradictionIn({ lon, lat, easting, northing }: WrittenPlace): string | null {
  if (lon == null || lat == null || easting == null || northing == null || easting <= 0) return null
  const metres = distanceMetres([lon, lat], fromNationalGrid(easting, northing))
  if (metres <= 1000) return null
  return `its longitude and latitude lie ${Math.round(metres / 1000)} km from its easting and northing`
}

/**
 * A position from whatever a row has: degrees if they are there, else the National Grid.
 *
 * @param place - numbers as read; null where the row has none
 * @returns the position; null when there is none within Great Britain
 */
export function positionFrom(place: WrittenPlace): Position | null {
  const { lon, lat, easting, northing } = place
  if (lon != null && lat != null && inGreatBritain([lon, lat])) return [lon, lat]
  if (easting == null || northing == null || easting <= 0 || northing <= 0) return null
  const position = fromNationalGrid(easting, northing)
  return inGreatBritain(position) ? position : null
}

function inGreatBritain([lon, lat]: Position): boolean {
  return lon >= -9 && lon <= 2.5 && lat >= 49 && lat <= 61.5
}
