import { z } from 'zod'
import { readSetting, writeSetting } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { roadProfiles, roadProfileSchema, type RoadProfile } from './roads/profiles.ts'

/** Ways of travelling that use roads and paths. */
export const roadModes = ['walking-with-a-buggy', 'toddlers-walk', 'driving'] as const

/** A way of travelling that uses roads and paths. */
export type RoadMode = (typeof roadModes)[number]

/** When families set out by public transport, and what they put up with. */
export interface PublicTransportSettings {
  /** The first and, not included, the last moment of leaving home, `HH:MM`. */
  readonly from: string
  readonly to: string
  /** `YYYY-MM-DD`; null for an ordinary day of the timetable. */
  readonly date: string | null
  readonly mostChanges: number
  /** A journey that takes longer, waiting included, counts as none. */
  readonly longestMinutes: number
  /** The longest walk to a stop. */
  readonly walkMinutes: number
  /** What is added to the walk between two stops when changing. */
  readonly changeMinutes: number
}

/** How a county's journeys are measured; every one of these is the council's choice. */
export interface JourneySettings {
  /** A place further from any road than this is listed, and not reached. */
  readonly snapLimitMetres: number
  readonly profiles: Readonly<Record<RoadMode, RoadProfile>>
  readonly publicTransport: PublicTransportSettings
}

/** What holds until a council chooses. */
export const defaultJourneySettings: JourneySettings = {
  snapLimitMetres: 500,
  profiles: roadProfiles,
  publicTransport: {
    from: '09:00',
    to: '11:00',
    date: null,
    mostChanges: 2,
    longestMinutes: 180,
    walkMinutes: 18,
    changeMinutes: 2,
  },
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Settings as they are kept. */
export const journeySettingsSchema: z.ZodType<JourneySettings> = z.object({
  snapLimitMetres: z.number().min(10).max(10_000),
  profiles: z.object({
    'walking-with-a-buggy': roadProfileSchema,
    'toddlers-walk': roadProfileSchema,
    driving: roadProfileSchema,
  }),
  publicTransport: z.object({
    from: time,
    to: time,
    date: z.iso.date().nullable(),
    mostChanges: z.int().min(0).max(4),
    longestMinutes: z.number().min(10).max(600),
    walkMinutes: z.number().min(1).max(60),
    changeMinutes: z.number().min(0).max(30),
  }),
})

/**
 * How this county's journeys are measured.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the council's choice, or the defaults
 */
export function readJourneySettings(db: Db, countyId: string): Promise<JourneySettings> {
  return readSetting(db, countyId, 'journeys', journeySettingsSchema, defaultJourneySettings)
}

/**
 * Records how this county's journeys are measured. What was worked out otherwise stays, but is no longer current: call
 * `settleCountyBases` in the same transaction.
 *
 * @param db - the database
 * @param countyId - the county
 * @param settings - the council's choice
 */
export async function writeJourneySettings(
  db: Db,
  countyId: string,
  settings: JourneySettings,
): Promise<void> {
  await writeSetting(db, countyId, 'journeys', journeySettingsSchema.parse(settings))
}
