import { normalisePostcode } from '../model/postcode.ts'
import type { JourneySource } from '../scenarios/index.ts'
import type { TravelMode } from '../travel/index.ts'
import type { ConsultationRecord } from './consultation.ts'

/** Journeys from one postcode to every place of a record, by one way of travelling. */
export interface PlaceJourneys {
  readonly mode: TravelMode
  readonly unit: 'metres' | 'seconds'
  /** How they came about. */
  readonly method: string
  /** In the order of the record's places: Infinity where there is no way, NaN where it is not known. */
  readonly to: readonly number[]
}

// By their hash, because a set never changes: where each postcode stands in it.
const indexes = new Map<string, ReadonlyMap<string, number>>()
const mostIndexes = 4

/**
 * Journeys from a postcode, as they were worked out for the published scenario. Nothing of the postcode is kept, and
 * no statement names it.
 *
 * @param source - where measured journeys come from; what was read once stays in memory
 * @param record - what was published
 * @param postcode - as it was typed; null where somebody chose a place without one
 * @returns the scenario's main way of travelling first; none where nothing was measured, the postcode is not among
 * those that families set out from, or journeys are not there to every place
 */
export async function journeysFromPostcode(
  source: JourneySource,
  record: ConsultationRecord,
  postcode: string | null,
): Promise<PlaceJourneys[]> {
  const at = await originOf(source, record, postcode)
  if (record.journeys === null || at === null) return []
  const { originsHash, bases } = record.journeys
  const positions = record.places.map(place => place.position)
  const journeys: PlaceJourneys[] = []
  for (const { hash, mode, unit, method } of bases) {
    const columns = await source.columns(hash, originsHash, positions)
    // A place that was moved after the scenario was published has no journeys: half an answer is none.
    if (columns.some((column, place) => column === null && positions[place] !== null)) continue
    journeys.push({ mode, unit, method, to: columns.map(column => column?.seconds[at] ?? NaN) })
  }
  return journeys
}

/**
 * Where a postcode stands among the places from which families set out.
 *
 * @param source - where measured journeys come from; what was read once stays in memory
 * @param record - what was published
 * @param postcode - as it was typed; null where somebody chose a place without one
 * @returns its index in the columns of journeys; null where nothing was measured, or it is none of those places
 */
export async function originOf(
  source: JourneySource,
  record: ConsultationRecord,
  postcode: string | null,
): Promise<number | null> {
  const code = postcode === null ? null : normalisePostcode(postcode)
  if (record.journeys === null || code === null) return null
  return (await indexOf(source, record.journeys.originsHash)).get(code) ?? null
}

async function indexOf(source: JourneySource, originsHash: string): Promise<ReadonlyMap<string, number>> {
  const known = indexes.get(originsHash)
  if (known) return known
  const set = await source.origins(originsHash)
  const index = new Map((set?.codes ?? []).map((code, at) => [code, at]))
  if (set === null) return index
  indexes.set(originsHash, index)
  const [oldest] = indexes.keys()
  if (indexes.size > mostIndexes && oldest !== undefined) indexes.delete(oldest)
  return index
}
