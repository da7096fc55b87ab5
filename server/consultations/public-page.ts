import { english, type Speaker } from '../platform/speaker.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { shownDocument, type ShownDocument } from './documents-page.ts'
import { openingWords, type OpeningWords } from './opening-words-page.ts'
import { addressOf, hoursInWords, lostFirst, proposedFor, sessionInWords } from './place-words-page.ts'
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
    words: openingWords(consultation, now),
    documents: updates.documents
      .filter(belongs)
      .map(document =>
        shownDocument(consultation.slug, document, names.get(document.districtCode ?? '') ?? '', speaker),
      ),
    faqs: updates.faqs.map(faq => listedQuestion(consultation.slug, faq, speaker)),
    ...shownSessions(consultation.slug, updates.sessions.filter(belongs), names, now, speaker),
    contact: shownContact(consultation),
  }
}

/** The county's page of a consultation. */
export interface CountyPage extends SharedParts {
  readonly name: string
  readonly introduction: readonly TextBlock[]
  readonly lost: readonly TextBlock[]
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
 * @returns what the template shows
 */
export function countyPage(
  consultation: Consultation,
  record: ConsultationRecord,
  updates: Updates,
  now: Date,
): CountyPage {
  return {
    ...sharedParts(consultation, record, updates, now, null),
    name: record.name,
    introduction: textBlocks(record.introduction),
    lost: textBlocks(record.whatIsLost),
    proposed: textBlocks(record.whatIsProposed),
    reasons: textBlocks(record.reasons),
    districts: record.districts.map(district => ({
      name: district.name,
      href: `/consultations/${consultation.slug}/${district.slug}`,
      lost: firstParagraph(district.whatIsLost),
    })),
  }
}

/** A place in a district's list. */
export interface ShownPlace {
  readonly name: string
  readonly address: string
  readonly today: string
  readonly hours: readonly string[]
  readonly proposed: string
  readonly sessions: readonly string[]
}

/** A district's page of a consultation. */
export interface DistrictPage extends SharedParts {
  readonly name: string
  readonly district: string
  readonly href: string
  readonly lost: readonly TextBlock[]
  readonly proposed: readonly TextBlock[]
  readonly proposals: readonly {
    readonly title: string
    readonly lost: readonly TextBlock[]
    readonly changes: readonly TextBlock[]
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
 * @returns what the template shows; null when there is no such district
 */
export function districtPage(
  consultation: Consultation,
  record: ConsultationRecord,
  updates: Updates,
  districtSlug: string,
  now: Date,
): DistrictPage | null {
  const district = record.districts.find(one => one.slug === districtSlug)
  if (!district) return null
  const places = lostFirst(
    record.places.filter(
      place => place.districtCode === district.code && (place.existing || place.fate !== null),
    ),
  )
  const at = `/consultations/${consultation.slug}`
  return {
    ...sharedParts(consultation, record, updates, now, district.code),
    name: record.name,
    district: district.name,
    href: `${at}/${district.slug}`,
    lost: textBlocks(district.whatIsLost),
    proposed: textBlocks(district.whatIsProposed),
    proposals: district.proposals.map(proposal => ({
      title: proposal.title,
      lost: textBlocks(proposal.whatIsLost),
      changes: textBlocks(proposal.whatChanges),
    })),
    places: places.map(place => ({
      name: place.name,
      address: addressOf(place),
      today: place.existing ? 'Children’s centre' : 'Not a children’s centre',
      hours: place.existing ? hoursInWords(place.hours) : [],
      proposed: proposedFor(place),
      sessions: place.sessions.map(sessionInWords),
    })),
    hasMap: places.some(place => place.position !== null),
    others: record.districts
      .filter(one => one !== district)
      .map(one => ({ name: one.name, href: `${at}/${one.slug}` })),
  }
}
