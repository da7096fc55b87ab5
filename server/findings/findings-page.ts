import type { Said } from '../platform/said.ts'
import { english } from '../platform/speaker.ts'
import { readingNotes, type CountTable, type Findings } from './findings.ts'
import { notShown } from './findings-rows.ts'
import { findingsWords, type FindingsWords } from './findings-words-page.ts'

/** Words for staff: in English. */
export const staffWords = findingsWords(english, [])

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
