import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { Consultation, ConsultationRecord, RecordedPlace } from './consultation.ts'
import { shownDocument, type ShownDocument } from './documents-page.ts'
import { openingWords, type OpeningWords } from './opening-words-page.ts'
import {
  addressOf,
  hoursInWords,
  lossAt,
  lostFirst,
  outcomeOf,
  proposedFor,
  sessionInWords,
  type Outcome,
  type ShownProposedSession,
} from './place-words-page.ts'
import { listedQuestion, type ListedQuestion } from './questions-page.ts'
import { shownSessions, type ShownSession } from './sessions-page.ts'
import { firstParagraph, textBlocks, type TextBlock } from './text-page.ts'
import type { Updates } from './updates-repository.ts'

/** How to reach the council, and how to answer in other ways. */
export interface ShownContact {
  readonly email: string
  readonly phone: string
  readonly post: readonly string[]
  readonly otherWays: readonly TextBlock[]
}

/** What the county's page and a district's page both show. */
export interface SharedParts {
  readonly slug: string
  readonly words: OpeningWords
  readonly documents: readonly ShownDocument[]
  readonly faqs: readonly ListedQuestion[]
  /** Still to come. */
  readonly sessions: readonly ShownSession[]
  /** Over. */
  readonly pastSessions: readonly ShownSession[]
  readonly contact: ShownContact
  /** A postcode of an invented county, which nobody can guess; null for a real one. */
  readonly examplePostcode: string | null
}

/**
 * A postcode that somebody can try where the county is invented.
 *
 * @param record - what was published
 * @param districtCode - of which district; null for any
 * @returns the postcode of a place where something would be lost, before any other; null in a real county
 */
export function examplePostcode(record: ConsultationRecord, districtCode: string | null): string | null {
  if (!record.county.demonstration) return null
  const places = record.places.filter(
    place => !place.beyondCounty && (districtCode === null || place.districtCode === districtCode),
  )
  return lostFirst(places).find(place => place.postcode !== null)?.postcode ?? null
}

/**
 * How to reach the council.
 *
 * @param consultation - the consultation
 * @returns parts that are empty where the council gave none
 */
export function shownContact(consultation: Consultation): ShownContact {
  return {
    email: consultation.contactEmail,
    phone: consultation.contactPhone,
    post: consultation.contactPost.split('\n').filter(line => line.trim() !== ''),
    otherWays: textBlocks(consultation.otherWays),
  }
}

function sharedParts(
  consultation: Consultation,
  record: ConsultationRecord,
  updates: Updates,
  now: Date,
  districtCode: string | null,
  speaker: Speaker = english,
): SharedParts {
  const names = new Map(record.districts.map(district => [district.code, district.name]))
  const belongs = (one: { readonly districtCode: string | null }): boolean =>
    districtCode === null || one.districtCode === null || one.districtCode === districtCode
  return {
    slug: consultation.slug,
    words: openingWords(consultation, now, speaker),
    documents: updates.documents
      .filter(belongs)
      .map(document =>
        shownDocument(consultation.slug, document, names.get(document.districtCode ?? '') ?? '', speaker),
      ),
    faqs: updates.faqs.map(faq => listedQuestion(consultation.slug, faq, speaker)),
    ...shownSessions(consultation, updates.sessions.filter(belongs), names, now, speaker),
    contact: shownContact(consultation),
    examplePostcode: examplePostcode(record, districtCode),
  }
}

/** The county's page of a consultation. */
export interface CountyPage extends SharedParts {
  readonly name: string
  readonly introduction: readonly TextBlock[]
  readonly lost: readonly TextBlock[]
  /** How many places lose something, stay and are new. */
  readonly counts: Readonly<Record<Outcome, number>>
  readonly proposed: readonly TextBlock[]
  readonly reasons: readonly TextBlock[]
  readonly districts: readonly { readonly name: string; readonly href: string; readonly lost: string }[]
}

/**
 * Shapes the county's page.
 *
 * @param consultation - the consultation
 * @param record - what was published
 * @param updates - documents, questions and sessions
 * @param now - the server's moment
 * @param speaker - who speaks; English unless given
 * @returns what the template shows
 */
