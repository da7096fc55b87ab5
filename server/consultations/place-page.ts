import { CRITERIA } from '../model/criteria.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { PublicFigures, PublicModeFigures, PublicPlaceFigures } from '../scenarios/index.ts'
import { busesInWords } from './bus-words-page.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import { methodInWords } from './method-words-page.ts'
import { goingBy, journeyLength } from './nearest-words-page.ts'
import {
  addressOf,
  fromWhen,
  hoursInWords,
  lossAt,
  outcomeOf,
  proposedFor,
  sessionInWords,
  type Outcome,
  type ShownProposedSession,
} from './place-words-page.ts'
import { servicesInWords, type ShownService } from './service-words-page.ts'
import { textBlocks, type TextBlock } from './text-page.ts'

/** Who loses by what becomes of a place, by one way of travelling. */
export interface LosingRow {
  readonly how: Said
  /** Whole sentences, the worst first. */
  readonly sentences: readonly Said[]
  /** Today's mean journey and the one then; null where it is withheld or there is none. */
  readonly today: string | null
  readonly then: string | null
  /** Children with further to go; null where it is withheld. */
  readonly further: number | null
  /** The same by how much further, and without any way at last; null where it is withheld. */
  readonly bands: readonly (number | null)[]
}

/** A criterion as the public reads it. */
export interface ShownCriterion {
  readonly name: string
  readonly gate: boolean
  readonly result: Said
  /** What the level asks for; '' where it is not one level. */
  readonly meaning: string
  readonly afterWorks: Said | null
}

/** One place of a consultation, with everything that is known of its fate. */
export interface PlacePage {
  readonly name: string
  readonly address: string
  readonly district: { readonly name: string; readonly href: string; readonly surveyHref: string } | null
  readonly outcome: Outcome
  /** What is lost; null where nothing is. */
  readonly loss: Said | null
  readonly proposed: Said
  readonly from: Said | null
  readonly why: readonly TextBlock[]
  readonly replacedBy: readonly TextBlock[]
  readonly sessions: readonly ShownProposedSession[]
  /** Where most families would be nearest then; null where nothing is known. */
  readonly next: { readonly sentence: Said; readonly href: string } | null
  readonly losing: readonly LosingRow[]
  /** Heads of the columns of bands, the last one for no way at all. */
  readonly bandHeads: readonly Said[]
  readonly gaining: readonly Said[]
  /** What is not known, in sentences. */
  readonly notKnown: readonly Said[]
  readonly hours: readonly Said[]
  readonly existing: boolean
  readonly services: readonly ShownService[]
  readonly buses: readonly Said[]
  readonly criteria: readonly ShownCriterion[]
  /** How journeys come about. */
  readonly methods: readonly Said[]
}

/**
 * Shapes a place's page.
 *
 * @param slug - the consultation's part of the address
 * @param record - what was published
 * @param figures - the published scenario's figures as the public may see them; null where there is no scenario
 * @param siteId - the place
 * @param speaker - who speaks; English unless given
 * @returns what the template shows; null when the record has no such place
 */
