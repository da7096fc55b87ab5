import { arrive } from './arrive.ts'
import { climb } from './climb.ts'
import { NO_WAY, type UpwardArcs } from './contraction.ts'
import { alongOneStretch, waysOf, type Ways } from './doors.ts'
import type { PreparedGraph } from './prepared-graph.ts'
import type { SnappedPlaces } from './road-graph.ts'
import { descendTogether, lanes, selectAbove, type Selection } from './sweep.ts'

/** One side of a matrix: places with the junctions by which they are left or entered. */
interface Side {
  readonly places: SnappedPlaces
  readonly ways: Ways
}

/** What sweeps from one side to the other have in common. */
interface Sweeps {
  readonly prepared: PreparedGraph
  /** The arcs by which a search climbs from where it starts. */
  readonly climbing: UpwardArcs
  readonly starts: Side
  readonly ends: Side
  readonly selection: Selection
  /** For each way of the ends the number of its junction in the selection. */
  readonly endNumber: Int32Array
  /** The ends on each stretch. */
  readonly endsOn: ReadonlyMap<number, readonly number[]>
  /** Milliseconds along the stretch that a start and an end share; Infinity when they share none. */
  readonly alongStretch: (start: number, end: number) => number
}

function sweepsBetween(
  prepared: PreparedGraph,
  origins: SnappedPlaces,
  sites: SnappedPlaces,
  fromSites: boolean,
): Sweeps {
  const { graph, place } = prepared
  const leaving = { places: origins, ways: waysOf(graph, prepared.leaving, 'leave', origins) }
  const entering = { places: sites, ways: waysOf(graph, prepared.entering, 'enter', sites) }
  const [starts, ends] = fromSites ? [entering, leaving] : [leaving, entering]
  const endPlaces = ends.ways.junction.map(junction => place[junction] as number)
  const selection = selectAbove(fromSites ? prepared.out : prepared.into, endPlaces)
  const startStretches = new Set(starts.places.stretch)
  const endsOn = new Map<number, number[]>()
  for (let end = 0; end < ends.places.count; end++) {
    const stretch = ends.places.stretch[end] as number
    if (stretch < 0 || !startStretches.has(stretch)) continue
    const there = endsOn.get(stretch)
    if (there === undefined) endsOn.set(stretch, [end])
    else there.push(end)
  }
  return {
    prepared,
    climbing: fromSites ? prepared.into : prepared.out,
    starts,
    ends,
    selection,
    endNumber: endPlaces.map(at => selection.numberOf[at] as number),
    endsOn,
    alongStretch: (start, end) =>
      fromSites
        ? alongOneStretch(graph, origins, end, sites, start)
        : alongOneStretch(graph, origins, start, sites, end),
  }
}

/** Fills the lanes of a sweep with what up to eight starts know from climbing. */
function climbInto(sweeps: Sweeps, from: number, to: number, times: Int32Array, climbed: Int32Array): void {
  const { prepared, climbing, starts, selection } = sweeps
  const { parent, place } = prepared
  times.fill(NO_WAY)
  for (let start = from; start < to; start++) {
    const { first, junction, milliseconds } = starts.ways
    const end = first[start + 1] as number
    for (let way = first[start] as number; way < end; way++) {
      climb(climbing, parent, climbed, place[junction[way] as number] as number, milliseconds[way] as number)
    }
    for (let way = first[start] as number; way < end; way++) {
      for (let at = place[junction[way] as number] as number; at !== -1; at = parent[at] as number) {
        const number = selection.numberOf[at] as number
        const time = climbed[at] as number
        climbed[at] = NO_WAY
        // Where two ways share what is above them, the second finds it already taken.
        if (number !== -1 && time < NO_WAY) times[number * lanes + start - from] = time
      }
    }
  }
}

/** Sweeps for eight starts at a time and hands over each one's seconds to or from every end. */
function* sweepAll(sweeps: Sweeps): Generator<{ readonly start: number; readonly seconds: Float64Array }[]> {
  const { prepared, starts, ends, selection, endNumber, endsOn, alongStretch } = sweeps
  const times = new Int32Array(selection.size * lanes)
  const climbed = new Int32Array(prepared.places).fill(NO_WAY)
  const spare = new Float64Array(starts.places.count % lanes === 0 ? 0 : ends.places.count)
  for (let from = 0; from < starts.places.count; from += lanes) {
    const to = Math.min(starts.places.count, from + lanes)
    climbInto(sweeps, from, to, times, climbed)
    descendTogether(selection, times)
    // A last batch of fewer than eight has columns that nobody takes: they share one.
    const columns = Array.from({ length: lanes }, (_, lane) =>
      lane < to - from ? new Float64Array(ends.places.count) : spare,
    )
    arrive(times, ends.ways, endNumber, columns)
    for (let start = from; start < to; start++) {
      const column = columns[start - from] as Float64Array
      for (const end of endsOn.get(starts.places.stretch[start] as number) ?? []) {
        column[end] = Math.min(column[end] as number, alongStretch(start, end) / 1000)
      }
    }
    yield columns.slice(0, to - from).map((seconds, lane) => ({ start: from + lane, seconds }))
  }
}

/**
 * Journeys from every origin to several sites, eight sites at a time; made as they are taken, so that a county's columns
 * need not be in memory at once.
 *
 * @param prepared - a prepared road graph
 * @param sites - points on its stretches
 * @param origins - points on its stretches
 * @returns for each site in its order the seconds from every origin, the ways off the network at both ends included;
 * CANNOT_BE_REACHED where there is no way, or an end was not snapped
 */
export function* journeysToMany(
  prepared: PreparedGraph,
  sites: SnappedPlaces,
  origins: SnappedPlaces,
): Generator<Float64Array> {
  for (const batch of sweepAll(sweepsBetween(prepared, origins, sites, true))) {
    for (const { seconds } of batch) yield seconds
  }
}

/**
 * Journeys from every origin to every site. The searches start at the side with fewer places and sweep over what lies
 * above the other.
 *
 * @param prepared - a prepared road graph
 * @param origins - points on its stretches
 * @param sites - points on its stretches
 * @returns for each site the seconds from every origin, the ways off the network at both ends included;
 * CANNOT_BE_REACHED where there is no way, or an end was not snapped
 */
export function journeyMatrix(
  prepared: PreparedGraph,
  origins: SnappedPlaces,
  sites: SnappedPlaces,
): Float64Array[] {
  if (sites.count <= origins.count) return [...journeysToMany(prepared, sites, origins)]
  const columns = Array.from({ length: sites.count }, () => new Float64Array(origins.count))
  for (const batch of sweepAll(sweepsBetween(prepared, origins, sites, false))) {
    for (let site = 0; site < sites.count; site++) {
      const column = columns[site] as Float64Array
      for (const { start, seconds } of batch) column[start] = seconds[site] as number
    }
  }
  return columns
}
