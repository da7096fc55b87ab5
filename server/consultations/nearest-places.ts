import type { Position } from '../county/index.ts'
import { edge } from '../model/journeys.ts'
import { journeyProviderFor, positionsOf, travelModes } from '../travel/index.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import type { PlaceJourneys } from './place-journeys-service.ts'

/** A place of the record, how far it is in a straight line, and how long it takes by each way of travelling. */
export interface Placed {
  readonly place: RecordedPlace
  readonly metres: number
  readonly journeys: readonly number[]
}

/**
 * Whether somebody could go to a place once the proposal is carried out.
 *
 * @param place - a place of the record
 * @returns true for Centres, their places and Zones
 */
export const isOpen = (place: RecordedPlace): boolean =>
  isCentre(place) || place.fate === 'zone' || (place.fate === null && place.existing)

/**
 * Whether a place would be a full Centre.
 *
 * @param place - a place of the record
 * @returns true for Centres and their places
 */
export const isCentre = (place: RecordedPlace): boolean =>
  place.fate === 'centre' || place.fate === 'centre-place' || (place.fate === null && place.existing)

/** The places that are shown to somebody: today's nearest, the nearest that are proposed, and those with sessions. */
export interface NearestPlaces {
  readonly near: readonly Placed[]
  readonly modes: readonly PlaceJourneys[]
  readonly estimate: string
}

/**
 * Sorts the places of a record by how near they are to somebody.
 *
 * @param record - what was published
 * @param position - where they live
 * @param measured - journeys from their postcode, where they were worked out
 * @returns all places with a known position, nearest first
 */
export async function placesByNearness(
  record: ConsultationRecord,
  position: Position,
  measured: readonly PlaceJourneys[],
): Promise<NearestPlaces> {
  const provider = journeyProviderFor({ detourFactor: record.detourFactor })
  const distances = await provider.journeys(
    positionsOf([position]),
    positionsOf(record.places.map(place => place.position)),
  )
  const modes = travelModes.flatMap(mode => measured.filter(one => one.mode === mode))
  const near = record.places.flatMap((place, at): Placed[] => {
    const metres = edge(distances[at]?.[0] ?? NaN)
    return metres === null ? [] : [{ place, metres, journeys: modes.map(({ to }) => to[at] ?? NaN) }]
  })
  return { near: near.sort(nearestFirst), modes, estimate: provider.method }
}

/**
 * The places that somebody is shown.
 *
 * @param nearest - all places, nearest first
 * @param count - how many of each kind
 * @returns today's nearest, the nearest that are proposed, and the nearest with sessions
 */
export function shownPlaces(
  { near }: NearestPlaces,
  count: number,
): { today: Placed[]; proposed: Placed[]; venues: Placed[] } {
  return {
    today: near.filter(({ place }) => place.existing).slice(0, count),
    proposed: near.filter(({ place }) => isOpen(place)).slice(0, count),
    venues: near
      .filter(({ place }) => place.fate === 'outreach' || place.sessions.length > 0)
      .slice(0, count),
  }
}

/**
 * Whether a journey by bus is no bus at all: walking all the way is quickest, and is said already.
 *
 * @param journey - how long it takes, in seconds
 * @param at - which of the ways of travelling
 * @param journeys - how long it takes by each of them
 * @param modes - the ways of travelling
 */
export function isWalk(
  journey: number,
  at: number,
  journeys: readonly number[],
  modes: readonly PlaceJourneys[],
): boolean {
  if (modes[at]?.mode !== 'public-transport' || journey === Infinity) return false
  const walk = journeys[modes.findIndex(({ mode }) => mode === 'walking-with-a-buggy')] ?? NaN
  return Math.round(journey / 60) === Math.round(walk / 60)
}

/** By the first way of travelling in which they differ, then by distance, then by name. */
function nearestFirst(a: Placed, b: Placed): number {
  for (const [at, journey] of a.journeys.entries()) {
    const [x, y] = [journey, b.journeys[at] ?? NaN].map(one => (Number.isNaN(one) ? Infinity : one))
    if (x !== y) return (x ?? 0) < (y ?? 0) ? -1 : 1
  }
  return a.metres - b.metres || a.place.name.localeCompare(b.place.name, 'en-GB')
}
