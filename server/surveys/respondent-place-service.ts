import { journeysFromPostcode, readRecord, type ConsultationRecord } from '../consultations/index.ts'
import { findPostcode, nameOfNeighbourhood, type Position } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { edge } from '../model/journeys.ts'
import { distanceBand, journeyBand, type DistanceBand } from '../model/survey.ts'
import { journeySource } from '../scenarios/index.ts'
import { journeyProviderFor, positionsOf } from '../travel/index.ts'
import type { NamedPlace } from './draft.ts'

/**
 * Turns a postcode into what is kept of it: the neighbourhood, and how far the nearest centre of today is, as the
 * published scenario's journeys have it: a time where they were measured, else a distance.
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
): Promise<NamedPlace | null> {
  const postcode = await findPostcode(db, consultation.countyId, typed)
  if (postcode === null) return null
  const { neighbourhoodCode } = postcode
  const neighbourhoodName =
    neighbourhoodCode === null ? '' : await nameOfNeighbourhood(db, consultation.countyId, neighbourhoodCode)
  const area = { neighbourhoodCode, ...(neighbourhoodName === '' ? {} : { neighbourhoodName }) }
  if (consultation.recordHash === null) return { ...area, distanceBand: null }
  const record = await readRecord(db, consultation.recordHash)
  const measured = await bandOfJourney(db, record, typed)
  return { ...area, distanceBand: measured ?? (await bandOfDistance(record, postcode.position)) }
}

async function bandOfJourney(
  db: Db,
  record: ConsultationRecord,
  typed: string,
): Promise<DistanceBand | null> {
  const [main] = await journeysFromPostcode(journeySource(db), record, typed)
  if (main === undefined) return null
  const times = main.to.filter((time, at) => record.places[at]?.existing === true && !Number.isNaN(time))
  if (times.length === 0) return null
  const least = Math.min(...times)
  return main.unit === 'seconds' ? journeyBand(least) : distanceBand(edge(least))
}

async function bandOfDistance(record: ConsultationRecord, position: Position): Promise<DistanceBand | null> {
  const provider = journeyProviderFor({ detourFactor: record.detourFactor })
  const centres = record.places.filter(place => place.existing).map(place => place.position)
  const journeys = await provider.journeys(positionsOf([position]), positionsOf(centres))
  const known = journeys.map(journey => edge(journey[0] ?? NaN)).filter(metres => metres !== null)
  return known.length === 0 ? null : distanceBand(Math.min(...known))
}