export function placePage(
  slug: string,
  record: ConsultationRecord,
  figures: PublicFigures | null,
  siteId: string,
  speaker: Speaker = english,
): PlacePage | null {
  const place = record.places.find(one => one.siteId === siteId)
  if (!place) return null
  const at = `/consultations/${slug}`
  const district = record.districts.find(one => one.code === place.districtCode)
  const modes = figuresByMode(figures, siteId)
  const nextId = modes[0]?.place.nextSiteId ?? null
  const next = record.places.find(one => one.siteId === nextId)
  const loses = modes.filter(({ place: own }) => own.loses !== null)
  return {
    name: place.name,
    address: addressOf(place),
    district:
      district === undefined
        ? null
        : {
            name: district.name,
            href: `${at}/${district.slug}`,
            surveyHref: `${at}/${district.slug}/survey`,
          },
    outcome: outcomeOf(place),
    loss: lossAt(place, speaker),
    proposed: proposedFor(place, speaker),
    from: changes(place) ? fromWhen(place, speaker) : null,
    why: textBlocks(place.why),
    replacedBy: textBlocks(place.replacedBy),
    sessions: place.sessions.map(session => sessionInWords(session, speaker)),
    next:
      next === undefined
        ? null
        : {
            sentence: speaker.say(
              'For most families who live nearest to it, {{place}} would be the nearest place.',
              {
                place: next.name,
              },
            ),
            href: `${at}/places/${next.siteId}`,
          },
    losing: loses.map(({ mode, place: own }) => losingRow(mode, own, speaker)),
    bandHeads: bandHeads(loses[0]?.mode, speaker),
    gaining: modes.flatMap(({ mode, place: own }) => {
      if (own.closer === null) return []
      return [
        speaker.say(
          '{{how}}, it would be nearer than any centre is today for about {{children}} children under 5.',
          { how: goingBy(mode.mode, speaker).text, children: speaker.format.number(own.closer) },
        ),
      ]
    }),
    notKnown: modes.some(({ place: own }) => own.partsNotKnown > 0)
      ? [
          speaker.say(
            'For some postcodes near it nobody knows how many children live there. They are in none of these numbers.',
          ),
        ]
      : [],
    hours: place.existing ? hoursInWords(place.hours, speaker) : [],
    existing: place.existing,
    services: servicesInWords(place.services, speaker),
    buses: busesInWords(figures?.buses[siteId], speaker),
    criteria: place.criteria.map(one => shownCriterion(one, speaker)),
    methods: modes.map(({ mode }) =>
      speaker.say('{{how}}: {{method}}.', {
        how: goingBy(mode.mode, speaker).text,
        method: methodInWords(mode.method, speaker),
      }),
    ),
  }
}

/** Whether anything is to happen at a place. */
function changes(place: RecordedPlace): boolean {
  return lossAt(place) !== null || (!place.existing && place.fate !== null)
}

interface ModeOfPlace {
  readonly mode: PublicModeFigures
  readonly place: PublicPlaceFigures
}

/** A place's figures by every way of travelling that was measured; estimated ones where nothing was. */
function figuresByMode(figures: PublicFigures | null, siteId: string): ModeOfPlace[] {
  const all = (figures?.modes ?? []).flatMap(mode => {
    const place = mode.places.find(one => one.siteId === siteId)
    return place === undefined ? [] : [{ mode, place }]
  })
  const measured = all.filter(({ mode }) => mode.unit === 'seconds')
  return measured.length > 0 ? measured : all
}

function losingRow(mode: PublicModeFigures, { loses }: PublicPlaceFigures, speaker: Speaker): LosingRow {
  const how = goingBy(mode.mode, speaker)
  const number = (count: number): string => speaker.format.number(count)
  const long = (journey: number | null | undefined): string | null =>
    journey == null ? null : journeyLength(journey, mode.unit, speaker)
  const [today, then] = [long(loses?.meanNow), long(loses?.meanThen)]
  const sentences: Said[] = []
  const losing = loses?.losing ?? null
  if (losing !== null) {
    sentences.push(
      speaker.say('{{how}}, about {{children}} children under 5 would have no way to any Centre or Zone.', {
        how: how.text,
        children: number(losing),
      }),
    )
  }
  const further = loses?.further ?? null
  const notKnown = loses?.notKnown ?? null
  if (further === null) {
    sentences.push(
      speaker.say(
        '{{how}}, we do not show how many children under 5 would have further to go: there are few, or the number would tell how few there are elsewhere.',
        { how: how.text },
      ),
    )
  } else if (notKnown !== null) {
    sentences.push(
      speaker.say(
        '{{how}}, between {{low}} and {{high}} children under 5 would have further to go: the journeys of some are not known.',
        { how: how.text, low: number(further), high: number(further + notKnown) },
      ),
    )
  } else {
    sentences.push(
      speaker.say('{{how}}, about {{children}} children under 5 would have further to go.', {
        how: how.text,
        children: number(further),
      }),
    )
  }
  if (today !== null && then !== null) {
    sentences.push(
      mode.unit === 'seconds'
        ? speaker.say('The way to the nearest place would take {{then}} on average, instead of {{today}}.', {
            then,
            today,
          })
        : speaker.say('The nearest place would be {{then}} away on average, instead of {{today}}.', {
            then,
            today,
          }),
    )
  }
  return { how, sentences, today, then, further, bands: [...(loses?.furtherBy ?? []), losing] }
}

