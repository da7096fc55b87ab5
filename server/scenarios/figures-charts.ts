import { curvePoints } from '../model/reach.ts'
import type { ReachTable } from '../model/scenario-figures.ts'
import { familiesWithin } from '../model/weighted.ts'
import { curveChart, dumbbellChart } from '../platform/charts/index.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'
import { wordsFor, type JourneyWords } from './journey-words.ts'
import { groupThreshold, type GroupRow } from './reach-page.ts'

/** A chart and what stands above it: the finding, then the measure and the base. */
export interface FigureChart {
  readonly heading: string
  readonly subtitle: string
  readonly svg: string
}

/** A scenario's charts; the same figures stand in the tables beside them. Null where nothing is known. */
export interface FigureCharts {
  readonly districts: FigureChart | null
  readonly deciles: FigureChart | null
  readonly curve: FigureChart | null
  /** Points of the curve for those who cannot see it: distance, and the share of children within it. */
  readonly curveRows: readonly (readonly [string, string, string, string])[]
}

/** Further points of the curve for those who cannot see it, beside the thresholds: metres, minutes. */
const furtherPoints = {
  metres: [500, 1500, 2000, 3000, 4000, 7500, 10_000],
  seconds: [5, 10, 15, 20, 30, 45, 60, 90].map(minutes => minutes * 60),
} as const

/**
 * Draws a scenario's charts.
 *
 * @param figures - the figures
 * @param districts - its table by district
 * @param deciles - its table by decile
 * @returns the charts
 */
export function figureCharts(
  figures: PlanFigures,
  districts: readonly GroupRow[],
  deciles: readonly GroupRow[],
): FigureCharts {
  const { limits } = figures.prepared.figureInputs
  const tables = [figures.prepared.now, figures.centres.then, figures.centresAndZones.then]
  const words = wordsFor(figures.prepared.basis.unit)
  const base = `Base: ${f.number(Math.round(figures.prepared.now.all.families))} children 0–4.`
  return {
    districts: dumbbells('districts', districts, districtFinding(districts, words), base, words),
    deciles: dumbbells('deciles', deciles, decileFinding(deciles, words), base, words),
    curve: curve(figures, base, words),
    curveRows: [...new Set([...limits, ...furtherPoints[words.unit]])]
      .sort((a, b) => a - b)
      .map(limit => [
        words.say(limit),
        ...(tables.map(table => f.percent(shareWithin(table, limit))) as [string, string, string]),
      ]),
  }
}

function curve(figures: PlanFigures, base: string, words: JourneyWords): FigureChart | null {
  const { limits } = figures.prepared.figureInputs
  const [today, centres, both] = [figures.prepared.now, figures.centres.then, figures.centresAndZones.then]
  // Curves that lie on one another are drawn once.
  const wanted = [
    { label: 'Today', table: today },
    ...(same(both, today) ? [] : [{ label: 'Centres or Zones', table: both }]),
    ...(same(centres, both) || same(centres, today) ? [] : [{ label: 'Centres only', table: centres }]),
  ]
  const scale = axisScale(words)
  const within = words.unit === 'seconds' ? 'time' : 'distance'
  const series = wanted
    .map(({ label, table }) => ({
      label,
      points: curvePoints(table.curve, 100).map(({ upTo, share }) => [upTo / scale, share] as const),
    }))
    .filter(({ points }) => points.length >= 2)
  if (series.length === 0) return null
  const heading = curveFinding(figures, series.length > 1, words)
  const subtitle = `Share of children within each ${within} of the nearest place. ${base}`
  const end = curveEnd(figures)
  const svg = curveChart({
    id: 'curve',
    title: heading,
    description: `${subtitle} ${figures.prepared.basis.method}.`,
    series,
    xLabel: `${words.units} to the nearest place`,
    yLabel: `Children 0–4 within that ${within}`,
    yMax: 1,
    xMax: end / scale,
    writeX: value => f.number(value),
    writeY: value => f.percent(value),
    markers: limits
      .filter(limit => limit <= end)
      .map(limit => ({ x: limit / scale, label: words.say(limit) })),
    height: 220,
  })
  return { heading, subtitle, svg }
}

