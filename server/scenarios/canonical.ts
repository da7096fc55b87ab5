import { createHash } from 'node:crypto'

/** Plain data, as JSON can hold it. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/**
 * Writes plain data so that equal data are equal text: keys in order, nothing between.
 *
 * @param value - plain data; properties that are undefined are left out
 * @returns JSON
 * @throws {RangeError} when a number is not finite: JSON would turn it into null
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('Only finite numbers can be hashed.')
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Record<string, unknown>)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/**
 * The hash of a text.
 *
 * @param text - any text
 * @returns SHA-256 as 64 hexadecimal characters
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A place in which two sets of figures differ. */
export interface Difference {
  /** Such as `reach.centres.then.mean`. */
  readonly path: string
  readonly stored: unknown
  readonly recomputed: unknown
}

/**
 * Compares stored figures with the same figures worked out again. Numbers may differ in their last digits, because
 * machines round sines and cosines differently.
 *
 * @param stored - figures as they were stored
 * @param recomputed - figures as they come out now
 * @param path - where in the figures these stand
 * @returns every place that differs
 */
export function differences(stored: unknown, recomputed: unknown, path = ''): Difference[] {
  if (typeof stored === 'number' && typeof recomputed === 'number') {
    const scale = Math.max(1, Math.abs(stored), Math.abs(recomputed))
    return Math.abs(stored - recomputed) <= 1e-6 * scale ? [] : [{ path, stored, recomputed }]
  }
  if (
    stored !== null &&
    recomputed !== null &&
    typeof stored === 'object' &&
    typeof recomputed === 'object'
  ) {
    const [a, b] = [stored as Record<string, unknown>, recomputed as Record<string, unknown>]
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return keys.flatMap(key => differences(a[key], b[key], path === '' ? key : `${path}.${key}`))
  }
  return stored === recomputed ? [] : [{ path, stored, recomputed }]
}
