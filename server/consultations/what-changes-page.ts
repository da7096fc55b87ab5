import type { Position } from '../county/index.ts'
import { edge } from '../model/journeys.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { PublicFigures } from '../scenarios/index.ts'
import { journeyProviderFor, positionsOf } from '../travel/index.ts'
import type { BusDay } from './bus-days-service.ts'
import { busDayInWords, busesInWords } from './bus-words-page.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import { methodInWords } from './method-words-page.ts'
import {
  goingBy,
  journeyLength,
  journeyToPlace,
  nearestChangeInWords,
  type NearestChange,
  type NearestPlace,
} from './nearest-words-page.ts'
import type { PlaceJourneys } from './place-journeys-service.ts'
import {
  addressOf,
  fromWhen,
  hoursInWords,
  lossAt,
  proposedFor,
  sessionInWords,
  type ShownProposedSession,
} from './place-words-page.ts'
import { servicesInWords, type ShownService } from './service-words-page.ts'

/** A place near somebody, ready to be shown. */
export interface NearPlace {
  readonly siteId: string
  readonly name: string
  readonly address: string
  /** In a straight line, with a share added for bends. */
  readonly distance: Said
  /** By each way of travelling that was measured, such as `About 24 minutes on foot with a buggy`. */
  readonly journeys: readonly Said[]
  readonly metres: number
  /** What is proposed for it. */
  readonly proposed: Said
  /** From when it would change; null where nothing does. */
  readonly from: Said | null
  readonly isLost: boolean
  /** Today's hours; empty when they are not known, or it is not open today. */
  readonly hours: readonly Said[]
  /** On today's register of children's centres. */
  readonly existing: boolean
  /** What is there today; empty when that is not known. */
  readonly services: readonly ShownService[]
  /** What the timetable says of the buses there. */
  readonly buses: readonly Said[]
  /** Sessions that are proposed there. */
  readonly sessions: readonly ShownProposedSession[]
}

/** A proposed session near somebody. */
export interface NearSession extends ShownProposedSession {
  readonly siteId: string
  readonly venue: string
  readonly address: string
  readonly distance: Said
  /** By the first way of travelling; null where none was measured. */
  readonly journey: Said | null
}

/** What would change for somebody who lives at a place. */
export interface WhatChanges {
  /** What would be lost among today's nearest centres, nearest first; empty when nothing is. */
  readonly losses: readonly { readonly sentence: Said; readonly from: Said }[]
  /** How the way to the nearest place would change, by each way of travelling; empty when that is not known. */
  readonly nearest: readonly NearestChange[]
  /** Which of today's nearest centres stay. */
  readonly stays: readonly Said[]
  readonly today: readonly NearPlace[]
  /** Centres, their places and Zones. */
  readonly proposed: readonly NearPlace[]
  /** Sessions at set times in the places nearest to them, by day and hour. */
  readonly sessions: readonly NearSession[]
  /** How distances and journeys come about. */
  readonly methods: readonly Said[]
}

/** What else is known where somebody lives, and how it is told. */
export interface WhatElse {
  /** How many places are shown, each time. */
  readonly count?: number
  /** The buses of each place. */
  readonly buses?: PublicFigures['buses']
  /** The first and last bus between somebody's home and a place, by the place's id. */
  readonly busDays?: ReadonlyMap<string, BusDay>
  readonly speaker?: Speaker
  /** Whether somebody gave their postcode, or chose a place near them; a postcode unless given. */
  readonly from?: 'postcode' | 'place'
}

/** A place of the record, how far it is in a straight line, and how long it takes by each way of travelling. */
interface Placed {
  readonly place: RecordedPlace
  readonly metres: number
  readonly journeys: readonly number[]
}

/** Families with a pram first, then those with a car, then those who go by bus. */
const modeOrder = [
  'walking-with-a-buggy',
  'toddlers-walk',
  'public-transport',
  'driving',
  'council-matrix',
  'straight-line',
]

const isOpen = (place: RecordedPlace): boolean =>
  isCentre(place) || place.fate === 'zone' || (place.fate === null && place.existing)
