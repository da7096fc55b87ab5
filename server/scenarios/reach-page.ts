import type { ChangeTotals } from '../model/change.ts'
import type { ReachFigures } from '../model/reach.ts'
import type { PlacesCompared } from '../model/scenario-figures.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'

/** One measure of reach: today, with Centres alone, and with Centres and Zones. */
export interface ReachRow {
  readonly measure: string
  readonly now: string
  readonly centres: string
  readonly centresChange: string
  readonly both: string
  readonly bothChange: string
}

/** One district or decile, now and then. */
export interface GroupRow {
  readonly group: string
  readonly children: string
  readonly now: string
  readonly centres: string
  readonly both: string
  readonly withinNow: string
  readonly withinCentres: string
  readonly withinBoth: string
  readonly furtherCentres: string
  readonly furtherBoth: string
  /** Mean metres for the chart; null when there is none. */
  readonly meanNow: number | null
  readonly meanCentres: number | null
  readonly meanBoth: number | null
}

/**
 * The threshold that tables of groups show: 2,500 m where it is one of them, else the middle one.
 *
 * @param thresholds - metres, least first
 * @returns its place among them
 */
export function groupThreshold(thresholds: readonly number[]): number {
  const usual = thresholds.indexOf(2500)
  return usual >= 0 ? usual : Math.floor((thresholds.length - 1) / 2)
}

/**
 * Reach as a whole, today and then.
 *
 * @param figures - a scenario's figures
 * @returns a row for each measure
 */
export function reachRows({ prepared, centres, centresAndZones: both }: PlanFigures): ReachRow[] {
  const metres = (measure: string, of: (figures: ReachFigures) => number | null): ReachRow => {
    const [now, c, b] = [of(prepared.now.all), of(centres.then.all), of(both.then.all)]
    return {
      measure,
      now: metresOnly(now),
      centres: metresOnly(c),
      centresChange: changeOnly(now, c),
      both: metresOnly(b),
      bothChange: changeOnly(now, b),
    }
  }
  const within = prepared.inputs.settings.thresholds.map((limit, at): ReachRow => {
    const share = (figures: ReachFigures): number | null => figures.within[at]?.share ?? null
    const [now, c, b] = [share(prepared.now.all), share(centres.then.all), share(both.then.all)]
    return {
      measure: `Within ${f.metres(limit)}`,
      now: f.percent(now),
      centres: f.percent(c),
      centresChange: pointsInWords(now, c),
      both: f.percent(b),
      bothChange: pointsInWords(now, b),
    }
  })
  return [
    metres('Mean', reach => reach.mean),
    metres('Median', reach => reach.median),
    metres('90th percentile', reach => reach.p90),
    metres('Furthest neighbourhood', reach => reach.longest),
    ...within,
  ]
}

/**
 * The change of a distance as it is shown: between the figures as shown, so that a reader's own sum agrees.
 *
 * @param before - metres
 * @param after - metres
 * @returns such as `+120 m`; a dash when one of them is not known
 */
export function changeInWords(before: number | null, after: number | null): string {
  return f.metresChange(before === null || after === null ? null : tens(after) - tens(before))
}

function tens(metres: number): number {
  return Math.round(metres / 10) * 10
}

/**
 * Metres to the nearest ten without their unit, for a table whose caption has it.
 *
 * @param metres - metres
 * @returns such as `1,230`; a dash when it is not known
 */
export function metresOnly(metres: number | null | undefined): string {
  return f.metres(metres).replace(' m', '')
}

/**
 * A change of distance without its unit, for a table whose caption has it.
 *
 * @param before - metres
 * @param after - metres
 * @returns such as `+120`; a dash when one of them is not known
 */
export function changeOnly(before: number | null, after: number | null): string {
  return changeInWords(before, after).replace(' m', '')
}

function pointsInWords(before: number | null, after: number | null): string {
  if (before === null || after === null) return '–'
  const points = Math.round(after * 100) - Math.round(before * 100)
  return points === 0 ? 'no change' : `${points > 0 ? '+' : '−'}${Math.abs(points)} points`
}

/**
 * Reach by group, today and then.
 *
 * @param groups - key and name of each group, in the order to show
 * @param centres - with Centres alone
 * @param both - with Centres and Zones
 * @param by - which grouping
 * @param threshold - place of the threshold whose shares are shown
 * @param notKnown - name of the row for whoever's group is not known
 * @returns a row for each group that has neighbourhoods
 */
export function groupRows(
  groups: readonly (readonly [string, string])[],
  centres: PlacesCompared,
  both: PlacesCompared,
  by: 'byDistrict' | 'byDecile',
  threshold: number,
  notKnown: string,
): GroupRow[] {
  const changeOf = by === 'byDistrict' ? 'changeByDistrict' : 'changeByDecile'
  const row = (
    group: string,
    now: ReachFigures | null | undefined,
    c: ReachFigures | null | undefined,
    b: ReachFigures | null | undefined,
    changeC: ChangeTotals | null | undefined,
    changeB: ChangeTotals | null | undefined,
  ): GroupRow[] => {
    if (!now || !c || !b) return []
    return [
      {
        group,
        children: f.number(Math.round(now.families)),
        now: metresOnly(now.mean),
        centres: metresOnly(c.mean),
        both: metresOnly(b.mean),
        withinNow: f.percent(now.within[threshold]?.share),
        withinCentres: f.percent(c.within[threshold]?.share),
        withinBoth: f.percent(b.within[threshold]?.share),
        furtherCentres: f.number(changeC ? Math.round(changeC.further) : null),
        furtherBoth: f.number(changeB ? Math.round(changeB.further) : null),
        meanNow: now.mean,
        meanCentres: c.mean,
        meanBoth: b.mean,
      },
    ]
  }
  return [
    ...groups.flatMap(([key, name]) =>
      row(
        name,
        centres.now[by].groups.get(key),
        centres.then[by].groups.get(key),
        both.then[by].groups.get(key),
        centres[changeOf].groups.get(key),
        both[changeOf].groups.get(key),
      ),
    ),
    ...row(
      notKnown,
      centres.now[by].groupNotKnown,
      centres.then[by].groupNotKnown,
      both.then[by].groupNotKnown,
      centres[changeOf].groupNotKnown,
      both[changeOf].groupNotKnown,
    ),
  ]
}

/**
 * A decile in words.
 *
 * @param decile - 1 to 10
 * @returns such as `1 (most deprived)`
 */
export function decileName(decile: number): string {
  return decile === 1 ? '1 (most deprived)' : decile === 10 ? '10 (least deprived)' : String(decile)
}