export function countyPage(
  consultation: Consultation,
  record: ConsultationRecord,
  updates: Updates,
  now: Date,
  speaker: Speaker = english,
): CountyPage {
  return {
    ...sharedParts(consultation, record, updates, now, null, speaker),
    name: record.name,
    introduction: textBlocks(record.introduction),
    lost: textBlocks(record.whatIsLost),
    counts: countOutcomes(record.places.filter(place => !place.beyondCounty)),
    proposed: textBlocks(record.whatIsProposed),
    reasons: textBlocks(record.reasons),
    districts: record.districts.map(district => ({
      name: district.name,
      href: `/consultations/${consultation.slug}/${district.slug}`,
      lost: firstParagraph(district.whatIsLost),
    })),
  }
}

/** How many of these places lose something, stay and are new. */
function countOutcomes(places: readonly RecordedPlace[]): Record<Outcome, number> {
  const counts = { lost: 0, stays: 0, new: 0 }
  for (const place of places) if (place.existing || place.fate !== null) counts[outcomeOf(place)] += 1
  return counts
}

/** A place in a district's list. */
export interface ShownPlace {
  readonly name: string
  readonly href: string
  readonly address: string
  readonly existing: boolean
  readonly hours: readonly Said[]
  readonly proposed: Said
  readonly sessions: readonly ShownProposedSession[]
}

/** A district's page of a consultation. */
export interface DistrictPage extends SharedParts {
  readonly name: string
  readonly district: string
  readonly href: string
  readonly lost: readonly TextBlock[]
  /** One sentence for each place at which something is lost. */
  readonly losses: readonly { readonly sentence: Said; readonly href: string; readonly name: string }[]
  readonly proposed: readonly TextBlock[]
  readonly proposals: readonly {
    readonly title: string
    readonly lost: readonly TextBlock[]
    readonly changes: readonly TextBlock[]
    /** The place's own page; null where it is about no one place. */
    readonly placeHref: string | null
  }[]
  readonly places: readonly ShownPlace[]
  readonly hasMap: boolean
  readonly others: readonly { readonly name: string; readonly href: string }[]
}

/**
 * Shapes a district's page.
 *
 * @param consultation - the consultation
 * @param record - what was published
 * @param updates - documents, questions and sessions
 * @param districtSlug - the district's part of the address
 * @param now - the server's moment
 * @param speaker - who speaks; English unless given
 * @returns what the template shows; null when there is no such district
 */
export function districtPage(
  consultation: Consultation,
  record: ConsultationRecord,
  updates: Updates,
  districtSlug: string,
  now: Date,
  speaker: Speaker = english,
): DistrictPage | null {
  const district = record.districts.find(one => one.slug === districtSlug)
  if (!district) return null
  const places = lostFirst(
    record.places.filter(
      place => place.districtCode === district.code && (place.existing || place.fate !== null),
    ),
  )
  const at = `/consultations/${consultation.slug}`
  const placeAt = (siteId: string): string => `${at}/places/${siteId}`
  return {
    ...sharedParts(consultation, record, updates, now, district.code, speaker),
    name: record.name,
    district: district.name,
    href: `${at}/${district.slug}`,
    lost: textBlocks(district.whatIsLost),
    losses: places.flatMap(place => {
      const sentence = lossAt(place, speaker)
      return sentence === null ? [] : [{ sentence, href: placeAt(place.siteId), name: place.name }]
    }),
    proposed: textBlocks(district.whatIsProposed),
    proposals: district.proposals.map(proposal => ({
      title: proposal.title,
      lost: textBlocks(proposal.whatIsLost),
      changes: textBlocks(proposal.whatChanges),
      placeHref: record.places.some(place => place.siteId === proposal.siteId)
        ? placeAt(proposal.siteId ?? '')
        : null,
    })),
    places: places.map(place => ({
      name: place.name,
      href: placeAt(place.siteId),
      address: addressOf(place),
      existing: place.existing,
      hours: place.existing ? hoursInWords(place.hours, speaker) : [],
      proposed: proposedFor(place, speaker),
      sessions: place.sessions.map(session => sessionInWords(session, speaker)),
    })),
    hasMap: places.some(place => place.position !== null),
    others: record.districts
      .filter(one => one !== district)
      .map(one => ({ name: one.name, href: `${at}/${one.slug}` })),
  }
}
