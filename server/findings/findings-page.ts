import { stackedAgreement, type AgreementCounts } from '../platform/charts/index.ts'
import { format } from '../platform/format.ts'
import { readingNotes, type CountTable, type Findings } from './findings.ts'
import { notShown } from './findings-rows.ts'

/** A cell as the table part takes it. */
interface Cell {
  readonly text: string
  readonly numeric?: boolean
}

/** A table of counts as a page shows it. */
export interface ShownTable {
  readonly id: string
  readonly title: string
  readonly placeName: string
  /** What the percentages are of, as a sentence; '' where there are none. */
  readonly base: string
  readonly head: readonly { readonly text: string; readonly numeric?: boolean }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly notes: readonly string[]
}

/** Agreement with several statements, or of several places with one. */
export interface ShownChart {
  readonly heading: string
  readonly subtitle: string
  readonly svg: string
}

/**
 * Shapes a table of counts for a page.
 *
 * @param table - the table
 * @returns its words
 */
export function shownTable(table: CountTable): ShownTable {
  const shares = table.rows.some(row => row.share !== null)
  const compared = table.rows.some(row => row.population !== null)
  return {
    id: table.id,
    title: table.title,
    placeName: table.placeName,
    base: shares && table.base ? `Percentages are of ${table.base.words}.` : '',
    head: [
      { text: table.rowsAre },
      ...table.columns.map(text => ({ text, numeric: true })),
      ...(shares ? [{ text: 'Percentage', numeric: true }] : []),
      ...(compared ? [{ text: 'Of the children aged 0 to 4 who live there', numeric: true }] : []),
    ],
    rows: table.rows.map(row => [
      { text: row.label },
      ...row.counts.map(count => ({ text: count === null ? notShown : format.number(count), numeric: true })),
      ...(shares ? [{ text: row.share === null ? '' : format.percent(row.share), numeric: true }] : []),
      ...(compared
        ? [{ text: row.population === null ? '' : format.percent(row.population), numeric: true }]
        : []),
    ]),
    notes: table.notes,
  }
}

/**
 * The five points of agreement of a table.
 *
 * @param table - a table of an agreement question
 * @returns the counts of its last column; null where one is withheld or nobody answered
 */
export function agreementCounts(table: CountTable): AgreementCounts | null {
  const [stronglyAgree, agree, neither, disagree, stronglyDisagree, dontKnow] = table.rows
    .filter(row => row.role === 'count')
    .map(row => row.counts.at(-1) ?? null)
  const counts = { stronglyAgree, agree, neither, disagree, stronglyDisagree, dontKnow }
  const known = Object.values(counts).filter(count => typeof count === 'number')
  if (known.length < 6 || known.every(count => count === 0)) return null
  return counts as AgreementCounts
}

/**
 * A chart of agreement.
 *
 * @param rows - each bar's label, its table, and what is agreed with, as `with the overall approach`
 * @param id - unlike any other on the page
 * @returns the chart under a heading that says what the first bar says, or null without any bar to draw
 */
export function agreementChart(
  rows: readonly { readonly label: string; readonly about: string; readonly table: CountTable }[],
  id: string,
): ShownChart | null {
  const drawn = rows.map(({ label, about, table }) => ({
    label,
    about,
    counts: agreementCounts(table),
    words: table.base?.words,
  }))
  const first = drawn.find(row => row.counts !== null)
  if (!first?.counts) return null
  const heading = `${inShares(first.counts)} ${first.about}`
  // The question's own words end in a question mark, which nothing can follow.
  const subtitle = `${first.label.replace(/[?.]$/, '')}: ${first.words ?? ''}.`
  return {
    heading,
    subtitle,
    svg: stackedAgreement({
      title: heading,
      description: `How far people agree. ${drawn
        .map(row => `${row.label}: ${row.counts ? inShares(row.counts) : 'too few answers to show'}.`)
        .join(' ')}`,
      id,
      rows: drawn.map(({ label, counts }) => ({
        label,
        counts,
        withheld: 'Some counts are too small to be shown',
      })),
    }),
  }
}

/**
 * Charts for a whole consultation: one for each agreement question that several districts were asked.
 *
 * @param findings - the findings
 * @returns a chart for each question, with the tables behind it
 */
export function chartsAcrossDistricts(findings: Findings): { chart: ShownChart; tables: ShownTable[] }[] {
  const asked = findings.tables.filter(table => table.agreement && table.districtCode === null)
  return asked.flatMap(all => {
    const own = findings.tables.filter(table => table.questionId === all.questionId)
    const chart = agreementChart(
      own.map(table => ({ label: table.placeName, about: aboutOf(table), table })),
      `agreement-${all.questionId ?? ''}`,
    )
    return chart ? [{ chart, tables: own.map(shownTable) }] : []
  })
}

/**
 * The chart of one district: every statement that it was asked about.
 *
 * @param findings - the findings
 * @param districtCode - the district
 * @returns the chart, or null when none of its counts can be shown
 */
export function chartOfDistrict(findings: Findings, districtCode: string): ShownChart | null {
  const asked = findings.tables.filter(table => table.agreement && table.districtCode === districtCode)
  return agreementChart(
    asked.map(table => ({ label: table.title.replace(/: [^:]*$/, ''), about: aboutOf(table), table })),
    `agreement-${districtCode}`,
  )
}

/**
 * The notes that belong on every page of findings.
 *
 * @param findings - the findings
 * @returns sentences
 */
export function notesOf(findings: Findings): string[] {
  const kept = findings.notCounted
  const apart = [
    ...(kept && kept.withdrawn > 0
      ? [`${format.count(kept.withdrawn, 'response')} were taken back and are not counted.`]
      : []),
    ...(kept && kept.late > 0
      ? [
          `${format.count(kept.late, 'paper form')} came in after the last day. They are kept and can be read, and are not counted.`,
        ]
      : []),
  ]
  return [
    ...apart,
    ...readingNotes.both,
    ...(findings.audience === 'public'
      ? readingNotes.public
      : [
          'Groups of people and neighbourhoods are shown to staff as to the public: numbers under 10 are withheld.',
        ]),
  ]
}

function aboutOf(table: CountTable): string {
  const place = table.districtCode === null ? '' : ` in ${table.placeName}`
  if (table.questionId === 'overall') return `with the overall approach${place}`
  // Of a statement in a list, the statement alone: what is asked of the whole list stands before it.
  const [, statement = table.title] = /\? (?=[^(])([^?]+?)\.?$/.exec(table.title) ?? []
  return `with “${statement.replace(/: [^:]*$/, '')}”${place}`
}

function inShares({
  stronglyAgree,
  agree,
  neither,
  disagree,
  stronglyDisagree,
  dontKnow,
}: AgreementCounts): string {
  const all = stronglyAgree + agree + neither + disagree + stronglyDisagree + dontKnow
  const share = (count: number): string => format.percent(count / all)
  return `${share(stronglyAgree + agree)} agree and ${share(disagree + stronglyDisagree)} disagree`
}
