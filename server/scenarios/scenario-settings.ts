import { z } from 'zod'
import { readSetting, writeSetting } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { DEFAULT_PLACE_LIMITS, FATES, type PlaceLimits } from '../model/fates.ts'
import { COST_LINES, DEFAULT_KEPT_SHARES, DEFAULT_SAVING_TARGET, type KeptShares } from '../model/ledger.ts'
import type { TravelMode } from '../travel/index.ts'

/** Ways of travelling that are measured in time. */
export const timedModes = [
  'walking-with-a-buggy',
  'toddlers-walk',
  'public-transport',
  'driving',
  'council-matrix',
] as const satisfies readonly TravelMode[]

/** A way of travelling that is measured in time. */
export type TimedMode = (typeof timedModes)[number]

/** What a county's scenarios are measured against; every one of them is the council's choice. */
export interface ScenarioSettings {
  /** Metres, least first: the share of children within each is shown. */
  readonly thresholds: readonly number[]
  /** A change of distance of at most so many metres counts as none. */
  readonly toleranceMetres: number
  /** By which way of travelling plans are judged; null for the first that is measured, a walk with a buggy before all. */
  readonly mainMode: TravelMode | null
  /** Minutes, least first: the share of children within each is shown, by way of travelling. */
  readonly minutes: Readonly<Record<TimedMode, readonly number[]>>
  /** A change of journey of at most so many minutes counts as none. */
  readonly toleranceMinutes: number
  readonly limits: PlaceLimits
  /** Pounds a year. */
  readonly savingSought: number
  /** What share of each line of a site's yearly cost is still spent, by what the site becomes. */
  readonly keptShares: KeptShares
}

const defaultMinutes: Record<TimedMode, number[]> = {
  'walking-with-a-buggy': [15, 30, 38],
  'toddlers-walk': [15, 30, 47],
  'public-transport': [25, 45, 60],
  driving: [10, 15, 30],
  'council-matrix': [15, 30, 45],
}

/**
 * What holds until a council chooses. 2,500 m is the pram-pushing distance of the Institute for Fiscal Studies: 38
 * minutes at 4.0 km/h, 47 at a toddler's 3.2 km/h.
 */
export const defaultScenarioSettings: ScenarioSettings = {
  thresholds: [1000, 2500, 5000],
  toleranceMetres: 50,
  mainMode: null,
  minutes: defaultMinutes,
  toleranceMinutes: 1,
  limits: DEFAULT_PLACE_LIMITS,
  savingSought: DEFAULT_SAVING_TARGET,
  keptShares: DEFAULT_KEPT_SHARES,
}

const share = z.number().min(0).max(2)
const modes = z.enum([...timedModes, 'straight-line'])
const minutes = z.array(z.number().positive()).min(1).max(6)

/** Settings as they are kept, in the county's settings and in a published scenario. */
export const scenarioSettingsSchema: z.ZodType<ScenarioSettings> = z.object({
  thresholds: z.array(z.number().positive()).min(1).max(6),
  toleranceMetres: z.number().min(0),
  // Settings that were kept before journeys were measured have none of these three.
  mainMode: modes.nullable().default(null),
  minutes: z.record(z.enum(timedModes), minutes).default(defaultMinutes),
  toleranceMinutes: z.number().min(0).default(1),
  limits: z.object({ centres: z.int().min(0), zones: z.int().min(0) }),
  savingSought: z.number().min(0),
  keptShares: z.record(z.enum(FATES), z.record(z.enum(COST_LINES), share)),
})

/**
 * What this county's scenarios are measured against.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns the council's choice, or the defaults
 */
export function readScenarioSettings(db: Db, countyId: string): Promise<ScenarioSettings> {
  return readSetting(db, countyId, 'scenarios', scenarioSettingsSchema, defaultScenarioSettings)
}

/**
 * Records what this county's scenarios are measured against.
 *
 * @param db - the database
 * @param countyId - the county
 * @param settings - the council's choice
 */
export async function writeScenarioSettings(
  db: Db,
  countyId: string,
  settings: ScenarioSettings,
): Promise<void> {
  await writeSetting(db, countyId, 'scenarios', scenarioSettingsSchema.parse(settings))
}