const isCentre = (place: RecordedPlace): boolean =>
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
  const modes = measured
    .filter(({ mode }) => modeOrder.includes(mode))
    .sort((a, b) => modeOrder.indexOf(a.mode) - modeOrder.indexOf(b.mode))
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
 * What would change for somebody who lives at a position.
 *
 * @param record - what was published
 * @param position - where they live
 * @param measured - journeys from their postcode, where they were worked out
 * @param else - buses, how many places are shown, and who speaks
 * @returns today's nearest centres and the nearest that are proposed, with what is lost
 */
export async function whatChanges(
  record: ConsultationRecord,
  position: Position,
  measured: readonly PlaceJourneys[] = [],
  { count = 3, buses = {}, busDays = new Map(), speaker = english, from = 'postcode' }: WhatElse = {},
): Promise<WhatChanges> {
  const nearest = await placesByNearness(record, position, measured)
  const { near, modes, estimate } = nearest
  const { today, proposed, venues } = shownPlaces(nearest, count)
  const distanceOf = (metres: number): Said =>
    metres < 100
      ? speaker.say('Less than 100 metres away, estimated from a straight line')
      : speaker.say('About {{distance}} away, estimated from a straight line', {
          distance: speaker.format.kilometresAndMiles(metres),
        })
  const journeysOf = ({ journeys }: Placed): Said[] =>
    modes.flatMap(({ mode, unit }, at) => {
      const journey = journeys[at] ?? NaN
      if (Number.isNaN(journey)) return []
      if (isWalk(journey, at, journeys, modes)) {
        return [speaker.say('No bus or train is quicker than walking')]
      }
      return [journeyToPlace(journey, unit, mode, speaker)]
    })
  const busWords = ({ place, journeys }: Placed): Said[] => {
    const day = busDays.get(place.siteId)
    if (day === undefined) return busesInWords(buses[place.siteId], speaker)
    // That walking is quicker is said already; then nobody misses the bus.
    const walks = modes.some((_, at) => isWalk(journeys[at] ?? NaN, at, journeys, modes))
    return walks && day.weekday === null ? [] : busDayInWords(day, speaker)
  }
  const show = (placed: Placed): NearPlace => {
    const { place, metres } = placed
    return {
      siteId: place.siteId,
      name: place.name,
      address: addressOf(place),
      distance: distanceOf(metres),
      journeys: journeysOf(placed),
      metres,
      proposed: proposedFor(place, speaker),
      from: lossAt(place) !== null || !place.existing ? fromWhen(place, speaker) : null,
      isLost: lossAt(place) !== null,
      hours: place.existing ? hoursInWords(place.hours, speaker) : [],
      existing: place.existing,
      services: servicesInWords(place.services, speaker),
      buses: busWords(placed),
      sessions: place.sessions.map(session => sessionInWords(session, speaker)),
    }
  }
  const sessionsAt = (placed: Placed): (NearSession & { starts: string })[] => {
    const { place, metres } = placed
    const where = {
      siteId: place.siteId,
      venue: place.name,
      address: addressOf(place),
      distance: distanceOf(metres),
      journey: journeysOf(placed)[0] ?? null,
    }
    // A promise without a day is told as what it is.
    if (place.sessions.length === 0) {
      const when = speaker.say('The day and the hours are not fixed yet')
      return [{ ...where, weekday: 8, when, activity: '', dates: null, starts: '' }]
    }
    return place.sessions.map(session => ({
      ...where,
      ...sessionInWords(session, speaker),
      starts: session.starts,
    }))
  }
  return {
    losses: today.flatMap(({ place }) => {
      const sentence = lossAt(place, speaker)
      return sentence === null ? [] : [{ sentence, from: fromWhen(place, speaker) }]
    }),
    nearest:
      modes.length > 0
        ? nearestByMode(near, modes, speaker)
        : nearestByDistance(
            today[0],
            near.find(({ place }) => isOpen(place)),
            speaker,
          ),
    stays: today
      .filter(({ place }) => lossAt(place) === null)
      .map(({ place }) => speaker.say('{{place}} would stay.', { place: place.name })),
    today: today.map(show),
    proposed: proposed.map(show),
    sessions: venues
      .flatMap(sessionsAt)
      .sort(byDay)
      .map(({ starts: _starts, ...session }) => session),
    methods: [
      ...modes.map(({ method }) =>
        from === 'place'
          ? speaker.say('Journeys: {{method}}, from the place that you chose.', {
              method: methodInWords(method, speaker),
            })
          : speaker.say('Journeys: {{method}}, from your postcode.', {
              method: methodInWords(method, speaker),
            }),
      ),
      speaker.say('Distances: {{method}}.', { method: methodInWords(estimate, speaker) }),
    ],
  }
}

