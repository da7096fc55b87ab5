import { stackedAgreement, type AgreementCounts, type AgreementRow } from '../platform/charts/index.ts'
import { Said } from '../platform/said.ts'
import type { CountTable, Findings } from './findings.ts'
import { shownTable, staffWords, type ShownTable } from './findings-page.ts'
import type { FindingsWords } from './findings-words-page.ts'

/** Agreement with several statements, or of several places with one. */
export interface ShownChart {
  readonly heading: Said
  readonly subtitle: Said
  readonly svg: string
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

type Known = NonNullable<AgreementRow['known']>

/**
 * The points of agreement that may be shown of a table in which others may not.
 *
 * @param table - a table of an agreement question
 * @returns the counts that are shown, and about how many answered; null where that can't be told, or none is shown
 */
export function knownAgreement(table: CountTable): Known | null {
  const { base } = table
  // Where it is not told how many answered, percentages are of everybody, answers or not.
  if (base === null || !base.words.startsWith('about ')) return null
  const counts = table.rows.filter(row => row.role === 'count').map(row => row.counts.at(-1) ?? null)
  if (counts.every(count => count === null)) return null
  const steps = ['stronglyAgree', 'agree', 'neither', 'disagree', 'stronglyDisagree', 'dontKnow'] as const
  const known = steps.flatMap((step, at) => (typeof counts[at] === 'number' ? [[step, counts[at]]] : []))
  return { counts: Object.fromEntries(known) as Known['counts'], all: base.people }
}

/**
 * A chart of agreement.
 *
 * @param rows - each bar's label, and its table
 * @param id - unlike any other on the page
 * @param words - who says it; in English unless said otherwise
 * @param otherHeading - stands above where the first bar does not tell how many agree: no other bar is picked out instead
 * @returns the chart under a heading that says what the first bar says, or null without any bar to draw
 */
export function agreementChart(
  rows: readonly { readonly label: Said; readonly table: CountTable }[],
  id: string,
  words: FindingsWords,
  otherHeading: Said,
): ShownChart | null {
  const { speaker } = words
  const { say, plain, format } = speaker
  const drawn = rows.map(({ label, table }) => {
    const counts = agreementCounts(table)
    const known = counts === null ? knownAgreement(table) : null
    return { label, table, counts, known, shares: inShares(counts ?? known?.counts ?? {}, known?.all, words) }
  })
  const [first] = drawn
  if (!first || !drawn.some(({ counts, known }) => counts !== null || known !== null)) return null
  const heading = first.shares === null ? otherHeading : headingOf(first.table, first.shares, words)
  const row = ({ label, counts, known, shares }: (typeof drawn)[number]): string => {
    const question = label.text
    if (shares !== null)
      return plain('{{question}}: {{agree}} agree and {{disagree}} disagree.', { question, ...shares })
    return counts === null && known === null
      ? plain('{{question}}: too few answers to show.', { question })
      : plain('{{question}}: some counts are too small to be shown.', { question })
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
      rows: drawn.map(({ label, counts, known }) => ({
        label: label.text,
        counts,
        ...(known === null ? {} : { known }),
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
      words.title(all),
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
    asked.map(table => ({ label: words.question(statementOf(table)), table })),
    `agreement-${districtCode}`,
    words,
    words.speaker.say('How far people agree in {{place}}', { place: asked[0]?.placeName ?? '' }),
  )
}

function headingOf(table: CountTable, shares: Shares, words: FindingsWords): Said {
  const { say } = words.speaker
  const all = table.districtCode === null
  const place = table.placeName
  if (table.questionId === 'overall') {
    return all
      ? say('{{agree}} agree and {{disagree}} disagree with the overall approach', { ...shares })
      : say('{{agree}} agree and {{disagree}} disagree with the overall approach in {{place}}', {
          ...shares,
          place,
        })
  }
  const statement = words.question(statementOf(table).replace(/\.$/, ''))
  return all
    ? say('{{agree}} agree and {{disagree}} disagree with “{{statement}}”', { ...shares, statement })
    : say('{{agree}} agree and {{disagree}} disagree with “{{statement}}” in {{place}}', {
        ...shares,
        statement,
        place,
      })
}

// Of a statement in a list, the statement alone: what is asked of the whole list stands before it. Of a proposal's
// question, what it is asked of.
function statementOf({ title }: CountTable): string {
  const [, alone = title] = /\? (?=[^(])([^?]+)$/.exec(title) ?? []
  return alone.replace(/: [^:]*$/, '')
}

function withoutEnd(said: Said): Said {
  const end = /[?.؟]$/
  return new Said(
    said.text.replace(end, ''),
    said.language,
    said.html.replace(/[?.؟](?=$|<\/(?:span|bdi)>$)/, ''),
  )
}

interface Shares {
  readonly agree: string
  readonly disagree: string
}

/** Who agrees and who does not, where all four counts are shown that tell it. */
function inShares(
  { stronglyAgree, agree, neither, disagree, stronglyDisagree, dontKnow }: Known['counts'],
  answered: number | undefined,
  { speaker }: FindingsWords,
): Shares | null {
  if (
    stronglyAgree === undefined ||
    agree === undefined ||
    disagree === undefined ||
    stronglyDisagree === undefined
  )
    return null
  const [agreeing, disagreeing] = [stronglyAgree + agree, disagree + stronglyDisagree]
  const sum = agreeing + (neither ?? 0) + disagreeing + (dontKnow ?? 0)
  // Rounded counts can exceed what all together are by a little.
  const all = Math.max(sum, answered ?? 0)
  const share = (count: number): string => speaker.format.percent(count / all)
  return { agree: share(agreeing), disagree: share(disagreeing) }
}