function bandHeads(mode: PublicModeFigures | undefined, speaker: Speaker): Said[] {
  if (mode === undefined) return []
  const [first = 0, second = 0] = mode.bands
  const long = (journey: number): string => journeyLength(journey, mode.unit, speaker)
  return [
    speaker.say('Up to {{more}} further', { more: long(first) }),
    speaker.say('{{from}} to {{to}} further', { from: long(first), to: long(second) }),
    speaker.say('More than {{more}} further', { more: long(second) }),
    speaker.say('No way left'),
  ]
}

function shownCriterion(
  { criterion, low, high, afterWorks }: RecordedPlace['criteria'][number],
  speaker: Speaker,
): ShownCriterion {
  const about = CRITERIA.find(one => one.number === criterion)
  const level = (from: number, to: number): Said =>
    from === to
      ? speaker.say('{{level}} out of 4', { level: from })
      : from === 0 && to === 4
        ? speaker.say('Not known')
        : speaker.say('Between {{low}} and {{high}} out of 4', { low: from, high: to })
  const changed = afterWorks !== null && (afterWorks.low !== low || afterWorks.high !== high)
  return {
    name: about?.name ?? String(criterion),
    gate: about?.gate ?? false,
    result: level(low, high),
    meaning: low === high ? (about?.levels[low] ?? '') : '',
    afterWorks: changed ? level(afterWorks.low, afterWorks.high) : null,
  }
}

/** A place in the list of all. */
export interface ListedPlace {
  readonly name: string
  readonly href: string
  readonly outcome: Outcome
  readonly loss: Said | null
  readonly proposed: Said
}

/** Every place of a consultation, district by district. */
export interface PlacesPage {
  readonly groups: readonly { readonly district: string; readonly places: readonly ListedPlace[] }[]
  readonly shown: number
  readonly all: number
  /** How many places lose something, stay and are new, filter or not. */
  readonly counts: Readonly<Record<Outcome, number>>
}

/**
 * Shapes the list of every place.
 *
 * @param slug - the consultation's part of the address
 * @param record - what was published
 * @param chosen - a district's part of the address and an outcome; '' for all
 * @param speaker - who speaks; English unless given
 * @returns district by district, what is lost first
 */
export function placesPage(
  slug: string,
  record: ConsultationRecord,
  chosen: { readonly district: string; readonly outcome: string },
  speaker: Speaker = english,
): PlacesPage {
  const all = record.places.filter(place => !place.beyondCounty && (place.existing || place.fate !== null))
  const counts = { lost: 0, stays: 0, new: 0 }
  for (const place of all) counts[outcomeOf(place)] += 1
  const wanted = (place: RecordedPlace): boolean =>
    chosen.outcome === '' || outcomeOf(place) === chosen.outcome
  const rank = { lost: 0, stays: 1, new: 2 }
  const groups = [...record.districts, null].flatMap(district => {
    if (chosen.district !== '' && district?.slug !== chosen.district) return []
    const places = all
      .filter(place =>
        district === null
          ? !record.districts.some(one => one.code === place.districtCode)
          : place.districtCode === district.code,
      )
      .filter(wanted)
      .sort((a, b) => rank[outcomeOf(a)] - rank[outcomeOf(b)] || a.name.localeCompare(b.name, 'en-GB'))
    if (places.length === 0) return []
    return [
      {
        district: district?.name ?? '',
        places: places.map(place => ({
          name: place.name,
          href: `/consultations/${slug}/places/${place.siteId}`,
          outcome: outcomeOf(place),
          loss: lossAt(place, speaker),
          proposed: proposedFor(place, speaker),
        })),
      },
    ]
  })
  return {
    groups,
    shown: groups.reduce((sum, group) => sum + group.places.length, 0),
    all: all.length,
    counts,
  }
}
