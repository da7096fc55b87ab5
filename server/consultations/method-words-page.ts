import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { dateWritten, timeWritten } from './written-times.ts'

/**
 * How journeys were worked out. It was published as one English sentence with figures, dates and names of files in it,
 * so no translator can know it beforehand: what it is made of is said again in the visitor's language.
 *
 * @param method - as it was published, such as `Driving on roads of Fenshire Council, 2026`
 * @param speaker - who speaks; English unless given
 * @returns the same in the speaker's language; as it was published in English, and where its shape is not known
 */
export function methodInWords(method: string, speaker: Speaker = english): Said {
  if (speaker.language === 'en') return speaker.say(method)
  return (
    estimateInWords(method, speaker) ??
    onRoadsInWords(method, speaker) ??
    byTimetableInWords(method, speaker) ??
    speaker.say(method)
  )
}

function estimateInWords(method: string, speaker: Speaker): Said | null {
  const [found, around, barriers, factor] =
    /^Straight line( around (?:(\d+) barriers|a barrier))?(?: × ([\d.]+))? \(an estimate, not a measured route\)$/.exec(
      method,
    ) ?? []
  if (found === undefined) return null
  if (around !== undefined)
    return speaker.say(
      'Straight line around barriers ({{number}}) × {{factor}} (an estimate, not a measured route)',
      { number: figure(barriers ?? '1', speaker), factor: figure(factor ?? '1', speaker) },
    )
  return factor === undefined
    ? speaker.say('Straight line (an estimate, not a measured route)')
    : speaker.say('Straight line × {{factor}} (an estimate, not a measured route)', {
        factor: figure(factor, speaker),
      })
}

function onRoadsInWords(method: string, speaker: Speaker): Said | null {
  const [, walking, pace = '', paths = ''] =
    /^Walking (with a buggy|at a toddler’s pace) at ([\d.]+) km\/h on roads and paths of (.+)$/.exec(
      method,
    ) ?? []
  if (walking !== undefined) {
    const values = { pace: figure(pace, speaker), source: speaker.say(paths) }
    return walking === 'with a buggy'
      ? speaker.say('Walking with a buggy at {{pace}} km/h on roads and paths of {{source}}', values)
      : speaker.say('Walking at a toddler’s pace at {{pace}} km/h on roads and paths of {{source}}', values)
  }
  const [, roads] = /^Driving on roads of (.+)$/.exec(method) ?? []
  if (roads !== undefined)
    return speaker.say('Driving on roads of {{source}}', { source: speaker.say(roads) })
  const [, matrix] = /^The council’s own journeys \((.+)\)$/.exec(method) ?? []
  return matrix === undefined
    ? null
    : speaker.say('The council’s own journeys ({{source}})', { source: speaker.say(matrix) })
}

function byTimetableInWords(method: string, speaker: Speaker): Said | null {
  const [found, from = '', to = '', date = '', factor, source = ''] =
    /^Public transport, leaving between (\S+) and (\S+) on (.+?), with walks (?:with a buggy on roads|by straight line × ([\d.]+) \(an estimate\)); timetable of (.+)$/.exec(
      method,
    ) ?? []
  if (found === undefined) return null
  const values = {
    from: timeIn(from, speaker),
    to: timeIn(to, speaker),
    date: dateIn(date, speaker),
    source: speaker.say(source),
  }
  return factor === undefined
    ? speaker.say(
        'Public transport, leaving between {{from}} and {{to}} on {{date}}, with walks with a buggy on roads; timetable of {{source}}',
        values,
      )
    : speaker.say(
        'Public transport, leaving between {{from}} and {{to}} on {{date}}, with walks by straight line × {{factor}} (an estimate); timetable of {{source}}',
        { ...values, factor: figure(factor, speaker) },
      )
}

/** A figure as the language writes it; one that would lose a digit stays as it is. */
function figure(written: string, speaker: Speaker): string {
  return /^\d+(?:\.\d)?$/.test(written) ? speaker.format.number(Number(written)) : written
}

function timeIn(written: string, speaker: Speaker): string {
  const time = timeWritten(written)
  return time === null ? written : speaker.format.timeOfDay(time)
}

function dateIn(written: string, speaker: Speaker): string {
  const date = dateWritten(written)
  return date === null ? written : speaker.format.date(date)
}
