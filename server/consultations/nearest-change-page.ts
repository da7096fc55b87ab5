import type { Speaker } from '../platform/speaker.ts'
import type { RecordedPlace } from './consultation.ts'
import { isCentre, isOpen, isWalk, type Placed } from './nearest-places.ts'
import {
  goingBy,
  journeyLength,
  nearestChangeInWords,
  type NearestChange,
  type NearestPlace,
} from './nearest-words-page.ts'
import type { PlaceJourneys } from './place-journeys-service.ts'

/**
 * How the way to the nearest place would change, by each way of travelling.
 *
 * @param near - all places, nearest first
 * @param modes - the ways of travelling
 * @param speaker - who speaks
 * @returns a sentence for each way that is known, and one more where the nearest would be a Zone
 */
export function nearestByMode(
  near: readonly Placed[],
  modes: readonly PlaceJourneys[],
  speaker: Speaker,
): NearestChange[] {
  return modes.flatMap(({ mode, unit }, at): NearestChange[] => {
    const nearestOf = (counts: (place: RecordedPlace) => boolean): NearestPlace | null =>
      near.reduce<NearestPlace | null>((best, { place, journeys }) => {
        const journey = journeys[at] ?? NaN
        if (Number.isNaN(journey) || !counts(place) || (best !== null && journey >= best.journey)) return best
        return { name: place.name, siteId: place.siteId, journey }
      }, null)
    const [now, then] = [nearestOf(place => place.existing), nearestOf(isOpen)]
    const placeOf = (siteId: string | undefined): Placed | undefined =>
      near.find(({ place }) => place.siteId === siteId)
    const onFoot = [now, then].every(nearest => {
      const to = placeOf(nearest?.siteId)
      return nearest === null || (to !== undefined && isWalk(nearest.journey, at, to.journeys, modes))
    })
    const change = onFoot ? null : nearestChangeInWords(now, then, unit, mode, speaker)
    if (change === null) return []
    // A Zone is not what a centre is today: where the full one would be is said too, once.
    const centre = at === 0 && placeOf(then?.siteId)?.place.fate === 'zone' ? nearestOf(isCentre) : null
    if (centre === null || then === null) return [change]
    const how = goingBy(mode, speaker).text
    const sentence =
      centre.journey === Infinity
        ? speaker.say(
            '{{place}} would be a Zone, not a full Centre. {{how}}, there would be no full Centre that you could get to.',
            { place: then.name, how },
          )
        : speaker.say(
            '{{place}} would be a Zone, not a full Centre. {{how}}, the nearest full Centre would be {{centre}}, about {{journey}} away.',
            {
              place: then.name,
              how,
              centre: centre.name,
              journey: journeyLength(centre.journey, unit, speaker),
            },
          )
    return [change, { sentence, further: true }]
  })
}

/**
 * How the way to the nearest place would change, as the crow flies.
 *
 * @param now - today's nearest
 * @param then - the nearest that is proposed
 * @param speaker - who speaks
 * @returns one sentence; none where nothing is known of today
 */
export function nearestByDistance(
  now: Placed | undefined,
  then: Placed | undefined,
  speaker: Speaker,
): NearestChange[] {
  if (!now) return []
  if (!then) {
    const sentence = speaker.say('Under the proposal there would be no Centre or Zone that you could go to.')
    return [{ sentence, further: true }]
  }
  const { kilometresAndMiles } = speaker.format
  const difference = Math.round((then.metres - now.metres) / 100) * 100
  const values = {
    place: then.place.name,
    distance: journeyLength(then.metres, 'metres', speaker),
    difference: kilometresAndMiles(Math.abs(difference)),
  }
  if (now.place.siteId === then.place.siteId) {
    const sentence =
      then.metres < 100
        ? speaker.say('Your nearest place would still be {{place}}, less than 100 metres away.', values)
        : speaker.say('Your nearest place would still be {{place}}, about {{distance}} away.', values)
    return [{ sentence, further: false }]
  }
  const sentence =
    difference === 0
      ? speaker.say(
          'Your nearest place would be {{place}}, about {{distance}} away: about as far as today.',
          values,
        )
      : difference > 0
        ? speaker.say(
            'Your nearest place would be {{place}}, about {{distance}} away: {{difference}} further than today.',
            values,
          )
        : speaker.say(
            'Your nearest place would be {{place}}, about {{distance}} away: {{difference}} nearer than today.',
            values,
          )
  return [{ sentence, further: difference > 0 }]
}
