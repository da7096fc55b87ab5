import type { MultiPolygon } from 'geojson'
import { contours, type Grid } from './contours.ts'
import { courseBetween } from './course.ts'
import { METRES_PER_DEGREE } from './metres.ts'
import type { PreparedGraph } from './prepared-graph.ts'
import type { SnappedPlaces } from './road-graph.ts'
import { simplified, withHoles } from './rings.ts'
import { reachedParts, timesAround, type ReachedPart } from './times-around.ts'

/** The land around the roads from which a site is reached within a time. */
export interface IsochroneBand {
  readonly limitSeconds: number
  /** WGS84; outlines anticlockwise, holes clockwise; each band contains those of smaller limits. */
  readonly area: MultiPolygon
}

/** The bands of a site, and how they were drawn. */
export interface Isochrones {
  readonly bands: readonly IsochroneBand[]
  /** How far from a reached road the land still counts, in metres. */
  readonly bufferMetres: number
}

/** The most corners of the grid on which bands are drawn. */
const mostCorners = 1_000_000

/** The distance of a grid's corners from the roads that have been drawn on it so far, in metres. */
interface Canvas extends Grid {
  readonly west: number
  readonly south: number
  readonly metresPerLon: number
  readonly spacing: number
  /** Beyond this a distance is not drawn. */
  readonly reach: number
}

function canvasFor(courses: readonly (readonly [number, number])[][], wanted: number): Canvas | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of courses.flat()) {
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  if (west > east) return null
  const metresPerLon = METRES_PER_DEGREE * Math.cos(((south + north) / 2) * (Math.PI / 180))
  const width = (east - west) * metresPerLon
  const height = (north - south) * METRES_PER_DEGREE
  // A grid this fine against the buffer has all corners around a reached road inside.
  let spacing = wanted / 2.5
  const corners = (): number => (width / spacing + 12) * (height / spacing + 12)
  while (corners() > mostCorners) spacing *= 1.25
  const buffer = Math.max(wanted, 2.5 * spacing)
  const reach = buffer + 2 * spacing
  const margin = reach + spacing
  const columns = Math.ceil((width + 2 * margin) / spacing) + 1
  const rows = Math.ceil((height + 2 * margin) / spacing) + 1
  return {
    columns,
    rows,
    values: new Float32Array(columns * rows).fill(reach),
    west: west - margin / metresPerLon,
    south: south - margin / METRES_PER_DEGREE,
    metresPerLon,
    spacing,
    reach,
  }
}

/** Draws a straight piece of road: no corner is further away than its distance from the piece. */
function draw(canvas: Canvas, from: readonly [number, number], to: readonly [number, number]): void {
  const { columns, rows, values, spacing, reach } = canvas
  const x = ((from[0] - canvas.west) * canvas.metresPerLon) / spacing
  const y = ((from[1] - canvas.south) * METRES_PER_DEGREE) / spacing
  const toX = ((to[0] - canvas.west) * canvas.metresPerLon) / spacing - x
  const toY = ((to[1] - canvas.south) * METRES_PER_DEGREE) / spacing - y
  const square = toX * toX + toY * toY
  const around = reach / spacing
  // A long piece would be looked up in a wide box: its halves have narrower ones.
  if (square > 40 * 40) {
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const
    draw(canvas, from, middle)
    draw(canvas, middle, to)
    return
  }
  const lastRow = Math.min(rows - 1, Math.floor(Math.max(y, y + toY) + around))
  const lastColumn = Math.min(columns - 1, Math.floor(Math.max(x, x + toX) + around))
  for (let row = Math.max(0, Math.ceil(Math.min(y, y + toY) - around)); row <= lastRow; row++) {
    for (let column = Math.max(0, Math.ceil(Math.min(x, x + toX) - around)); column <= lastColumn; column++) {
      const dx = column - x
      const dy = row - y
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, (dx * toX + dy * toY) / square))
      const offX = dx - share * toX
      const offY = dy - share * toY
      const metres = Math.sqrt(offX * offX + offY * offY) * spacing
      const corner = row * columns + column
      if (metres < (values[corner] as number)) values[corner] = metres
    }
  }
}

function areaWithin(canvas: Canvas, bufferMetres: number): MultiPolygon {
  const { west, south, spacing, metresPerLon } = canvas
  const degrees = ([x, y]: readonly [number, number]): [number, number] => [
    Number((west + (x * spacing) / metresPerLon).toFixed(6)),
    Number((south + (y * spacing) / METRES_PER_DEGREE).toFixed(6)),
  ]
  const areas = withHoles(contours(canvas, bufferMetres))
  return {
    type: 'MultiPolygon',
    coordinates: areas.map(rings =>
      rings.map(ring => {
        const points = simplified(ring, 0.1).map(degrees)
        return [...points, ...points.slice(0, 1)]
      }),
    ),
  }
}

/**
 * The land from which a site is reached within given times: what lies within a short distance of a road from which it is.
 * What is drawn contains every such road, and lies nowhere further from one than the distance; so it does not cross a river
 * that is wider than that, unless a bridge leads over it in the time.
 *
 * @param prepared - a prepared road graph
 * @param site - one point on one of its stretches
 * @param limitsSeconds - the times
 * @param wantedBufferMetres - the distance; it is made larger where a large area would need too fine a grid
 * @returns a band for each time, the shortest first; empty areas when the site was not snapped
 */
export function isochrones(
  prepared: PreparedGraph,
  site: SnappedPlaces,
  limitsSeconds: readonly number[],
  wantedBufferMetres = 75,
): Isochrones {
  const limits = [...limitsSeconds].sort((a, b) => a - b)
  const longest = limits.at(-1) ?? 0
  const seconds = timesAround(prepared, site, longest)
  const coursesOf = (parts: readonly ReachedPart[]): [number, number][][] =>
    parts.map(({ stretch, from, to }) => courseBetween(prepared.graph.stretches, stretch, from, to))
  const within = (limit: number) => coursesOf(reachedParts(prepared, site, seconds, limit))
  const canvas = canvasFor(within(longest), wantedBufferMetres)
  if (canvas === null) {
    const nowhere: MultiPolygon = { type: 'MultiPolygon', coordinates: [] }
    return {
      bufferMetres: wantedBufferMetres,
      bands: limits.map(limitSeconds => ({ limitSeconds, area: nowhere })),
    }
  }
  const bufferMetres = canvas.reach - 2 * canvas.spacing
  // The roads of a longer time contain those of a shorter one, so that each band goes on drawing where the last one ended.
  const bands = limits.map(limitSeconds => {
    for (const course of within(limitSeconds)) {
      for (let at = 1; at < course.length; at++) {
        draw(canvas, course[at - 1] as [number, number], course[at] as [number, number])
      }
    }
    return { limitSeconds, area: areaWithin(canvas, bufferMetres) }
  })
  return { bufferMetres, bands }
}
