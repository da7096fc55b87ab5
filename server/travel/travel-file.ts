/** What a file for journeys is: roads (.osm.pbf), a bus timetable (GTFS), barriers (GeoJSON), journey times (CSV). */
export const travelFileKinds = ['roads', 'timetable', 'barriers', 'matrix'] as const

/** What a file for journeys is. */
export type TravelFileKind = (typeof travelFileKinds)[number]

/** Kinds of file in words. */
export const travelFileKindNames: Readonly<Record<TravelFileKind, string>> = {
  roads: 'Roads',
  timetable: 'Bus timetable',
  barriers: 'Barriers',
  matrix: 'The council’s own journey times',
}

/** What is known of a file beyond its bytes, each in a few words; shown as it is. */
export type TravelFileFacts = Readonly<Record<string, string | number>>

/** Where a file comes from, as whoever loads it says. */
export interface TravelFileOrigin {
  readonly publisher: string
  readonly licence: string
  /** What time it is of, such as `September 2026`; '' where it is told by the file itself or not known. */
  readonly period: string
}

/** A file that a county's journeys are worked out from. */
export interface TravelFile extends TravelFileOrigin {
  readonly id: string
  readonly kind: TravelFileKind
  readonly fileName: string
  /** Under which its bytes are kept. */
  readonly sha256: string
  readonly bytes: number
  readonly facts: TravelFileFacts
  /** ISO UTC. */
  readonly addedAt: string
  readonly addedBy: string
  /** When a later file took its place, ISO UTC; null while it is in use. */
  readonly replacedAt: string | null
}
