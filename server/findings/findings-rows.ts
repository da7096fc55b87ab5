import type { Said } from '../platform/said.ts'
import { english } from '../platform/speaker.ts'
import { sayLater, type CountTable, type Findings } from './findings.ts'
import { findingsWords, type FindingsWords } from './findings-words-page.ts'

/** What stands where a count is withheld; the same on pages and in exports. */
export const notShown = sayLater('not shown')

const partNames: Readonly<Record<CountTable['part'], string>> = {
  responses: sayLater('Responses'),
  survey: sayLater('Answers'),
  equality: sayLater('About those who answered'),
  profile: sayLater('Who answered and who lives there'),
  themes: sayLater('Themes'),
}

/** The heading row of an export. */
export const findingsHeading = [
  sayLater('Part'),
  sayLater('Question'),
  sayLater('Place'),
  sayLater('Row'),
  sayLater('Column'),
  sayLater('Count'),
  sayLater('Percentage'),
  sayLater('Percentage of'),
  sayLater('Percentage of children aged 0 to 4'),
] as const

/** A row of an export. */
export type ExportRow = readonly (string | number | null)[]

/**
 * Findings as rows for a spreadsheet: one for each count on the page, in the same order, and the notes at the end.
 *
 * @param findings - the findings
 * @param notes - sentences that every page of them shows
 * @param chosen - which tables; all unless said otherwise
 * @param words - who says it; in English unless said otherwise
 * @returns the heading row first; `not shown` where the page says so, and nothing where the page has no percentage
 */
export function findingsRows(
  findings: Findings,
  notes: readonly (string | Said)[],
  chosen: (table: CountTable) => boolean = () => true,
  words: FindingsWords = findingsWords(english, []),
): ExportRow[] {
  const { plain } = words.speaker
  return [
    findingsHeading.map(heading => plain(heading)),
    ...findings.tables.filter(chosen).flatMap(table => {
      const title = words.title(table).text
      const place = words.label(table.placeName).text
      const base = words.base(table).toString()
      return table.rows.flatMap(row =>
        row.counts.map((count, at) => {
          // Percentages on the page are of the last column.
          const last = at === row.counts.length - 1
          return [
            plain(partNames[table.part]),
            title,
            place,
            words.label(row.label).text,
            words.label(table.columns[at] ?? '').text,
            count ?? plain(notShown),
            last && row.share !== null ? Math.round(row.share * 100) : null,
            last && row.share !== null ? base || null : null,
            last && row.population !== null ? Math.round(row.population * 100) : null,
          ]
        }),
      )
    }),
    ...notes.map(note => [plain('Note'), note.toString(), null, null, null, null, null, null, null]),
  ]
}
