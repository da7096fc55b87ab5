import { scaleLinear } from 'd3-scale'
import {
  across,
  drawing,
  line,
  plainNumber,
  text,
  topOf,
  widthOf,
  wrapWords,
  type ChartWords,
} from './svg.ts'

/** One thing that changes. */
export interface DumbbellRow {
  readonly label: string
  /** null when it is not known. */
  readonly before: number | null
  readonly after: number | null
}

/** Before and after as the two ends of one mark. */
export interface DumbbellChart extends ChartWords {
  readonly rows: readonly DumbbellRow[]
  /** Writes a value with its unit; thousands set apart unless said otherwise. */
  readonly write?: (value: number) => string
  /** Words for the ends, in the key: 'now' and 'in this scenario'. */
  readonly beforeWord: string
  readonly afterWord: string
  /** What the axis counts: 'Metres to the nearest Centre'. */
  readonly axisLabel?: string
  readonly max?: number
}

// The longest text must fit to the right of the furthest point on the narrowest page.
const widest = 0.72
const narrowest = 288

const purple = 'class="s-nearer" fill="#542788" stroke="#542788"'
const orange = 'class="s-further" fill="#b35806" stroke="#b35806"'
const still = 'class="s-still" fill="#55565c" stroke="#55565c"'

function hollow(x: number, y: number): string {
  return `<circle cx="${across(x)}" cy="${y}" r="6" class="s-before" fill="#ffffff" stroke="#55565c" stroke-width="2"/>`
}

function markOf(
  before: number,
  after: number,
  y: number,
  at: (value: number) => number,
  write: (value: number) => string,
): string {
  const [x1, x2] = [at(before), at(after)]
  const paint = after > before ? orange : after < before ? purple : still
  const left = Math.min(before, after)
  const right = Math.max(before, after)
  const leftWords = write(left)
  const fits = at(left) * narrowest > widthOf(leftWords, 13) + 12
  const bold = (value: number): boolean => value === after
  const words =
    left === right
      ? [text(write(right), { x: at(right), dx: 11, y: y + 5, size: 13 })]
      : fits
        ? [
            text(leftWords, {
              x: at(left),
              dx: -11,
              y: y + 5,
              anchor: 'end',
              size: 13,
              bold: bold(left),
              halo: true,
            }),
            text(write(right), { x: at(right), dx: 11, y: y + 5, size: 13, bold: bold(right), halo: true }),
          ]
        : [
            text(`${write(before)} → ${write(after)}`, {
              x: at(right),
              dx: 11,
              y: y + 5,
              size: 13,
              halo: true,
            }),
          ]
  return [
    line(x1, y, x2, y, `${paint} stroke-width="4"`),
    left === right ? '' : hollow(x1, y),
    `<circle cx="${across(x2)}" cy="${y}" r="7" ${paint}/>`,
    ...words,
  ].join('')
}

/**
 * Changes: for each row a line from the hollow point (before) to the full one (after); orange is more, purple is less.
 * The axis starts at zero.
 *
 * @param chart - the words and the rows, in the order given
 * @returns SVG; where one end is not known, the other is shown and the text says so
 * @throws {RangeError} when a value is below zero
 */
export function dumbbellChart(chart: DumbbellChart): string {
  const write = chart.write ?? plainNumber
  const top = topOf(
    chart.rows.flatMap(({ before, after }) => [before, after]),
    chart.max,
  )
  const scale = scaleLinear([0, top], [0, widest])
  const at = (value: number): number => scale(value)
  const marks: string[] = [
    `<circle cx="7" cy="9" r="6" class="s-before" fill="#ffffff" stroke="#55565c" stroke-width="2"/>`,
    text(chart.beforeWord, { x: 0, dx: 19, y: 14, size: 13 }),
    `<circle cx="50%" cy="9" r="7" class="s-still" fill="#55565c" stroke="#55565c"/>`,
    text(chart.afterWord, { x: 0.5, dx: 13, y: 14, size: 13, bold: true }),
  ]
  const rows: string[] = []
  let y = 34
  for (const row of chart.rows) {
    const missing = row.before === null ? chart.beforeWord : chart.afterWord
    const oneMissing = (row.before === null) !== (row.after === null)
    for (const words of wrapWords(oneMissing ? `${row.label} (${missing}: not known)` : row.label)) {
      y += 17
      rows.push(text(words, { x: 0, dx: 8, y: y - 3, halo: true }))
    }
    y += 13
    if (row.before !== null && row.after !== null) rows.push(markOf(row.before, row.after, y, at, write))
    else {
      const known = row.after ?? row.before
      if (known !== null) {
        rows.push(
          row.after === null
            ? hollow(at(known), y)
            : `<circle cx="${across(at(known))}" cy="${y}" r="7" ${still}/>`,
        )
      }
      const words = known === null ? 'not known' : write(known)
      const [x, dx] = known === null ? [0, 8] : [at(known), 11]
      rows.push(text(words, { x, dx, y: y + 5, size: 13, className: 's-quiet', fill: '#55565c', halo: true }))
    }
    y += 19
  }
  for (const tick of scale.ticks(4)) {
    const zero = tick === 0
    marks.push(
      line(
        at(tick),
        30,
        at(tick),
        y,
        zero ? 'class="s-axis" stroke="#55565c"' : 'class="s-rule" stroke="#cfcac0"',
      ),
      text(plainNumber(tick), {
        x: at(tick),
        y: y + 15,
        anchor: zero ? 'start' : 'middle',
        dx: 0,
        size: 12,
        className: 's-quiet',
        fill: '#55565c',
      }),
    )
  }
  y += 20
  if (chart.axisLabel !== undefined) {
    marks.push(text(chart.axisLabel, { x: 0, y: y + 13, size: 12, className: 's-quiet', fill: '#55565c' }))
    y += 18
  }
  return drawing(chart, y, [...marks, ...rows])
}
