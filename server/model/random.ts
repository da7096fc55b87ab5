/** A source of repeatable chance: the same seed gives the same draws on every machine. It remembers how far it has got. */
export interface RandomGenerator {
  /** A number from 0 up to, never reaching, 1. */
  next(): number
  /** A whole number from 0 to `below` − 1, each equally likely. */
  wholeBelow(below: number): number
  /** A draw from the normal distribution with mean 0 and standard deviation 1. */
  normal(): number
}

/**
 * Starts a repeatable generator. It is for demonstrations and sensitivity tests; never for tokens or passwords.
 *
 * Source: the xoshiro128** generator of Blackman & Vigna 2021, seeded by SplitMix steps as they advise.
 * @param seed - any whole number; only its lowest 32 bits count.
 * @returns a generator that is independent of every other one.
 */
export function seededRandom(seed: number): RandomGenerator {
  let state = seed | 0
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) | 0
  }
  let [a, b, c, d] = [word(), word(), word(), word()]

  const next = (): number => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return (scrambled >>> 0) / 2 ** 32
  }

  return {
    next,
    wholeBelow(below) {
      if (!Number.isInteger(below) || below < 1)
        throw new RangeError('Draw below a whole number of at least 1.')
      return Math.floor(next() * below)
    },
    normal() {
      // Box and Muller 1958; 1 − next() is never 0, so the logarithm is finite.
      return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    },
  }
}

/**
 * Puts items in a random order, each order equally likely.
 *
 * Source: the Fisher–Yates shuffle.
 * @param items - any items; left as they are.
 * @param random - the generator to draw from.
 * @returns the same items in a new array.
 */
export function shuffled<T>(items: readonly T[], random: RandomGenerator): T[] {
  const order = [...items]
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.wholeBelow(last + 1)
    const held = order[last] as T
    order[last] = order[other] as T
    order[other] = held
  }
  return order
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
