import type { Position } from '../county/index.ts'
import type { Fate, SiteFate } from '../model/fates.ts'

/** One answer to what becomes of the county's sites, without its choices. */
export interface ScenarioSummary {
  readonly id: string
  readonly countyId: string
  readonly name: string
  readonly description: string
  /** The scenario in which nothing changes: always there, never edited. */
  readonly statusQuo: boolean
  /** ISO UTC; null while it may be changed. */
  readonly publishedAt: string | null
  /** SHA-256 of everything that its figures are made of; null until it is published. */
  readonly hash: string | null
  /** The scenario that it was copied from. */
  readonly basedOn: string | null
  /** Goes up by one with each change. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** A scenario with everything that was chosen in it. */
export interface Scenario extends ScenarioSummary {
  /** At most one for each site, in the order of site ids. */
  readonly fates: readonly SiteFate[]
  /** By site and weekday. */
  readonly outreach: readonly OutreachSession[]
  readonly ledger: readonly LedgerRecord[]
}

/** A weekly session at an outreach venue. */
export interface OutreachSession {
  readonly id: string
  readonly siteId: string
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number
  /** `HH:MM` */
  readonly starts: string
  /** `HH:MM`, later than `starts`. */
  readonly ends: string
  /** `YYYY-MM-DD`; null when the first day is not fixed. */
  readonly fromOn: string | null
  /** `YYYY-MM-DD`; null when it goes on. */
  readonly toOn: string | null
  readonly activity: string
}

/** A cost (above 0) or an income (below 0) that a scenario brings beside what its fates do to yearly costs. */
export interface LedgerRecord {
  readonly id: string
  readonly siteId: string | null
  readonly line: string
  readonly pounds: number
  /** Once, and not every year. */
  readonly oneOff: boolean
  readonly note: string
}

/** What one site becomes, with the place itself: for rooms that show a scenario to others. */
export interface SiteWithFate {
  readonly siteId: string
  readonly name: string
  readonly fate: Fate
  /** The site that leads the Centre that this one is a place of. */
  readonly leadSiteId: string | null
  /** Whether it is on today's register of children's centres. */
  readonly existing: boolean
  readonly districtCode: string | null
  /** Just over the county's boundary: stays as it is in every scenario. */
  readonly beyondCounty: boolean
  /** Null when it is not known. */
  readonly position: Position | null
}

/** Fates that a venue beside today's register may be opened with. */
export const openingFates = ['centre', 'centre-place', 'zone', 'outreach'] as const satisfies readonly Fate[]

/**
 * Whether a site with this fate stays a place that families can go to on any day that it is open.
 *
 * @param fate - what the site becomes
 * @returns true for Centres, their places and Zones; outreach sessions are dated and never counted as a place
 */
export function isOpenPlace(fate: Fate): boolean {
  return fate === 'centre' || fate === 'centre-place' || fate === 'zone'
}
