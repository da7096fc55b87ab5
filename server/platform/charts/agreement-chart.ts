import { bar, drawing, nameOf, text, wrapWords, type ChartWords } from './svg.ts'

/** How many gave each answer on a five-point scale. */
export interface AgreementCounts {
  readonly stronglyAgree: number
  readonly agree: number
  readonly neither: number
  readonly disagree: number
  readonly stronglyDisagree: number
  readonly dontKnow: number
}

/** One statement. */
export interface AgreementRow {
  readonly label: string
  /** null when too few answered to be shown. */
  readonly counts: AgreementCounts | null
  /** Where some of the counts can't be shown: the others, and what all together are. */
  readonly known?: { readonly counts: Partial<AgreementCounts>; readonly all: number }
  /** Said instead of the figures when there are none, and where some can't be shown. */
  readonly withheld?: string
}

/** Statements under one another, each a bar of all its answers. */
export interface AgreementChart extends ChartWords {
  readonly rows: readonly AgreementRow[]
  /** The scale's words in another language. */
  readonly words?: Readonly<Record<keyof AgreementCounts, string>>
  /** How that language writes a share from 0 to 1. */
  readonly share?: (share: number) => string
  /** What stands above each bar: shares who agree and disagree as `share` writes them, and how many answered. */
  readonly summary?: (agree: string, disagree: string, answered: number) => string
}

const english: Readonly<Record<keyof AgreementCounts, string>> = {
  stronglyAgree: 'Strongly agree',
  agree: 'Agree',
  neither: 'Neither',
  disagree: 'Disagree',
  stronglyDisagree: 'Strongly disagree',
  dontKnow: 'Don’t know',
}

interface Step {
  readonly key: keyof AgreementCounts
  readonly fill: string
  readonly dark: boolean
  /** Hatched, so that the two ends differ without colour, in greyscale too. */
  readonly hatched: boolean
}

const steps: readonly Step[] = [
  { key: 'stronglyAgree', fill: '#0f5c5c', dark: true, hatched: false },
  { key: 'agree', fill: '#7fb3ae', dark: false, hatched: false },
  { key: 'neither', fill: '#e0dbd0', dark: false, hatched: false },
  { key: 'disagree', fill: '#efb08c', dark: false, hatched: true },
  { key: 'stronglyDisagree', fill: '#a63f19', dark: true, hatched: true },
  { key: 'dontKnow', fill: '#ffffff', dark: false, hatched: false },
]
// The key's two columns, so that like stands beside its opposite and the words fit on the narrowest page.
const keyOrder: readonly (keyof AgreementCounts)[] = [
  'stronglyAgree',
  'stronglyDisagree',
  'agree',
  'disagree',
  'neither',
  'dontKnow',
]

function paintOf(step: Step): string {
  const rim = step.key === 'dontKnow' ? ' stroke="#55565c" stroke-dasharray="2 2"' : ''
  return `class="s-scale-${step.key}" fill="${step.fill}"${rim}`
}

// Half of the narrowest page beside the box; longer words have a line of their own.
const fitsInHalf = 19

function key(
  words: Readonly<Record<keyof AgreementCounts, string>>,
  hatch: string,
  across: Across,
): { marks: string[]; height: number } {
  const halves = Object.values(words).every(word => word.length <= fitsInHalf)
  const order = halves ? keyOrder : steps.map(step => step.key)
  const marks = steps.flatMap(step => {
    const at = order.indexOf(step.key)
    const x = halves && at % 2 === 1 ? 0.5 : 0
    const y = 1 + (halves ? Math.floor(at / 2) : at) * 19
    const box = (paint: string): string =>
      across.backwards
        ? `<rect x="${(1 - x) * 100}%" y="${y}" width="12" height="12" transform="translate(-12 0)" ${paint}/>`
        : `<rect x="${x * 100}%" y="${y}" width="12" height="12" ${paint}/>`
    return [
      box(paintOf(step)),
      step.hatched ? box(`fill="url(#${hatch})"`) : '',
      text(words[step.key], { x: across.at(x), dx: across.backwards ? -17 : 17, y: y + 11, size: 13 }),
    ]
  })
  return { marks, height: (halves ? 3 : 6) * 19 + 9 }
}

/** Where a share of the width is in a drawing that begins on the left, or on the right. */
interface Across {
  readonly backwards: boolean
  readonly at: (share: number) => number
}

function sumOf(counts: Partial<AgreementCounts>): number {
  return steps.reduce((sum, step) => sum + (counts[step.key] ?? 0), 0)
}

