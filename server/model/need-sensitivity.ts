import type { NeedPart, NeedRates, NeedWeights } from './need.ts'
import { intensityOf, NEED_PARTS, standardisedMeasures } from './need.ts'
import type { RandomGenerator } from './random.ts'

/** How to shake the weights. */
export interface Perturbation {
  /** How many neighbourhoods make up the top. */
  readonly top: number
  /** How many times the weights are drawn anew. */
  readonly times: number
  /** How far each weight may move, as a share of itself from 0 to 1: 0.25 draws from 75% to 125% of it. */
  readonly spread: number
}

/** How well the neighbourhoods of highest need stand up to other weights. */
export interface NeedSensitivity {
  /** The indexes of the neighbourhoods of highest need by the weights given, highest first; ties by index. */
  readonly top: readonly number[]
  /** For each neighbourhood the share of draws, from 0 to 1, that put it in the top; null where need is not known. */
  readonly staysIn: readonly (number | null)[]
  /** The share of draws in which the top holds exactly the same neighbourhoods. */
  readonly wholeTopSurvives: number
  /** The mean share of the top that is still in it. */
  readonly meanOverlap: number
}

/**
 * Tries the index of need under other weights: each weight moves by itself, evenly within its spread, and the ranking
 * is drawn up anew.
 * @param neighbourhoods - the measures of each neighbourhood.
 * @param weights - the weights to shake, at least 0.
 * @param how - the size of the top, the number of draws and the spread.
 * @param random - the seeded generator to draw from, so that the answer can be repeated.
 * @returns how often each neighbourhood and the whole top survive; the shares are 1 when the top is empty.
 * @throws RangeError if there is no draw, the top is negative or the spread is not from 0 to 1.
 */
export function needSensitivity(
  neighbourhoods: readonly NeedRates[],
  weights: NeedWeights,
  how: Perturbation,
  random: RandomGenerator,
): NeedSensitivity {
  if (!(how.times >= 1 && how.top >= 0 && how.spread >= 0 && how.spread <= 1)) {
    throw new RangeError('Shake weights at least once, by a share from 0 to 1.')
  }
  const measures = standardisedMeasures(neighbourhoods)
  const topBy = (some: NeedWeights): number[] =>
    neighbourhoods
      .map((_, i) => ({ i, score: intensityOf(measures, some, i) }))
      .filter(each => each.score !== null)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.i - b.i)
      .slice(0, how.top)
      .map(({ i }) => i)

  const top = topBy(weights)
  const isTop = new Set(top)
  const timesIn = new Int32Array(neighbourhoods.length)
  let whole = 0
  let overlap = 0
  for (let time = 0; time < how.times; time++) {
    const drawn = topBy(shaken(weights, how.spread, random))
    for (const i of drawn) timesIn[i] = (timesIn[i] ?? 0) + 1
    const still = drawn.filter(i => isTop.has(i)).length
    if (still === top.length) whole++
    overlap += top.length > 0 ? still / top.length : 1
  }
  return {
    top,
    staysIn: neighbourhoods.map((_, i) =>
      intensityOf(measures, weights, i) === null ? null : (timesIn[i] ?? 0) / how.times,
    ),
    wholeTopSurvives: whole / how.times,
    meanOverlap: overlap / how.times,
  }
}

function shaken(weights: NeedWeights, spread: number, random: RandomGenerator): NeedWeights {
  return Object.fromEntries(
    NEED_PARTS.map(part => [part, weights[part] * (1 + spread * (2 * random.next() - 1))]),
  ) as Record<NeedPart, number>
}
