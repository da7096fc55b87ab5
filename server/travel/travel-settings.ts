import { z } from 'zod'
import { readSetting, writeSetting } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { JourneyProvider } from './journey-provider.ts'
import { defaultDetourFactor, straightLineJourneys } from './straight-line.ts'

const stored = z.object({ detourFactor: z.number().min(1).max(5) })

/** How a county's journeys are estimated where no route was measured. */
export interface TravelSettings {
  /** What a straight line is multiplied by, from 1 to 5. */
  readonly detourFactor: number
}

/**
 * How this county's journeys are estimated.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the council's choice, or a detour factor of 1.3 until it made one
 */
export function readTravelSettings(db: Db, countyId: string): Promise<TravelSettings> {
  return readSetting(db, countyId, 'travel', stored, { detourFactor: defaultDetourFactor })
}

/**
 * Records how this county's journeys are estimated.
 *
 * @param db - the database
 * @param countyId - the county
 * @param settings - the council's choice
 */
export async function writeTravelSettings(db: Db, countyId: string, settings: TravelSettings): Promise<void> {
  await writeSetting(db, countyId, 'travel', stored.parse(settings))
}

/**
 * The best journeys that a county has.
 *
 * @param settings - the council's choice
 * @returns the provider: straight lines, until roads or timetables were loaded
 */
export function journeyProviderFor(settings: TravelSettings): JourneyProvider {
  return straightLineJourneys(settings.detourFactor)
}
