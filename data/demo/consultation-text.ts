import type { DistrictPlan } from './gazetteer.ts'

/** A day counted from the one on which the demonstration is loaded; with a weekday, the first such day from there on. */
export interface RelativeDay {
  readonly day: number
  /** 1 Monday to 7 Sunday. */
  readonly weekday?: number
}

/** A moment in local time on a relative day. */
export interface RelativeMoment extends RelativeDay {
  /** `HH:MM` */
  readonly time: string
}

/** A proposal about one district, most about one building. */
export interface ProposalText {
  readonly title: string
  /** Said first; empty when nothing is lost. */
  readonly whatIsLost: string
  readonly whatChanges: string
  /** The number of a children's centre, the name of another site, or null where it is about no single building. */
  readonly about: number | string | null
}

/** A session where people can talk to the council's staff. */
export interface SessionText {
  readonly when: RelativeDay
  readonly starts: string
  readonly ends: string
  /** The number of a children's centre, or the name of another site. */
  readonly at: number | string
  readonly access: string
  readonly languages: string
}

/** What one district is told and asked. */
export interface DistrictText {
  readonly district: DistrictPlan['key']
  readonly slug: string
  readonly whatIsLost: string
  readonly whatIsProposed: string
  readonly proposals: readonly ProposalText[]
  readonly sessions: readonly SessionText[]
}
