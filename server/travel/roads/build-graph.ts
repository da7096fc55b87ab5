import { directionsOf, layOutArcs, type GraphArcs } from './arcs.ts'
import type { Barrier } from './barrier-lines.ts'
import { strongComponents } from './components.ts'
import { cutAtBarriers } from './cut-at-barriers.ts'
import { mergeStretches, type MergedStretches } from './merge-stretches.ts'
import type { RoadProfile } from './profiles.ts'
import type { RawRoads } from './raw-roads.ts'
import type { RoadGraph, RoadStretches } from './road-graph.ts'
import { usableSegments, type Segments } from './segments.ts'
import { restrictedPoints, turnCopies } from './turn-restrictions.ts'

/**
 * Makes the network of one mode of travel out of what was mapped.
 *
 * @param whole - roads as read
 * @param profile - the mode's speeds and rules
 * @param barriers - lines that cut every road that crosses them, but at their gaps
 * @returns the network; the same input gives the same arrays
 */
export function buildGraph(
  whole: RawRoads,
  profile: RoadProfile,
  barriers: readonly Barrier[] = [],
): RoadGraph {
  const { raw, cuts } = cutAtBarriers(whole, barriers)
  const segments = usableSegments(raw, profile)
  const stretches = mergeStretches(raw, segments, pointsToKeep(raw, segments, profile))
  const directions = directionsOf(stretches)
  const { point, junctions } = stretches
  const turns = turnCopies(raw, profile, segments, stretches, directions)
  const arcs = layOutArcs(
    directions,
    junctions,
    turns.copies,
    turns.arrival,
    junction => segments.lost[point[junction] as number] as number,
  )
  const nodes = junctions + turns.copies.length
  const usable = usableStretches(nodes, arcs, stretches, profile)
  const points = Uint32Array.from({ length: nodes }, (_, node) => {
    const junction = node < junctions ? node : (turns.copies[node - junctions]?.junction ?? 0)
    return point[junction] as number
  })
  return {
    nodes,
    lons: Float64Array.from(points, at => raw.nodes.lons[at] as number),
    lats: Float64Array.from(points, at => raw.nodes.lats[at] as number),
    ...arcs,
    stretches: plainStretches(stretches, usable.maySnap),
    offNetworkKmh: profile.offNetworkKmh,
    facts: {
      ...segments.facts,
      cutByBarriers: cuts,
      ...turns.facts,
      junctions,
      copies: turns.copies.length,
      stretches: stretches.count,
      ...usable.facts,
    },
  }
}

/**
 * Points that stay junctions: where time is lost, so that it is charged to whoever passes and to nobody else, and where
 * turns are restricted.
 */
function pointsToKeep(raw: RawRoads, segments: Segments, profile: RoadProfile): Uint8Array {
  const keep = Uint8Array.from(segments.lost, lost => (lost === 0 ? 0 : 1))
  for (const point of restrictedPoints(raw, profile)) keep[point] = 1
  return keep
}

/**
 * Stretches to which a place may be snapped: from which one comes to the network that is large enough, and to which one
 * comes from there. The largest always is.
 */
function usableStretches(
  nodes: number,
  arcs: GraphArcs,
  stretches: MergedStretches,
  profile: RoadProfile,
): { maySnap: Uint8Array; facts: Record<string, number> } {
  const parts = strongComponents({ nodes, ...arcs })
  const largest = parts.size.reduce((most, size) => Math.max(most, size), 0)
  const enough = Math.min(largest, profile.smallestNetworkJunctions)
  const maySnap = new Uint8Array(stretches.count)
  let metres = 0
  let metresLeftOut = 0
  for (let node = 0; node < nodes; node++) {
    const part = parts.of[node] as number
    if ((parts.size[part] as number) < enough) continue
    for (let arc = arcs.firstArc[node] as number; arc < (arcs.firstArc[node + 1] as number); arc++) {
      const stretch = arcs.arcStretch[arc] as number
      if (parts.of[arcs.arcHead[arc] as number] === part && stretches.maySnap[stretch] === 1)
        maySnap[stretch] = 1
    }
  }
  for (let stretch = 0; stretch < stretches.count; stretch++) {
    if (maySnap[stretch] === 1) metres += stretches.metres[stretch] as number
    else metresLeftOut += stretches.metres[stretch] as number
  }
  return {
    maySnap,
    facts: {
      parts: parts.count,
      largestPart: largest,
      metres: Math.round(metres),
      metresNotSnappedTo: Math.round(metresLeftOut),
    },
  }
}

/** Without what only the building needs. */
function plainStretches(stretches: MergedStretches, maySnap: Uint8Array): RoadStretches {
  const { count, tail, head, forward, backward, metres, firstPoint } = stretches
  const { pointLons, pointLats, name, names, notes } = stretches
  return {
    count,
    tail,
    head,
    forward,
    backward,
    metres,
    firstPoint,
    pointLons,
    pointLats,
    name,
    names,
    notes,
    maySnap,
  }
}
