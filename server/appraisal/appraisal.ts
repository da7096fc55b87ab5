import {
  combineAssessors,
  CRITERIA,
  gatesBroken,
  isUnknown,
  weightedTotal,
  type CombinedRating,
  type CriteriaWeights,
  type CriterionNumber,
  type Level,
  type RatingRange,
  type SiteRatings,
} from '../model/appraisal.ts'

/** Whether a rating is of the site as it is, or as it would be after works. */
export const ratingStates = ['current', 'after-works'] as const

/** Whether a rating is of the site as it is, or as it would be after works. */
export type RatingState = (typeof ratingStates)[number]

/** States in words. */
export const ratingStateNames: Readonly<Record<RatingState, string>> = {
  current: 'As it is now',
  'after-works': 'After works',
}

/** The two people who rate a site, each alone. */
export const assessorPlaces = ['first', 'second'] as const

/** The two people who rate a site, each alone. */
export type AssessorPlace = (typeof assessorPlaces)[number]

/** One assessor's rating of one criterion of a site. */
export interface Rating extends RatingRange {
  readonly id: string
  readonly siteId: string
  readonly criterion: CriterionNumber
  readonly state: RatingState
  readonly assessor: AssessorPlace
  /** What was measured, such as `24 hours a week`. */
  readonly measure: string | null
  readonly evidenceNote: string | null
  /** A file of the site. */
  readonly evidenceFileId: string | null
  /** When the evidence is of, `YYYY-MM-DD`. */
  readonly evidenceDate: string | null
  /** null when it was brought from elsewhere. */
  readonly accountId: string | null
  readonly accountName: string
  /** ISO UTC. */
  readonly recordedAt: string
  /** null while it is in force. */
  readonly replacedAt: string | null
}

/** Works that would raise a site's ratings. */
export interface Works {
  readonly description: string
  /** Whole pounds; null is not known. */
  readonly costLow: number | null
  /** Whole pounds; null is not known. */
  readonly costHigh: number | null
  /** Where the cost comes from. */
  readonly costBasis: string | null
  readonly recordedAt: string
  readonly recordedBy: string
}

/** How much each criterion counts, as agreed. */
export interface Weighting {
  readonly id: string
  readonly weights: CriteriaWeights
  /** `YYYY-MM-DD` */
  readonly agreedOn: string
  readonly agreedBy: string
  readonly reason: string
  readonly recordedAt: string
  readonly recordedBy: string
}

/** What both assessors say of one criterion. */
export interface CriterionAppraisal extends CombinedRating {
  readonly first: Rating | null
  readonly second: Rating | null
  /** After works only: nobody rated it anew, so it stays as it is now. */
  readonly asNow: boolean
}

/** A site appraised in one state. */
export interface AppraisedState {
  /** The combined ratings; a criterion without evidence is absent. */
  readonly ratings: SiteRatings
  readonly byCriterion: Readonly<Record<CriterionNumber, CriterionAppraisal>>
  /** Gates (6 and 7) at which it fails, whatever the rest. */
  readonly gatesBroken: readonly CriterionNumber[]
  /** Gates at which it may fail. */
  readonly gatesPossiblyBroken: readonly CriterionNumber[]
  /** From 0 to 100, as the evidence leaves it; null until weights are agreed. */
  readonly total: { readonly low: number; readonly high: number } | null
  /** Share of the weight, from 0 to 100, of criteria with evidence; null until weights are agreed. */
  readonly completeness: number | null
}

/** A site's appraisal. */
export interface SiteAppraisal {
  readonly siteId: string
  readonly current: AppraisedState
  /** null where no works are proposed and nothing was rated after works. */
  readonly afterWorks: AppraisedState | null
  readonly works: Works | null
}

/**
 * Puts a site's ratings together.
 *
 * @param siteId - the site
 * @param ratings - ratings in force, of this site only
 * @param works - proposed works; null for none
 * @param weights - agreed weights; null when there are none yet
 * @returns the appraisal
 */
export function appraise(
  siteId: string,
  ratings: readonly Rating[],
  works: Works | null,
  weights: CriteriaWeights | null,
): SiteAppraisal {
  const current = stateOf(ratings, 'current', weights)
  const rated = ratings.some(rating => rating.state === 'after-works')
  return {
    siteId,
    current,
    afterWorks: works !== null || rated ? stateOf(ratings, 'after-works', weights, current) : null,
    works,
  }
}

function stateOf(
  ratings: readonly Rating[],
  state: RatingState,
  weights: CriteriaWeights | null,
  asNow?: AppraisedState,
): AppraisedState {
  const byCriterion = Object.fromEntries(
    CRITERIA.map(({ number }) => {
      const by = (place: AssessorPlace): Rating | null =>
        ratings.find(one => one.criterion === number && one.state === state && one.assessor === place) ?? null
      const [first, second] = [by('first'), by('second')]
      // Works that nobody has rated for a criterion leave it as it is.
      if (asNow && first === null && second === null) {
        return [number, { ...asNow.byCriterion[number], asNow: true }]
      }
      // Only the levels: whoever reads a site's ratings has no use for the rest of the record.
      const combined = combineAssessors(first && levelsOf(first), second && levelsOf(second))
      return [number, { ...combined, first, second, asNow: false }]
    }),
  ) as Record<CriterionNumber, CriterionAppraisal>
  const known = CRITERIA.filter(({ number }) => !isUnknown(byCriterion[number].range))
  const together: SiteRatings = Object.fromEntries(
    known.map(({ number }) => [number, byCriterion[number].range]),
  )
  const gates = gatesBroken(together)
  const total = weights === null ? null : weightedTotal(together, weights)
  return {
    ratings: together,
    byCriterion,
    gatesBroken: gates.definitely,
    gatesPossiblyBroken: gates.possibly,
    total: total && { low: total.low, high: total.high },
    completeness: total && total.completeness,
  }
}

function levelsOf({ low, high }: RatingRange): RatingRange {
  return { low, high }
}

/**
 * A rating in words.
 *
 * @param range - the rating
 * @returns such as `3`, `2–3`, or `0–4 not known`
 */
export function writtenRange(range: { readonly low: Level; readonly high: Level }): string {
  if (isUnknown(range)) return '0–4 not known'
  return range.low === range.high ? String(range.low) : `${range.low}–${range.high}`
}

/** Who rates a site. */
export interface Assessor {
  readonly siteId: string
  readonly place: AssessorPlace
  /** null for somebody whose account is gone. */
  readonly accountId: string | null
  readonly name: string
  readonly since: string
}

/**
 * What a person may see of a site's ratings. Each assessor rates alone: the other's rating of a criterion shows only
 * when they have given their own.
 *
 * @param ratings - ratings of one site
 * @param assessors - the site's assessors
 * @param viewerId - account of the person who looks
 * @returns the ratings that they may see, in the same order
 */
export function visibleRatings(
  ratings: readonly Rating[],
  assessors: readonly Assessor[],
  viewerId: string | null,
): Rating[] {
  const place = viewerId === null ? undefined : assessors.find(one => one.accountId === viewerId)?.place
  if (place === undefined) return [...ratings]
  const own = new Set(
    ratings
      .filter(one => one.assessor === place && one.accountId === viewerId && one.replacedAt === null)
      .map(one => `${one.state} ${one.criterion}`),
  )
  return ratings.filter(one => one.assessor === place || own.has(`${one.state} ${one.criterion}`))
}
