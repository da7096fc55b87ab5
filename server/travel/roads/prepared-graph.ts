import { adjacencyOf } from './adjacency.ts'
import { contract, type UpwardArcs } from './contraction.ts'
import { doorsOf, type StretchDoors } from './doors.ts'
import { eliminate } from './elimination.ts'
import { contractionOrder, type PreparationOptions } from './order.ts'
import type { RoadGraph } from './road-graph.ts'

/** What the preparation of a road graph found, in typed arrays; junctions are known by their place. */
export interface Preparation {
  readonly places: number
  /** The place of each junction of the graph. */
  readonly place: Int32Array
  /** The place above; −1 at the top. Whatever can be climbed to from a place is among its ancestors. */
  readonly parent: Int32Array
  /** From a place to places above. */
  readonly out: UpwardArcs
  /** From places above to a place. */
  readonly into: UpwardArcs
}

/** A road graph that answers quickly. */
export interface PreparedGraph extends Preparation {
  readonly graph: RoadGraph
  readonly leaving: StretchDoors
  readonly entering: StretchDoors
}

/**
 * Joins a graph with its preparation.
 *
 * @param graph - a road graph
 * @param preparation - what `prepareGraph` found for it
 * @returns both, and where the graph's stretches are left and entered
 */
export function withPreparation(graph: RoadGraph, preparation: Preparation): PreparedGraph {
  return { graph, ...preparation, leaving: doorsOf(graph, 'leave'), entering: doorsOf(graph, 'enter') }
}

/**
 * Prepares a road graph, once, so that journeys on it are found many times faster than by searching it. The same graph
 * always gives the same preparation. It takes seconds for a county and is meant for a worker thread.
 *
 * @param graph - a road graph, every arc of which takes 1 ms at least
 * @param options - progress, and a signal that stops it
 * @returns the prepared graph, which keeps the graph itself
 * @throws {RangeError} when an arc takes no time
 * @throws {Error} when it was told to stop
 */
export function prepareGraph(graph: RoadGraph, options: PreparationOptions = {}): PreparedGraph {
  const adjacency = adjacencyOf(graph)
  const order = contractionOrder(adjacency, graph.lons, graph.lats, options)
  options.signal?.throwIfAborted()
  options.progress?.(0, 2, 'Contracting the network')
  const elimination = eliminate(adjacency, order)
  options.signal?.throwIfAborted()
  options.progress?.(1, 2, 'Contracting the network')
  const { out, into } = contract(graph, elimination)
  options.progress?.(2, 2, 'Contracting the network')
  const { size, place, parent } = elimination
  return withPreparation(graph, { places: size, place, parent, out, into })
}
