/** In `milliseconds` of a stretch: it may not be travelled in this direction. */
export const NOT_ALLOWED = 0xffffffff

/**
 * Stretches of road between two junctions, with their course. A stretch is kept once, whichever ways it may be
 * travelled; a place beside a road is snapped to a point on a stretch.
 */
export interface RoadStretches {
  readonly count: number
  /** The junction at which the course begins, by stretch; of a junction with copies the first, which forbids no turn. */
  readonly tail: Uint32Array
  /** The junction at which the course ends, by stretch. */
  readonly head: Uint32Array
  /** Time along the course, in milliseconds; NOT_ALLOWED where it may not be travelled that way. */
  readonly forward: Uint32Array
  /** Time against the course, in milliseconds; NOT_ALLOWED where it may not be travelled that way. */
  readonly backward: Uint32Array
  readonly metres: Float32Array
  /** Stretch s has the points from `firstPoint[s]` up to and without `firstPoint[s + 1]`, both junctions included. */
  readonly firstPoint: Uint32Array
  /** Degrees in WGS84. */
  readonly pointLons: Float64Array
  readonly pointLats: Float64Array
  /** The index of its name in `names`, by stretch; 0 is no name. */
  readonly name: Uint32Array
  readonly names: readonly string[]
  /** What is known of the surface and light, by stretch: see `stretchNotes`. */
  readonly notes: Uint8Array
  /** 1 where a place may be snapped to the stretch: not a ferry, not a motorway, and part of a usable network. */
  readonly maySnap: Uint8Array
}

/** Bits of `RoadStretches.notes`. */
export const stretchNotes = { unpaved: 1, unlit: 2, lit: 4, ferry: 8, steps: 16 } as const

/**
 * A road network as one mode of travel may use it: junctions, and arcs from one to the next in compressed rows.
 * A junction at which a turn is forbidden stands several times, once for each way of arriving that is treated
 * differently, so that any shortest path through the arcs keeps the turn restrictions.
 */
export interface RoadGraph {
  /** Junctions, copies for turn restrictions included. */
  readonly nodes: number
  /** Degrees in WGS84, by junction. */
  readonly lons: Float64Array
  readonly lats: Float64Array
  /** Junction v has the arcs from `firstArc[v]` up to and without `firstArc[v + 1]`. */
  readonly firstArc: Uint32Array
  /** The junction to which an arc leads. */
  readonly arcHead: Uint32Array
  /** Time along an arc in milliseconds, at least 1; what is lost at the junction that it leaves (signals, a gate) included. */
  readonly arcMilliseconds: Uint32Array
  /** The stretch that an arc runs along. */
  readonly arcStretch: Uint32Array
  /** 1 where the arc runs against its stretch's course, else 0. */
  readonly arcAgainst: Uint8Array
  readonly stretches: RoadStretches
  /** How fast the way between a place and the road is made, in kilometres an hour. */
  readonly offNetworkKmh: number
  /** What was found, used and left out while the graph was made: whole numbers by name; see `docs/journey-times.md`. */
  readonly facts: Readonly<Record<string, number>>
}

/**
 * Points on stretches, one for each place that was looked up. From a point at `share` of its stretch one leaves to the
 * head in (1 − share) × forward and to the tail in share × backward; one arrives from the tail in share × forward and
 * from the head in (1 − share) × backward. A junction with copies is left and entered through the copies that the
 * stretch's arcs touch: one leaves to the heads of its arcs, and comes from their tails.
 */
export interface SnappedPlaces {
  readonly count: number
  /** −1 where there is no road within the limit, or the place's position is not known. */
  readonly stretch: Int32Array
  /** How far along the stretch's course, from 0 to 1. */
  readonly share: Float64Array
  /** From the place to the road, in metres, straight; NaN where it was not snapped. */
  readonly offMetres: Float32Array
  /** The way off the network at the mode's own speed for it, in milliseconds. */
  readonly offMilliseconds: Uint32Array
}
