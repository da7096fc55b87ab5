/** How small counts are kept from the public. */
export interface DisclosureRules {
  /** Counts below this are withheld. */
  readonly threshold: number
  /** Counts that are shown are rounded to a multiple of this. */
  readonly roundTo: number
}

/** Withhold under 10, round to 5. Source: the "10-5" rule of the Office for National Statistics. */
export const PUBLIC_RULES: DisclosureRules = { threshold: 10, roundTo: 5 }

/**
 * A count as the public sees it; null where it is withheld, because it is small or because it would give a small one
 * away. Which of the two must not be told.
 */
export type PublishedCount = number | null

/** Which totals stand beside a table. Rows and columns cannot both have exact totals. */
export interface TotalsShown {
  /**
   * 'exact' where the number of people in each column is public anyway (responses in a district); 'none' where the
   * rows do not add up to anything (several options could be chosen).
   */
  readonly columns: 'exact' | 'rounded' | 'none'
  readonly rows: 'rounded' | 'none'
}

/** A table that can be shown to anyone: on a page, in a chart, on a map, in an export. */
export interface PublishedTable {
  readonly cells: readonly (readonly PublishedCount[])[]
  /** Null where the table shows none. */
  readonly columnTotals: readonly PublishedCount[] | null
  readonly rowTotals: readonly PublishedCount[] | null
  /** The total of all, shown like the columns' totals; null where it is withheld or the table shows none. */
  readonly total: PublishedCount
  readonly totals: TotalsShown
}

/**
 * Rounds a count as it is shown.
 * @param count - the exact count.
 * @param rules - the rules of disclosure.
 * @returns the nearest multiple, the greater of two equally near ones.
 */
export function roundedCount(count: number, rules: DisclosureRules): number {
  return rules.roundTo * Math.floor(count / rules.roundTo + 0.5)
}

/**
 * Gives a percentage that tells no more than the count beside it.
 * @param count - the count as it is published.
 * @param base - the base as it is published.
 * @returns the share, from 0 to 1, to a whole per cent; null where the count is withheld or the base is nobody.
 */
export function publishedShare(count: PublishedCount, base: number | null): number | null {
  if (count === null || base === null || base <= 0) return null
  // A rounded count can exceed its base by a little.
  return Math.min(1, Math.round((100 * count) / base) / 100)
}
