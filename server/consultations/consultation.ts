import type { Position } from '../county/index.ts'
import type { Fate } from '../model/fates.ts'
import type { OpeningTimes } from '../model/opening-state.ts'
import type { InputJourneys } from '../scenarios/index.ts'

/** Texts of a consultation that the council writes; paragraphs are divided by empty lines. */
export interface ConsultationTexts {
  readonly name: string
  readonly introduction: string
  /** Said first on every page. */
  readonly whatIsLost: string
  readonly whatIsProposed: string
  readonly reasons: string
}

/** When it takes answers, and when it is decided. */
export interface ConsultationDates {
  /** ISO UTC; null until it is set. */
  readonly opensAt: string | null
  /** ISO UTC, the first moment at which it is closed; null until it is set. */
  readonly closesAt: string | null
  /** How long after closing an answer that was begun before may still arrive. */
  readonly graceMinutes: number
  /** `YYYY-MM-DD`; null when no day is fixed. */
  readonly decisionOn: string | null
  /** Who decides, such as `Full Council`. */
  readonly decisionBy: string
}

/** How people reach the council. */
export interface ConsultationContact {
  readonly contactEmail: string
  readonly contactPhone: string
  readonly contactPost: string
  /** How to answer without the website. */
  readonly otherWays: string
  /** Whom to call when a child is at risk; shown where people write freely. */
  readonly urgentHelp: string
}

/** How far it is moved by people; what follows from dates is worked out when it is read. */
export interface ConsultationProgress {
  /** Before publication: 'review' once somebody has asked for it to be read over. */
  readonly preparation: 'draft' | 'review'
  /** Who asked for the review; null while nobody has. */
  readonly review: { readonly at: string; readonly accountId: string | null; readonly name: string } | null
  /** Why it was sent back from the review last; '' when it was not. */
  readonly sentBackBecause: string
  /** ISO UTC; since when the public can read what was said. */
  readonly findingsPublicSince: string | null
  /** ISO UTC; when the decision was entered. */
  readonly decisionRecordedAt: string | null
  /** ISO UTC; when something that happened after the decision was entered first. */
  readonly followedUpAt: string | null
}

