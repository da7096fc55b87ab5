import type { Position } from '../county/index.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { PublicFigures } from '../scenarios/index.ts'
import type { BusDay } from './bus-days-service.ts'
import { busDayInWords, busesInWords } from './bus-words-page.ts'
import type { ConsultationRecord } from './consultation.ts'
import { methodInWords } from './method-words-page.ts'
import { nearestByDistance, nearestByMode } from './nearest-change-page.ts'
import { isOpen, isWalk, placesByNearness, shownPlaces, type Placed } from './nearest-places.ts'
import { journeyToPlace, type NearestChange } from './nearest-words-page.ts'
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
