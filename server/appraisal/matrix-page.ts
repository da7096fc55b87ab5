import {
  CRITERIA,
  criteriaMatrix,
  EQUAL_WEIGHTS,
  isUnknown,
  type CriteriaWeights,
  type CriterionNumber,
} from '../model/appraisal.ts'
import type { Site } from '../sites/index.ts'
import {
  writtenRange,
  type AppraisedState,
  type CriterionAppraisal,
  type RatingState,
  type SiteAppraisal,
} from './appraisal.ts'

/** One cell of the matrix. */
export interface MatrixCell {
  /** `3`, `2–3` or `0–4`. */
  readonly range: string
  readonly known: boolean
  /** For shading: the lower end, 0 to 4; null when not known. */
  readonly level: number | null
  readonly sortValue: number
  readonly disagree: boolean
  /** A gate at which the site fails, or may fail. */
  readonly gate: 'broken' | 'may be broken' | null
  /** After works: nobody rated it anew, so it stays as it is now. */
  readonly asNow: boolean
}

/** One site's row. */
export interface MatrixLine {
  readonly site: Pick<Site, 'id' | 'name'>
  readonly districtName: string
  readonly cells: readonly MatrixCell[]
  readonly gatesBroken: readonly string[]
  readonly gatesPossiblyBroken: readonly string[]
  /** Whole points from 0 to 100; null until weights are agreed. */
  readonly total: { readonly low: number; readonly high: number } | null
  /** Whole per cents of the weight with evidence. */
  readonly completeness: number
  readonly bestRank: number
  readonly worstRank: number
  /** After works, where works are proposed. */
  readonly afterWorks: {
    readonly total: { readonly low: number; readonly high: number } | null
    readonly costLow: number | null
    readonly costHigh: number | null
  } | null
  readonly disagreements: number
}

/** The matrix of sites and criteria. */
export interface MatrixPage {
  readonly lines: readonly MatrixLine[]
  readonly criteria: readonly {
    readonly number: CriterionNumber
    readonly name: string
    readonly gate: boolean
    readonly weight: string | null
  }[]
  readonly knownCells: number
  readonly cells: number
  readonly broken: number
  readonly possiblyBroken: number
  readonly disagreements: number
}

const shortGateNames: Readonly<Partial<Record<CriterionNumber, string>>> = {
  6: 'safety',
  7: 'SEND access',
}

/** Names that fit over a narrow column; each site's page has the whole ones. */
const columnNames: Readonly<Record<CriterionNumber, string>> = {
  1: 'Flexible access',
  2: 'Activity rooms',
  3: 'Confidential space',
  4: 'Staffed reception',
  5: 'Well used',
  6: 'Safe and secure',
  7: 'SEND access',
  8: 'Staff space',
}

/**
 * A gate in a few words.
 *
 * @param number - 6 or 7
 * @returns `safety` or `SEND access`
 */
export function gateName(number: CriterionNumber): string {
  return shortGateNames[number] ?? `criterion ${number}`
}

/**
 * A criterion's cell.
 *
 * @param number - the criterion
 * @param rated - what both assessors say
 * @param state - the site's state
 * @returns the cell
 */
export function matrixCell(
  number: CriterionNumber,
  rated: CriterionAppraisal,
  state: AppraisedState,
): MatrixCell {
  const known = !isUnknown(rated.range)
  return {
    range: known ? writtenRange(rated.range) : '0–4',
    known,
    level: known ? rated.range.low : null,
    sortValue: known ? rated.range.low * 10 + rated.range.high : -1,
    disagree: rated.state === 'differ',
    gate: state.gatesBroken.includes(number)
      ? 'broken'
      : state.gatesPossiblyBroken.includes(number)
        ? 'may be broken'
        : null,
    asNow: rated.asNow,
  }
}

/** What a site is that nobody has rated. */
export type AppraisalOf = (siteId: string) => SiteAppraisal

/**
 * The matrix of sites and criteria.
 *
 * @param sites - the sites, in order
 * @param appraisalOf - tells each site's appraisal
 * @param state - as it is now, or after works
 * @param weights - the agreed weights; null until there are some
 * @param districtName - tells a district's name
 * @returns the page's matrix
 */
export function matrixPage(
  sites: readonly Site[],
  appraisalOf: AppraisalOf,
  state: RatingState,
  weights: CriteriaWeights | null,
  districtName: (site: Site) => string,
): MatrixPage {
  const stateOf = (site: Site): AppraisedState => {
    const appraisal = appraisalOf(site.id)
    return state === 'current' ? appraisal.current : (appraisal.afterWorks ?? appraisal.current)
  }
  const matrix = criteriaMatrix(
    sites.map(site => ({ id: site.id, ratings: stateOf(site).ratings })),
    weights ?? EQUAL_WEIGHTS,
  )
  const lines = sites.map((site, at): MatrixLine => {
    const appraised = stateOf(site)
    const row = matrix.rows[at]
    const { afterWorks, works } = appraisalOf(site.id)
    const cells = CRITERIA.map(({ number }) => matrixCell(number, appraised.byCriterion[number], appraised))
    return {
      site: { id: site.id, name: site.name },
      districtName: districtName(site),
      cells,
      gatesBroken: appraised.gatesBroken.map(gateName),
      gatesPossiblyBroken: appraised.gatesPossiblyBroken.map(gateName),
      total: rounded(appraised.total),
      completeness: Math.round(row?.total.completeness ?? 0),
      bestRank: row?.bestRank ?? 1,
      worstRank: row?.worstRank ?? sites.length,
      afterWorks: afterWorks && {
        total: rounded(afterWorks.total),
        costLow: works?.costLow ?? null,
        costHigh: works?.costHigh ?? null,
      },
      disagreements: cells.filter(cell => cell.disagree).length,
    }
  })
  return {
    lines,
    criteria: CRITERIA.map(({ number, gate }) => ({
      number,
      name: columnNames[number],
      gate,
      weight: weights === null ? null : shareOf(weights, number),
    })),
    knownCells: matrix.known,
    cells: matrix.cells,
    broken: lines.filter(line => line.gatesBroken.length > 0).length,
    possiblyBroken: lines.filter(line => line.gatesBroken.length === 0 && line.gatesPossiblyBroken.length > 0)
      .length,
    disagreements: lines.reduce((sum, line) => sum + line.disagreements, 0),
  }
}

function shareOf(weights: CriteriaWeights, number: CriterionNumber): string {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0)
  const share = (100 * weights[number]) / sum
  return `${Number.isInteger(share) ? share : share.toFixed(1)}%`
}

/**
 * A total as whole points; the lower end down and the upper end up, so that the range never claims too much.
 *
 * @param total - from 0 to 100; null until weights are agreed
 * @returns whole points
 */
export function rounded(
  total: { readonly low: number; readonly high: number } | null,
): { readonly low: number; readonly high: number } | null {
  if (total === null) return null
  const [low, high] = [Math.round(total.low * 1e6) / 1e6, Math.round(total.high * 1e6) / 1e6]
  return low === high
    ? { low: Math.round(low), high: Math.round(low) }
    : { low: Math.floor(low), high: Math.ceil(high) }
}
