import type { CollectionHead, Shape } from '../../platform/tables/features.ts'
import type { Boundary, Position } from '../county.ts'
import { fromNationalGrid } from '../national-grid.ts'
import {
  ordnanceSurveyLicence,
  type AreaFields,
  type AreaRecord,
  type RowReading,
  type ShapesReading,
} from './layout.ts'

const publisher = 'ONS Open Geography'

/**
 * Boundaries by the names of their properties: LSOAs and districts are used, other areas are known but not needed.
 *
 * @param shape - the first shape of the file
 * @returns how to read it; null when it is something else
 */
export function recogniseAreas(shape: Shape): ShapesReading | null {
  const names = Object.keys(shape.properties)
  const named = (pattern: RegExp): string | null => names.find(name => pattern.test(name)) ?? null
  const code = (area: string): string | null => named(new RegExp(`^${area}_?(cd|code)$`, 'i'))
  const name = (area: string): string | null => named(new RegExp(`^${area}_?(nm|name)$`, 'i'))
  const district = String.raw`(lad|ltla)\d\d`
  if (code(String.raw`oa(20)?\d\d`) !== null) return notNeeded('Output area boundaries', 'output areas')
  const neighbourhood = code('lsoa(20)?(11|21)')
  if (neighbourhood !== null) {
    const vintage = /11/.test(neighbourhood) ? 'LSOA 2011' : 'LSOA 2021'
    return {
      kind: 'boundaries',
      content: 'boundaries',
      title: `${vintage} boundaries`,
      publisher,
      licence: ordnanceSurveyLicence,
      period: vintage.slice(-4),
      preference: 1,
      definition: null,
      vintage,
      tellsDistricts: code(district) !== null,
      fields: {
        code: neighbourhood,
        name: name('lsoa(20)?(11|21)'),
        district: code(district),
        districtName: name(district),
      },
    }
  }
  if (code(String.raw`msoa(20)?\d\d`) !== null) return notNeeded('MSOA boundaries', 'MSOAs')
  if (code(String.raw`(wd|ward)\d\d`) !== null) return notNeeded('Ward boundaries', 'wards')
  const districtCode = code(district)
  if (districtCode !== null) {
    return {
      kind: 'districts',
      content: 'districts',
      title: 'District boundaries',
      publisher,
      licence: ordnanceSurveyLicence,
      period: yearOf(districtCode),
      preference: 1,
      definition: null,
      fields: { code: districtCode, name: name(district), district: null, districtName: null },
    }
  }
  return named(/^[a-z]{2,6}\d\d_?(cd|code)$/i) === null
    ? null
    : notNeeded('Boundaries', 'areas of another kind')
}

function notNeeded(title: string, areas: string): ShapesReading {
  return {
    content: 'not-needed',
    title,
    sentence: `These are boundaries of ${areas}; the county uses LSOAs and districts.`,
  }
}

function yearOf(field: string): string {
  const year = /\d\d/.exec(field)?.[0]
  return year === undefined ? '' : `20${year}`
}

/**
 * Reads one shape.
 *
 * @param shape - the shape
 * @param fields - names of the properties to read
 * @param head - what the file says of its coordinates
 * @returns its code, name, district and boundary in WGS84, or why it cannot be used
 */
export function readArea(shape: Shape, fields: AreaFields, head: CollectionHead): RowReading<AreaRecord> {
  const text = (field: string | null): string | null => {
    const value = field === null ? null : shape.properties[field]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  const code = text(fields.code)
  if (code === null || !/^[A-Z]\d{8}$/.test(code)) return { refused: `“${code ?? ''}” is not an area's code` }
  const { geometry } = shape
  if (geometry === null || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) {
    return { refused: `${code} has no boundary` }
  }
  const boundary = inDegrees(geometry, head)
  if (boundary === null)
    return { refused: `the boundary of ${code} does not lie in Great Britain, or is not closed` }
  return {
    record: {
      code,
      name: text(fields.name) ?? code,
      districtCode: text(fields.district),
      districtName: text(fields.districtName),
      boundary,
    },
  }
}

// Older files are in National Grid metres and say so in `crs`; some say nothing, but no degree is as large as a metre.
function inDegrees(boundary: Boundary, head: CollectionHead): Boundary | null {
  const grid = /27700/.test(head.coordinateSystem ?? '')
  const unsound: string[] = []
  const point = (place: readonly number[]): number[] => {
    const [x = NaN, y = NaN] = place
    const position: Position = grid || Math.abs(x) > 180 || Math.abs(y) > 90 ? fromNationalGrid(x, y) : [x, y]
    if (!(position[0] >= -9 && position[0] <= 2.5 && position[1] >= 49 && position[1] <= 61.5))
      unsound.push('abroad')
    return [position[0], position[1]]
  }
  const ring = (places: number[][]): number[][] => {
    if (places.length < 4) unsound.push('open')
    return places.map(point)
  }
  const moved: Boundary =
    boundary.type === 'Polygon'
      ? { type: 'Polygon', coordinates: boundary.coordinates.map(ring) }
      : { type: 'MultiPolygon', coordinates: boundary.coordinates.map(part => part.map(ring)) }
  return unsound.length === 0 && moved.coordinates.length > 0 ? moved : null
}
