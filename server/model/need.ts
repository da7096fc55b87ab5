import type { Warning } from './warning.ts'

/** The measures that need intensity is made of, in the order in which they are shown. */
export const NEED_PARTS = ['idaci', 'loneParents', 'noCar', 'lowEnglish', 'gldGap'] as const

/** One of the measures that need intensity is made of. */
export type NeedPart = (typeof NEED_PARTS)[number]

/** The measures as people read them. */
export const NEED_PART_NAMES: Readonly<Record<NeedPart, string>> = {
  idaci: 'Income deprivation affecting children (IDACI rate)',
  loneParents: 'Lone-parent households',
  noCar: 'Households without a car or van',
  lowEnglish: 'People who speak little or no English',
  gldGap: 'Gap in good level of development at five',
}

/** The weight of each measure; only their proportions matter. */
export type NeedWeights = Readonly<Record<NeedPart, number>>

/** The weights proposed to start from. Source: this product's domain brief, section 3; for the council to agree. */
export const DEFAULT_NEED_WEIGHTS: NeedWeights = {
  idaci: 40,
  loneParents: 15,
  noCar: 15,
  lowEnglish: 10,
  gldGap: 20,
}

/**
 * One neighbourhood's measures, each higher where need is higher: shares from 0 to 1, and the gap in good level of
 * development in percentage points behind the county. Null means not known. A figure that is published for a whole
 * authority is not known for a neighbourhood: it is never spread over them.
 */
export type NeedRates = Readonly<Record<NeedPart, number | null>>

/** How intense need is in one neighbourhood, compared with the others. */
export interface NeedScore {
  /** The weighted mean of standardised measures: 0 is the county's middle, 1 a standard deviation. Null: not known. */
  readonly intensity: number | null
  /** Measures that this neighbourhood lacks though others have them; the rest were re-scaled to make up for them. */
  readonly missing: readonly NeedPart[]
}

/** How intense need is in every neighbourhood. */
export interface NeedIntensity {
  /** The weights after re-scaling to the measures that are there; they sum to 1 (all 0 where there are none). */
  readonly weightsUsed: NeedWeights
  /** Measures with a weight that no neighbourhood has: named wherever the figure is shown. */
  readonly missingEverywhere: readonly NeedPart[]
  /** Measures with a weight whose value is the same everywhere, so that they say nothing. */
  readonly sameEverywhere: readonly NeedPart[]
  /** In the order of the neighbourhoods. */
  readonly scores: readonly NeedScore[]
}

/** What to print beside every need mass. */
export const NEED_MASS_APPROXIMATION =
  'Need mass is children aged 0 to 4 times the IDACI rate. IDACI covers children aged 0 to 15: that the rate holds ' +
  'for the youngest is an approximation.'

/**
 * Estimates how many young children live in income deprivation. IDACI covers ages 0 to 15, so that applying it to
 * ages 0 to 4 is an approximation: print {@link NEED_MASS_APPROXIMATION} beside it.
 *
 * Source: IDACI, English Indices of Deprivation; mid-year population estimates, Office for National Statistics.
 * @param children0to4 - children aged 0 to 4; null when not known.
 * @param idaciRate - the share of children aged 0 to 15 in income deprivation, from 0 to 1; null when not known.
 * @returns children; null when either is not known.
 */
export function needMass(children0to4: number | null, idaciRate: number | null): number | null {
  return children0to4 === null || idaciRate === null ? null : children0to4 * idaciRate
}

/**
 * Compares how intense need is between neighbourhoods, whatever their size.
 *
 * Each measure is standardised over the neighbourhoods that have it (less their mean, over their standard deviation,
 * every neighbourhood counting the same) and the weighted mean is taken. A measure that nobody has is left out and
 * named. A neighbourhood that lacks a measure is scored by its others, re-scaled and named; but where it lacks IDACI,
 * the backbone of the index, and others have it, its need is not known.
 * @param neighbourhoods - the measures of each neighbourhood.
 * @param weights - the weight of each measure.
 * @returns the scores and the weights that were used.
 * @throws RangeError if a weight is below 0.
 */
export function needIntensity(
  neighbourhoods: readonly NeedRates[],
  weights: NeedWeights = DEFAULT_NEED_WEIGHTS,
): NeedIntensity {
  const measures = standardisedMeasures(neighbourhoods)
  const wanted = NEED_PARTS.filter(part => checkedWeight(weights, part) > 0)
  const present = wanted.filter(part => measures[part].known > 0)
  const sum = present.reduce((total, part) => total + weights[part], 0)
  const share = (part: NeedPart): number => (present.includes(part) ? weights[part] / sum : 0)
  return {
    weightsUsed: Object.fromEntries(NEED_PARTS.map(part => [part, share(part)])) as Record<NeedPart, number>,
    missingEverywhere: wanted.filter(part => measures[part].known === 0),
    sameEverywhere: present.filter(part => measures[part].same),
    scores: neighbourhoods.map((rates, i) => ({
      intensity: intensityOf(measures, weights, i),
      missing: present.filter(part => rates[part] === null),
    })),
  }
}

