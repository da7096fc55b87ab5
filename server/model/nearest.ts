import { CANNOT_BE_REACHED, NOT_KNOWN } from './journeys.ts'

/** For each neighbourhood, the open place that takes least to reach. */
export interface Nearest {
  /** The index of the place; -1 where none can be reached or nothing is known. */
  readonly site: Int32Array
  /** The journey to it, in the unit of the journeys; CANNOT_BE_REACHED or NOT_KNOWN where there is none. */
  readonly value: Float64Array
}

/** One place near to a neighbourhood, and the journey to it. */
export interface NearPlace {
  readonly site: number
  readonly value: number
}

/**
 * Finds the nearest open place of every neighbourhood, in one pass over the open places' journeys.
 *
 * Of equally near places the one with the lowest index wins, whatever the order of `open`. Where no open place is
 * known to be within reach, one unknown journey makes the answer unknown; if all are known, it cannot be reached.
 * @param journeys - for each place one array with the journey from every neighbourhood.
 * @param open - the indexes of the places that are open; repeats do no harm.
 * @param origins - the number of neighbourhoods (needed when nothing is open).
 * @returns the nearest place and its journey, by neighbourhood.
 * @throws RangeError if an open place has no journeys, or not one for every neighbourhood.
 */
export function nearestOpen(
  journeys: readonly Float64Array[],
  open: readonly number[],
  origins: number,
): Nearest {
  const nearest = { site: new Int32Array(origins).fill(-1), value: new Float64Array(origins) }
  nearest.value.fill(CANNOT_BE_REACHED)
  for (const index of [...open].sort((a, b) => a - b)) {
    takeNearer(nearest, journeysTo(journeys, index, origins), index)
  }
  return nearest
}

/**
 * Brings a result up to date when more places open, without looking at the others again.
 * @param nearest - the result before; left as it is.
 * @param journeys - the journeys from which it was made.
 * @param sites - the indexes of the places that open.
 * @returns exactly what {@link nearestOpen} would find from scratch.
 * @throws RangeError if a place that opens has no journeys.
 */
export function afterOpening(
  nearest: Nearest,
  journeys: readonly Float64Array[],
  ...sites: readonly number[]
): Nearest {
  const after = { site: nearest.site.slice(), value: nearest.value.slice() }
  for (const site of sites) takeNearer(after, journeysTo(journeys, site, nearest.value.length), site)
  return after
}

/**
 * Brings a result up to date when a place closes: only the neighbourhoods that it served, or that have no known
 * nearest place, are looked at again.
 * @param nearest - the result before; left as it is.
 * @param journeys - the journeys from which it was made.
 * @param stillOpen - the indexes of the places that were open; the one that closes is left out if it is among them.
 * @param site - the index of the place that closes.
 * @returns exactly what {@link nearestOpen} would find from scratch.
 * @throws RangeError if a place that stays open has no journeys.
 */
export function afterClosing(
  nearest: Nearest,
  journeys: readonly Float64Array[],
  stillOpen: readonly number[],
  site: number,
): Nearest {
  const origins = nearest.value.length
  const after = { site: nearest.site.slice(), value: nearest.value.slice() }
  const looked = Int32Array.from(after.site.keys()).filter(
    i => after.site[i] === site || Number.isNaN(after.value[i]),
  )
  for (const i of looked) {
    after.site[i] = -1
    after.value[i] = CANNOT_BE_REACHED
  }
  for (const other of stillOpen) {
    if (other !== site) takeNearer(after, journeysTo(journeys, other, origins), other, looked)
  }
  return after
}

/**
 * Lists the few open places nearest to one neighbourhood.
 * @param journeys - for each place one array with the journey from every neighbourhood.
 * @param open - the indexes of the places that are open.
 * @param origin - the index of the neighbourhood.
 * @param count - how many places to list at most.
 * @returns places that can be reached, nearest first, equally near ones by index.
 */
export function nearestFew(
  journeys: readonly Float64Array[],
  open: readonly number[],
  origin: number,
  count: number,
): NearPlace[] {
  return [...new Set(open)]
    .map(site => ({ site, value: journeys[site]?.[origin] ?? NOT_KNOWN }))
    .filter(place => Number.isFinite(place.value))
    .sort((a, b) => a.value - b.value || a.site - b.site)
    .slice(0, count)
}

function takeNearer(
  nearest: Nearest,
  journey: Float64Array,
  index: number,
  only: Int32Array | null = null,
): void {
  const { site, value } = nearest
  if (only === null) {
    // By far the commonest case in a county of many places: keep the loop short.
    for (let i = 0; i < value.length; i++) {
      if ((journey[i] as number) > (value[i] as number)) continue
      takeIfNearer(site, value, journey[i] as number, i, index)
    }
    return
  }
  for (let k = 0; k < only.length; k++) {
    const i = only[k] as number
    takeIfNearer(site, value, journey[i] as number, i, index)
  }
}

function takeIfNearer(site: Int32Array, value: Float64Array, here: number, i: number, index: number): void {
  const best = value[i] as number
  const tieToLower = here === best && index < (site[i] as number)
  if (here < best || tieToLower || (best !== best && here < CANNOT_BE_REACHED)) {
    value[i] = here
    site[i] = index
  } else if (here !== here && best === CANNOT_BE_REACHED) {
    value[i] = NOT_KNOWN
  }
}

function journeysTo(journeys: readonly Float64Array[], site: number, origins: number): Float64Array {
  const journey = journeys[site]
  if (journey?.length !== origins) {
    throw new RangeError(
      `Place ${site} has ${journey?.length ?? 'no'} journeys for ${origins} neighbourhoods.`,
    )
  }
  return journey
}
