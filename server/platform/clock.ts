/** Tells what time it is; tests pass one that stands still. */
export type Clock = () => Date

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

type LondonParts = Readonly<Record<string, string>>

// Every page tells the same few moments, and working one out takes far longer than finding it.
const minutes = new Map<number, LondonParts>()
const mostMinutes = 5000

function londonParts(at: Date): LondonParts {
  const minute = Math.floor(at.getTime() / 60_000)
  const known = minutes.get(minute)
  if (known) return known
  const parts = Object.fromEntries(london.formatToParts(at).map(part => [part.type, part.value]))
  if (minutes.size >= mostMinutes) minutes.clear()
  minutes.set(minute, parts)
  return parts
}

/**
 * The calendar date in London at a moment.
 *
 * @param at - the moment
 * @returns `YYYY-MM-DD`
 */
export function londonDate(at: Date): string {
  const { year, month, day } = londonParts(at) as { year: string; month: string; day: string }
  return `${year}-${month}-${day}`
}

/**
 * The moment at which a London wall clock shows a date and time. In the hour that autumn repeats, the first; in the
 * hour that spring skips, the moment just after.
 *
 * @param date - `YYYY-MM-DD`
 * @param time - `HH:MM`
 * @returns ISO UTC
 */
export function londonTime(date: string, time: string): string {
  const asUtc = Date.parse(`${date}T${time}:00Z`)
  const summer = new Date(asUtc - 3_600_000)
  const { hour, minute } = londonParts(summer) as { hour: string; minute: string }
  return (`${hour}:${minute}` === time ? summer : new Date(asUtc)).toISOString()
}

/**
 * What a London wall clock shows at a moment.
 *
 * @param at - the moment
 * @returns `HH:MM`
 */
export function londonTimeOfDay(at: Date): string {
  const { hour, minute } = londonParts(at) as { hour: string; minute: string }
  return `${hour}:${minute}`
}
