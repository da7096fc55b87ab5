import { bar, drawing, line, plainNumber, text, topOf, widthOf, wrapWords, type ChartWords } from './svg.ts'

/** One bar. */
export interface Bar {
  readonly label: string
  /** Zero or more; null when it is not known or not shown: then no bar, and the text says so. */
  readonly value: number | null
  /** The value as people read it: '2,340 m'. */
  readonly text?: string
  /** The one that the title speaks of. */
  readonly emphasis?: boolean
}

/** Bars under one another, each with its label above it. */
export interface BarChart extends ChartWords {
  readonly bars: readonly Bar[]
  /** What a full-width bar stands for; the highest value unless said otherwise. */
  readonly max?: number
}

/** Bars in groups, such as districts; the series is named on each bar. */
export interface GroupedBars extends ChartWords {
  readonly groups: readonly { readonly label: string; readonly bars: readonly Bar[] }[]
  readonly max?: number
}

// The narrowest page leaves about this many pixels for a chart.
const narrowest = 288
const notKnown = 'not known'
const lineHeight = 18
const paints = [
  'class="s-a" fill="#0f5c5c"',
  'class="s-b" fill="#8db5b1"',
  'class="s-c" fill="#c9a98f"',
  'class="s-d" fill="#7a7a80"',
]

const paintOf = (at: number): string => paints[at % paints.length] ?? ''

function barWithText(
  value: number | null,
  words: string,
  y: number,
  height: number,
  top: number,
  paint: string,
): string {
  const foot = y + height / 2 + 5
  if (value === null)
    return text(words, { x: 0, y: foot, dx: 6, size: 14, className: 's-quiet', fill: '#55565c' })
  const end = value / top
  const drawn = bar(0, end, y, height, paint)
  const inside = end * narrowest + widthOf(words) + 8 > narrowest
  if (!inside) return drawn + text(words, { x: end, y: foot, dx: 6 })
  const dark = paint.includes('s-a"') || paint.includes('s-d"')
  const colour = dark
    ? { className: 's-on-dark', fill: '#ffffff' }
    : { className: 's-on-light', fill: '#1b1b1f' }
  return drawn + text(words, { x: end, y: foot, dx: -6, anchor: 'end', ...colour })
}

function zeroLine(from: number, to: number): string {
  return line(0, from, 0, to, 'class="s-axis" stroke="#55565c" stroke-width="2"')
}

/**
 * Bars on one scale that starts at zero, in the order given; labels above the bars, figures on them.
 *
 * @param chart - the words and the bars
 * @returns SVG
 * @throws {RangeError} when a value is below zero
 */
export function barChart(chart: BarChart): string {
  const top = topOf(
    chart.bars.map(({ value }) => value),
    chart.max,
  )
  const someStandOut = chart.bars.some(({ emphasis }) => emphasis === true)
  const marks: string[] = []
  let y = 0
  for (const one of chart.bars) {
    for (const words of wrapWords(one.label)) {
      y += lineHeight
      marks.push(text(words, { x: 0, y: y - 4, bold: one.emphasis === true }))
    }
    const words = one.text ?? (one.value === null ? notKnown : plainNumber(one.value))
    const paint = paintOf(someStandOut && one.emphasis !== true ? 1 : 0)
    marks.push(barWithText(one.value, words, y, 22, top, paint), zeroLine(y - 1, y + 23))
    y += 22 + 10
  }
  return drawing(chart, y, marks)
}

/**
 * Groups of bars on one scale that starts at zero. Each bar carries its figure and its own label ('34% of answers'), so
 * that no key is needed; where the labels are too long for a narrow page, they stand in a key above.
 *
 * @param chart - the words and the groups; a bar's text and label are written one after the other
 * @returns SVG
 * @throws {RangeError} when a value is below zero
 */
export function groupedBars(chart: GroupedBars): string {
  const all = chart.groups.flatMap(({ bars }) => bars)
  const top = topOf(
    all.map(({ value }) => value),
    chart.max,
  )
  const figureOf = (one: Bar): string => one.text ?? (one.value === null ? notKnown : plainNumber(one.value))
  const fits = (one: Bar): boolean => {
    const end = ((one.value ?? 0) / top) * narrowest
    const words = widthOf(`${figureOf(one)} ${one.label}`) + 12
    return words < end || end + words < narrowest
  }
  const named = all.every(fits)
  const marks: string[] = []
  let y = 0
  if (!named) {
    for (const [at, { label }] of (chart.groups[0]?.bars ?? []).entries()) {
      marks.push(`<rect x="0" y="${y + 3}" width="13" height="13" ${paintOf(at)}/>`)
      marks.push(text(label, { x: 0, dx: 20, y: y + 14, size: 13 }))
      y += 20
    }
    y += 6
  }
  for (const group of chart.groups) {
    for (const words of wrapWords(group.label)) {
      y += lineHeight
      marks.push(text(words, { x: 0, y: y - 4, bold: true }))
    }
    const from = y
    group.bars.forEach((one, at) => {
      const words = named ? `${figureOf(one)} ${one.label}` : figureOf(one)
      marks.push(barWithText(one.value, words, y, 20, top, paintOf(at)))
      y += 22
    })
    marks.push(zeroLine(from - 1, y - 1))
    y += 12
  }
  return drawing(chart, y, marks)
}
