import { reachCurve } from '../model/reach.ts'
import { curveChart, dumbbellChart } from '../platform/charts/index.ts'
import { format as f } from '../platform/format.ts'
import type { PlanFigures } from './figures.ts'
import type { GroupRow } from './figures-page.ts'

/** A scenario's charts as SVG; the same figures stand in the tables beside them. */
export interface FigureCharts {
  readonly districts: string
  readonly deciles: string
  readonly curve: string
  /** Points of the curve for those who cannot see it: distance, and the share of children within it. */
  readonly curveRows: readonly (readonly [string, string, string, string])[]
}

const metres = (value: number): string => f.metres(value)

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
  const { weights, limits } = figures.prepared.figureInputs
  const [now, centres, both] = [
    figures.prepared.now.nearest.value,
    figures.centres.then.nearest.value,
    figures.centresAndZones.then.nearest.value,
  ]
  const series = [
    { label: 'Today', values: now },
    { label: 'Centres or Zones', values: both },
    { label: 'Centres only', values: centres },
  ].map(({ label, values }) => ({
    label,
    points: reachCurve(values, weights, 40).map(({ upTo, share }) => [upTo, share] as const),
  }))
  const drawn = series.filter(({ points }) => points.length >= 2)
  const base = f.number(Math.round(figures.prepared.now.all.families))
  return {
    districts: dumbbells('districts', districts, districtFinding(districts)),
    deciles: dumbbells('deciles', deciles, decileFinding(deciles)),
    curve:
      drawn.length === 0
        ? ''
        : curveChart({
            id: 'curve',
            title: curveFinding(figures),
            description: `Share of children 0–4 (base ${base}) by distance to the nearest place. ${figures.prepared.inputs.travel.method}.`,
            series: drawn,
            xLabel: 'Metres to the nearest place',
            yLabel: 'Children 0–4 within that distance',
            yMax: 1,
            xMax: curveEnd(figures),
            writeX: value => f.number(value),
            writeY: value => f.percent(value),
            markers: limits
              .map(limit => ({ x: limit, label: f.metres(limit) }))
              .filter(({ x }) => x <= curveEnd(figures)),
            height: 220,
          }),
    curveRows: [...new Set([...limits, 500, 1500, 2000, 3000, 4000, 7500, 10_000])]
      .sort((a, b) => a - b)
      .map(limit => [
        f.metres(limit),
        ...([now, centres, both].map(values => f.percent(shareWithin(values, weights, limit))) as [
          string,
          string,
          string,
        ]),
      ]),
  }
}

function shareWithin(values: Float64Array, weights: Float64Array, limit: number): number | null {
  let [within, all] = [0, 0]
  values.forEach((value, at) => {
    const weight = weights[at] ?? NaN
    if (Number.isNaN(value) || Number.isNaN(weight)) return
    all += weight
    if (value <= limit) within += weight
  })
  return all > 0 ? within / all : null
}

/** Where the curve ends: at the furthest tenth's last figure, or a little beyond the last threshold. */
function curveEnd(figures: PlanFigures): number {
  const ends = [figures.prepared.now, figures.centres.then, figures.centresAndZones.then].map(
    table => table.all.p90 ?? 0,
  )
  const last = figures.prepared.figureInputs.limits.at(-1) ?? 0
  return Math.ceil((Math.max(...ends, last) * 1.25) / 1000) * 1000
}

function dumbbells(id: string, rows: readonly GroupRow[], title: string): string {
  const known = rows.filter(row => row.meanNow !== null || row.meanBoth !== null)
  if (known.length === 0) return ''
  return dumbbellChart({
    id,
    title,
    description: 'Mean distance of children 0–4 to the nearest Centre or Zone, today and in the scenario.',
    rows: known.map(row => ({ label: row.group, before: row.meanNow, after: row.meanBoth })),
    write: metres,
    beforeWord: 'today',
    afterWord: 'in this scenario',
    axisLabel: 'Mean metres to the nearest Centre or Zone',
  })
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

function districtFinding(rows: readonly GroupRow[]): string {
  const most = furthest(rows)
  if (most === null || most.by < 5) return 'No district is further from a Centre or Zone on average'
  return `Children in ${most.row.group} are ${f.metres(most.by)} further away on average`
}

function decileFinding(rows: readonly GroupRow[]): string {
  const most = furthest(rows)
  if (most === null || most.by < 5)
    return 'No tenth of deprivation is further from a Centre or Zone on average'
  const tenth = most.row.group.replace(/^(\d+).*$/, 'decile $1')
  return `Children in ${tenth} are ${f.metres(most.by)} further away on average, the most of all`
}

function curveFinding(figures: PlanFigures): string {
  const { limits } = figures.prepared.figureInputs
  const at = Math.max(0, limits.indexOf(2500))
  const limit = limits[at]
  const now = figures.prepared.now.all.within[at]?.share
  const then = figures.centresAndZones.then.all.within[at]?.share
  return `${f.percent(then)} of children would live within ${f.metres(limit)} of a Centre or Zone; today it is ${f.percent(now)}`
}
