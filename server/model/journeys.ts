/**
 * How journeys and other figures are held in typed arrays, where there is no room for `null`.
 *
 * A journey is a length in metres or a time in seconds; one array never mixes the two. Two values mark what is
 * not an ordinary number, and both become `null` at the edge (JSON, pages, tables): a missing figure is never 0.
 */

/** The journey of a family that no open place can be reached by. It sorts after every real journey. */
export const CANNOT_BE_REACHED: number = Infinity

/** A figure that nobody has supplied: a weight, a rate, a decile, or a journey from or to an unknown position. */
export const NOT_KNOWN: number = NaN

/**
 * Packs figures into a typed array.
 * @param values - figures in any unit; null means not known.
 * @returns one number per figure in the same order, with {@link NOT_KNOWN} for null.
 */
export function typed(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, value => value ?? NOT_KNOWN)
}

/**
 * Takes one figure out of a typed array for showing or storing.
 * @param value - a figure, {@link CANNOT_BE_REACHED} or {@link NOT_KNOWN}.
 * @returns the figure; null if it cannot be reached or is not known.
 */
export function edge(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** Which group (district, decile, town or country) each neighbourhood belongs to. */
export interface Grouping {
  /** The groups' names, in the order in which they are shown. */
  readonly keys: readonly string[]
  /** For each neighbourhood the index of its group in `keys`; -1 when its group is not known. */
  readonly of: Int32Array
}

/**
 * Sorts neighbourhoods into groups.
 * @param keys - the group of each neighbourhood, in the order of the other arrays; null means not known.
 * @returns the groups by size of number if all are numbers, otherwise by spelling, and each one's members.
 */
export function groupingOf(keys: readonly (string | number | null)[]): Grouping {
  const distinct = [...new Set(keys)].filter(key => key !== null)
  const names = distinct.every(key => typeof key === 'number')
    ? distinct.sort((a, b) => a - b).map(String)
    : distinct.map(String).sort()
  const index = new Map(names.map((name, at) => [name, at]))
  return {
    keys: names,
    of: Int32Array.from(keys, key => (key === null ? -1 : (index.get(String(key)) ?? -1))),
  }
}

/**
 * Refuses arrays that do not describe the same neighbourhoods.
 * @param arrays - the arrays that must be equally long, by name.
 * @returns the number of neighbourhoods.
 * @throws RangeError naming the array whose length differs from the first one's.
 */
export function sameLength(arrays: Readonly<Record<string, ArrayLike<unknown>>>): number {
  const [first, ...rest] = Object.entries(arrays)
  const length = first?.[1].length ?? 0
  for (const [name, array] of rest) {
    if (array.length !== length) {
      throw new RangeError(`${name} has ${array.length} entries where ${first?.[0] ?? ''} has ${length}.`)
    }
  }
  return length
}
