import { CANNOT_BE_REACHED } from './journeys.ts'

/** Journeys up to a limit count with one weight. */
export interface CatchmentBand {
  /** The longest journey of the band, in the journeys' unit; a journey equal to it is within. */
  readonly upTo: number
  /** From 1 (as good as next door) down to 0. */
  readonly weight: number
}

/** Journeys count the less the longer they are, without steps. */
export interface GravityDecay {
  /** A journey counts as 1 / journey to this power; 1 in the first gravity models. */
  readonly power: number
  /** The longest journey of the catchment, in the journeys' unit; a journey equal to it is within. */
  readonly limit: number
}

/** What floating-catchment access is worked out from. */
export interface CatchmentInputs {
  /** For each place, by its index, the journey from every neighbourhood. */
  readonly journeys: readonly Float64Array[]
  /** The indexes of the open places, each once. */
  readonly open: readonly number[]
  /** What each open place can offer (places, session hours, staff), in the order of `open`. */
  readonly capacities: readonly number[]
  /** Families by neighbourhood; none live where the number is not known. */
  readonly families: Float64Array
  /** How much journeys count; journeys under one unit count as one unit in a gravity model. */
  readonly bands: readonly CatchmentBand[] | GravityDecay
  /**
   * 'independent': families turn to every place within reach as if it were the only one (2SFCA, E2SFCA). 'shared':
   * they divide themselves among the places by weight (3SFCA), so that demand is not overstated where choice is wide;
   * in a gravity model the places beyond the limit attract too, though nobody from here is counted there.
   */
  readonly choice?: 'independent' | 'shared'
}

/** How much capacity families can get at. */
export interface CatchmentAccess {
  /** Capacity per family, by neighbourhood; 0 where no place with capacity is within the bands. */
  readonly access: Float64Array
  /** All capacity of the open places. */
  readonly capacity: number
  /** The capacity that families receive: access times families, summed. */
  readonly received: number
  /** The indexes of open places with no family in reach: their capacity goes to nobody. */
  readonly unused: readonly number[]
  /** Whether all capacity but that of unused places is received, to rounding. If not, something is wrong. */
  readonly conserved: boolean
}

/**
 * Gives the band of the two-step method: all or nothing. Source: Luo & Wang 2003.
 * @param limit - the longest journey of the catchment, in the journeys' unit.
 * @returns the one band.
 */
export function twoStepBands(limit: number): CatchmentBand[] {
  return [{ upTo: limit, weight: 1 }]
}

/**
 * Gives the bands of the enhanced method: three of equal width, each counting less. Source: Luo & Qi 2009, slow decay.
 * @param limit - the longest journey of the catchment, in the journeys' unit.
 * @returns the bands, nearest first.
 */
export function enhancedBands(limit: number): CatchmentBand[] {
  return [1, 0.68, 0.22].map((weight, k) => ({ upTo: (limit * (k + 1)) / 3, weight }))
}

/**
 * Gives the bands of the three-step method: four of equal width; use them with a shared choice. Source: the weights of
 * Wan, Zou & Sternberg 2012.
 * @param limit - the longest journey of the catchment, in the journeys' unit.
 * @returns the bands, nearest first.
 */
export function threeStepBands(limit: number): CatchmentBand[] {
  return [0.962, 0.704, 0.377, 0.042].map((weight, k) => ({ upTo: (limit * (k + 1)) / 4, weight }))
}

/**
 * Works out floating-catchment access: each place's capacity is divided among the families in its reach, and each
 * family adds up its parts. Unlike distance to the nearest place it sees crowding, and choice.
 *
 * Source: Luo & Wang 2003 (2SFCA), Luo & Qi 2009 (E2SFCA), Wan, Zou & Sternberg 2012 (3SFCA).
 * @param inputs - journeys, open places with capacities, families and bands.
 * @returns access by neighbourhood, with the check that no capacity is lost or made up.
 * @throws RangeError if there is not one capacity of at least 0 for each open place, or an open place has no journeys.
 */
export function catchmentAccess(inputs: CatchmentInputs): CatchmentAccess {
  const { journeys, open, capacities, choice = 'independent' } = inputs
  if (capacities.length !== open.length || !capacities.every(capacity => capacity >= 0)) {
    throw new RangeError('Each open place needs one capacity of at least 0.')
  }
  const families = inputs.families.map(count => (count > 0 ? count : 0))
  const { pull, weight } = decayOf(inputs.bands)
  const journeysTo = open.map(place => {
    const journey = journeys[place]
    if (journey?.length !== families.length) throw new RangeError(`Place ${place} has not one journey each.`)
    return journey
  })
  const pulls = journeysTo.map(journey => journey.map(weight))
  if (choice === 'shared') {
    shareOut(
      pulls,
      journeysTo.map(journey => journey.map(pull)),
    )
  }

  const access = new Float64Array(families.length)
  const unused: number[] = []
  let idle = 0
  for (const [k, pull] of pulls.entries()) {
    const capacity = capacities[k] ?? 0
    const demand = pull.reduce((sum, weight, i) => sum + weight * (families[i] ?? 0), 0)
    if (demand === 0) {
      unused.push(open[k] ?? -1)
      idle += capacity
      continue
    }
    for (const [i, weight] of pull.entries()) access[i] = (access[i] ?? 0) + (capacity / demand) * weight
  }
  const capacity = capacities.reduce((sum, each) => sum + each, 0)
  const received = access.reduce((sum, each, i) => sum + each * (families[i] ?? 0), 0)
  const conserved = Math.abs(capacity - idle - received) <= 1e-9 * Math.max(1, capacity)
  return { access, capacity, received, unused, conserved }
}

/** How much a place pulls at a journey's length, and how much of that counts. */
function decayOf(bands: CatchmentInputs['bands']): {
  pull: (journey: number) => number
  weight: (journey: number) => number
} {
  if ('power' in bands) {
    const { power, limit } = bands
    const pull = (journey: number): number => (Number.isFinite(journey) ? Math.max(1, journey) ** -power : 0)
    return { pull, weight: journey => (journey <= limit ? pull(journey) : 0) }
  }
  const sorted = [...bands].sort((a, b) => a.upTo - b.upTo)
  const weight = (journey: number): number =>
    journey === CANNOT_BE_REACHED ? 0 : (sorted.find(band => journey <= band.upTo)?.weight ?? 0)
  return { pull: weight, weight }
}

/** Multiplies each weight by the place's share of all that pulls on the neighbourhood. */
function shareOut(weights: readonly Float64Array[], pulls: readonly Float64Array[]): void {
  const length = weights[0]?.length ?? 0
  for (let i = 0; i < length; i++) {
    const sum = pulls.reduce((total, pull) => total + (pull[i] ?? 0), 0)
    if (sum === 0) continue
    for (const [k, weight] of weights.entries()) weight[i] = ((weight[i] ?? 0) * (pulls[k]?.[i] ?? 0)) / sum
  }
}
