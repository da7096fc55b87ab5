/** Tags by key, only those that a rule may ask for. */
export type Tags = Readonly<Record<string, string>>

/** What a turn restriction forbids or alone allows. */
export interface RawRestriction {
  /** Allows only the turn that it names; otherwise forbids it. */
  readonly only: boolean
  /** Forbids turning round. */
  readonly uTurn: boolean
  /** The ways from which one comes and to which one turns, by their ids. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** The node at which one turns, by its id; null when it is made over ways. */
  readonly viaNode: number | null
  readonly viaWays: readonly number[]
  /** Modes that need not keep it, as mapped: `bicycle`, `bus`, `psv`… */
  readonly except: readonly string[]
  /** The mode that it is for: `motorcar`, `hgv`…; null for all. */
  readonly mode: string | null
}

/** What was found while reading, in whole numbers; shown where roads are added. */
export interface RawFacts {
  readonly nodesInFile: number
  readonly waysInFile: number
  readonly roads: number
  readonly points: number
  /** Points that roads name and that are not in the file, as at the edge of an extract. */
  readonly missingPoints: number
  /** Roads that were cut where a point is missing. */
  readonly brokenRoads: number
  readonly restrictions: number
  /** Restrictions that hold at certain times only, which are not kept. */
  readonly conditionalRestrictions: number
  /** Restrictions whose members make no sense. */
  readonly unreadableRestrictions: number
}

/**
 * The roads, paths and ferries of an extract as they were mapped, before any mode's rules: read once, they serve every
 * mode. Ways that name missing points are cut there and stand as several, with the same id.
 */
export interface RawRoads {
  readonly nodes: {
    readonly count: number
    /** Ascending. */
    readonly ids: Float64Array
    /** Degrees in WGS84. */
    readonly lons: Float64Array
    readonly lats: Float64Array
    /** Index in `tagSets`; 0 is none. */
    readonly tags: Uint32Array
  }
  readonly ways: {
    readonly count: number
    readonly ids: Float64Array
    /** Way w has the points from `firstRef[w]` up to and without `firstRef[w + 1]`, at least two. */
    readonly firstRef: Uint32Array
    /** Indices of nodes. */
    readonly refs: Uint32Array
    /** Index in `tagSets`. */
    readonly tags: Uint32Array
    /** Index in `names`; 0 is no name. */
    readonly name: Uint32Array
  }
  /** Every distinct set of tags, in the order in which they were met; the first has none. */
  readonly tagSets: readonly Tags[]
  readonly names: readonly string[]
  readonly restrictions: readonly RawRestriction[]
  readonly facts: RawFacts
}

/**
 * Finds a number in ascending numbers.
 *
 * @param sorted - ascending, without repeats
 * @param value - what to look for
 * @returns its index; −1 when it is not there
 */
export function indexIn(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle] as number
    if (found === value) return middle
    if (found < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}
