import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { PublicFigures } from '../scenarios/index.ts'
import type { BusDay } from './bus-days-service.ts'
import { clockIn } from './words-in.ts'

/**
 * What the timetable says of the buses near a place.
 *
 * @param buses - of an ordinary weekday; undefined where there is no timetable
 * @param speaker - who speaks; English unless given
 * @returns sentences; none where nothing is known
 */
export function busesInWords(
  buses: PublicFigures['buses'][string] | undefined,
  speaker: Speaker = english,
): Said[] {
  if (buses === undefined) return []
  if (buses.firstArrives === null || buses.lastLeaves === null) {
    return [speaker.say('On an ordinary weekday no bus or train stops near it.')]
  }
  return [
    speaker.say(
      'On an ordinary weekday the first bus or train stops near it at {{first}} and the last one leaves at {{last}}.',
      { first: clockIn(buses.firstArrives, speaker), last: clockIn(buses.lastLeaves, speaker) },
    ),
  ]
}

/**
 * What the timetable says of the way between somebody's home and a place.
 *
 * @param day - the first and the last journey, on an ordinary weekday and on a Saturday
 * @param speaker - who speaks; English unless given
 * @returns sentences; what is missing comes first
 */
export function busDayInWords(day: BusDay, speaker: Speaker = english): Said[] {
  const said: Said[] = []
  if (day.weekday === null) {
    said.push(speaker.say('There is no way to get there and back by bus or train on an ordinary weekday.'))
  }
  if (day.saturday === 'none') {
    said.push(speaker.say('There is no way to get there and back by bus or train on a Saturday.'))
  }
  if (day.weekday !== null) {
    said.push(
      speaker.say(
        'On an ordinary weekday the first bus or train gets you there at {{first}}, and the last one home leaves at {{last}}.',
        { first: clockIn(day.weekday.firstThere, speaker), last: clockIn(day.weekday.lastHome, speaker) },
      ),
    )
  }
  if (day.saturday !== 'none' && day.saturday !== 'not known') {
    said.push(
      speaker.say(
        'On a Saturday the first bus or train gets you there at {{first}}, and the last one home leaves at {{last}}.',
        { first: clockIn(day.saturday.firstThere, speaker), last: clockIn(day.saturday.lastHome, speaker) },
      ),
    )
  }
  return said
}
