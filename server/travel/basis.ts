import { createHash } from 'node:crypto'
import type { TravelMode } from './journey-provider.ts'

/** How people travel, in the order in which it is shown: a family with small children first. */
export const travelModes = [
  'walking-with-a-buggy',
  'toddlers-walk',
  'public-transport',
  'driving',
  'council-matrix',
  'straight-line',
] as const satisfies readonly TravelMode[]

/** How people travel, in words. */
export const travelModeNames: Readonly<Record<TravelMode, string>> = {
  'walking-with-a-buggy': 'Walking with a buggy',
  'toddlers-walk': 'At a toddler’s pace',
  'public-transport': 'Public transport',
  driving: 'Driving',
  'council-matrix': 'The council’s own journey times',
  'straight-line': 'Straight line, around barriers',
}

/** What all journeys of one mode are worked out from; it never changes once it has a hash. */
export interface JourneyBasis {
  /** Of network, timetable, profile, barriers and version of the method. */
  readonly hash: string
  readonly mode: TravelMode
  readonly unit: 'seconds' | 'metres'
  /** What to say beside every figure that is made from it: names the network, its date and the speed. */
  readonly method: string
  /** Whether it is what the county's files and settings give today. */
  readonly current: boolean
  /** ISO UTC. */
  readonly createdAt: string
}

/** A basis before it is stored. */
export interface NewBasis {
  readonly mode: TravelMode
  readonly unit: 'seconds' | 'metres'
  readonly method: string
  /** Everything that the journeys depend on, as plain data in a fixed order. */
  readonly document: Readonly<Record<string, unknown>>
}

/**
 * Names a basis.
 *
 * @param basis - what journeys are worked out from
 * @returns SHA-256 of its mode, unit and document, as 64 hexadecimal characters
 */
export function basisHash({ mode, unit, document }: Omit<NewBasis, 'method'>): string {
  return createHash('sha256').update(JSON.stringify({ mode, unit, document })).digest('hex')
}
