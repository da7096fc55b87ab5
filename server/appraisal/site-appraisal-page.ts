import { CRITERIA, isUnknown, type CriterionNumber } from '../model/appraisal.ts'
import type { SiteFile } from '../sites/index.ts'
import {
  writtenRange,
  type AppraisedState,
  type Assessor,
  type AssessorPlace,
  type CriterionAppraisal,
  type Rating,
  type RatingState,
  type SiteAppraisal,
} from './appraisal.ts'
import { gateName, matrixCell, rounded, type MatrixCell } from './matrix-page.ts'

/** What one state of one criterion says. */
export interface CriterionLine {
  readonly state: RatingState
  /** Each assessor's rating, `–` for none, `hidden` until the viewer has given their own. */
  readonly first: string
  readonly second: string
  readonly together: MatrixCell
  readonly agreement: string | null
  readonly evidence: readonly EvidenceLine[]
  readonly asNow: boolean
}

/** Evidence that one assessor gave. */
export interface EvidenceLine {
  readonly by: string
  readonly range: string
  readonly measure: string | null
  readonly note: string | null
  readonly date: string | null
  readonly file: SiteFile | null
  readonly recordedAt: string
}

/** One criterion of a site. */
export interface CriterionBlock {
  readonly number: CriterionNumber
  readonly title: string
  readonly gate: boolean
  readonly now: CriterionLine
  readonly after: CriterionLine | null
}

/** A site's ratings. */
export interface SiteAppraisalPage {
  readonly blocks: readonly CriterionBlock[]
  readonly now: StateSummary
  readonly after: StateSummary | null
  readonly assessors: Readonly<Record<AssessorPlace, Assessor | null>>
  /** The viewer's place; null when they have none. */
  readonly ownPlace: AssessorPlace | null
}

/** What a state comes to. */
export interface StateSummary {
  readonly total: { readonly low: number; readonly high: number } | null
  readonly completeness: number | null
  readonly gatesBroken: readonly string[]
  readonly gatesPossiblyBroken: readonly string[]
}

/** What the page is made of. */
export interface SiteAppraisalInput {
  /** As the viewer may see it. */
  readonly appraisal: SiteAppraisal
  /** All ratings in force; only whether they exist is shown of those that the viewer may not see yet. */
  readonly ratings: readonly Rating[]
  readonly assessors: readonly Assessor[]
  readonly files: readonly SiteFile[]
  readonly viewerId: string | null
}

/**
 * A site's ratings as its page shows them.
 *
 * @param input - the ratings, assessors and files
 * @returns a block for each criterion, and what the states come to
 */
export function siteAppraisalPage(input: SiteAppraisalInput): SiteAppraisalPage {
  const { appraisal, assessors } = input
  const { current, afterWorks } = appraisal
  const holder = (place: AssessorPlace): Assessor | null => assessors.find(one => one.place === place) ?? null
  return {
    blocks: CRITERIA.map(({ number, name, gate }) => ({
      number,
      title: name,
      gate,
      now: lineOf(input, 'current', number, current),
      after: afterWorks && lineOf(input, 'after-works', number, afterWorks),
    })),
    now: summaryOf(current),
    after: afterWorks && summaryOf(afterWorks),
    assessors: { first: holder('first'), second: holder('second') },
    ownPlace:
      assessors.find(one => one.accountId !== null && one.accountId === input.viewerId)?.place ?? null,
  }
}

function summaryOf(state: AppraisedState): StateSummary {
  return {
    total: rounded(state.total),
    completeness: state.completeness === null ? null : Math.round(state.completeness),
    gatesBroken: state.gatesBroken.map(gateName),
    gatesPossiblyBroken: state.gatesPossiblyBroken.map(gateName),
  }
}

function lineOf(
  input: SiteAppraisalInput,
  state: RatingState,
  number: CriterionNumber,
  appraised: AppraisedState,
): CriterionLine {
  const rated = appraised.byCriterion[number]
  const said = (place: AssessorPlace): string => {
    const shown = rated.asNow ? null : rated[place]
    if (shown) return writtenRange(shown)
    const kept = input.ratings.some(
      one => one.state === state && one.criterion === number && one.assessor === place,
    )
    return kept && !rated.asNow ? 'hidden' : '–'
  }
  return {
    state,
    first: said('first'),
    second: said('second'),
    together: matrixCell(number, rated, appraised),
    agreement: agreementOf(rated),
    evidence: rated.asNow ? [] : evidenceOf(rated, input.files),
    asNow: rated.asNow,
  }
}

function agreementOf(rated: CriterionAppraisal): string | null {
  if (rated.asNow || rated.state === 'none' || rated.state === 'one') return null
  if (rated.state === 'agree') return 'Agree'
  return rated.apart > 0
    ? `Differ by ${rated.apart} ${rated.apart === 1 ? 'level' : 'levels'}`
    : 'Differ, but overlap'
}

function evidenceOf(rated: CriterionAppraisal, files: readonly SiteFile[]): EvidenceLine[] {
  return [rated.first, rated.second].flatMap(rating => {
    if (rating === null) return []
    const file = files.find(one => one.id === rating.evidenceFileId) ?? null
    return [
      {
        by: raterName(rating),
        range: writtenRange(rating),
        measure: rating.measure,
        note: rating.evidenceNote,
        date: rating.evidenceDate,
        file,
        recordedAt: rating.recordedAt,
      },
    ]
  })
}

/**
 * The levels that a rating ticks in its form.
 *
 * @param rating - the rating; null for none yet
 * @returns values of the ticked boxes
 */
export function tickedLevels(rating: Rating | null): string[] {
  if (rating === null) return []
  if (isUnknown(rating)) return ['unknown']
  return [0, 1, 2, 3, 4].filter(level => level >= rating.low && level <= rating.high).map(String)
}

/**
 * Who gave a rating.
 *
 * @param rating - the rating
 * @returns such as `First assessor, A planner`; the place alone where ratings were brought without names
 */
export function raterName(rating: Pick<Rating, 'assessor' | 'accountName'>): string {
  const place = rating.assessor === 'first' ? 'First assessor' : 'Second assessor'
  return rating.accountName === place ? place : `${place}, ${rating.accountName}`
}
