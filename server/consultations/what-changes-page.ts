import type { Position } from '../county/index.ts'
import { edge } from '../model/journeys.ts'
import { format } from '../platform/format.ts'
import { journeyProviderFor, positionsOf } from '../travel/index.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import {
  journeyToPlace,
  nearestChangeInWords,
  type NearestChange,
  type NearestPlace,
} from './nearest-words-page.ts'
import type { PlaceJourneys } from './place-journeys-service.ts'
import { addressOf, hoursInWords, lossAt, proposedFor, sessionInWords } from './place-words-page.ts'

/** A place near somebody, ready to be shown. */
export interface NearPlace {
  readonly name: string
  readonly address: string
  /** `1.2 km (0.8 miles)` */
  readonly distance: string
  /** By each way of travelling that was measured, such as `about 24 minutes’ walk with a buggy`. */
  readonly journeys: readonly string[]
  readonly metres: number
  /** What is proposed for it. */
  readonly proposed: string
  /** Today's hours; empty when they are not known, or it is not open today. */
  readonly hours: readonly string[]
  /** Sessions that are proposed there. */
  readonly sessions: readonly string[]
}

/** What would change for somebody who lives at a place. */
export interface WhatChanges {
  /** What would be lost among today's nearest centres, nearest first; empty when nothing is. */
  readonly losses: readonly string[]
  /** How the way to the nearest place would change, by each way of travelling; empty when that is not known. */
  readonly nearest: readonly NearestChange[]
  readonly today: readonly NearPlace[]
  /** Centres, their places and Zones. */
  readonly proposed: readonly NearPlace[]
  /** Places with sessions at set times. */
  readonly sessions: readonly NearPlace[]
  /** How distances and journeys come about. */
  readonly methods: readonly string[]
}

/** A place of the record, how far it is in a straight line, and how long it takes by each way of travelling. */
interface Placed {
  readonly place: RecordedPlace
  readonly metres: number
  readonly journeys: readonly number[]
}

/** Families with a pram first, then those with a car, then those who go by bus. */
const modeOrder = ['walking-with-a-buggy', 'driving', 'public-transport', 'council-matrix', 'straight-line']

const isOpen = (place: RecordedPlace): boolean =>
  place.fate === 'centre' ||
  place.fate === 'centre-place' ||
  place.fate === 'zone' ||
  (place.fate === null && place.existing)

/**
 * What would change for somebody who lives at a position.
 *
 * @param record - what was published
 * @param position - where they live
 * @param measured - journeys from their postcode, where they were worked out
 * @param count - how many places are shown, each time
 * @returns today's nearest centres and the nearest that are proposed, with what is lost
 */
export async function whatChanges(
  record: ConsultationRecord,
  position: Position,
  measured: readonly PlaceJourneys[] = [],
  count = 3,
): Promise<WhatChanges> {
  const provider = journeyProviderFor({ detourFactor: record.detourFactor })
  const distances = await provider.journeys(
    positionsOf([position]),
    positionsOf(record.places.map(place => place.position)),
  )
  const modes = measured
    .filter(({ mode }) => modeOrder.includes(mode))
    .sort((a, b) => modeOrder.indexOf(a.mode) - modeOrder.indexOf(b.mode))
  const placed = record.places.flatMap((place, at): Placed[] => {
    const metres = edge(distances[at]?.[0] ?? NaN)
    return metres === null ? [] : [{ place, metres, journeys: modes.map(({ to }) => to[at] ?? NaN) }]
  })
  const near = placed.sort(nearestFirst)
  const show = ({ place, metres, journeys }: Placed): NearPlace => ({
    name: place.name,
    address: addressOf(place),
    distance: format.kilometresAndMiles(metres),
    journeys: modes.flatMap(({ mode, unit }, at) => {
      const journey = journeys[at] ?? NaN
      if (Number.isNaN(journey) || isWalk(journey, at, journeys, modes)) return []
      return [journeyToPlace(journey, unit, mode)]
    }),
    metres,
    proposed: proposedFor(place),
    hours: place.existing ? hoursInWords(place.hours) : [],
    sessions: place.sessions.map(sessionInWords),
  })
  const today = near.filter(({ place }) => place.existing).slice(0, count)
  const open = near.filter(({ place }) => isOpen(place))
  const estimate = `Distances: ${provider.method}`
  return {
    losses: today.flatMap(({ place }) => lossAt(place) ?? []),
    nearest: modes.length > 0 ? nearestByMode(near, modes) : nearestByDistance(today[0], open[0]),
    today: today.map(show),
    proposed: open.slice(0, count).map(show),
    sessions: near
      .filter(({ place }) => place.fate === 'outreach')
      .slice(0, count)
      .map(show),
    methods: [...modes.map(({ method }) => `Journeys: ${method}, from your postcode`), estimate],
  }
}

/** Whether a journey by bus is no bus at all: walking all the way is quickest, and is said already. */
function isWalk(
  journey: number,
  at: number,
  journeys: readonly number[],
  modes: readonly PlaceJourneys[],
): boolean {
  if (modes[at]?.mode !== 'public-transport') return false
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

function nearestByMode(near: readonly Placed[], modes: readonly PlaceJourneys[]): NearestChange[] {
  return modes.flatMap(({ mode, unit }, at) => {
    const nearestOf = (counts: (place: RecordedPlace) => boolean): NearestPlace | null =>
      near.reduce<NearestPlace | null>((best, { place, journeys }) => {
        const journey = journeys[at] ?? NaN
        if (Number.isNaN(journey) || !counts(place) || (best !== null && journey >= best.journey)) return best
        return { name: place.name, siteId: place.siteId, journey }
      }, null)
    const [now, then] = [nearestOf(place => place.existing), nearestOf(isOpen)]
    const onFoot = [now, then].every(nearest => {
      const to = near.find(({ place }) => place.siteId === nearest?.siteId)
      return nearest === null || (to !== undefined && isWalk(nearest.journey, at, to.journeys, modes))
    })
    return onFoot ? [] : (nearestChangeInWords(now, then, unit, mode) ?? [])
  })
}

function nearestByDistance(now: Placed | undefined, then: Placed | undefined): NearestChange[] {
  if (!now) return []
  if (!then) {
    const sentence = 'Under the proposal there would be no Centre or Zone that you could go to.'
    return [{ sentence, further: true }]
  }
  if (now.place.siteId === then.place.siteId) {
    const sentence = `Your nearest place would still be ${now.place.name}, about ${format.kilometresAndMiles(now.metres)} away.`
    return [{ sentence, further: false }]
  }
  const difference = Math.round((then.metres - now.metres) / 100) * 100
  const change =
    difference === 0
      ? 'about as far as today'
      : `${format.kilometresAndMiles(Math.abs(difference))} ${difference > 0 ? 'further' : 'nearer'} than today`
  const sentence = `Your nearest place would be ${then.place.name}, about ${format.kilometresAndMiles(then.metres)} away: ${change}.`
  return [{ sentence, further: difference > 0 }]
}
