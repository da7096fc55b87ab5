// Taken once: where a sandbox stands between, as in tests, looking them up each time costs more than the sum.
const { exp, floor, imul, max, min, round, sqrt } = Math
/** Chance that comes out the same every time it is asked with the same seed and name. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** A number between two others. */
  between(low: number, high: number): number
  /** A whole number between two others, both included. */
  whole(low: number, high: number): number
  /** Around a mean, bell-shaped, never further than three spreads away. */
  around(mean: number, spread: number): number
  /** A count with this mean: how many of many rare things happen. */
  count(mean: number): number
  /** True as often as the share says. */
  happens(share: number): boolean
  /** One of a list. */
  pick<T>(from: readonly T[]): T
  /** The list in another order. */
  shuffled<T>(from: readonly T[]): T[]
}

/**
 * A stream of chance of its own for each part of the county, so that a change in one part leaves the others as they were.
 *
 * @param seed - the county's seed
 * @param stream - what the chance is for, such as `postcodes`
 */
export function chance(seed: number, stream: string): Chance {
  let state = (seed ^ hash(stream)) | 0

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  const between = (low: number, high: number) => low + (high - low) * next()
  const whole = (low: number, high: number) => min(high, low + floor(next() * (high - low + 1)))

  function around(mean: number, spread: number): number {
    let sum = 0
    for (let throws = 0; throws < 9; throws += 1) sum += next()
    return mean + spread * max(-3, min(3, (sum - 4.5) / sqrt(0.75)))
  }

  function count(mean: number): number {
    if (mean > 40) return max(0, round(around(mean, sqrt(mean))))
    const limit = exp(-mean)
    let product = next()
    let found = 0
    while (product > limit) {
      found += 1
      product *= next()
    }
    return found
  }

  function pick<T>(from: readonly T[]): T {
    const chosen = from[whole(0, from.length - 1)]
    if (chosen === undefined) throw new Error('There is nothing to pick from.')
    return chosen
  }

  function shuffled<T>(from: readonly T[]): T[] {
    const order = from.map(item => ({ item, place: next() }))
    return order.sort((a, b) => a.place - b.place).map(({ item }) => item)
  }

  return { next, between, whole, around, count, happens: share => next() < share, pick, shuffled }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const letter of text) value = imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return value
}
