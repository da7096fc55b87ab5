import { inTransaction, type Db } from '../db/index.ts'
import { listBarriers } from './barrier-repository.ts'
import { basesOf, type TravelState } from './bases.ts'
import { settleBases } from './basis-repository.ts'
import { readJourneySettings } from './journey-settings.ts'
import { listTravelFiles } from './travel-file-repository.ts'
import { readTravelSettings } from './travel-settings.ts'

/**
 * What a county's journeys can be worked out from today.
 *
 * @param db - the database
 * @param countyId - the county
 * @returns files in use, barriers and settings
 */
export async function readTravelState(db: Db, countyId: string): Promise<TravelState> {
  return {
    files: await listTravelFiles(db, countyId),
    barriers: await listBarriers(db, countyId),
    settings: await readJourneySettings(db, countyId),
    detourFactor: (await readTravelSettings(db, countyId)).detourFactor,
  }
}

/**
 * Makes the county's bases what its files and settings give. To be called after every change of those, in the same
 * transaction.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param at - ISO UTC
 * @returns what they were made from
 */
export function settleCountyBases(db: Db, countyId: string, at: string): Promise<TravelState> {
  return inTransaction(db, async tx => {
    const state = await readTravelState(tx, countyId)
    await settleBases(tx, countyId, basesOf(state), at)
    return state
  })
}
