import type { Position } from '../county/index.ts'
import { edge } from '../model/journeys.ts'
import { format } from '../platform/format.ts'
import { journeyProviderFor, positionsOf } from '../travel/index.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import { addressOf, hoursInWords, lossAt, proposedFor, sessionInWords } from './place-words-page.ts'

/** A place near somebody, ready to be shown. */
export interface NearPlace {
  readonly name: string
  readonly address: string
  /** `1.2 km (0.8 miles)` */
  readonly distance: string
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
  /** How the way to the nearest centre would change; null when that is not known. */
  readonly nearest: { readonly sentence: string; readonly further: boolean } | null
  readonly today: readonly NearPlace[]
  /** Centres, their places and Zones. */
  readonly proposed: readonly NearPlace[]
  /** Places with sessions at set times. */
  readonly sessions: readonly NearPlace[]
  /** How distances come about. */
  readonly method: string
}

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
 * @param count - how many places are shown, each time
 * @returns today's nearest centres and the nearest that are proposed, with what is lost
 */
export async function whatChanges(
  record: ConsultationRecord,
  position: Position,
  count = 3,
): Promise<WhatChanges> {
  const provider = journeyProviderFor({ detourFactor: record.detourFactor })
  const journeys = await provider.journeys(
    positionsOf([position]),
    positionsOf(record.places.map(place => place.position)),
  )
  const near = record.places
    .flatMap((place, at) => {
      const metres = edge(journeys[at]?.[0] ?? NaN)
      return metres === null ? [] : [{ place, metres }]
    })
    .sort((a, b) => a.metres - b.metres || a.place.name.localeCompare(b.place.name, 'en-GB'))
  const show = ({ place, metres }: { place: RecordedPlace; metres: number }): NearPlace => ({
    name: place.name,
    address: addressOf(place),
    distance: format.kilometresAndMiles(metres),
    metres,
    proposed: proposedFor(place),
    hours: place.existing ? hoursInWords(place.hours) : [],
    sessions: place.sessions.map(sessionInWords),
  })
  const today = near.filter(({ place }) => place.existing).slice(0, count)
  const open = near.filter(({ place }) => isOpen(place))
  return {
    losses: today.flatMap(({ place }) => lossAt(place) ?? []),
    nearest: nearestSentence(today[0], open[0]),
    today: today.map(show),
    proposed: open.slice(0, count).map(show),
    sessions: near
      .filter(({ place }) => place.fate === 'outreach')
      .slice(0, count)
      .map(show),
    method: provider.method,
  }
}

type Near = { readonly place: RecordedPlace; readonly metres: number } | undefined

function nearestSentence(now: Near, then: Near): WhatChanges['nearest'] {
  if (!now) return null
  if (!then) {
    return {
      sentence: 'Under the proposal there would be no Centre or Zone that you could go to.',
      further: true,
    }
  }
  if (now.place.siteId === then.place.siteId) {
    return {
      sentence: `Your nearest place would still be ${now.place.name}, about ${format.kilometresAndMiles(now.metres)} away.`,
      further: false,
    }
  }
  const difference = Math.round((then.metres - now.metres) / 100) * 100
  const change =
    difference === 0
      ? 'about as far as today'
      : `${format.kilometresAndMiles(Math.abs(difference))} ${difference > 0 ? 'further' : 'nearer'} than today`
  return {
    sentence: `Your nearest place would be ${then.place.name}, about ${format.kilometresAndMiles(then.metres)} away: ${change}.`,
    further: difference > 0,
  }
}
