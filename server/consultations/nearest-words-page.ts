import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { TravelMode } from '../travel/index.ts'
import { durationIn } from './words-in.ts'

/** How the way to the nearest place would change, in a sentence. */
export interface NearestChange {
  readonly sentence: Said
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

/**
 * A way of travelling, at the beginning of a sentence or alone.
 *
 * @param mode - the way of travelling
 * @param speaker - who speaks; English unless given
 * @returns such as `On foot with a buggy`
 */
export function goingBy(mode: TravelMode, speaker: Speaker = english): Said {
  switch (mode) {
    case 'walking-with-a-buggy':
      return speaker.say('On foot with a buggy')
    case 'toddlers-walk':
      return speaker.say('On foot with a toddler')
    case 'public-transport':
      return speaker.say('By bus or train')
    case 'driving':
      return speaker.say('By car')
    case 'council-matrix':
      return speaker.say('By the council’s journey times')
    case 'straight-line':
      return speaker.say('Around barriers')
  }
}

/**
 * How long or far a journey is.
 *
 * @param journey - seconds or metres
 * @param unit - of the journey
 * @param speaker - who speaks; English unless given
 * @returns such as `24 minutes` or `1.2 km (0.8 miles)`
 */
export function journeyLength(
  journey: number,
  unit: 'metres' | 'seconds',
  speaker: Speaker = english,
): string {
  // Nobody is told that a place is 0.0 km away.
  return unit === 'metres'
    ? speaker.format.kilometresAndMiles(Math.max(journey, 100))
    : durationIn(journey, speaker)
}

/**
 * A journey in a few words.
 *
 * @param journey - seconds or metres; Infinity where there is no way
 * @param unit - of the journey
 * @param mode - the way of travelling
 * @param speaker - who speaks; English unless given
 * @returns such as `About 24 minutes on foot with a buggy`, or `No way by bus or train`
 */
export function journeyToPlace(
  journey: number,
  unit: 'metres' | 'seconds',
  mode: TravelMode,
  speaker: Speaker = english,
): Said {
  if (journey === Infinity) return noWay(mode, speaker)
  if (unit === 'metres' && journey < 100) return speaker.say('Less than 100 metres away')
  const long = { journey: journeyLength(journey, unit, speaker) }
  switch (mode) {
    case 'walking-with-a-buggy':
      return speaker.say('About {{journey}} on foot with a buggy', long)
    case 'toddlers-walk':
      return speaker.say('About {{journey}} on foot with a toddler', long)
    case 'public-transport':
      return speaker.say('About {{journey}} by bus or train', long)
    case 'driving':
      return speaker.say('About {{journey}} by car', long)
    case 'council-matrix':
      return speaker.say('About {{journey}} by the council’s journey times', long)
    case 'straight-line':
      return speaker.say('About {{journey}} around barriers', long)
  }
}

function noWay(mode: TravelMode, speaker: Speaker): Said {
  switch (mode) {
    case 'walking-with-a-buggy':
      return speaker.say('No way on foot with a buggy')
    case 'toddlers-walk':
      return speaker.say('No way on foot with a toddler')
    case 'public-transport':
      return speaker.say('No way by bus or train')
    case 'driving':
      return speaker.say('No way by car')
    case 'council-matrix':
      return speaker.say('No way by the council’s journey times')
    case 'straight-line':
      return speaker.say('No way around barriers')
  }
}

/**
 * How the way to the nearest place would change by one way of travelling.
 *
 * @param now - today's nearest; null when it is not known
 * @param then - the nearest in the proposal; null when it is not known
 * @param unit - of the journeys
 * @param mode - the way of travelling
 * @param speaker - who speaks; English unless given
 * @returns null when today's is not known
 */
export function nearestChangeInWords(
  now: NearestPlace | null,
  then: NearestPlace | null,
  unit: 'metres' | 'seconds',
  mode: TravelMode,
  speaker: Speaker = english,
): NearestChange | null {
  if (now === null) return null
  const how = goingBy(mode, speaker).text
  const long = (journey: number): string => journeyLength(journey, unit, speaker)
  const noWayThen = then === null || then.journey === Infinity
  if (now.journey === Infinity) {
    const sentence = noWayThen
      ? speaker.say('{{how}}, there is no way to a centre today, and none in the proposal.', { how })
      : speaker.say(
          '{{how}}, your nearest place would be {{place}}, about {{journey}} away. Today there is no way to a centre.',
          { how, place: then.name, journey: long(then.journey) },
        )
    return { sentence, further: false }
  }
  if (noWayThen) {
    return {
      sentence: speaker.say(
        '{{how}}, there would be no Centre or Zone that you could get to. Today {{place}} is about {{journey}} away.',
        { how, place: now.name, journey: long(now.journey) },
      ),
      further: true,
    }
  }
  const where = { how, place: then.name, journey: long(then.journey) }
  if (now.siteId === then.siteId) {
    const sentence = speaker.say(
      '{{how}}, your nearest place would still be {{place}}, about {{journey}} away.',
      where,
    )
    return { sentence, further: false }
  }
  const step = unit === 'seconds' ? 60 : 100
  const difference = (Math.round(then.journey / step) - Math.round(now.journey / step)) * step
  const values = { ...where, difference: long(Math.abs(difference)) }
  return { sentence: changeInWords(difference, unit, values, speaker), further: difference > 0 }
}

function changeInWords(
  difference: number,
  unit: 'metres' | 'seconds',
  values: Readonly<Record<string, string>>,
  speaker: Speaker,
): Said {
  if (unit === 'seconds') {
    if (difference === 0)
      return speaker.say(
        '{{how}}, your nearest place would be {{place}}, about {{journey}} away: about as long as today.',
        values,
      )
    return difference > 0
      ? speaker.say(
          '{{how}}, your nearest place would be {{place}}, about {{journey}} away: {{difference}} longer than today.',
          values,
        )
      : speaker.say(
          '{{how}}, your nearest place would be {{place}}, about {{journey}} away: {{difference}} shorter than today.',
          values,
        )
  }
  if (difference === 0)
    return speaker.say(
      '{{how}}, your nearest place would be {{place}}, about {{journey}} away: about as far as today.',
      values,
    )
  return difference > 0
    ? speaker.say(
        '{{how}}, your nearest place would be {{place}}, about {{journey}} away: {{difference}} further than today.',
        values,
      )
    : speaker.say(
        '{{how}}, your nearest place would be {{place}}, about {{journey}} away: {{difference}} nearer than today.',
        values,
      )
}
