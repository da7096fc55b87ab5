import type { SitingInstance } from './siting.ts'

/** Which units of sites reach which areas within a limit; areas that the same units reach are counted as one. */
export interface Covers {
  /** For each unit the areas that it reaches, ascending. */
  readonly reaches: readonly Int32Array[]
  /** For each unit and each area that it reaches, by how many of its sites: 1, or 2 for two and more. */
  readonly times: readonly Uint8Array[]
  /** The families of each area. */
  readonly weights: Float64Array
  /** The areas of the instance that each area stands for. */
  readonly members: readonly (readonly number[])[]
  /** The areas of the instance that have families but that no unit reaches. */
  readonly outOfReach: readonly number[]
}

/**
 * Finds who reaches whom within a limit. Areas without families are left out; a journey that is not known reaches
 * nobody.
 * @param instance - the journeys and families.
 * @param units - groups of sites that open together, each at least one site.
 * @param limit - the longest journey that counts, in the unit of the journeys; equal to it is within it.
 * @returns the covers; areas in the order of the first of the areas for which they stand.
 */
export function coversWithin(
  instance: SitingInstance,
  units: readonly (readonly number[])[],
  limit: number,
): Covers {
  const { weights } = instance
  if (weights.some(weight => !(weight >= 0))) {
    throw new RangeError('Every area has a number of families of at least 0.')
  }
  const codes = Array.from(weights, (): number[] => [])
  for (const [u, unit] of units.entries()) {
    for (let i = 0; i < weights.length; i++) {
      let times = 0
      for (const site of unit) if ((instance.journeys[site]?.[i] ?? NaN) <= limit) times++
      if (times > 0) codes[i]?.push(2 * u + Math.min(times, 2) - 1)
    }
  }
  return gathered(weights, units.length, codes)
}

function gathered(families: Float64Array, units: number, codes: readonly (readonly number[])[]): Covers {
  const areaOf = new Map<string, number>()
  const members: number[][] = []
  const weights: number[] = []
  const outOfReach: number[] = []
  const reaches = Array.from({ length: units }, (): number[] => [])
  const times = Array.from({ length: units }, (): number[] => [])
  for (const [i, reached] of codes.entries()) {
    const weight = families[i] as number
    if (weight === 0) continue
    if (reached.length === 0) {
      outOfReach.push(i)
      continue
    }
    const key = reached.join()
    const known = areaOf.get(key)
    if (known !== undefined) {
      weights[known] = (weights[known] as number) + weight
      members[known]?.push(i)
      continue
    }
    const area = members.length
    areaOf.set(key, area)
    members.push([i])
    weights.push(weight)
    for (const code of reached) {
      reaches[code >> 1]?.push(area)
      times[code >> 1]?.push((code & 1) + 1)
    }
  }
  return {
    reaches: reaches.map(areas => Int32Array.from(areas)),
    times: times.map(each => Uint8Array.from(each)),
    weights: Float64Array.from(weights),
    members,
    outOfReach,
  }
}
