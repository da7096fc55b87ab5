import type { Tags } from './raw-roads.ts'

const KMH_PER_MPH = 1.609344
const KMH_PER_KNOT = 1.852

/** National limits by the last part of their code, in km/h. Source: Highway Code, rule 124 (Great Britain, cars). */
const british: Readonly<Record<string, number>> = {
  nsl_single: 60 * KMH_PER_MPH,
  nsl_dual: 70 * KMH_PER_MPH,
  nsl_restricted: 30 * KMH_PER_MPH,
  motorway: 70 * KMH_PER_MPH,
  urban: 30 * KMH_PER_MPH,
  rural: 60 * KMH_PER_MPH,
  trunk: 60 * KMH_PER_MPH,
  single: 60 * KMH_PER_MPH,
  dual: 70 * KMH_PER_MPH,
}
const elsewhere: Readonly<Record<string, number>> = { urban: 50, rural: 90, trunk: 100, motorway: 120 }

/**
 * A speed limit as mapped.
 *
 * Source: OpenStreetMap wiki, Key:maxspeed (values; km/h unless a unit is given).
 * @param value - `30 mph`, `50`, `GB:nsl_single`, `national`, `walk`, `none`…
 * @returns km/h; Infinity for no limit; null when the value says nothing
 */
export function limitKmh(value: string | undefined): number | null {
  if (value === undefined) return null
  const text = value.trim().toLowerCase()
  const figure = /^(\d+(?:\.\d+)?)\s*(mph|km\/?h|kmh|kph|knots)?$/.exec(text.split(/[;|]/)[0] ?? '')
  if (figure !== null) {
    const amount = Number(figure[1])
    if (amount === 0) return null
    return amount * (figure[2] === 'mph' ? KMH_PER_MPH : figure[2] === 'knots' ? KMH_PER_KNOT : 1)
  }
  if (text === 'none' || text === 'unlimited') return Infinity
  if (text === 'walk' || text === 'walking') return 7
  if (text === 'national') return british.nsl_single ?? null
  const code = /^([a-z]{2}):(?:zone:?)?(.+)$/.exec(text)
  if (code === null) return british[text] ?? null
  const [, country, rule = ''] = code
  const zone = /^\d+$/.test(rule) ? Number(rule) : null
  if (country === 'gb' || country === 'uk')
    return zone === null ? (british[rule] ?? null) : zone * KMH_PER_MPH
  return zone ?? (rule === 'living_street' || rule === 'walk' ? 7 : (elsewhere[rule] ?? null))
}

/**
 * The limits of a way in both directions.
 *
 * @param tags - of the way
 * @returns km/h along and against its course; null where nothing is mapped
 */
export function limitsOf(tags: Tags): { forward: number | null; backward: number | null } {
  const both =
    limitKmh(tags.maxspeed) ??
    limitKmh(tags['maxspeed:type']) ??
    limitKmh(tags['source:maxspeed']) ??
    limitKmh(tags['zone:maxspeed'])
  return {
    forward: limitKmh(tags['maxspeed:forward']) ?? both,
    backward: limitKmh(tags['maxspeed:backward']) ?? both,
  }
}

/**
 * How long a ferry takes, as mapped.
 *
 * Source: OpenStreetMap wiki, Key:duration.
 * @param value - `00:25`, `25` (minutes), `01:10:00` or `PT25M`
 * @returns seconds; null when the value says nothing
 */
export function durationSeconds(value: string | undefined): number | null {
  if (value === undefined) return null
  const iso = /^PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/i.exec(value.trim())
  const clock = /^(?:(\d{1,3}):)?(\d{1,3})(?::(\d{2}))?$/.exec(value.trim())
  const [, hours = '0', minutes = '0', rest = '0'] = iso ?? clock ?? []
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)
  return total > 0 ? total : null
}
