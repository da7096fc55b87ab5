import type { Chance } from './random.ts'

/**
 * What people wrote about one proposal. A sentence that begins with `@` is only said by somebody whom it touches;
 * `[a|b]` is said one way or another; `{centre}` is a blank, with a capital letter where `{Centre}` begins a sentence.
 */
export interface ProposalWords {
  /** The number of a children's centre, the name of another site, or null where it is about no single building. */
  readonly about: number | string | null
  readonly agree: readonly string[]
  readonly disagree: readonly string[]
}

/** What fills the blanks of a sentence; null where this person has nothing to put there. */
export type Blanks = Readonly<Record<string, string | null>>

/** Deals sentences, each as often as the others. */
export interface Deck {
  /** A sentence that was dealt least so far, of those that fit; null where none does. */
  deal(from: readonly string[], fits: (sentence: string) => boolean): string | null
}

/** A deck of all sentences. */
export function deck(draw: Chance): Deck {
  const dealt = new Map<string, number>()
  const times = (sentence: string): number => dealt.get(sentence) ?? 0
  return {
    deal(from, fits) {
      const fitting = from.filter(fits)
      if (fitting.length === 0) return null
      const least = Math.min(...fitting.map(times))
      const chosen = draw.pick(fitting.filter(sentence => times(sentence) === least))
      dealt.set(chosen, least + 1)
      return chosen
    },
  }
}

const blank = /\{([A-Za-z]+)\}/g

/** Whether every blank of a sentence can be filled, and, where it is personal, whether it touches this person. */
export function canSay(sentence: string, blanks: Blanks, touched: boolean): boolean {
  if (sentence.startsWith('@') && !touched) return false
  return [...sentence.matchAll(blank)].every(([, name = '']) => (blanks[name.toLowerCase()] ?? null) !== null)
}

/** A sentence with its choices made and its blanks filled. */
export function say(sentence: string, blanks: Blanks, draw: Chance): string {
  const chosen = sentence
    .replace(/^@/, '')
    .replace(/\[([^\]]*)\]/g, (_, ways: string) => draw.pick(ways.split('|')))
  return capital(
    chosen.replace(blank, (_, name: string) => {
      const filling = blanks[name.toLowerCase()] ?? ''
      return name.startsWith(name.charAt(0).toLowerCase()) ? filling : capital(filling)
    }),
  )
}

/** One of several things, each as often as its weight says. */
export function byWeight<T>(draw: Chance, weights: readonly (readonly [T, number])[]): T {
  let left = draw.next() * weights.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [thing, weight] of weights) {
    left -= weight
    if (left < 0) return thing
  }
  const last = weights.at(-1)
  if (last === undefined) throw new Error('There is nothing to choose from.')
  return last[0]
}

/** A sentence's first letter as a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
