import { stackedAgreement, type AgreementCounts } from '../platform/charts/index.ts'
import { Said } from '../platform/said.ts'
import { english } from '../platform/speaker.ts'
import { readingNotes, type CountTable, type Findings } from './findings.ts'
import { notShown } from './findings-rows.ts'
import { findingsWords, type FindingsWords } from './findings-words-page.ts'

const staffWords = findingsWords(english, [])

/** A cell as the table part takes it. */
interface Cell {
  readonly text: string | Said
  readonly numeric?: boolean
}

/** A table of counts as a page shows it. */
export interface ShownTable {
  readonly id: string
  readonly title: Said
  /** For those who don't see the heading above it. */
  readonly caption: Said
  readonly head: readonly Cell[]
  readonly rows: readonly (readonly Cell[])[]
  /** What the percentages are of, where there are any, and what else belongs under it: sentences. */
  readonly notes: readonly Said[]
}

/** Agreement with several statements, or of several places with one. */
export interface ShownChart {
  readonly heading: Said
  readonly subtitle: Said
  readonly svg: string
}

/**
 * Shapes a table of counts for a page.
 *
 * @param table - the table
 * @param words - who says it; in English unless said otherwise
 * @returns its words
 */
export function shownTable(table: CountTable, words: FindingsWords = staffWords): ShownTable {
  const { say, plain, format } = words.speaker
  const shares = table.rows.some(row => row.share !== null)
  const compared = table.rows.some(row => row.population !== null)
  const title = words.title(table)
  const share = (known: number | null): Cell => ({
    text: known === null ? '' : format.percent(known),
    numeric: true,
  })
  return {
    id: table.id,
    title,
    caption: say('{{table}}, {{place}}', { table: title, place: words.label(table.placeName) }),
    head: [
      { text: words.label(table.rowsAre) },
      ...table.columns.map(text => ({ text: words.label(text), numeric: true })),
      ...(shares ? [{ text: say('Percentage'), numeric: true }] : []),
      ...(compared ? [{ text: say('Of the children aged 0 to 4 who live there'), numeric: true }] : []),
    ],
    rows: table.rows.map(row => [
      { text: words.label(row.label) },
      ...row.counts.map(count => ({
        text: count === null ? plain(notShown) : format.number(count),
        numeric: true,
      })),
      ...(shares ? [share(row.share)] : []),
      ...(compared ? [share(row.population)] : []),
    ]),
    notes: [
      ...(shares && table.base ? [say('Percentages are of {{base}}.', { base: words.base(table) })] : []),
      ...table.notes.map(note => words.note(note)),
    ],
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
 * @param rows - each bar's label, and its table
 * @param id - unlike any other on the page
 * @param words - who says it; in English unless said otherwise
 * @returns the chart under a heading that says what the first bar says, or null without any bar to draw
 */
export function agreementChart(
  rows: readonly { readonly label: Said; readonly table: CountTable }[],
  id: string,
  words: FindingsWords = staffWords,
): ShownChart | null {
  const { speaker } = words
  const { say, plain, format } = speaker
  const drawn = rows.map(({ label, table }) => ({ label, table, counts: agreementCounts(table) }))
  const first = drawn.find(row => row.counts !== null)
  if (!first?.counts) return null
  const heading = headingOf(first.table, first.counts, words)
  const row = ({ label, counts }: (typeof drawn)[number]): string => {
    const question = label.text
    return counts === null
      ? plain('{{question}}: too few answers to show.', { question })
      : plain('{{question}}: {{agree}} agree and {{disagree}} disagree.', {
          question,
          ...inShares(counts, words),
        })
  }
  return {
    heading,
    // The question's own words end in a question mark, which nothing can follow.
    subtitle: say('{{question}}: {{base}}.', {
      question: withoutEnd(first.label),
      base: words.base(first.table),
    }),
    svg: stackedAgreement({
      title: heading.text,
      description: [plain('How far people agree.'), ...drawn.map(row)].join(' '),
      id,
      rows: drawn.map(({ label, counts }) => ({
        label: label.text,
        counts,
        withheld: plain('Some counts are too small to be shown'),
      })),
      direction: speaker.direction,
      words: {
        stronglyAgree: plain('Strongly agree'),
        agree: plain('Agree'),
        neither: plain('Neither'),
        disagree: plain('Disagree'),
        stronglyDisagree: plain('Strongly disagree'),
        dontKnow: plain('Don’t know'),
      },
      share: format.percent,
      summary: (agree, disagree, count) =>
        plain('{{agree}} agree, {{disagree}} disagree ({{count}} answered)', { agree, disagree, count }),
    }),
  }
}

/**
 * Charts for a whole consultation: one for each agreement question that several districts were asked.
 *
 * @param findings - the findings
 * @param words - who says them; in English unless said otherwise
 * @returns a chart for each question, with the tables behind it
 */
export function chartsAcrossDistricts(
  findings: Findings,
  words: FindingsWords = staffWords,
): { chart: ShownChart; tables: ShownTable[] }[] {
  const asked = findings.tables.filter(table => table.agreement && table.districtCode === null)
  return asked.flatMap(all => {
    const own = findings.tables.filter(table => table.questionId === all.questionId)
    const chart = agreementChart(
      own.map(table => ({ label: words.label(table.placeName), table })),
      `agreement-${all.questionId ?? ''}`,
      words,
    )
    return chart ? [{ chart, tables: own.map(table => shownTable(table, words)) }] : []
  })
}

/**
 * The chart of one district: every statement that it was asked about.
 *
 * @param findings - the findings
 * @param districtCode - the district
 * @param words - who says it; in English unless said otherwise
 * @returns the chart, or null when none of its counts can be shown
 */
export function chartOfDistrict(
  findings: Findings,
  districtCode: string,
  words: FindingsWords = staffWords,
): ShownChart | null {
  const asked = findings.tables.filter(table => table.agreement && table.districtCode === districtCode)
  return agreementChart(
    asked.map(table => ({ label: words.question(table.title.replace(/: [^:]*$/, '')), table })),
    `agreement-${districtCode}`,
    words,
  )
}

/**
 * The notes that belong on every page of findings.
 *
 * @param findings - the findings
 * @param words - who says them; in English unless said otherwise
 * @returns sentences
 */
export function notesOf(findings: Findings, words: FindingsWords = staffWords): Said[] {
  const { format } = english
  const kept = findings.notCounted
  const apart = [
    ...(kept && kept.withdrawn > 0
      ? [
          `${format.count(kept.withdrawn, 'response was taken back and is', 'responses were taken back and are')} not counted.`,
        ]
      : []),
    ...(kept && kept.late > 0
      ? [
          kept.late === 1
            ? '1 paper form came in after the last day. It is kept and can be read, and is not counted.'
            : `${format.number(kept.late)} paper forms came in after the last day. They are kept and can be read, and are not counted.`,
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
  ].map(note => words.note(note))
}

function headingOf(table: CountTable, counts: AgreementCounts, words: FindingsWords): Said {
  const { say } = words.speaker
  const shares = inShares(counts, words)
  const all = table.districtCode === null
  const place = table.placeName
  if (table.questionId === 'overall') {
    return all
      ? say('{{agree}} agree and {{disagree}} disagree with the overall approach', shares)
      : say('{{agree}} agree and {{disagree}} disagree with the overall approach in {{place}}', {
          ...shares,
          place,
        })
  }
  // Of a statement in a list, the statement alone: what is asked of the whole list stands before it.
  const [, alone = table.title] = /\? (?=[^(])([^?]+?)\.?$/.exec(table.title) ?? []
  const statement = words.question(alone.replace(/: [^:]*$/, ''))
  return all
    ? say('{{agree}} agree and {{disagree}} disagree with “{{statement}}”', { ...shares, statement })
    : say('{{agree}} agree and {{disagree}} disagree with “{{statement}}” in {{place}}', {
        ...shares,
        statement,
        place,
      })
}

function withoutEnd(said: Said): Said {
  const end = /[?.؟]$/
  return new Said(
    said.text.replace(end, ''),
    said.language,
    said.html.replace(/[?.؟](?=$|<\/(?:span|bdi)>$)/, ''),
  )
}

function inShares(
  { stronglyAgree, agree, neither, disagree, stronglyDisagree, dontKnow }: AgreementCounts,
  { speaker }: FindingsWords,
): { agree: string; disagree: string } {
  const all = stronglyAgree + agree + neither + disagree + stronglyDisagree + dontKnow
  const share = (count: number): string => speaker.format.percent(count / all)
  return { agree: share(stronglyAgree + agree), disagree: share(disagree + stronglyDisagree) }
}
