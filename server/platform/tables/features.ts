import type { Feature, Geometry } from 'geojson'
import { AppError } from '../errors.ts'
import { maximumFeatureLength } from './limits.ts'

/** What a GeoJSON file says besides its features. */
export interface CollectionHead {
  /** Name of the coordinate system, where the file names one (older files do); null means WGS84. */
  readonly coordinateSystem: string | null
}

/** A shape with its properties; null geometry means that the place has none. */
export type Shape = Feature<Geometry | null, Record<string, unknown>>

const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * Reads the features of a GeoJSON FeatureCollection one by one, so that memory holds one at a time. Source: RFC 7946.
 *
 * @param text - the text's parts
 * @param head - receives what the file said besides its features, as far as it stood before the first one
 * @yields {Shape} the features, in order
 * @throws {AppError} when it is not a FeatureCollection, is cut off, or cannot be read
 */
export async function* featuresOf(
  text: AsyncIterable<string>,
  head: (head: CollectionHead) => void,
): AsyncGenerator<Shape> {
  let depth = 0
  let quoted = false
  let escaped = false
  /** Text outside the features, which is short. */
  let outside = ''
  let inFeatures = false
  let found = false
  let feature = ''
  for await (const part of text) {
    let from = 0
    for (let at = 0; at < part.length; at++) {
      const letter = part.charCodeAt(at)
      if (quoted) {
        if (escaped) escaped = false
        else if (letter === backslash) escaped = true
        else if (letter === quote) quoted = false
        continue
      }
      if (letter === quote) quoted = true
      else if (letter === openBrace || letter === openBracket) {
        depth++
        if (!inFeatures && depth === 2 && letter === openBracket) {
          outside += part.slice(from, at + 1)
          from = at + 1
          inFeatures = /"features"\s*:\s*\[$/.test(outside.slice(-100))
          if (inFeatures && !found) {
            found = true
            head(headOf(outside))
          }
        } else if (inFeatures && depth === 3) from = at
      } else if (letter === closeBrace || letter === closeBracket) {
        depth--
        if (inFeatures && depth === 2) {
          feature += part.slice(from, at + 1)
          yield shapeFrom(feature)
          feature = ''
          from = at + 1
        } else if (inFeatures && depth === 1) {
          inFeatures = false
          from = at
        }
      }
    }
    const rest = part.slice(from)
    if (inFeatures && depth >= 3) feature += rest
    else if (!inFeatures) outside += rest
    if (feature.length > maximumFeatureLength || outside.length > 1_000_000) {
      throw new AppError(
        'broken-boundaries',
        422,
        'One shape of the file never ends. Download the boundaries again, generalised.',
      )
    }
  }
  if (depth > 0 || quoted) {
    throw new AppError(
      'truncated-file',
      422,
      'The boundary file ends in the middle of a shape. It was cut off while it was downloaded; download it again.',
    )
  }
  if (!found) {
    throw new AppError(
      'not-boundaries',
      422,
      `Expected boundaries as a GeoJSON FeatureCollection; found ${kindOf(outside)}.`,
    )
  }
}

function headOf(before: string): CollectionHead {
  const named = /"crs"\s*:\s*\{[^}]*"properties"\s*:\s*\{[^}]*"name"\s*:\s*"([^"]*)"/.exec(
    before.slice(0, 20_000),
  )?.[1]
  return { coordinateSystem: named ?? null }
}

function shapeFrom(text: string): Shape {
  try {
    const read = JSON.parse(text) as Partial<Shape>
    if (read.type !== 'Feature') throw new SyntaxError('not a feature')
    return { type: 'Feature', geometry: read.geometry ?? null, properties: read.properties ?? {} }
  } catch {
    throw new AppError(
      'broken-boundaries',
      422,
      'One shape of the boundary file cannot be read. Download it again.',
    )
  }
}

function kindOf(outside: string): string {
  const type = /"type"\s*:\s*"([^"]{1,40})"/.exec(outside.slice(0, 20_000))?.[1]
  return type === undefined ? 'JSON of another kind' : `a single ${type}`
}
