/** An amount that is known only to lie between two others. Both ends are the same when it is known. */
export interface PoundsRange {
  /** Null when no lower bound can be stated. */
  readonly low: number | null
  /** Null when no upper bound can be stated. */
  readonly high: number | null
}

/** Nothing at all, known to be nothing. */
export const NO_POUNDS: PoundsRange = { low: 0, high: 0 }

/**
 * Writes an amount that is known as a range.
 * @param pounds - the amount in pounds.
 * @returns the range whose ends are both that amount.
 */
export function exactly(pounds: number): PoundsRange {
  return { low: pounds, high: pounds }
}

/**
 * Adds amounts up. One amount without a bound leaves the sum without it.
 * @param ranges - the amounts, in pounds.
 * @returns their sum.
 */
export function sumOfPounds(ranges: Iterable<PoundsRange>): PoundsRange {
  let low: number | null = 0
  let high: number | null = 0
  for (const range of ranges) {
    low = low === null || range.low === null ? null : low + range.low
    high = high === null || range.high === null ? null : high + range.high
  }
  return { low, high }
}

/**
 * Takes a share of an amount.
 * @param range - the amount, in pounds, at least 0.
 * @param share - the share, at least 0; itself a range where it is not known.
 * @param share.low - the least share.
 * @param share.high - the greatest share.
 * @returns the least and the most that it can come to.
 */
export function shareOfPounds(
  range: PoundsRange,
  share: { readonly low: number; readonly high: number },
): PoundsRange {
  return {
    low: range.low === null ? null : range.low * share.low,
    // No share of an unbounded amount is nothing, not unknown.
    high: share.high === 0 ? 0 : range.high === null ? null : range.high * share.high,
  }
}

/**
 * Turns a cost into a saving, or a saving into a cost.
 * @param range - the amount, in pounds.
 * @returns its opposite.
 */
export function oppositeOf(range: PoundsRange): PoundsRange {
  const opposite = (end: number | null): number | null => (end === null ? null : end === 0 ? 0 : -end)
  return { low: opposite(range.high), high: opposite(range.low) }
}
