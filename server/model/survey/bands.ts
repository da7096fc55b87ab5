/** How far the nearest existing centre is from a respondent, as journeys are estimated for the county. */
export const DISTANCE_BANDS = [
  { value: 'under-1-km', text: 'Under 1 km', upToMetres: 1000 },
  { value: '1-to-2.5-km', text: '1 km to 2.5 km', upToMetres: 2500 },
  { value: '2.5-to-5-km', text: '2.5 km to 5 km', upToMetres: 5000 },
  { value: 'over-5-km', text: 'Over 5 km', upToMetres: Infinity },
] as const

/** How long the way to the nearest existing centre takes a respondent, where the county's journeys are measured. */
export const JOURNEY_BANDS = [
  { value: 'under-15-minutes', text: 'Under 15 minutes', upToSeconds: 900 },
  { value: '15-to-30-minutes', text: '15 to 30 minutes', upToSeconds: 1800 },
  { value: '30-to-45-minutes', text: '30 to 45 minutes', upToSeconds: 2700 },
  { value: 'over-45-minutes', text: 'Over 45 minutes', upToSeconds: Number.MAX_VALUE },
  { value: 'no-way-there', text: 'No way to get there', upToSeconds: Infinity },
] as const

/** Every band that a response may have been stored with; one that was stored keeps its meaning for good. */
export const RESPONSE_BANDS = [...DISTANCE_BANDS, ...JOURNEY_BANDS] as const

/** One of the bands of distance or time. */
export type DistanceBand = (typeof RESPONSE_BANDS)[number]['value']

/**
 * The bands that some responses use: of distance, of time, or both where journeys were measured meanwhile.
 *
 * @param stored - the band of each response; null when it is not known
 * @returns the bands in order; those of distance when no response has one
 */
export function bandsInUse(stored: Iterable<string | null>): readonly { value: string; text: string }[] {
  const used = new Set(stored)
  const times = JOURNEY_BANDS.some(band => used.has(band.value))
  const distances = !times || DISTANCE_BANDS.some(band => used.has(band.value))
  return [...(distances ? DISTANCE_BANDS : []), ...(times ? JOURNEY_BANDS : [])]
}

/**
 * The band that a journey time falls into.
 *
 * @param seconds - to the nearest existing centre; Infinity where there is no way, null when not known
 * @returns the band; its upper edge belongs to it; null when the time is not known
 */
export function journeyBand(seconds: number | null): DistanceBand | null {
  if (seconds === null || Number.isNaN(seconds) || seconds < 0) return null
  return JOURNEY_BANDS.find(band => seconds <= band.upToSeconds)?.value ?? null
}

/**
 * The band that a distance falls into.
 *
 * @param metres - distance to the nearest existing centre; null when not known
 * @returns the band; its upper edge belongs to it; null when the distance is not known
 */
export function distanceBand(metres: number | null): DistanceBand | null {
  if (metres === null || Number.isNaN(metres) || metres < 0) return null
  return DISTANCE_BANDS.find(band => metres <= band.upToMetres)?.value ?? null
}
