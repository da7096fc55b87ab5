import type { Warning } from './warning.ts'

/** What a site can become. A venue that a scenario does not use has no fate. */
export const FATES = [
  'centre',
  'centre-place',
  'zone',
  'outreach',
  'early-years',
  'other-use',
  'closed',
] as const

/** What a site becomes in a scenario. */
export type Fate = (typeof FATES)[number]

/** The fates as people read them. */
export const FATE_NAMES: Readonly<Record<Fate, string>> = {
  centre: 'Child and Family Centre',
  'centre-place': 'Another place of a Centre',
  zone: 'Child and Family Zone',
  outreach: 'Outreach venue',
  'early-years': 'Early-years places',
  'other-use': 'Other use',
  closed: 'Closed',
}

/** What a scenario makes of one site. */
export interface SiteFate {
  readonly siteId: string
  readonly fate: Fate
  /** The site that leads the Centre to which this place belongs; null unless the fate is 'centre-place'. */
  readonly leadSiteId: string | null
}

/** What has to be known of a site to check a scenario. */
export interface ScenarioSite {
  readonly id: string
  readonly name: string
  /** Whether it is one of today's designated buildings, each of which must have a fate. */
  readonly baseline: boolean
  /** Null when the district is not known, or is outside the county. */
  readonly districtCode: string | null
  /** Whether it stands in one of the 30% most deprived neighbourhoods; null when that is not known. */
  readonly mostDeprived30: boolean | null
}

/** How many Centres and Zones there may be. They are counted, not their buildings. */
export interface PlaceLimits {
  readonly centres: number
  readonly zones: number
}

/** The limits of the 2017 proposal: 10 Centres, up to 12 Zones. */
export const DEFAULT_PLACE_LIMITS: PlaceLimits = { centres: 10, zones: 12 }

/** Something that is wrong with a scenario (error: it cannot be published) or that needs a reason (warning). */
export interface FateProblem extends Warning {
  readonly severity: 'error' | 'warning'
  readonly siteId: string | null
  readonly districtCode: string | null
}

/** How many of each there are. */
export interface PlaceCounts {
  /** Centres: one for each site whose fate is 'centre', however many places it has. */
  readonly centres: number
  /** Buildings that belong to Centres. */
  readonly centreBuildings: number
  readonly zones: number
  readonly byFate: Readonly<Record<Fate, number>>
}

/** Where Centres stand. A Centre stands where its lead site stands. */
export interface DeprivedShare {
  readonly inside: number
  readonly outside: number
  readonly notKnown: number
  /** The share of Centres inside, from 0 to 1, if every unknown one were outside; null when there are no Centres. */
  readonly lowShare: number | null
  /** The same if every unknown one were inside. */
  readonly highShare: number | null
}

/**
 * Tells whether a neighbourhood is among the 30% most deprived.
 * @param decile - its decile, 1 the most deprived; null when not known.
 * @returns whether the decile is 1, 2 or 3; null when not known.
 */
export function mostDeprived30(decile: number | null): boolean | null {
  return decile === null ? null : decile <= 3
}

/**
 * Leaves everything as it is: the scenario that is always there.
 * @param sites - the sites of the county.
 * @returns the fate 'centre' for each of today's designated buildings; other venues are not used.
 */
export function statusQuo(sites: readonly ScenarioSite[]): SiteFate[] {
  return sites
    .filter(site => site.baseline)
    .map(site => ({ siteId: site.id, fate: 'centre', leadSiteId: null }))
}

/**
 * Counts Centres, Zones and everything else.
 * @param fates - what a scenario makes of its sites.
 * @returns the counts.
 */
export function countPlaces(fates: readonly SiteFate[]): PlaceCounts {
  const byFate = Object.fromEntries(FATES.map(fate => [fate, 0])) as Record<Fate, number>
  for (const { fate } of fates) byFate[fate]++
  return {
    centres: byFate.centre,
    centreBuildings: byFate.centre + byFate['centre-place'],
    zones: byFate.zone,
    byFate,
  }
}

/**
 * Finds how many Centres stand in the 30% most deprived neighbourhoods.
 *
 * Source: the Department for Education seeks 70% of hubs in the 30% most disadvantaged communities.
 * @param fates - what a scenario makes of its sites.
 * @param sites - the sites of the county.
 * @returns the counts and the share as a range, since a site whose neighbourhood is not known may be either.
 */
export function centresInMostDeprived(
  fates: readonly SiteFate[],
  sites: readonly ScenarioSite[],
): DeprivedShare {
  const siteById = new Map(sites.map(site => [site.id, site]))
  const where = fates
    .filter(({ fate }) => fate === 'centre')
    .map(({ siteId }) => siteById.get(siteId)?.mostDeprived30 ?? null)
  const inside = where.filter(is => is === true).length
  const notKnown = where.filter(is => is === null).length
  return {
    inside,
    outside: where.length - inside - notKnown,
    notKnown,
    lowShare: where.length > 0 ? inside / where.length : null,
    highShare: where.length > 0 ? (inside + notKnown) / where.length : null,
  }
}
