import { z } from 'zod'
import { fromNationalGrid, type Position } from '../county/index.ts'
import type { BarrierGap } from './barrier.ts'

/** Lines that were read from what somebody typed or sent, or why they could not be. */
export type ReadLines<Read> =
  { readonly ok: true; readonly read: Read } | { readonly ok: false; readonly problem: string }

/** A named barrier in a file. */
export interface LinesInFile {
  readonly name: string
  readonly reason: string
  readonly course: readonly (readonly Position[])[]
}

/** Most points of all the lines that are read at once. */
export const mostBarrierPoints = 20_000

const position = z.tuple([z.number(), z.number()], z.number())
const line = z.array(position)
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('LineString'), coordinates: line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(line) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(line)) }),
])
const feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry,
})
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) })
const document = z.union([collection, feature, geometry])

/**
 * Reads barriers from GeoJSON: lines as they are, areas by their edges.
 *
 * @param text - GeoJSON in WGS84: a collection, a feature or a geometry
 * @returns one barrier for each feature, named by its properties `name` and `reason`
 */
export function readGeoJsonLines(text: string): ReadLines<LinesInFile[]> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, problem: 'The file cannot be read as GeoJSON. It may have been cut off.' }
  }
  const parsed = document.safeParse(json)
  if (!parsed.success) {
    return { ok: false, problem: 'Expected GeoJSON of lines or areas, with longitude before latitude.' }
  }
  const { data } = parsed
  const features =
    data.type === 'FeatureCollection'
      ? data.features
      : data.type === 'Feature'
        ? [data]
        : [{ properties: null, geometry: data }]
  const read: LinesInFile[] = []
  for (const [at, one] of features.entries()) {
    const course = coursesOf(one.geometry)
    const problem = problemOf(course)
    if (problem !== null) return { ok: false, problem: `Feature ${at + 1}: ${problem}` }
    const told = (key: string): string => {
      const value = one.properties?.[key]
      return typeof value === 'string' ? value.trim().slice(0, 200) : ''
    }
    read.push({ name: told('name') || `Line ${at + 1}`, reason: told('reason'), course })
  }
  if (read.length === 0) return { ok: false, problem: 'The file has no lines in it.' }
  if (read.flatMap(one => one.course.flat()).length > mostBarrierPoints)
    return {
      ok: false,
      problem: `The lines have more than ${mostBarrierPoints} points. Simplify them first.`,
    }
  return { ok: true, read }
}

/**
 * Reads the course of one barrier from what somebody typed: GeoJSON, or a point on each line with an empty line between
 * two pieces.
 *
 * @param text - such as `0.1234, 52.3456` on each line; eastings and northings are understood too
 * @returns its pieces
 */
export function readCourse(text: string): ReadLines<Position[][]> {
  if (text.trim().startsWith('{')) {
    const lines = readGeoJsonLines(text)
    return lines.ok ? { ok: true, read: lines.read.flatMap(one => one.course.map(part => [...part])) } : lines
  }
  const pieces: Position[][] = [[]]
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === '') {
      if (pieces.at(-1)?.length !== 0) pieces.push([])
      continue
    }
    const point = readPoint(row)
    if (point === null) return { ok: false, problem: notAPoint(at + 1, row) }
    pieces.at(-1)?.push(point.position)
  }
  const course = pieces.filter(piece => piece.length > 0)
  const problem = problemOf(course)
  return problem === null ? { ok: true, read: course } : { ok: false, problem }
}

/**
 * Reads the gaps of a barrier from what somebody typed.
 *
 * @param text - a point and a name on each line, such as `0.1234, 52.3456, Mill Bridge`; may be empty
 * @returns the gaps in order
 */
export function readGaps(text: string): ReadLines<BarrierGap[]> {
  const gaps: BarrierGap[] = []
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === '') continue
    const point = readPoint(row)
    if (point === null) return { ok: false, problem: notAPoint(at + 1, row) }
    gaps.push({ name: point.rest || `Gap ${gaps.length + 1}`, position: point.position })
  }
  return { ok: true, read: gaps }
}

/**
 * Writes a course as `readCourse` reads it.
 *
 * @param course - its pieces
 * @returns a point on each line, an empty line between pieces
 */
export function writeCourse(course: readonly (readonly Position[])[]): string {
  return course
    .map(piece => piece.map(([lon, lat]) => `${plain(lon)}, ${plain(lat)}`).join('\n'))
    .join('\n\n')
}

/**
 * Writes gaps as `readGaps` reads them.
 *
 * @param gaps - the gaps
 * @returns a point and a name on each line
 */
export function writeGaps(gaps: readonly BarrierGap[]): string {
  return gaps.map(({ position: [lon, lat], name }) => `${plain(lon)}, ${plain(lat)}, ${name}`).join('\n')
}

function plain(degrees: number): string {
  return String(Number(degrees.toFixed(6)))
}

function readPoint(row: string): { readonly position: Position; readonly rest: string } | null {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*(?:[,;]\s*(.*?))?\s*$/.exec(row)
  if (!found) return null
  const [x, y] = [Number(found[1]), Number(found[2])]
  const onGrid = x > 1000 && x < 700_000 && y > 1000 && y < 1_300_000
  const at = onGrid ? fromNationalGrid(x, y) : ([x, y] as const)
  return problemOfPoint(at) === null ? { position: at, rest: (found[3] ?? '').slice(0, 100) } : null
}

function notAPoint(row: number, text: string): string {
  return `Line ${row}, “${text.trim().slice(0, 40)}”, is not a point such as 0.1234, 52.3456 (longitude, then latitude)`
}

function problemOfPoint([lon, lat]: Position): string | null {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 89 ? null : 'a point is not on the earth'
}

function problemOf(course: readonly (readonly Position[])[]): string | null {
  if (course.length === 0) return 'A line needs two points or more'
  if (course.some(piece => piece.length < 2)) return 'Each piece of a line needs two points or more'
  return course.flat().some(point => problemOfPoint(point) !== null)
    ? 'Expected degrees of longitude and latitude (WGS84)'
    : null
}

function coursesOf(shape: z.infer<typeof geometry>): Position[][] {
  const lines =
    shape.type === 'LineString'
      ? [shape.coordinates]
      : shape.type === 'MultiPolygon'
        ? shape.coordinates.flat()
        : shape.coordinates
  return lines.map(points => points.map(([lon, lat]): Position => [lon, lat]))
}