/** A consultation. */
export interface Consultation
  extends ConsultationTexts, ConsultationDates, ConsultationContact, ConsultationProgress {
  readonly id: string
  readonly countyId: string
  /** Its part of the address. */
  readonly slug: string
  readonly scenarioId: string | null
  /** ISO UTC; null while its texts may be changed. */
  readonly publishedAt: string | null
  /** SHA-256 of what was published. */
  readonly recordHash: string | null
  /** SHA-256 of the council's translations in force, by language. */
  readonly translations: Readonly<Record<string, string>>
  /** Goes up by one with each change. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** A district's page. */
export interface ConsultationDistrict {
  readonly code: string
  readonly slug: string
  readonly name: string
  readonly whatIsLost: string
  readonly whatIsProposed: string
}

/** One proposal for one district. */
export interface Proposal {
  readonly id: string
  readonly districtCode: string
  readonly title: string
  /** '' when nothing is. */
  readonly whatIsLost: string
  readonly whatChanges: string
  readonly siteId: string | null
}

/** One version of a document in one form and language. It has a text, a file or both; a video has a link. */
export interface DocumentVariant {
  readonly id: string
  readonly documentId: string
  readonly kind: VariantKind
  /** BCP 47, such as `pl`. */
  readonly language: string
  /** 1 for the first; a later one takes its place. */
  readonly version: number
  /** The text, to be read on a page; null when there is none. */
  readonly body: string | null
  /** Address of a video elsewhere; null when there is none. */
  readonly link: string | null
  readonly file: KeptFile | null
  /** SHA-256 of the file, where there is a file alone; otherwise of text, file and link together. */
  readonly hash: string
  /** Why it took an earlier one's place; '' for the first. */
  readonly reason: string
  readonly addedAt: string
  /** ISO UTC; null for the one in force. */
  readonly supersededAt: string | null
}

/** A file that was kept. */
export interface KeptFile {
  readonly sha256: string
  readonly originalName: string
  readonly mediaType: string
  readonly bytes: number
}

/** Forms in which a document can be had, in the order in which they are offered. */
export const variantKinds = [
  'summary',
  'full',
  'easy-read',
  'large-print',
  'bsl',
  'audio',
  'translation',
] as const

/** One of the forms. */
export type VariantKind = (typeof variantKinds)[number]

/** How a document was called before that was corrected in public. */
export interface DocumentChange {
  readonly at: string
  /** Why, in a sentence for the public. */
  readonly reason: string
  readonly titleBefore: string
  readonly descriptionBefore: string
}

/** A document with everything that can be had of it. */
export interface ConsultationDocument {
  readonly id: string
  /** null for the whole county. */
  readonly districtCode: string | null
  readonly title: string
  readonly description: string
  readonly addedAt: string
  /** By form, language and version, the newest version first. */
  readonly variants: readonly DocumentVariant[]
  /** How it was called before, newest first. */
  readonly changes: readonly DocumentChange[]
}

/** How an answer stood before it was changed. */
export interface FaqChange {
  readonly at: string
  /** What was changed, in a sentence for the public. */
  readonly note: string
  readonly questionBefore: string
  readonly answerBefore: string
}

/** A question that people ask. */
export interface Faq {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly addedAt: string
  readonly changedAt: string | null
  /** Newest first. */
  readonly changes: readonly FaqChange[]
}

/** How a session stood before it was changed or cancelled. */
export interface SessionChange {
  readonly at: string
  /** Why, in a sentence for the public. */
  readonly note: string
  readonly startsAt: string
  readonly endsAt: string
  readonly venue: string
  readonly address: string
}

/** A session where people can talk to the council's staff. */
export interface DropInSession {
  readonly id: string
  /** null for the whole county. */
  readonly districtCode: string | null
  /** ISO UTC */
  readonly startsAt: string
  /** ISO UTC */
  readonly endsAt: string
  readonly venue: string
  readonly address: string
  readonly access: string
  readonly languages: string
  /** The building in the register; null where it is none of them. */
  readonly siteId: string | null
  /** null when it is not known. */
  readonly postcode: string | null
  /** Of the building or its postcode; null where neither is known. */
  readonly position: Position | null
  /** Goes up by one with each change after publication. */
  readonly sequence: number
  /** ISO UTC; null when it was not changed after publication. */
  readonly changedAt: string | null
  /** ISO UTC; null while it is to take place. */
  readonly cancelledAt: string | null
  /** Newest first. */
  readonly changes: readonly SessionChange[]
}

/** A weekly session that is proposed at a place. */
export interface ProposedSession {
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  readonly starts: string
  readonly ends: string
  /** `YYYY-MM-DD`; null when the first day is not fixed. */
  readonly fromOn: string | null
  readonly toOn: string | null
  readonly activity: string
}

/** A place as it was on the day of publication, and what is proposed for it. */
export interface RecordedPlace {
  readonly siteId: string
  readonly name: string
  readonly address: string | null
  readonly postcode: string | null
  readonly position: Position | null
  readonly districtCode: string | null
  readonly beyondCounty: boolean
  /** On the register of children's centres on that day. */
  readonly existing: boolean
  /** null for a place that the scenario says nothing about: it stays as it is. */
  readonly fate: Fate | null
  /** The Centre that it is one of the places of. */
  readonly leadName: string | null
  /** As they were on that day; empty when they are not known. */
  readonly hours: readonly {
    readonly season: 'all-year' | 'term-time' | 'holidays'
    readonly weekday: number
    readonly opens: string
    readonly closes: string
  }[]
  readonly sessions: readonly ProposedSession[]
  /** What is there on that day; empty when nothing is known. */
  readonly services: readonly {
    readonly service: string
    readonly partner: string
    /** 1 Monday to 7 Sunday; null when the day is not fixed, or not known. */
    readonly weekday: number | null
    readonly note: string | null
  }[]
  /** The eight criteria as they were rated on that day; empty when the place was not rated. */
  readonly criteria: readonly RecordedCriterion[]
  /** Why this is proposed; '' where the council has not said. */
  readonly why: string
  /** What would take its place; '' where the council has not said. */
  readonly replacedBy: string
  /** `YYYY-MM-DD` from which it would change; null when no day is fixed. */
  readonly fromOn: string | null
}

/** What is said of one place beside what becomes of it. */
export type PlaceTexts = Pick<RecordedPlace, 'siteId' | 'why' | 'replacedBy' | 'fromOn'>

/** How a place does on one of the eight criteria; from 0 to 4 when nothing is known. */
export interface RecordedCriterion {
  /** 1 to 8. */
  readonly criterion: number
  readonly low: number
  readonly high: number
  /** The same after works; null where none are planned. */
  readonly afterWorks: { readonly low: number; readonly high: number } | null
}

/** An option that the council looked at beside what it proposes. */
export interface ConsultationOption {
  readonly id: string
  readonly name: string
  readonly whatItWas: string
  /** Why it is not preferred; '' where the council has not said. */
  readonly whyNot: string
  /** Keeping everything as it is. */
  readonly statusQuo: boolean
  readonly scenarioId: string | null
}

/** An option in the record. */
export interface RecordedOption extends Omit<ConsultationOption, 'scenarioId'> {
  /** Its published scenario, whose figures are compared; null where it has none. */
  readonly scenario: { readonly id: string; readonly name: string; readonly hash: string } | null
}

/** A district in the record. */
export interface RecordedDistrict extends ConsultationDistrict {
  readonly proposals: readonly Omit<Proposal, 'districtCode'>[]
}

/** What was published, word for word: it never changes. */
export interface ConsultationRecord extends ConsultationTexts {
  /** 1 knows nothing of options, nor of what is said of each place. */
  readonly format: 'doorstep-consultation/1' | 'doorstep-consultation/2'
  readonly county: { readonly id: string; readonly name: string; readonly demonstration: boolean }
  readonly scenario: { readonly id: string; readonly name: string; readonly hash: string } | null
  /** What a straight line is multiplied by to estimate a journey. */
  readonly detourFactor: number
  /** What the scenario's journeys were worked out from; null where distances are estimated alone. */
  readonly journeys: InputJourneys | null
  readonly districts: readonly RecordedDistrict[]
  readonly places: readonly RecordedPlace[]
  /** What else was looked at; keeping everything as it is always stands first. */
  readonly options: readonly RecordedOption[]
}

/**
 * When a consultation takes answers.
 *
 * @param dates - its dates
 * @returns milliseconds since 1970; null until both moments are set
 */
export function openingTimes(dates: ConsultationDates): OpeningTimes | null {
  if (dates.opensAt === null || dates.closesAt === null) return null
  return {
    opensAtMs: Date.parse(dates.opensAt),
    closesAtMs: Date.parse(dates.closesAt),
    graceMinutes: dates.graceMinutes,
  }
}

/** Words of the address that a district cannot have. */
export const reservedSlugs = [
  'what-changes',
  'places',
  'options',
  'data',
  'documents',
  'questions',
  'sessions',
  'map',
  'findings',
  'record',
  'changes',
  'decision',
  'updates',
  'ideas',
  'pledge',
] as const

/**
 * A name as a part of an address.
 *
 * @param name - such as `Fen Edge & Marsh`
 * @param taken - parts that are in use already
 * @returns such as `fen-edge-and-marsh`, with a number at the end where it is taken
 */
export function slugOf(name: string, taken: readonly string[] = []): string {
  const plain =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/&/g, ' and ')
      .replace(/['’]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '') || 'consultation'
  const used = new Set<string>([...taken, ...reservedSlugs])
  if (!used.has(plain)) return plain
  for (let number = 2; ; number += 1) if (!used.has(`${plain}-${number}`)) return `${plain}-${number}`
}