/** Agreeing and disagreeing need four of the counts: whether somebody does not know is nothing to them. */
function shares(
  { stronglyAgree, agree, disagree, stronglyDisagree }: Partial<AgreementCounts>,
  all: number,
  write: (share: number) => string,
): [agree: string, disagree: string] | null {
  const sum = (one?: number, other?: number): number | null =>
    one === undefined || other === undefined ? null : one + other
  const [agreeing, disagreeing] = [sum(stronglyAgree, agree), sum(disagree, stronglyDisagree)]
  if (agreeing === null || disagreeing === null) return null
  const share = (count: number): string => (all === 0 ? '–' : write(count / all))
  return [share(agreeing), share(disagreeing)]
}

function rowOf(
  counts: Partial<AgreementCounts>,
  whole: number | null,
  y: number,
  hatch: string,
  across: Across,
  write: (share: number) => string,
): string[] {
  // Rounded counts can exceed what all together are by a little.
  const all = Math.max(whole ?? 0, sumOf(counts))
  const marks: string[] =
    whole === null ? [] : [bar(0, 1, y, 26, 'class="s-scale-unknown" fill="none" stroke="#55565c"')]
  let from = 0
  for (const step of steps) {
    const share = all === 0 ? 0 : (counts[step.key] ?? 0) / all
    if (share === 0) continue
    const to = from + share
    const [left, right] = across.backwards ? [1 - to, 1 - from] : [from, to]
    marks.push(bar(left, right, y, 26, paintOf(step)))
    if (step.hatched) marks.push(bar(left, right, y, 26, `fill="url(#${hatch})"`))
    // Some languages put a space before the sign.
    const shown = write(share)
    if (share >= 0.1 + Math.max(0, shown.length - 3) * 0.03) {
      const colour = step.dark
        ? { className: 's-on-dark', fill: '#ffffff' }
        : { className: 's-on-light', fill: '#1b1b1f' }
      marks.push(
        text(shown, {
          x: across.at(from + share / 2),
          y: y + 18,
          anchor: 'middle',
          size: 13,
          bold: true,
          ...colour,
        }),
      )
    }
    from = to
    if (from < 0.999) {
      marks.push(
        `<line x1="${across.at(from) * 100}%" x2="${across.at(from) * 100}%" y1="${y}" y2="${y + 26}" class="s-halo" stroke="#ffffff" stroke-width="2"/>`,
      )
    }
  }
  return marks
}

/**
 * Agreement with each statement: all answers as one bar from strongly agree to don't know, shares on the bar, and above
 * it how many agree, disagree and answered.
 *
 * @param chart - the words and the statements with their counts
 * @returns SVG; a statement without counts says why it has none
 */
export function stackedAgreement(chart: AgreementChart): string {
  const hatch = `${nameOf(chart)}-hatch`
  const backwards = chart.direction === 'rtl'
  const across: Across = { backwards, at: share => (backwards ? 1 - share : share) }
  const write = chart.share ?? (share => `${Math.round(share * 100)}%`)
  const summary =
    chart.summary ??
    ((agree, disagree, answered) =>
      `${agree} agree, ${disagree} disagree (${answered.toLocaleString('en-GB')} answered)`)
  const { marks, height } = key(chart.words ?? english, hatch, across)
  const quiet = { x: across.at(0), size: 13, className: 's-quiet', fill: '#55565c' }
  let y = height
  for (const row of chart.rows) {
    for (const words of wrapWords(row.label, 33)) {
      y += 18
      marks.push(text(words, { x: across.at(0), y: y - 4, bold: true }))
    }
    const whole = row.counts === null ? (row.known?.all ?? null) : null
    const counts = row.counts ?? row.known?.counts ?? null
    y += 18
    const all = whole ?? (counts === null ? 0 : sumOf(counts))
    const told = counts === null ? null : shares(counts, all, write)
    const sentences = [
      ...(told === null ? [] : [summary(...told, all)]),
      ...(row.counts === null ? [row.withheld ?? 'Too few answers to show'] : []),
    ]
    for (const [line, sentence] of sentences.entries()) {
      // A sentence that is longer in another language goes on in a second line. Marks of direction take no room.
      const room = 44 + (sentence.match(/[\u2066-\u2069]/g) ?? []).length
      for (const [at, part] of wrapWords(sentence, room).entries()) {
        if (line + at > 0) y += 17
        marks.push(text(part, { ...quiet, y: y - 3 }))
      }
    }
    if (counts !== null) {
      marks.push(...rowOf(counts, whole, y + 2, hatch, across, write))
      y += 30
    }
    y += 14
  }
  const lines = `<pattern id="${hatch}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v7" stroke="#ffffff" stroke-opacity="0.35" stroke-width="3"/></pattern>`
  return drawing(chart, y, marks, lines)
}