/** A measure standardised over neighbourhoods. */
export interface StandardisedMeasure {
  /** By neighbourhood; NaN where it is not known. All 0 where it is the same everywhere. */
  readonly values: Float64Array
  /** How many neighbourhoods have it. */
  readonly known: number
  readonly same: boolean
}

/** Every measure, standardised. */
export type StandardisedMeasures = Readonly<Record<NeedPart, StandardisedMeasure>>

/**
 * Standardises every measure: 0 its mean over the neighbourhoods that have it, 1 its standard deviation.
 * @param neighbourhoods - the measures of each neighbourhood.
 * @returns the standardised measures.
 */
export function standardisedMeasures(neighbourhoods: readonly NeedRates[]): StandardisedMeasures {
  const standardised = (part: NeedPart): StandardisedMeasure => {
    const rates = neighbourhoods.map(each => each[part])
    const known = rates.filter(rate => rate !== null)
    const mean = known.reduce((sum, rate) => sum + rate, 0) / known.length
    const deviation = Math.sqrt(known.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / known.length)
    // Equal rates must not pass for different ones because their mean was rounded.
    const same = known.every(rate => rate === known[0])
    const values = Float64Array.from(rates, rate =>
      rate === null ? NaN : same ? 0 : (rate - mean) / deviation,
    )
    return { values, known: known.length, same: known.length > 0 && same }
  }
  return Object.fromEntries(NEED_PARTS.map(part => [part, standardised(part)])) as Record<
    NeedPart,
    StandardisedMeasure
  >
}

/**
 * Scores one neighbourhood by the rules of {@link needIntensity}.
 * @param measures - the standardised measures.
 * @param weights - the weight of each measure, at least 0.
 * @param neighbourhood - its index.
 * @returns the weighted mean; null when it is not known.
 */
export function intensityOf(
  measures: StandardisedMeasures,
  weights: NeedWeights,
  neighbourhood: number,
): number | null {
  let score = 0
  let sum = 0
  for (const part of NEED_PARTS) {
    const value = measures[part].values[neighbourhood] ?? NaN
    if (weights[part] === 0 || measures[part].known === 0) continue
    if (!Number.isNaN(value)) {
      score += weights[part] * value
      sum += weights[part]
    } else if (part === 'idaci') return null
  }
  return sum > 0 ? score / sum : null
}

/** What else a plan weighs, beside the index of need. */
export interface NeedUse {
  readonly weights: NeedWeights
  /** Whether the Index of Multiple Deprivation is used as well. */
  readonly imd?: boolean
  /** Whether the Barriers to Housing and Services domain is used. */
  readonly barriersDomain?: boolean
  /** Whether distance to a place is weighed. */
  readonly distance?: boolean
  /** Whether journeys weigh more for households without a car. */
  readonly travelWeightedByNoCar?: boolean
}

/**
 * Warns of counting the same disadvantage twice.
 * @param use - the weights and what else is weighed; what is absent is not used.
 * @returns the warnings that apply, by code: 'imd-beside-idaci', 'barriers-beside-distance', 'no-car-twice'.
 */
export function doubleCounting(use: NeedUse): Warning[] {
  const warnings: Warning[] = []
  if (use.imd === true && use.weights.idaci > 0) {
    warnings.push({
      code: 'imd-beside-idaci',
      sentence:
        'The Index of Multiple Deprivation already holds income deprivation: beside IDACI it counts twice.',
    })
  }
  if (use.barriersDomain === true && use.distance === true) {
    warnings.push({
      code: 'barriers-beside-distance',
      sentence: 'The Barriers domain already holds distance to services: beside distance it counts twice.',
    })
  }
  if (use.travelWeightedByNoCar === true && use.weights.noCar > 0) {
    warnings.push({
      code: 'no-car-twice',
      sentence: 'Households without a car count in need and again in the weight of journeys.',
    })
  }
  return warnings
}

function checkedWeight(weights: NeedWeights, part: NeedPart): number {
  const weight = weights[part]
  if (!(weight >= 0 && Number.isFinite(weight))) {
    throw new RangeError(`The weight of “${NEED_PART_NAMES[part]}” is a number of at least 0.`)
  }
  return weight
}
