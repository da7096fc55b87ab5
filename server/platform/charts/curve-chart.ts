import { scaleLinear } from 'd3-scale'
import { line as pathOf } from 'd3-shape'
import { across, drawing, line, plainNumber, text, topOf, widthOf, type ChartWords } from './svg.ts'

/** One curve. */
export interface Curve {
  readonly label: string
  /** x and y, x ascending; at least two points. */
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** Curves over one axis, such as families against distance. */
export interface CurveChart extends ChartWords {
  readonly series: readonly Curve[]
  readonly xLabel: string
  readonly yLabel: string
  /** Thresholds: a line down at `x`, with its words. */
  readonly markers?: readonly { readonly x: number; readonly label: string }[]
  /** Where the axis begins; 0 unless given. */
  readonly xMin?: number
  readonly xMax?: number
  readonly yMax?: number
  readonly writeX?: (value: number) => string
  readonly writeY?: (value: number) => string
  /** Pixels. */
  readonly height?: number
}

const narrowest = 288
const paints = [
  { className: 's-line-a', stroke: '#0f5c5c', dash: '' },
  { className: 's-line-b', stroke: '#b4441c', dash: '7 4' },
  { className: 's-line-c', stroke: '#55565c', dash: '2 3' },
]

function heightAt(curve: Curve, x: number): number | null {
  const after = curve.points.findIndex(([at]) => at >= x)
  const [x2, y2] = curve.points[after] ?? []
  if (x2 === undefined || y2 === undefined) return null
  const [x1, y1] = curve.points[after - 1] ?? [x2, y2]
  if (x1 > x) return null
  return x2 === x1 ? y2 : y1 + ((y2 - y1) * (x - x1)) / (x2 - x1)
}

/** Where the curves stand furthest apart, so that their names stand clear of one another. */
function widestPlace(series: readonly Curve[], xLow: number, xTop: number): number {
  let best = { x: (xLow + xTop) / 2, apart: -1 }
  for (let step = 4; step <= 15; step += 1) {
    const x = xLow + ((xTop - xLow) * step) / 20
    const heights = series.map(curve => heightAt(curve, x)).filter(height => height !== null)
    if (heights.length < series.length) continue
    const sorted = heights.sort((a, b) => a - b)
    const gaps = sorted.slice(1).map((height, at) => height - (sorted[at] ?? height))
    const apart = gaps.length === 0 ? 0 : Math.min(...gaps)
    if (apart > best.apart) best = { x, apart }
  }
  return best.x
}

/**
 * Curves with their names on them, both axes from zero unless the one across begins elsewhere, and thresholds as upright
 * lines.
 *
 * @param chart - the words, the curves (the first drawn solid, the second dashed) and the thresholds
 * @returns SVG
 * @throws {RangeError} when a value is below zero
 */
export function curveChart(chart: CurveChart): string {
  const { series, markers = [], xMin = 0, writeX = plainNumber, writeY = plainNumber, height = 260 } = chart
  const xTop = topOf(
    series.flatMap(({ points }) => points.map(([x]) => x)),
    chart.xMax,
  )
  const yTop = topOf(
    series.flatMap(({ points }) => points.map(([, y]) => y)),
    chart.yMax,
  )
  const top = 32 + markers.length * 17
  const bottom = top + height
  const x = scaleLinear([xMin, xTop], [0, 0.985])
  const y = scaleLinear([0, yTop], [bottom, top + 6])

  const marks: string[] = [text(chart.yLabel, { x: 0, y: 14, size: 13, bold: true })]
  for (const tick of y.ticks(4)) {
    const zero = tick === 0
    marks.push(
      line(
        0,
        y(tick),
        1,
        y(tick),
        zero ? 'class="s-axis" stroke="#55565c"' : 'class="s-rule" stroke="#cfcac0"',
      ),
    )
    if (!zero)
      marks.push(
        text(writeY(tick), {
          x: 0,
          y: y(tick) - 4,
          size: 12,
          className: 's-quiet',
          fill: '#55565c',
          halo: true,
        }),
      )
  }
  for (const tick of x.ticks(4)) {
    const place = x(tick)
    const anchor = place < 0.05 ? 'start' : place > 0.9 ? 'end' : 'middle'
    marks.push(
      line(place, bottom, place, bottom + 5, 'class="s-axis" stroke="#55565c"'),
      text(writeX(tick), {
        x: place,
        y: bottom + 19,
        anchor,
        size: 12,
        className: 's-quiet',
        fill: '#55565c',
      }),
    )
  }
  marks.push(text(chart.xLabel, { x: 1, y: bottom + 38, anchor: 'end', size: 13 }))

  markers.forEach((marker, at) => {
    const place = x(Math.min(marker.x, xTop))
    const foot = 22 + (at + 1) * 17
    const toTheLeft = place * narrowest + widthOf(marker.label, 12) + 6 > narrowest
    marks.push(
      line(place, foot - 10, place, bottom, 'class="s-axis" stroke="#55565c" stroke-dasharray="4 3"'),
      text(marker.label, {
        x: place,
        dx: toTheLeft ? -5 : 5,
        y: foot,
        anchor: toTheLeft ? 'end' : 'start',
        size: 12,
        halo: true,
      }),
    )
  })

  // Only the curves are stretched to the width of the page; the pen that draws them is not.
  const stretched = scaleLinear([xMin, xTop], [0, 1000])
  const pen = pathOf<readonly [number, number]>(
    ([at]) => Number(stretched(at).toFixed(1)),
    ([, value]) => Number(y(value).toFixed(1)),
  )
  const drawn = series.map((curve, at) => {
    const paint = paints[at % paints.length] ?? paints[0]
    const dash = paint?.dash === '' || paint === undefined ? '' : ` stroke-dasharray="${paint.dash}"`
    const within = curve.points.filter(([at]) => at <= xTop)
    return `<path d="${pen(within) ?? ''}" fill="none" class="${paint?.className ?? ''}" stroke="${paint?.stroke ?? ''}" stroke-width="3" stroke-linejoin="round" vector-effect="non-scaling-stroke"${dash}/>`
  })
  marks.push(
    `<svg x="0" y="0" width="${across(0.985)}" height="${bottom + 4}" viewBox="0 0 1000 ${bottom + 4}" preserveAspectRatio="none">${drawn.join('')}</svg>`,
  )

  const place = widestPlace(series, xMin, xTop)
  const ranked = series
    .map((curve, at) => ({ curve, paint: paints[at % paints.length], value: heightAt(curve, place) ?? 0 }))
    .sort((a, b) => b.value - a.value)
  ranked.forEach(({ curve, paint, value }, rank) => {
    const above = rank === 0 && series.length > 1
    const fill = { className: `${paint?.className ?? ''}-words`, fill: paint?.stroke ?? '#1b1b1f' }
    const room = above ? x(place) * narrowest : (1 - x(place)) * narrowest
    const foot = y(value) + (above ? -6 : 18)
    const tight = widthOf(curve.label, 14) + 12 > room
    const at = tight
      ? { x: above ? 0.02 : 1, anchor: above ? ('start' as const) : ('end' as const) }
      : { x: x(place), dx: above ? -10 : 10, anchor: above ? ('end' as const) : ('start' as const) }
    marks.push(
      text(curve.label, {
        ...at,
        y: tight ? foot + (above ? -12 : 16) : foot,
        bold: true,
        halo: true,
        ...fill,
      }),
    )
  })
  return drawing(chart, bottom + 44, marks)
}
