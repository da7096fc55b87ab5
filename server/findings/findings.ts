import { z } from 'zod'

/**
 * A table of counts, ready to be shown. The page, the chart and the export are three renderings of it, so that they
 * cannot disagree. A count of null is withheld, and never zero.
 */
const countTable = z.object({
  /** Unlike any other in the findings; stands in addresses. */
  id: z.string(),
  part: z.enum(['responses', 'survey', 'equality', 'profile', 'themes']),
  /** The question's id where the table is about one. */
  questionId: z.string().nullable(),
  /** The five points of agreement, which have a chart of their own. */
  agreement: z.boolean(),
  title: z.string(),
  /** null for all districts together. */
  districtCode: z.string().nullable(),
  placeName: z.string(),
  /** What the percentages are of; null where the table has none. */
  base: z.object({ people: z.number(), words: z.string() }).nullable(),
  /** What the first column names: `Answer`, `District`. */
  rowsAre: z.string(),
  columns: z.array(z.string()),
  rows: z.array(
    z.object({
      label: z.string(),
      /** `base`: a number of people that the others are part of; `beside`: no answer, two ticks. */
      role: z.enum(['count', 'beside', 'base']),
      /** As many as there are columns. */
      counts: z.array(z.number().nullable()),
      /** Of the base, from 0 to 1, for the last column. */
      share: z.number().nullable(),
      /** Share of the children who live there, from 0 to 1; null where nothing is compared. */
      population: z.number().nullable(),
    }),
  ),
  /** Sentences that belong under the table. */
  notes: z.array(z.string()),
})

/** A table of counts. */
export type CountTable = z.infer<typeof countTable>

/** One row of a table of counts. */
export type CountRow = CountTable['rows'][number]

/** Who may see the findings: staff see exact counts of a district's answers; nobody sees small groups exactly. */
export type Audience = 'staff' | 'public'

/** Findings of a consultation as JSON; published ones are kept so. */
export const findingsJson = z.object({
  format: z.literal('doorstep-findings/1'),
  audience: z.enum(['staff', 'public']),
  consultation: z.object({
    slug: z.string(),
    name: z.string(),
    opensAt: z.string(),
    closesAt: z.string(),
  }),
  districts: z.array(
    z.object({ code: z.string(), slug: z.string(), name: z.string(), responses: z.number() }),
  ),
  responses: z.number(),
  /** For staff: responses that were taken back, and forms that came in after the last day. null for the public. */
  notCounted: z.object({ withdrawn: z.number(), late: z.number() }).nullable(),
  tables: z.array(countTable),
})

/** Findings of a consultation. */
export type Findings = z.infer<typeof findingsJson>

/**
 * Marks words that findings are kept with in English, and said with in the visitor's language when they are shown.
 *
 * @param english - the words
 * @returns the same
 */
export const sayLater = (english: string): string => english

/** What every page and export of findings says. */
export const readingNotes = {
  both: [
    sayLater(
      'People chose to answer. They are not a random sample, so no margin of error belongs to these figures, and they are not weighted.',
    ),
    sayLater('Percentages are rounded and may not sum to 100.'),
    sayLater('Where people could choose several answers, percentages may sum to more than 100.'),
  ],
  public: [
    sayLater(
      'Numbers under 10 are not shown, and others are rounded to the nearest 5, so that nobody can be recognised. Some further numbers are not shown because they would give a small one away.',
    ),
  ],
} as const
