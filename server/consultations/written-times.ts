const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/**
 * Reads a time of day as English pages write it.
 *
 * @param written - such as `10am`, `12:30pm`, `midday`
 * @returns `HH:MM`; null when it is none
 */
export function timeWritten(written: string): string | null {
  if (written === 'midday') return '12:00'
  if (written === 'midnight') return '00:00'
  const [, hour, minutes = '00', half] = /^(\d{1,2})(?::(\d{2}))?(am|pm)$/.exec(written) ?? []
  if (hour === undefined) return null
  const hours = (Number(hour) % 12) + (half === 'pm' ? 12 : 0)
  return `${String(hours).padStart(2, '0')}:${minutes}`
}

/**
 * Reads a date as English pages write it.
 *
 * @param written - such as `Tuesday 8 September 2026`
 * @returns `YYYY-MM-DD`; null when it is none
 */
export function dateWritten(written: string): string | null {
  const [, day = '', month = '', year = ''] = /^[A-Z]\w+ (\d{1,2}) ([A-Z]\w+) (\d{4})$/.exec(written) ?? []
  const at = months.indexOf(month) + 1
  return at === 0 ? null : `${year}-${String(at).padStart(2, '0')}-${day.padStart(2, '0')}`
}
