import type { Fate } from './fates.ts'
import { FATE_NAMES, FATES } from './fates.ts'

/** The lines of a site's yearly costs. */
export const COST_LINES = ['premises', 'management', 'back-office', 'frontline'] as const

/** One line of a site's yearly costs. */
export type CostLine = (typeof COST_LINES)[number]

/** The lines as people read them. */
export const COST_LINE_NAMES: Readonly<Record<CostLine, string>> = {
  premises: 'Premises',
  management: 'Management',
  'back-office': 'Back office',
  frontline: 'Frontline staff',
}

/** For each fate, the share of each of today's costs that goes on: 1 all of it, 0 none. */
export type KeptShares = Readonly<Record<Fate, Readonly<Record<CostLine, number>>>>

/**
 * Which of today's costs go on when a site changes: assumptions to start from, for the council to put its own in
 * place of. A closed site keeps nothing; whatever still has to be paid there (a lease) is entered by hand. Premises
 * that pass to early-years providers or to another use pass with their costs.
 */
export const DEFAULT_KEPT_SHARES: KeptShares = {
  centre: { premises: 1, management: 1, 'back-office': 1, frontline: 1 },
  'centre-place': { premises: 1, management: 0, 'back-office': 0.5, frontline: 1 },
  zone: { premises: 0.5, management: 0, 'back-office': 0.25, frontline: 0.5 },
  outreach: { premises: 0.1, management: 0, 'back-office': 0.1, frontline: 0.25 },
  'early-years': { premises: 0, management: 0, 'back-office': 0, frontline: 0 },
  'other-use': { premises: 0, management: 0, 'back-office': 0, frontline: 0 },
  closed: { premises: 0, management: 0, 'back-office': 0, frontline: 0 },
}

/** What to print beside every figure that rests on the default shares. */
export const KEPT_SHARES_ASSUMPTION =
  'Which of today’s costs go on is assumed, by what each site becomes. The shares are a starting point and not ' +
  'the council’s accounts: replace them with agreed figures.'

/**
 * Finds the share of a cost that goes on.
 * @param shares - the table of shares.
 * @param fate - what the site becomes; null while that is not decided.
 * @param line - the line of costs.
 * @returns the least and the greatest share: from the lowest to the highest of any fate while that is not decided.
 * @throws RangeError if a share is not a number of at least 0.
 */
export function keptShare(
  shares: KeptShares,
  fate: Fate | null,
  line: CostLine,
): { readonly low: number; readonly high: number } {
  const wanted = (fate === null ? FATES : [fate]).map(each => {
    const share = shares[each][line]
    if (!(share >= 0 && Number.isFinite(share))) {
      throw new RangeError(
        `The share of ${COST_LINE_NAMES[line]} kept for “${FATE_NAMES[each]}” must be at least 0.`,
      )
    }
    return share
  })
  return { low: Math.min(...wanted), high: Math.max(...wanted) }
}
