import { languageOf } from '../platform/languages.ts'
import type { Speaker } from '../platform/speaker.ts'

/** What is written by the rules of a language and not by a sentence of ours. */
interface LanguageWords {
  readonly weekdays: readonly string[]
  readonly list: Intl.ListFormat
  readonly either: Intl.ListFormat
  readonly hours: Intl.NumberFormat
  readonly minutes: Intl.NumberFormat
}

const known = new Map<string, LanguageWords>()

function wordsOf({ language }: Speaker): LanguageWords {
  const own = known.get(language)
  if (own) return own
  const locale = languageOf(language)?.locale ?? 'en-GB'
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const unit = (name: string): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' })
  const made = {
    // 5 January 1970 was a Monday.
    weekdays: [5, 6, 7, 8, 9, 10, 11].map(day => weekday.format(new Date(Date.UTC(1970, 0, day)))),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
    either: new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }),
    hours: unit('hour'),
    minutes: unit('minute'),
  }
  known.set(language, made)
  return made
}

/**
 * A day of the week.
 *
 * @param weekday - 1 Monday to 7 Sunday
 * @param speaker - who speaks
 * @returns such as `Monday`
 */
export function weekdayIn(weekday: number, speaker: Speaker): string {
  return wordsOf(speaker).weekdays[weekday - 1] ?? ''
}

/**
 * Things that are named one after another.
 *
 * @param words - the things
 * @param speaker - who speaks
 * @returns such as `Monday, Tuesday and Friday`
 */
export function listIn(words: readonly string[], speaker: Speaker): string {
  return wordsOf(speaker).list.format(words)
}

/**
 * How long something takes.
 *
 * @param seconds - at least a minute is said
 * @param speaker - who speaks
 * @returns such as `24 minutes`, `1 hour 5 minutes`
 */
export function durationIn(seconds: number, speaker: Speaker): string {
  const all = Math.max(1, Math.round(seconds / 60))
  const [hours, minutes] = [Math.floor(all / 60), all % 60]
  const words = wordsOf(speaker)
  if (hours === 0) return words.minutes.format(minutes)
  if (minutes === 0) return words.hours.format(hours)
  return words.either.format([words.hours.format(hours), words.minutes.format(minutes)])
}

/**
 * A moment of the day by the clock.
 *
 * @param seconds - since midnight; after 24 hours it is the next morning
 * @param speaker - who speaks
 * @returns such as `6:40pm`
 */
export function clockIn(seconds: number, speaker: Speaker): string {
  const minutes = Math.round(seconds / 60) % 1440
  const two = (part: number): string => String(part).padStart(2, '0')
  return speaker.format.timeOfDay(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`)
}
