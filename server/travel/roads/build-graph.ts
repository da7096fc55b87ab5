import type { Barrier } from './barrier-lines.ts'
import { strongComponents } from './components.ts'
import { mergeStretches, type MergedStretches } from './merge-stretches.ts'
import type { RoadProfile } from './profiles.ts'
import type { RawRoads } from './raw-roads.ts'
import { NOT_ALLOWED, type RoadGraph } from './road-graph.ts'
import { usableSegments, type Segments } from './segments.ts'

/**
 * Makes the network of one mode of travel out of what was mapped.
 *
 * @param raw - roads as read
 * @param profile - the mode's speeds and rules
 * @param barriers - lines that cut every road that crosses them, but at their gaps
 * @returns the network; the same input gives the same arrays
 */
export function buildGraph(
  raw: RawRoads,
  profile: RoadProfile,
  barriers: readonly Barrier[] = [],
): RoadGraph {
  const segments = usableSegments(raw, profile, barriers)
  const stretches = mergeStretches(raw, segments, junctionsToKeep(raw, segments))
  const arcs = arcsOf(stretches, segments)
  const nodes = stretches.junctions
  const parts = strongComponents({ nodes, ...arcs })
  const largest = parts.size.reduce((most, size) => Math.max(most, size), 0)
  const enough = Math.min(largest, profile.smallestNetworkJunctions)
  const maySnap = Uint8Array.from(stretches.maySnap, (may, stretch) => {
    const part = parts.of[stretches.tail[stretch] as number] as number
    const same = part === parts.of[stretches.head[stretch] as number]
    return may === 1 && same && (parts.size[part] as number) >= enough ? 1 : 0
  })
  return {
    nodes,
    lons: Float64Array.from(stretches.point, point => raw.nodes.lons[point] as number),
    lats: Float64Array.from(stretches.point, point => raw.nodes.lats[point] as number),
    ...arcs,
    stretches: { ...stretches, maySnap },
    offNetworkKmh: profile.offNetworkKmh,
    facts: {
      ...segments.facts,
      junctions: nodes,
      stretches: stretches.count,
      parts: parts.count,
      largestPart: largest,
    },
  }
}

/** Points where time is lost stay junctions, so that the time is charged to whoever passes them and to nobody else. */
function junctionsToKeep(raw: RawRoads, segments: Segments): Uint8Array {
  return Uint8Array.from({ length: raw.nodes.count }, (_, node) => (segments.lost[node] === 0 ? 0 : 1))
}

/** Arcs in the order of their junction, then of their stretch. Time lost at a junction is charged on arriving there. */
function arcsOf(
  stretches: MergedStretches,
  segments: Segments,
): Pick<RoadGraph, 'firstArc' | 'arcHead' | 'arcMilliseconds' | 'arcStretch' | 'arcAgainst'> {
  const { tail, head, forward, backward, count, junctions, point } = stretches
  const firstArc = new Uint32Array(junctions + 1)
  let arcs = 0
  const each = (
    visit: (from: number, to: number, time: number, stretch: number, against: number) => void,
  ): void => {
    for (let stretch = 0; stretch < count; stretch++) {
      const [a, b] = [tail[stretch] as number, head[stretch] as number]
      const [there, back] = [forward[stretch] as number, backward[stretch] as number]
      if (there !== NOT_ALLOWED) visit(a, b, there, stretch, 0)
      if (back !== NOT_ALLOWED) visit(b, a, back, stretch, 1)
    }
  }
  each(from => {
    firstArc[from + 1] = (firstArc[from + 1] as number) + 1
    arcs++
  })
  for (let node = 0; node < junctions; node++) {
    firstArc[node + 1] = (firstArc[node + 1] as number) + (firstArc[node] as number)
  }
  const next = firstArc.slice(0, junctions)
  const arcHead = new Uint32Array(arcs)
  const arcMilliseconds = new Uint32Array(arcs)
  const arcStretch = new Uint32Array(arcs)
  const arcAgainst = new Uint8Array(arcs)
  each((from, to, time, stretch, against) => {
    const arc = next[from] as number
    next[from] = arc + 1
    arcHead[arc] = to
    arcMilliseconds[arc] = time + (segments.lost[point[to] as number] as number)
    arcStretch[arc] = stretch
    arcAgainst[arc] = against
  })
  return { firstArc, arcHead, arcMilliseconds, arcStretch, arcAgainst }
}
