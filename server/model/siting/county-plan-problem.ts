import type { SitingAnswer } from './siting.ts'

/** A site as the county's own problem sees it. */
export interface PlanSite {
  /** The index of its district; −1 when it is not known. */
  readonly district: number
  /** Whether it stands in one of the 30% most deprived neighbourhoods; not known counts as no. */
  readonly mostDeprived30: boolean
  readonly mayBeCentre: boolean
  readonly mayBeZone: boolean
  /** What it costs in pounds a year as a Centre, as a Zone, and when the plan does not use it. */
  readonly cost: { readonly centre: number; readonly zone: number; readonly unused: number }
}

/** What a plan is to be best at. */
export type PlanAim =
  | { readonly kind: 'least-journey' }
  | { readonly kind: 'most-within'; readonly limit: number }
  | { readonly kind: 'least-worst' }

/**
 * The county's own problem: so many Centres and up to so many Zones together, chosen once for all areas.
 *
 * What counts of an area is (1 − zoneWorth) × its journey to the nearest Centre + zoneWorth × its journey to the
 * nearest Centre or Zone. With `least-journey` the sum over areas, each weighted, is least; with `least-worst` the
 * largest one of an area with a weight above 0 is least; with `most-within` the weights of areas whose nearest Centre
 * is within the limit, × (1 − zoneWorth), and of those whose nearest Centre or Zone is, × zoneWorth, add up to most.
 */
export interface CountyPlanProblem {
  /** For each site one array with the journey from every area; CANNOT_BE_REACHED where there is no way. */
  readonly journeys: readonly Float64Array[]
  /** How much each area counts: families, deprived ones counted more if so wished. At least 0. */
  readonly weights: Float64Array
  /** Families by area, each counted once. At least 0. */
  readonly families: Float64Array
  readonly sites: readonly PlanSite[]
  readonly districts: number
  readonly aim: PlanAim
  /** What a Zone is to a family beside a Centre, from 0 to 1. */
  readonly zoneWorth: number
  /** Exactly so many sites become Centres; those that are always open are not counted. */
  readonly centres: number
  /** At most so many become Zones. */
  readonly zones: number
  /** Centres beyond the county, which stay as they are, cost nothing and are not counted. */
  readonly alwaysOpen: readonly number[]
  readonly mustBeCentre: readonly number[]
  /** As a Centre or as a Zone. */
  readonly mustBeUsed: readonly number[]
  readonly mustNotBeUsed: readonly number[]
  /** Groups of sites that are used all or none. */
  readonly together: readonly (readonly number[])[]
  /** Each district gets a Centre. */
  readonly oneInEachDistrict: boolean
  /** The least share of the counted Centres that stand in the most deprived 30%, from 0 to 1; null: no such rule. */
  readonly deprivedShare: number | null
  /** The most that all sites together may cost, in pounds a year; null: no such rule. */
  readonly budget: number | null
  /**
   * At most `families` may have a nearest place (Centre, or Zone if a Zone is worth anything) further than `today` of
   * their area by more than `by`; null: no such rule.
   */
  readonly worse: { readonly today: Float64Array; readonly by: number; readonly families: number } | null
  /** Plans from which this one is to differ: at least `differ` of their Centres are no Centres here. */
  readonly unlike?: readonly { readonly centres: readonly number[]; readonly differ: number }[]
}

/** A rule of the county's own problem, as named in a conflict. */
export type CountyRule =
  | 'centres'
  | 'zones'
  | 'mustBeCentre'
  | 'mustBeUsed'
  | 'mustNotBeUsed'
  | 'together'
  | 'districts'
  | 'deprived'
  | 'budget'
  | 'worse'
  | 'unlike'
  | 'reach'

/** A plan for the county: `open` of the answer holds Centres and Zones together. */
export interface CountyPlanAnswer extends SitingAnswer {
  readonly centres: readonly number[]
  readonly zones: readonly number[]
  /** The smallest set of rules that cannot hold together; empty unless it cannot be done. */
  readonly conflict: readonly CountyRule[]
}
