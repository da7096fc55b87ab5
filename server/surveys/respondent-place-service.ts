import { readRecord } from '../consultations/index.ts'
import { findPostcode } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { edge } from '../model/journeys.ts'
import { journeyProviderFor, positionsOf } from '../travel/index.ts'
import { respondentPlace, type RespondentPlace } from './draft.ts'

/**
 * Turns a postcode into what is kept of it: the neighbourhood, and how far the nearest centre of today is.
 *
 * @param db - the database
 * @param consultation - county, and what was published: its places
 * @param typed - the postcode as it was typed or written; not kept
 * @returns null when it is not a postcode of the county
 */
export async function placeOfPostcode(
  db: Db,
  consultation: { readonly countyId: string; readonly recordHash: string | null },
  typed: string,
): Promise<RespondentPlace | null> {
  const postcode = await findPostcode(db, consultation.countyId, typed)
  if (postcode === null) return null
  if (consultation.recordHash === null) return respondentPlace(postcode.neighbourhoodCode, null)
  const record = await readRecord(db, consultation.recordHash)
  const provider = journeyProviderFor({ detourFactor: record.detourFactor })
  const centres = record.places.filter(place => place.existing).map(place => place.position)
  const journeys = await provider.journeys(positionsOf([postcode.position]), positionsOf(centres))
  const known = journeys.map(journey => edge(journey[0] ?? NaN)).filter(metres => metres !== null)
  return respondentPlace(postcode.neighbourhoodCode, known.length === 0 ? null : Math.min(...known))
}
