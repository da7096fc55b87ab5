import type { RandomGenerator } from '../random.ts'
import type { CountyPlanProblem } from './county-plan-problem.ts'

/** What has to be known of the areas of a problem to look at it under other assumptions. */
export interface VariedAreas {
  /** 1 where an area is among the most deprived 30%. */
  readonly deprived: Uint8Array
  /** How often a family there is counted in the problem as it was asked. */
  readonly deprivedCount: number
  /** For each area the index of its neighbourhood, whose families grow or shrink together. */
  readonly neighbourhood: Int32Array
  /** For each area the index of its district; −1 when it is not known. */
  readonly district: Int32Array
}

/** The problem under another assumption. */
export interface PlanVariation {
  /** What was assumed: the kind, and after a colon which one of it. */
  readonly key: string
  readonly problem: CountyPlanProblem
}

/** How much the number of families in a neighbourhood is off, as a standard deviation: a share of the number. */
export const populationSpread = 0.15
/** How many times the numbers of families are drawn anew. */
export const populationDraws = 6
/** By how much a district's families grow. */
export const districtGrowth = 1.2
/** How much slower, and quicker, people may be than was assumed. */
export const speedFactors = [1.25, 0.8] as const

/**
 * States a problem under other assumptions: deprived areas counted otherwise, a Zone worth more or less, other numbers
 * of families, and people who are slower or quicker. Slower people change a plan only where a limit counts.
 *
 * @param problem - the problem as it was asked; left as it is
 * @param areas - what is known of its areas
 * @param random - the seeded generator to draw from, so that the answer can be repeated
 * @returns the problem as it was asked first, then each of the others
 */
export function planVariations(
  problem: CountyPlanProblem,
  areas: VariedAreas,
  random: RandomGenerator,
): PlanVariation[] {
  return [
    { key: 'as-asked', problem },
    ...[1, 2, 3]
      .filter(times => times !== areas.deprivedCount)
      .map(times => ({ key: `deprived:${times}`, problem: countedAs(problem, areas, times) })),
    ...(problem.zones === 0 ? [] : [0, 0.5, 1])
      .filter(worth => worth !== problem.zoneWorth)
      .map(worth => ({ key: `zone:${worth}`, problem: { ...problem, zoneWorth: worth } })),
    ...Array.from({ length: populationDraws }, (_, draw) => ({
      key: `population:${draw + 1}`,
      problem: scaled(problem, factorsByNeighbourhood(areas, random)),
    })),
    ...Array.from({ length: problem.districts }, (_, grown) => ({
      key: `growth:${grown}`,
      problem: scaled(
        problem,
        Float64Array.from(areas.district, district => (district === grown ? districtGrowth : 1)),
      ),
    })),
    ...speedFactors.map(factor => ({ key: `speed:${factor}`, problem: atOtherSpeed(problem, factor) })),
  ]
}

function countedAs(problem: CountyPlanProblem, areas: VariedAreas, times: number): CountyPlanProblem {
  const weights = problem.families.map((families, at) => families * (areas.deprived[at] === 1 ? times : 1))
  return { ...problem, weights }
}

function factorsByNeighbourhood({ neighbourhood }: VariedAreas, random: RandomGenerator): Float64Array {
  const most = neighbourhood.reduce((highest, at) => Math.max(highest, at), -1)
  const factors = Float64Array.from({ length: most + 1 }, () =>
    Math.max(0.1, 1 + populationSpread * random.normal()),
  )
  return Float64Array.from(neighbourhood, at => (at < 0 ? 1 : (factors[at] as number)))
}

function scaled(problem: CountyPlanProblem, factors: Float64Array): CountyPlanProblem {
  const times = (figures: Float64Array): Float64Array =>
    figures.map((figure, at) => figure * (factors[at] as number))
  return { ...problem, weights: times(problem.weights), families: times(problem.families) }
}

function atOtherSpeed(problem: CountyPlanProblem, factor: number): CountyPlanProblem {
  const times = (figures: Float64Array): Float64Array => figures.map(figure => figure * factor)
  const { worse } = problem
  return {
    ...problem,
    journeys: problem.journeys.map(times),
    worse: worse === null ? null : { ...worse, today: times(worse.today) },
  }
}
