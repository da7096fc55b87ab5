import { format } from '../platform/format.ts'
import type { TravelMode } from '../travel/index.ts'

/** How the way to the nearest place would change, in a sentence. */
export interface NearestChange {
  readonly sentence: string
  /** Whether it is a loss: further away, longer, or no way at all. */
  readonly further: boolean
}

/** The nearest place at one time, and how long or far the way is. */
export interface NearestPlace {
  readonly name: string
  readonly siteId: string
  /** Seconds or metres; Infinity where no place can be reached. */
  readonly journey: number
}

const going: Readonly<Record<TravelMode, string>> = {
  'walking-with-a-buggy': 'On foot with a buggy',
  'toddlers-walk': 'On foot with a toddler',
  'public-transport': 'By bus or train',
  driving: 'By car',
  'council-matrix': 'By the council’s journey times',
  'straight-line': 'Around barriers',
}

const short: Readonly<Record<TravelMode, string>> = {
  'walking-with-a-buggy': 'walk with a buggy',
  'toddlers-walk': 'walk with a toddler',
  'public-transport': 'by bus or train',
  driving: 'by car',
  'council-matrix': 'by the council’s journey times',
  'straight-line': 'around barriers',
}

/**
 * A journey in a few words.
 *
 * @param journey - seconds or metres; Infinity where there is no way
 * @param unit - of the journey
 * @param mode - the way of travelling
 * @returns such as `about 24 minutes’ walk with a buggy`, or `no way by bus or train`
 */
export function journeyToPlace(journey: number, unit: 'metres' | 'seconds', mode: TravelMode): string {
  if (journey === Infinity)
    return `no way ${short[mode].startsWith('walk') ? `to ${short[mode]}` : short[mode]}`
  const long = lengthInWords(journey, unit)
  if (!short[mode].startsWith('walk')) return `about ${long} ${short[mode]}`
  return unit === 'seconds'
    ? `about ${long.replace(/s$/, 's’').replace(/(minute|hour)$/, '$1’s')} ${short[mode]}`
    : `about ${long} to ${short[mode]}`
}

/**
 * How the way to the nearest place would change by one way of travelling.
 *
 * @param now - today's nearest; null when it is not known
 * @param then - the nearest in the proposal; null when it is not known
 * @param unit - of the journeys
 * @param mode - the way of travelling
 * @returns null when today's is not known
 */
export function nearestChangeInWords(
  now: NearestPlace | null,
  then: NearestPlace | null,
  unit: 'metres' | 'seconds',
  mode: TravelMode,
): NearestChange | null {
  if (now === null) return null
  const by = going[mode]
  const say = (journey: number): string => lengthInWords(journey, unit)
  const noWayThen = then === null || then.journey === Infinity
  if (now.journey === Infinity) {
    return noWayThen
      ? { sentence: `${by}, there is no way to a centre today, and none in the proposal.`, further: false }
      : {
          sentence: `${by}, your nearest place would be ${then.name}, about ${say(then.journey)} away. Today there is no way to a centre.`,
          further: false,
        }
  }
  if (noWayThen) {
    return {
      sentence: `${by}, there would be no Centre or Zone that you could get to. Today ${now.name} is about ${say(now.journey)} away.`,
      further: true,
    }
  }
  const away = `about ${say(then.journey)} away`
  if (now.siteId === then.siteId) {
    return { sentence: `${by}, your nearest place would still be ${then.name}, ${away}.`, further: false }
  }
  const step = unit === 'seconds' ? 60 : 100
  const difference = (Math.round(then.journey / step) - Math.round(now.journey / step)) * step
  const [more, less, same] =
    unit === 'seconds' ? ['longer', 'shorter', 'about as long'] : ['further', 'nearer', 'about as far']
  const change =
    difference === 0
      ? `${same} as today`
      : `${say(Math.abs(difference))} ${difference > 0 ? more : less} than today`
  return {
    sentence: `${by}, your nearest place would be ${then.name}, ${away}: ${change}.`,
    further: difference > 0,
  }
}

function lengthInWords(journey: number, unit: 'metres' | 'seconds'): string {
  if (unit === 'metres') return format.kilometresAndMiles(journey)
  const all = Math.max(1, Math.round(journey / 60))
  const [hours, minutes] = [Math.floor(all / 60), all % 60]
  return [
    hours > 0 ? format.count(hours, 'hour') : '',
    hours === 0 || minutes > 0 ? format.count(minutes, 'minute') : '',
  ]
    .filter(part => part !== '')
    .join(' ')
}
