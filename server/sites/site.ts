import { providerKinds, publishedSiteKinds, type Position, type ProviderKind } from '../county/index.ts'

/** What a site is. */
export const siteKinds = [...publishedSiteKinds, 'community-building', 'other'] as const

/** What a site is: centres and linked sites are the council's register of children's centres, the others may be used. */
export type SiteKind = (typeof siteKinds)[number]

/** Kinds of site in words. */
export const siteKindNames: Readonly<Record<SiteKind, string>> = {
  centre: 'Children’s centre',
  'linked-site': 'Linked site',
  nursery: 'Nursery',
  school: 'School',
  library: 'Library',
  'gp-practice': 'GP practice',
  'community-building': 'Community building',
  other: 'Other',
}

/** Kinds of provider in words. */
export const providerKindNames: Readonly<Record<ProviderKind, string>> = {
  council: 'Council',
  school: 'School',
  health: 'Health service',
  voluntary: 'Voluntary organisation',
  private: 'Private',
}

export { providerKinds, type ProviderKind }

/** How a position came: told by a published file, measured by the council, or only the middle of its postcode. */
export const positionSources = ['published', 'measured', 'postcode'] as const

/** How a position came. */
export type PositionSource = (typeof positionSources)[number]

/** Any place that families use or could use; `null` always means not known. */
export interface Site {
  readonly id: string
  /** The same in every file that tells of it, such as `urn:110593`; each once in a county. */
  readonly reference: string
  readonly name: string
  readonly kind: SiteKind
  readonly providerKind: ProviderKind | null
  readonly providerName: string | null
  /** Lines joined by commas. */
  readonly address: string | null
  readonly postcode: string | null
  readonly position: Position | null
  readonly positionSource: PositionSource | null
  /** The county's district; null beyond the county. */
  readonly districtCode: string | null
  readonly neighbourhoodCode: string | null
  /** Just over the boundary: kept, because families use it. */
  readonly beyondCounty: boolean
  /** `YYYY-MM-DD`. */
  readonly leaseEndsOn: string | null
  /** `YYYY-MM-DD`. */
  readonly contractEndsOn: string | null
  readonly phone: string | null
  readonly note: string | null
  /** Whole weeks of the year in which it does not open. */
  readonly weeksClosed: number | null
  /** Whether its hours are published. */
  readonly hoursPublished: boolean | null
  /** A children's centre of today's register: a centre, or a linked site of one. */
  readonly isExistingCentre: boolean
  readonly datasetId: string | null
  /** ISO UTC. */
  readonly updatedAt: string
  /** Who changed it last; null when a file did. */
  readonly updatedBy: string | null
  readonly version: number
}

/** When hours hold. */
export const seasons = ['all-year', 'term-time', 'holidays'] as const

/** When hours hold. */
export type Season = (typeof seasons)[number]

/** Seasons in words. */
export const seasonNames: Readonly<Record<Season, string>> = {
  'all-year': 'All year',
  'term-time': 'Term time only',
  holidays: 'School holidays only',
}

/** Days of the week; Monday is 1. */
export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/**
 * A day of the week in words.
 *
 * @param weekday - 1 for Monday to 7 for Sunday
 * @returns such as `Monday`
 */
export function weekdayName(weekday: number): string {
  return weekdayNames[weekday - 1] ?? ''
}

/** One period in which a site is open, each week of a season. */
export interface OpeningHours {
  readonly season: Season
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  /** `HH:MM` */
  readonly opens: string
  /** `HH:MM`, later than `opens`. */
  readonly closes: string
}

/** What a room is for. */
export const roomUses = ['activity', 'one-to-one', 'clinic', 'staff', 'other'] as const

/** What a room is for. */
export type RoomUse = (typeof roomUses)[number]

/** Uses of rooms in words. */
export const roomUseNames: Readonly<Record<RoomUse, string>> = {
  activity: 'Activities',
  'one-to-one': 'One-to-one talks',
  clinic: 'Clinic',
  staff: 'Staff and partners',
  other: 'Something else',
}

/** A room of a site. */
export interface Room {
  readonly name: string
  readonly areaSquareMetres: number | null
  readonly use: RoomUse | null
}

/** What a partner offers at a site. */
export interface PartnerService {
  readonly service: string
  readonly partner: string
  /** 1 Monday to 7 Sunday; null when the day is not fixed, or not known. */
  readonly weekday: number | null
  readonly note: string | null
}

/** Lines of a site's yearly cost. */
export const costLines = ['premises', 'management', 'back-office', 'frontline'] as const

/** A line of a site's yearly cost. */
export type CostLine = (typeof costLines)[number]

/** Cost lines in words. */
export const costLineNames: Readonly<Record<CostLine, string>> = {
  premises: 'Premises',
  management: 'Management',
  'back-office': 'Back office',
  frontline: 'Frontline staff and services',
}

/** What one line of a site cost in a year; a line without such a record is not known, never 0. */
export interface YearlyCost {
  readonly line: CostLine
  readonly poundsPerYear: number
  /** `2026-27` */
  readonly financialYear: string
  readonly note: string | null
}

/** What a file about a site is for. */
export const filePurposes = ['photo', 'floor-plan', 'evidence'] as const

/** What a file about a site is for. */
export type FilePurpose = (typeof filePurposes)[number]

/** A photo, a floor plan or a piece of evidence. */
export interface SiteFile {
  readonly id: string
  readonly siteId: string
  readonly purpose: FilePurpose
  readonly sha256: string
  /** As its sender named it: for showing only. */
  readonly originalName: string
  /** Told by its content. */
  readonly mediaType: string
  readonly bytes: number
  readonly caption: string | null
  readonly uploadedAt: string
  readonly uploadedBy: string
}

/** A site with all that is recorded about it; an empty list means that nothing is known. */
export interface SiteProfile extends Site {
  readonly hours: readonly OpeningHours[]
  readonly rooms: readonly Room[]
  readonly services: readonly PartnerService[]
  /** Newest financial year first. */
  readonly costs: readonly YearlyCost[]
  readonly files: readonly SiteFile[]
}

/**
 * Whether a kind of site is a children's centre of today's register.
 *
 * @param kind - the kind
 * @returns true for centres and for their linked sites
 */
export function isCentre(kind: SiteKind): boolean {
  return kind === 'centre' || kind === 'linked-site'
}
