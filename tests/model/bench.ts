import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe } from '@jest/globals'

const folder = path.resolve(import.meta.dirname, '../../../shared/bench')

/** A synthetic county of the instances with known answers; see the README of that folder. */
export interface BenchCounty {
  readonly T_seconds: readonly (readonly number[])[]
  readonly pop: readonly number[]
  readonly idaci_decile: readonly number[]
}

/** The answers that belong to a county. */
export interface BenchAnswers {
  readonly pmedian: { readonly obj: number; readonly open: readonly number[] }
  readonly mclp: { readonly p: number; readonly r: number; readonly obj: number }
  readonly lscp: { readonly r: number; readonly obj: number }
  readonly pcenter: { readonly p: number; readonly obj: number }
  readonly equity_at_pmedian: Readonly<Record<string, number>>
  readonly fca: {
    readonly open: readonly number[]
    readonly capacity: readonly number[]
    readonly sum: Readonly<Record<string, number>>
    readonly pw_mean: Readonly<Record<string, number>>
    readonly first10: Readonly<Record<string, readonly number[]>>
  }
}

/** The names of the counties with known answers. */
export const benchCounties = ['county11', 'county13', 'county15'] as const

/** Describes tests against known answers; they are skipped, and say so, where the folder of instances is absent. */
export function describeWithBench(name: string, tests: () => void): void {
  if (existsSync(folder)) describe(name, tests)
  else describe.skip(`${name} (skipped: the instances with known answers are not at ${folder})`, tests)
}

/** Reads a county and its answers. */
export function readCounty(name: string): { county: BenchCounty; answers: BenchAnswers } {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, 'county', file), 'utf8'))
  return {
    county: read(`${name}.json`) as BenchCounty,
    answers: read(`${name}.expected.json`) as BenchAnswers,
  }
}

/** Turns rows of areas × sites into one array per site. */
export function bySite(rows: readonly (readonly number[])[]): Float64Array[] {
  return (rows[0] ?? []).map((_, site) => Float64Array.from(rows, row => row[site] ?? NaN))
}

/** Access to three hospitals, each of them in one of three towns. */
export interface HospitalAnswers {
  readonly inbound: number
  readonly outbound: number
  readonly cross: number
  readonly twosfca_gravity: Readonly<Record<string, number>>
  readonly threesfca_gravity: Readonly<Record<string, number>>
  readonly raam_tau60_normalised: Readonly<Record<string, number>>
}

/**
 * Reads the answers about three hospitals, with what they were worked out from: towns 1 and 2 lie around the city 3;
 * 1 minute within a town, the given ones inbound to the city, outbound from it and across between the towns.
 */
export function readHospitals(name: 'scenario0' | 'scenario2'): {
  journeys: Float64Array[]
  people: Float64Array
  doctors: number[]
  expected: HospitalAnswers
} {
  const all = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as {
    access_hospital: Record<string, HospitalAnswers>
  }
  const expected = all.access_hospital[name]
  if (expected === undefined) throw new RangeError(`There are no answers for ${name}.`)
  const { inbound, outbound, cross } = expected
  return {
    journeys: [
      Float64Array.of(1, cross, outbound),
      Float64Array.of(cross, 1, outbound),
      Float64Array.of(inbound, inbound, 1),
    ],
    people: Float64Array.of(100, 50, 10),
    doctors: [15, 20, 100],
    expected,
  }
}
