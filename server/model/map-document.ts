import type { LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'

/** One neighbourhood, shaded by the class that its figure falls in. */
export interface MapArea {
  readonly code: string
  readonly name: string
  readonly geometry: Polygon | MultiPolygon
  /** Place in the legend's classes, from 0; null when the figure is not known: the area is hatched, never white. */
  readonly classIndex: number | null
  /** What is said of it, with the figure and its unit: 'Fen Edge 003B: 2,340 m'. */
  readonly label: string
  /** The neighbourhood's own page. */
  readonly href?: string
}

/** How a place is drawn: shapes and letters differ, so that colour alone says nothing. */
export type MapShape = 'centre' | 'zone' | 'outreach' | 'closing' | 'session' | 'other'

/** One site. */
export interface MapPlace {
  readonly name: string
  /** Longitude and latitude in degrees, WGS84. */
  readonly position: readonly [longitude: number, latitude: number]
  readonly shape: MapShape
  /** What is said of it: 'March Library: outreach on Tuesdays'. */
  readonly label: string
  /** The site's own page. */
  readonly href?: string
}

/** What the shades mean. */
export interface MapLegend {
  /** The measure and its unit: 'Metres to the nearest Centre'. */
  readonly title: string
  /** Sequential: far or needy is dark. Diverging: change, the first class nearest, the last furthest. */
  readonly scheme: 'sequential' | 'diverging'
  /** Five classes for a sequential map; an odd number, at most seven, for a diverging one. */
  readonly classes: readonly { readonly label: string }[]
  /** What the hatching means; null when every figure is known. */
  readonly unknownLabel: string | null
}

/** A line that the page is about: something that cannot be crossed, or a way that is travelled. */
export interface MapLine {
  readonly kind: 'barrier' | 'route'
  /** What is said of it: 'River Lark'. */
  readonly label: string
  readonly geometry: LineString | MultiLineString
}

/** Everything that one map shows, as sent to the page; the map's script needs nothing else. */
export interface MapDocument {
  readonly title: string
  /** What the first view frames, in degrees, WGS84. */
  readonly bounds: readonly [west: number, south: number, east: number, north: number]
  readonly areas: readonly MapArea[]
  /** Districts, whose names and outlines always show. */
  readonly outlines: readonly { readonly name: string; readonly geometry: Polygon | MultiPolygon }[]
  readonly places: readonly MapPlace[]
  readonly legend: MapLegend
  /** The source line under the map. */
  readonly source: string
  /** Rivers and other water. */
  readonly water?: readonly (LineString | MultiLineString | Polygon | MultiPolygon)[]
  /** Barriers and routes, over everything else. */
  readonly lines?: readonly MapLine[]
  /** Main roads. */
  readonly roads?: readonly (LineString | MultiLineString)[]
  /** Names of towns and villages; rank 1 shows from far away, 2 nearer, 3 nearest. */
  readonly labels?: readonly {
    readonly name: string
    readonly position: readonly [longitude: number, latitude: number]
    readonly rank: 1 | 2 | 3
  }[]
}

/** Words for each shape, in the order of the legend, with the letter that stands in it. */
export const mapShapes: readonly {
  readonly shape: MapShape
  readonly letter: string
  readonly name: string
}[] = [
  { shape: 'centre', letter: 'C', name: 'Centre' },
  { shape: 'zone', letter: 'Z', name: 'Zone' },
  { shape: 'outreach', letter: 'O', name: 'Outreach' },
  { shape: 'closing', letter: '✕', name: 'Closing' },
  { shape: 'session', letter: 'S', name: 'Drop-in session' },
  { shape: 'other', letter: '', name: 'Other site' },
]

/**
 * Words for the classes between breaks: 'up to 500 m', '500 to 1,000 m', 'more than 1,000 m'.
 *
 * @param breaks - upper ends of all classes but the last, ascending
 * @param write - writes a figure with its unit, for people
 * @returns one label for each class, from the lowest
 */
export function classLabels(
  breaks: readonly number[],
  write: (value: number) => string,
): { readonly label: string }[] {
  const first = breaks[0]
  const last = breaks.at(-1)
  if (first === undefined || last === undefined) return [{ label: 'All' }]
  const between = breaks
    .slice(1)
    .map((end, at) => ({ label: `${write(breaks[at] ?? end)} to ${write(end)}` }))
  return [{ label: `up to ${write(first)}` }, ...between, { label: `more than ${write(last)}` }]
}

/**
 * The rectangle around some positions, with a little air, for the first view of a map.
 *
 * @param positions - longitude and latitude in degrees, any order
 * @param air - share of the width and height added on each side
 * @returns west, south, east and north in degrees; null when there are no positions
 */
export function boundsAround(
  positions: Iterable<readonly [longitude: number, latitude: number]>,
  air = 0.04,
): readonly [west: number, south: number, east: number, north: number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  if (west > east) return null
  const across = Math.max((east - west) * air, 0.005)
  const up = Math.max((north - south) * air, 0.003)
  return [west - across, south - up, east + across, north + up]
}
