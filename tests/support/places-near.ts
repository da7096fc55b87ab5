import type { Positions } from '../../server/travel/journey-provider.ts'
import type { RoadGraph } from '../../server/travel/roads/road-graph.ts'
import { aGenerator } from './random-roads.ts'

/** Random places near roads, such as homes: up to about 120 m from a point of one. */
export function placesNear(graph: RoadGraph, count: number, seed: number): Positions {
  const next = aGenerator(seed)
  const { pointLons, pointLats } = graph.stretches
  const lons = new Float64Array(count)
  const lats = new Float64Array(count)
  for (let place = 0; place < count; place++) {
    const point = Math.floor(next() * pointLons.length)
    lons[place] = (pointLons[point] ?? NaN) + (next() - 0.5) * 0.0025
    lats[place] = (pointLats[point] ?? NaN) + (next() - 0.5) * 0.0016
  }
  return { lons, lats }
}
