import { format as f } from '../platform/format.ts'
import type { TravelMode } from '../travel/index.ts'

/** How journeys of one unit are said: a time in minutes, or a distance in metres. */
export interface JourneyWords {
  readonly unit: 'metres' | 'seconds'
  /** `Metres`, `Minutes` */
  readonly units: string
  /** `distance`, `journey` */
  readonly noun: string
  /** `distances`, `journeys` */
  readonly nouns: string
  /** The step to which journeys are shown, in their unit: ten metres, or a minute. */
  readonly step: number
  /**
   * A journey with its unit: `1,230 m`, `24 minutes`; a dash when it is not known.
   *
   * @param value - metres or seconds
   */
  say(value: number | null | undefined): string
  /**
   * The same without its unit, for a table whose caption has it.
   *
   * @param value - metres or seconds
   */
  bare(value: number | null | undefined): string
  /**
   * A change between two journeys as they are shown, so that a reader's own sum agrees: `+120 m`, `no change`.
   *
   * @param before - metres or seconds
   * @param after - metres or seconds
   */
  change(before: number | null, after: number | null): string
  /**
   * The same without its unit.
   *
   * @param before - metres or seconds
   * @param after - metres or seconds
   */
  bareChange(before: number | null, after: number | null): string
  /**
   * A journey as a whole number of metres in tens, or of minutes, for a spreadsheet.
   *
   * @param value - metres or seconds
   */
  whole(value: number | null): number | null
}

const distances: JourneyWords = {
  unit: 'metres',
  units: 'Metres',
  noun: 'distance',
  nouns: 'distances',
  step: 10,
  say: value => f.metres(value),
  bare: value => f.metres(value).replace(' m', ''),
  change: (before, after) => f.metresChange(stepsBetween(before, after, 10)),
  bareChange: (before, after) => distances.change(before, after).replace(' m', ''),
  whole: value => (value === null ? null : Math.round(value / 10) * 10),
}

const times: JourneyWords = {
  unit: 'seconds',
  units: 'Minutes',
  noun: 'journey',
  nouns: 'journeys',
  step: 60,
  say: value => f.count(minutes(value), 'minute'),
  bare: value => f.number(minutes(value)),
  change: (before, after) => {
    const change = minutes(stepsBetween(before, after, 60))
    if (change === null || change === 0) return change === 0 ? 'no change' : '–'
    return `${signed(change)} ${Math.abs(change) === 1 ? 'minute' : 'minutes'}`
  },
  bareChange: (before, after) => {
    const change = minutes(stepsBetween(before, after, 60))
    return change === null ? '–' : change === 0 ? 'no change' : signed(change)
  },
  whole: value => minutes(value),
}

/**
 * How journeys of a unit are said.
 *
 * @param unit - of the journeys
 * @returns the words
 */
export function wordsFor(unit: 'metres' | 'seconds'): JourneyWords {
  return unit === 'seconds' ? times : distances
}

/** How somebody goes there, after a time: `24 minutes’ walk with a buggy`. */
const goings: Readonly<Record<TravelMode, string>> = {
  'walking-with-a-buggy': 'walk with a buggy',
  'toddlers-walk': 'walk at a toddler’s pace',
  'public-transport': 'by bus or train',
  driving: 'by car',
  'council-matrix': 'by the council’s journey times',
  'straight-line': 'as an estimate',
}

/**
 * A journey time with how it is made.
 *
 * @param seconds - the time
 * @param mode - the way of travelling
 * @returns such as `24 minutes’ walk with a buggy` or `12 minutes by car`
 */
export function journeyInWords(seconds: number, mode: TravelMode): string {
  const whole = Math.max(1, Math.round(seconds / 60))
  const walked = mode === 'walking-with-a-buggy' || mode === 'toddlers-walk'
  if (walked) return `${f.number(whole)} ${whole === 1 ? 'minute’s' : 'minutes’'} ${goings[mode]}`
  return `${f.count(whole, 'minute')} ${goings[mode]}`
}

function minutes(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined || !Number.isFinite(seconds)
    ? null
    : Math.round(seconds / 60)
}

function stepsBetween(before: number | null, after: number | null, step: number): number | null {
  if (before === null || after === null) return null
  return (Math.round(after / step) - Math.round(before / step)) * step
}

function signed(change: number): string {
  return `${change > 0 ? '+' : '−'}${f.number(Math.abs(change))}`
}
