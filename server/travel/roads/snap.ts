import Flatbush from 'flatbush'
import type { Positions } from '../journey-provider.ts'
import { barrierCrossings, type Barrier } from './barrier-lines.ts'
import { METRES_PER_DEGREE, metresBetween } from './metres.ts'
import type { RoadGraph, SnappedPlaces } from './road-graph.ts'

/** How many straight pieces share a box of the index: fewer boxes against fewer pieces that are looked at in vain. */
const PIECES_IN_A_BOX = 4

/** How far one looks first, and how much further each time, in metres: most homes stand within 30 m of a road. */
const FIRST_LOOK = 30
const FURTHER = 4

const RADIANS = Math.PI / 180

/** Finds the nearest road for places. */
export interface Snapper {
  /**
   * Finds for each place the nearest point of a road that it may be snapped to.
   *
   * @param positions - degrees in WGS84; NaN where a position is not known
   * @param limitMetres - no road further away than this is taken
   * @returns one point for each place; of two roads equally near the one that comes first in the network
   */
  snap(positions: Positions, limitMetres: number): SnappedPlaces
}

/**
 * Prepares the finding of the nearest road. The distance is to the road's course, not to its junctions, and exact on the
 * flat map around each place.
 *
 * @param graph - a network
 * @param barriers - lines that the way from a place to its road does not cross either, but at their gaps
 * @returns the finder
 */
export function snapper(graph: RoadGraph, barriers: readonly Barrier[] = []): Snapper {
  const { stretches, offNetworkKmh } = graph
  const { pointLons, pointLats, firstPoint } = stretches
  const crossings = barriers.length === 0 ? null : barrierCrossings(barriers)
  const boxes = boxesOf(graph)

  // What the search for one place has found so far; kept out here so that nothing is made for each place.
  let lon = 0
  let lat = 0
  let metresPerLon = 0
  let nearest = Infinity
  let piece = -1
  let along = 0
  let stretch = -1

  /** Whether the way from the place to a point so far east and north of it crosses a barrier. */
  function isCut(east: number, north: number): boolean {
    if (crossings === null) return false
    return crossings(lon, lat, lon + east / metresPerLon, lat + north / METRES_PER_DEGREE) !== null
  }

  function look(box: number): boolean {
    const owner = boxes.stretch[box] as number
    const end = boxes.end[box] as number
    let fromX = ((pointLons[boxes.start[box] as number] as number) - lon) * metresPerLon
    let fromY = ((pointLats[boxes.start[box] as number] as number) - lat) * METRES_PER_DEGREE
    for (let point = boxes.start[box] as number; point < end; point++) {
      const toX = ((pointLons[point + 1] as number) - lon) * metresPerLon
      const toY = ((pointLats[point + 1] as number) - lat) * METRES_PER_DEGREE
      const x = toX - fromX
      const y = toY - fromY
      const square = x * x + y * y
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(fromX * x + fromY * y) / square))
      const atX = fromX + share * x
      const atY = fromY + share * y
      const apart = atX * atX + atY * atY
      const better = apart < nearest || (apart === nearest && owner < stretch)
      if (better && !isCut(atX, atY)) {
        nearest = apart
        piece = point
        along = share
        stretch = owner
      }
      fromX = toX
      fromY = toY
    }
    return false
  }

  function find(limitMetres: number): void {
    nearest = limitMetres * limitMetres
    stretch = -1
    piece = -1
    for (let radius = Math.min(FIRST_LOOK, limitMetres); ; radius = Math.min(radius * FURTHER, limitMetres)) {
      const east = radius / metresPerLon
      const north = radius / METRES_PER_DEGREE
      boxes.index?.search(lon - east, lat - north, lon + east, lat + north, look)
      if (radius >= limitMetres || (stretch !== -1 && nearest <= radius * radius)) return
    }
  }

  /** How far along its stretch the point lies that was found. */
  function shareOfStretch(): number {
    let before = 0
    let total = 0
    for (
      let point = firstPoint[stretch] as number;
      point < (firstPoint[stretch + 1] as number) - 1;
      point++
    ) {
      const metres = metresBetween(
        pointLons[point] as number,
        pointLats[point] as number,
        pointLons[point + 1] as number,
        pointLats[point + 1] as number,
      )
      if (point < piece) before += metres
      else if (point === piece) before += metres * along
      total += metres
    }
    return total === 0 ? 0 : Math.min(1, before / total)
  }

  return {
    snap(positions, limitMetres) {
      const count = positions.lons.length
      const found = {
        count,
        stretch: new Int32Array(count).fill(-1),
        share: new Float64Array(count),
        offMetres: new Float32Array(count).fill(NaN),
        offMilliseconds: new Uint32Array(count),
      }
      for (let place = 0; place < count; place++) {
        lon = positions.lons[place] as number
        lat = positions.lats[place] as number
        if (Number.isNaN(lon) || Number.isNaN(lat)) continue
        metresPerLon = Math.cos(lat * RADIANS) * METRES_PER_DEGREE
        find(limitMetres)
        if (stretch === -1) continue
        const metres = Math.sqrt(nearest)
        found.stretch[place] = stretch
        found.share[place] = shareOfStretch()
        found.offMetres[place] = metres
        found.offMilliseconds[place] = Math.round((metres * 3600) / offNetworkKmh)
      }
      return found
    },
  }
}

/** Boxes around a few pieces of road each, of the stretches that may be snapped to. */
interface Boxes {
  readonly stretch: Uint32Array
  /** The first and the last point of the pieces. */
  readonly start: Uint32Array
  readonly end: Uint32Array
  /** Null when there is nothing to find. */
  readonly index: Flatbush | null
}

function boxesOf(graph: RoadGraph): Boxes {
  const { count, firstPoint, pointLons, pointLats, maySnap } = graph.stretches
  let boxes = 0
  const eachBox = (visit: (stretch: number, start: number, end: number) => void): void => {
    for (let stretch = 0; stretch < count; stretch++) {
      if (maySnap[stretch] === 0) continue
      const last = (firstPoint[stretch + 1] as number) - 1
      for (let start = firstPoint[stretch] as number; start < last; start += PIECES_IN_A_BOX) {
        visit(stretch, start, Math.min(last, start + PIECES_IN_A_BOX))
      }
    }
  }
  eachBox(() => boxes++)
  const stretchOf = new Uint32Array(boxes)
  const starts = new Uint32Array(boxes)
  const ends = new Uint32Array(boxes)
  if (boxes === 0) return { stretch: stretchOf, start: starts, end: ends, index: null }
  const index = new Flatbush(boxes)
  eachBox((stretch, start, end) => {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let point = start; point <= end; point++) {
      const lon = pointLons[point] as number
      const lat = pointLats[point] as number
      if (lon < west) west = lon
      if (lon > east) east = lon
      if (lat < south) south = lat
      if (lat > north) north = lat
    }
    const box = index.add(west, south, east, north)
    stretchOf[box] = stretch
    starts[box] = start
    ends[box] = end
  })
  index.finish()
  return { stretch: stretchOf, start: starts, end: ends, index }
}
