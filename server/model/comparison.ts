/** One category of a profile, such as an age band: who answered, and who lives there. */
export interface ProfileCategory {
  readonly key: string
  readonly label: string
  /** Respondents in it, not counting those who did not say. */
  readonly respondents: number
  /** People who live in the area and belong to it; null when not known. */
  readonly population: number | null
}

/** A category of respondents beside the population. */
export interface ProfileRow {
  readonly key: string
  readonly label: string
  readonly respondents: number
  /** Of all respondents who said, from 0 to 1; null when nobody did. */
  readonly respondentShare: number | null
  /** Of the population of all categories, from 0 to 1; null when any category's population is not known. */
  readonly populationShare: number | null
  /** Respondents' share less the population's: above 0 they are over-represented. Null when either share is. */
  readonly difference: number | null
  /** Respondents' share over the population's; null when either share is, or nobody of the kind lives there. */
  readonly ratio: number | null
}

/** Who answered against who lives there. */
export interface ProfileComparison {
  /** The base n: respondents who said which category is theirs. */
  readonly base: number
  /** In the order of the categories. */
  readonly rows: readonly ProfileRow[]
}

/**
 * Sets the respondents' profile beside the population's. Those who answer choose to: no margin of error belongs here,
 * and nothing is weighted.
 * @param categories - every category, so that the shares are of everyone; respondents who preferred not to say are
 * in none.
 * @returns a row for each category. These are exact counts: suppress them before they leave the server.
 * @throws RangeError if there are fewer than none of anyone.
 */
export function compareProfile(categories: readonly ProfileCategory[]): ProfileComparison {
  if (
    !categories.every(each => each.respondents >= 0 && (each.population === null || each.population >= 0))
  ) {
    throw new RangeError('There cannot be fewer than none of anyone.')
  }
  const base = categories.reduce((sum, { respondents }) => sum + respondents, 0)
  const populations = categories.map(({ population }) => population)
  // A share of a sum with a gap in it would be too large.
  const everyone = populations.includes(null)
    ? null
    : populations.reduce<number>((sum, population) => sum + (population ?? 0), 0)
  const rows = categories.map(({ key, label, respondents, population }) => {
    const respondentShare = base > 0 ? respondents / base : null
    const populationShare =
      population !== null && everyone !== null && everyone > 0 ? population / everyone : null
    const known = respondentShare !== null && populationShare !== null
    return {
      key,
      label,
      respondents,
      respondentShare,
      populationShare,
      difference: known ? respondentShare - populationShare : null,
      ratio: known && populationShare > 0 ? respondentShare / populationShare : null,
    }
  })
  return { base, rows }
}