function byDay(
  a: { readonly weekday: number; readonly starts: string },
  b: { readonly weekday: number; readonly starts: string },
): number {
  return a.weekday - b.weekday || (a.starts < b.starts ? -1 : 1)
}

/** Whether a journey by bus is no bus at all: walking all the way is quickest, and is said already. */
function isWalk(
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

function nearestByMode(
  near: readonly Placed[],
  modes: readonly PlaceJourneys[],
  speaker: Speaker,
): NearestChange[] {
  return modes.flatMap(({ mode, unit }, at): NearestChange[] => {
    const nearestOf = (counts: (place: RecordedPlace) => boolean): NearestPlace | null =>
      near.reduce<NearestPlace | null>((best, { place, journeys }) => {
        const journey = journeys[at] ?? NaN
        if (Number.isNaN(journey) || !counts(place) || (best !== null && journey >= best.journey)) return best
        return { name: place.name, siteId: place.siteId, journey }
      }, null)
    const [now, then] = [nearestOf(place => place.existing), nearestOf(isOpen)]
    const placeOf = (siteId: string | undefined): Placed | undefined =>
      near.find(({ place }) => place.siteId === siteId)
    const onFoot = [now, then].every(nearest => {
      const to = placeOf(nearest?.siteId)
      return nearest === null || (to !== undefined && isWalk(nearest.journey, at, to.journeys, modes))
    })
    const change = onFoot ? null : nearestChangeInWords(now, then, unit, mode, speaker)
    if (change === null) return []
    // A Zone is not what a centre is today: where the full one would be is said too, once.
    const centre = at === 0 && placeOf(then?.siteId)?.place.fate === 'zone' ? nearestOf(isCentre) : null
    if (centre === null || then === null) return [change]
    const how = goingBy(mode, speaker).text
    const sentence =
      centre.journey === Infinity
        ? speaker.say(
            '{{place}} would be a Zone, not a full Centre. {{how}}, there would be no full Centre that you could get to.',
            { place: then.name, how },
          )
        : speaker.say(
            '{{place}} would be a Zone, not a full Centre. {{how}}, the nearest full Centre would be {{centre}}, about {{journey}} away.',
            {
              place: then.name,
              how,
              centre: centre.name,
              journey: journeyLength(centre.journey, unit, speaker),
            },
          )
    return [change, { sentence, further: true }]
  })
}

function nearestByDistance(
  now: Placed | undefined,
  then: Placed | undefined,
  speaker: Speaker,
): NearestChange[] {
  if (!now) return []
  if (!then) {
    const sentence = speaker.say('Under the proposal there would be no Centre or Zone that you could go to.')
    return [{ sentence, further: true }]
  }
  const { kilometresAndMiles } = speaker.format
  const difference = Math.round((then.metres - now.metres) / 100) * 100
  const values = {
    place: then.place.name,
    distance: journeyLength(then.metres, 'metres', speaker),
    difference: kilometresAndMiles(Math.abs(difference)),
  }
  if (now.place.siteId === then.place.siteId) {
    const sentence =
      then.metres < 100
        ? speaker.say('Your nearest place would still be {{place}}, less than 100 metres away.', values)
        : speaker.say('Your nearest place would still be {{place}}, about {{distance}} away.', values)
    return [{ sentence, further: false }]
  }
  const sentence =
    difference === 0
      ? speaker.say(
          'Your nearest place would be {{place}}, about {{distance}} away: about as far as today.',
          values,
        )
      : difference > 0
        ? speaker.say(
            'Your nearest place would be {{place}}, about {{distance}} away: {{difference}} further than today.',
            values,
          )
        : speaker.say(
            'Your nearest place would be {{place}}, about {{distance}} away: {{difference}} nearer than today.',
            values,
          )
  return [{ sentence, further: difference > 0 }]
}