/** Axes count metres, or minutes. */
function axisScale(words: JourneyWords): number {
  return words.unit === 'seconds' ? 60 : 1
}

function onAxis(value: number | null, words: JourneyWords): number | null {
  return value === null ? null : value / axisScale(words)
}

function same(one: ReachTable, other: ReachTable): boolean {
  if (one === other) return true
  const [a, b] = [one.nearest.value, other.nearest.value]
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

function shareWithin({ curve }: ReachTable, limit: number): number | null {
  return curve.families > 0 ? familiesWithin(curve, limit) / curve.families : null
}

/** Where the curve ends: at the furthest tenth's last figure, or a little beyond the last threshold. */
function curveEnd(figures: PlanFigures): number {
  const ends = [figures.prepared.now, figures.centres.then, figures.centresAndZones.then].map(
    table => table.all.p90 ?? 0,
  )
  const last = figures.prepared.figureInputs.limits.at(-1) ?? 0
  const round = figures.prepared.basis.unit === 'seconds' ? 600 : 1000
  return Math.ceil((Math.max(...ends, last) * 1.25) / round) * round
}

function dumbbells(
  id: string,
  rows: readonly GroupRow[],
  heading: string,
  base: string,
  words: JourneyWords,
): FigureChart | null {
  const known = rows.filter(row => row.meanNow !== null || row.meanBoth !== null)
  if (known.length === 0) return null
  const subtitle = `Mean ${words.noun} to the nearest Centre or Zone, today and in this scenario. ${base}`
  const svg = dumbbellChart({
    id,
    title: heading,
    description: subtitle,
    rows: known.map(row => ({
      label: row.group,
      before: onAxis(row.meanNow, words),
      after: onAxis(row.meanBoth, words),
    })),
    write: value => words.say(value * axisScale(words)),
    beforeWord: 'today',
    afterWord: 'in this scenario',
    axisLabel: `Mean ${words.units.toLowerCase()} to the nearest Centre or Zone`,
  })
  return { heading, subtitle, svg }
}

function furthest(rows: readonly GroupRow[]): { row: GroupRow; by: number } | null {
  let most: { row: GroupRow; by: number } | null = null
  for (const row of rows) {
    if (row.meanNow === null || row.meanBoth === null) continue
    const by = row.meanBoth - row.meanNow
    if (most === null || by > most.by) most = { row, by }
  }
  return most
}

function districtFinding(rows: readonly GroupRow[], words: JourneyWords): string {
  const most = furthest(rows)
  if (most === null || most.by < words.step / 2)
    return 'No district is further from a Centre or Zone on average'
  return `Children in ${most.row.group} are ${words.say(most.by)} further away on average`
}

function decileFinding(rows: readonly GroupRow[], words: JourneyWords): string {
  const most = furthest(rows)
  if (most === null || most.by < words.step / 2)
    return 'No tenth of deprivation is further from a Centre or Zone on average'
  const tenth = most.row.group.replace(/^(\d+).*$/, 'decile $1')
  return `Children in ${tenth} are ${words.say(most.by)} further away on average, the most of all`
}

function curveFinding(figures: PlanFigures, changes: boolean, words: JourneyWords): string {
  const { basis, figureInputs } = figures.prepared
  const { limits } = figureInputs
  const at = basis.unit === 'metres' ? Math.max(0, limits.indexOf(2500)) : groupThreshold(limits, basis.mode)
  const limit = words.say(limits[at])
  const now = f.percent(figures.prepared.now.all.within[at]?.share)
  if (!changes) return `${now} of children live within ${limit} of a centre`
  const then = f.percent(figures.centresAndZones.then.all.within[at]?.share)
  return `${then} of children would live within ${limit} of a Centre or Zone; today it is ${now}`
}
