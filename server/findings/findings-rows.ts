import type { CountTable, Findings } from './findings.ts'

/** What stands where a count is withheld; the same on pages and in exports. */
export const notShown = 'not shown'

const partNames: Readonly<Record<CountTable['part'], string>> = {
  responses: 'Responses',
  survey: 'Answers',
  equality: 'About those who answered',
  profile: 'Who answered and who lives there',
  themes: 'Themes',
}

/** The heading row of an export. */
export const findingsHeading = [
  'Part',
  'Question',
  'Place',
  'Row',
  'Column',
  'Count',
  'Percentage',
  'Percentage of',
  'Percentage of children aged 0 to 4',
] as const

/** A row of an export. */
export type ExportRow = readonly (string | number | null)[]

/**
 * Findings as rows for a spreadsheet: one for each count on the page, in the same order, and the notes at the end.
 *
 * @param findings - the findings
 * @param notes - sentences that every page of them shows
 * @param chosen - which tables; all unless said otherwise
 * @returns the heading row first; `not shown` where the page says so, and nothing where the page has no percentage
 */
export function findingsRows(
  findings: Findings,
  notes: readonly string[],
  chosen: (table: CountTable) => boolean = () => true,
): ExportRow[] {
  return [
    findingsHeading,
    ...findings.tables.filter(chosen).flatMap(table =>
      table.rows.flatMap(row =>
        row.counts.map((count, at) => {
          // Percentages on the page are of the last column.
          const last = at === row.counts.length - 1
          return [
            partNames[table.part],
            table.title,
            table.placeName,
            row.label,
            table.columns[at] ?? '',
            count ?? notShown,
            last && row.share !== null ? Math.round(row.share * 100) : null,
            last && row.share !== null ? (table.base?.words ?? null) : null,
            last && row.population !== null ? Math.round(row.population * 100) : null,
          ]
        }),
      ),
    ),
    ...notes.map(note => ['Note', note, null, null, null, null, null, null, null]),
  ]
}
