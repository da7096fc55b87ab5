import { format as f } from '../../platform/format.ts'

/**
 * A journey as planners read it.
 *
 * @param value - the journey; not finite where it is not known or there is no way
 * @param unit - what it is counted in
 * @returns such as `14 minutes` or `1,230 m`
 */
export function journeyInWords(value: number, unit: 'metres' | 'seconds'): string {
  if (!Number.isFinite(value)) return '–'
  if (unit === 'metres') return f.metres(value)
  const minutes = Math.round(value / 6) / 10
  return f.count(minutes >= 10 ? Math.round(minutes) : minutes, 'minute')
}
