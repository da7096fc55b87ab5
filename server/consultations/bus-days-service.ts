import type { Db } from '../db/index.ts'
import { readDayEnds, siteKey, type DayEndMeasure } from '../travel/index.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'

/** When the first bus gets somebody to a place, and when the last one home leaves: seconds since midnight. */
export interface BusTimes {
  readonly firstThere: number
  readonly lastHome: number
}

/** The buses between somebody's home and a place. */
export interface BusDay {
  /** On an ordinary weekday; null where one cannot get there and back. */
  readonly weekday: BusTimes | null
  readonly saturday: BusTimes | 'none' | 'not known'
}

/**
 * The first and last buses between a postcode and some places, as they were worked out for the published scenario.
 * Nothing of the postcode is kept, and no statement names it.
 *
 * @param db - the database; one statement at most
 * @param record - what was published
 * @param origin - where somebody's postcode stands among the places that families set out from; null when it is none
 * @param places - the places that are shown
 * @returns by site id; a place is absent where nothing was worked out
 */
export async function busDaysFrom(
  db: Db,
  record: ConsultationRecord,
  origin: number | null,
  places: readonly RecordedPlace[],
): Promise<Map<string, BusDay>> {
  const found = new Map<string, BusDay>()
  const basis = record.journeys?.bases.find(one => one.mode === 'public-transport')
  if (record.journeys === null || basis === undefined || origin === null) return found
  const ends = await readDayEnds(
    db,
    basis.hash,
    record.journeys.originsHash,
    places.flatMap(place => (place.position === null ? [] : [place.position])),
  )
  for (const { siteId, position } of places) {
    const own = position === null ? undefined : ends.get(siteKey(position))
    if (own === undefined) continue
    const at = (measure: DayEndMeasure): number => own.get(measure)?.[origin] ?? NaN
    const times = (firstThere: number, lastHome: number): BusTimes | null =>
      firstThere < lastHome && lastHome !== Infinity ? { firstThere, lastHome } : null
    const [there, home] = [at('first-there'), at('last-home')]
    if (Number.isNaN(there) || Number.isNaN(home)) continue
    const [saturdayThere, saturdayHome] = [at('saturday-first-there'), at('saturday-last-home')]
    found.set(siteId, {
      weekday: times(there, home),
      saturday:
        Number.isNaN(saturdayThere) || Number.isNaN(saturdayHome)
          ? 'not known'
          : (times(saturdayThere, saturdayHome) ?? 'none'),
    })
  }
  return found
}
